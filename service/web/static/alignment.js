// The full text, two languages side by side, with the sentences of both tied together.

import { element } from "./dom.js";

/**
 * The service counts characters as Unicode code points, JavaScript strings count UTF-16 units: cut by code points.
 * @param {string} text
 * @param {[number, number][]} spans in any order; overlaps are cut at the end of the earlier one
 * @param {(text: string, index: number) => Node} make node for the span with this index
 * @returns {Node[]} nodes that together hold the whole text
 */
export function cutAt(text, spans, make) {
  const characters = Array.from(text);
  const order = spans.map((span, index) => ({ start: span[0], end: span[1], index })).sort((a, b) => a.start - b.start);
  const nodes = [];
  let position = 0;
  for (const { start, end, index } of order) {
    const from = Math.max(start, position);
    if (from >= end) continue;
    if (from > position) nodes.push(document.createTextNode(characters.slice(position, from).join("")));
    nodes.push(make(characters.slice(from, end).join(""), index));
    position = Math.min(end, characters.length);
  }
  if (position < characters.length) nodes.push(document.createTextNode(characters.slice(position).join("")));
  return nodes;
}

/**
 * One side of a paragraph.
 * @param {{id: string, en: string | null, language: string, segments: {source: [number, number], target: [number, number]}[]}} paragraph
 * @param {number} number index of the paragraph
 * @param {"id" | "en"} side
 * @param {Set<number>} flagged segments that a check complains about
 */
export function sideOf(paragraph, number, side, flagged) {
  const spans = paragraph.segments.map((segment) => (side === "id" ? segment.source : segment.target));
  const nodes = cutAt(paragraph[side] ?? "", spans, (text, index) =>
    element("span", { class: flagged.has(index) ? "segment flagged" : "segment", "data-segment": `${number}.${index}`, "data-side": side }, text),
  );
  return element("p", { lang: side === "id" ? paragraph.language : "en", class: `side-${side}` }, ...nodes);
}

/**
 * Ties the segments under a root together: pointing at one lights it up on both sides. The segments are one tab stop
 * with arrow keys between them ("roving tabindex", ARIA Authoring Practices Guide), since a stop at each of a hundred
 * sentences would make the page unusable with the keyboard.
 * @param {HTMLElement} root
 */
export function tieSegments(root) {
  const stops = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".segment[data-side=id]")]);
  if (stops.length === 0) return;
  for (const stop of stops) stop.tabIndex = -1;
  stops[0].tabIndex = 0;

  /** @param {EventTarget | null} target */
  const light = (target) => {
    const key = target instanceof Element ? target.closest("[data-segment]")?.getAttribute("data-segment") : null;
    for (const node of root.querySelectorAll(".segment.lit")) node.classList.remove("lit");
    if (key) for (const node of root.querySelectorAll(`[data-segment="${key}"]`)) node.classList.add("lit");
  };
  root.addEventListener("pointerover", (event) => light(event.target));
  root.addEventListener("pointerleave", () => light(document.activeElement));
  root.addEventListener("focusin", (event) => {
    light(event.target);
    if (stops.includes(/** @type {HTMLElement} */ (event.target))) {
      for (const stop of stops) stop.tabIndex = stop === event.target ? 0 : -1;
    }
  });
  root.addEventListener("focusout", () => light(null));
  root.addEventListener("keydown", (event) => {
    const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at < 0) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1 : step ? at + step : -1;
    if (!stops[next]) return;
    event.preventDefault();
    stops[next].focus({ preventScroll: true });
    stops[next].scrollIntoView({ block: "nearest" });
  });
}
