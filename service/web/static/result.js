// The answer of POST /v1/articles as something an editor can read, check and copy.

import { sideOf, tieSegments } from "./alignment.js";
import { copyButton } from "./copying.js";
import { element } from "./dom.js";

/** @typedef {ReturnType<typeof import("./strings.js").translator>} Say */

/**
 * @param {any} answer the body of the answer
 * @param {{say: Say, language: string, finished: Date}} context
 * @returns {Node[]}
 */
export function render(answer, context) {
  const { say } = context;
  const nodes = [
    element("header", { class: "result-head" }, ...titles(answer, say), provenance(answer, context)),
    checkList(answer, say),
    noteList(answer, say),
    summary(answer, say),
    fullText(answer, say),
    removedLines(answer, say),
  ];
  return nodes.filter((node) => node !== null);
}

/** @param {any} answer @param {Say} say */
export function checksSentence(answer, say) {
  return answer.checks.length ? say("someChecks", { n: answer.checks.length }) : say("noChecks");
}

/** @param {any} answer @param {Say} say */
function titles(answer, say) {
  const { title } = answer;
  if (!title) return [element("h2", { tabindex: -1, id: "headline" }, say("untitled"))];
  const heading = element("h2", { tabindex: -1, id: "headline", lang: "id" }, title.id);
  if (title.en === null) return [heading];
  const checks = answer.checks.filter((check) => check.where === "title");
  const english = element("span", { lang: "en", class: checks.length ? "segment flagged" : null }, title.en);
  const copying = copyButton(say, say("copyTitle", { language: say("english") }), title.en);
  return [heading, element("p", { class: "title-en" }, english, copying), checksInPlace(checks, say)];
}

/** @param {any} answer @param {{say: Say, language: string, finished: Date}} context */
function provenance(answer, { say, language, finished }) {
  const model = answer.models.translator;
    const facts = [new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(finished)];
  if (model) {
    facts.unshift(
      say("model", { name: model.name }),
      say("revision", { revision: model.revision.slice(0, 12) }),
      say("licence", { licence: model.licence }),
    );
  }
  // Sentences that the article does not have: their author is named, as the translator is.
  if (answer.summary?.sentences.some((sentence) => sentence.origin === "written")) {
    const { name, licence } = answer.models.summarizer;
    facts.push(say("summaryModel", { name }), say("licence", { licence }));
  }
  return element(
    "div",
    { class: "provenance" },
    element("p", {}, element("strong", {}, say(model ? "machineTranslated" : "machineSummarised")), " ", facts.join(" · ")),
    element("button", { type: "button", class: "quiet", onclick: () => window.print() }, say("print")),
  );
}

/** @param {any} check @param {Say} say */
function checkWords(check, say) {
  return [element("strong", {}, say(`check.${check.kind}`, {}, check.kind)), " ", element("span", { lang: "en" }, check.message)];
}

/** @param {any[]} checks @param {Say} say */
function checksInPlace(checks, say) {
  if (checks.length === 0) return null;
  return element("ul", { class: "checks-in-place" }, ...checks.map((check) => element("li", {}, ...checkWords(check, say))));
}

/** @param {any} answer @param {Say} say */
function checkList(answer, say) {
  if (answer.checks.length === 0) return element("p", { class: "checks clean" }, say("noChecks"));
  const items = answer.checks.map((check) => {
    const { words, target } = placeOf(check, say);
    return element("li", {}, element("a", { href: `#${target}`, onclick: (event) => jump(event, check, target) }, words), " ", ...checkWords(check, say));
  });
  return element(
    "section",
    { class: "checks", "aria-labelledby": "checks-heading" },
    element("h3", { id: "checks-heading" }, `${say("checks")} (${items.length})`),
    element("ul", {}, ...items),
  );
}

/** @param {any} check @param {Say} say */
function placeOf(check, say) {
  if (check.where === "title") return { words: say("inTitle"), target: "headline" };
  if (check.where === "summary") return { words: say("inSummary"), target: `summary-${check.segment}` };
  return { words: say("goTo", { n: check.paragraph + 1 }), target: `paragraph-${check.paragraph}` };
}

/** Goes to the flagged segment itself where it is shown, else to its place. */
function jump(event, check, target) {
  event.preventDefault();
  const segment = document.querySelector(`.segment[data-side=id][data-segment="${check.paragraph}.${check.segment}"]`);
  const place = /** @type {HTMLElement} */ (segment ?? document.getElementById(target));
  if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}

/** @param {any} answer @param {Say} say */
function noteList(answer, say) {
  if (!answer.notes?.length) return null;
  return element(
    "section",
    { class: "notes", "aria-labelledby": "notes-heading" },
    element("h3", { id: "notes-heading" }, say("notes")),
    element("ul", { lang: "en" }, ...answer.notes.map((note) => element("li", {}, note))),
  );
}

/** @param {string} name @param {string} copyLabel @param {string} text @param {Say} say */
function columnHead(name, copyLabel, text, say) {
  return element("div", { class: "column-head" }, element("h4", {}, name), copyButton(say, copyLabel, text));
}

/** @param {any} answer @param {Say} say */
function summary(answer, say) {
  if (!answer.summary) return null;
  const both = answer.summary.en !== null;
  const rows = answer.summary.sentences.map((sentence, number) => {
    const checks = answer.checks.filter((check) => concerns(check, sentence, number, answer.paragraphs));
    const sources = [...new Set(sentence.support.map(([paragraph]) => paragraph))];
    const row = element(
      "li",
      { class: "pair-row", id: `summary-${number}` },
      element(
        "p",
        { lang: "id" },
        sentence.id,
        ...(sentence.origin === "written" ? [" ", element("span", { class: "source" }, say("written"))] : []),
        ...sources.flatMap((paragraph) => [
          " ",
          element("a", { class: "source", href: `#paragraph-${paragraph}`, "aria-label": say("sourceParagraph", { n: paragraph + 1 }) }, `¶${paragraph + 1}`),
        ]),
      ),
      both ? element("p", { lang: "en" }, element("span", { class: checks.length ? "segment flagged" : null }, sentence.en)) : null,
      checksInPlace(checks, say),
    );
    row.addEventListener("pointerenter", () => showSupport(sources, true));
    row.addEventListener("pointerleave", () => showSupport(sources, false));
    return row;
  });
  return element(
    "section",
    { class: "summary", "aria-labelledby": "summary-heading" },
    element("h3", { id: "summary-heading" }, say("summary")),
    element(
      "div",
      { class: both ? "columns" : "columns single" },
      columnHead(say("indonesian"), say("copySummary", { language: say("indonesian") }), answer.summary.id, say),
      both ? columnHead(say("english"), say("copySummary", { language: say("english") }), answer.summary.en, say) : null,
    ),
    element("ol", { class: both ? "rows" : "rows single" }, ...rows),
  );
}

/**
 * Whether a check is about a sentence of the summary: made there, or made in the full text on a segment whose
 * translation the sentence took over. An editor who copies the summary alone has to see it.
 */
function concerns(check, sentence, number, paragraphs) {
  if (check.where === "summary") return check.segment === number;
  if (check.where === "title" || !sentence.support.some(([paragraph]) => paragraph === check.paragraph)) return false;
  const { en, segments } = paragraphs[check.paragraph];
  const words = Array.from(en).slice(...segments[check.segment].target).join("");
  return words !== "" && sentence.en.includes(words);
}

/** @param {number[]} paragraphs @param {boolean} on */
function showSupport(paragraphs, on) {
  for (const paragraph of paragraphs) document.getElementById(`paragraph-${paragraph}`)?.classList.toggle("support", on);
}

/** @param {any} answer @param {Say} say */
function fullText(answer, say) {
  const both = answer.paragraphs.every((paragraph) => paragraph.en !== null);
  /** @param {"id" | "en"} side */
  const whole = (side) => answer.paragraphs.map((paragraph) => paragraph[side]).join("\n\n");
  const rows = answer.paragraphs.map((paragraph, number) => {
    const checks = answer.checks.filter((check) => check.paragraph === number);
    const flagged = new Set(checks.map((check) => check.segment));
    return element(
      "li",
      { class: "pair-row", id: `paragraph-${number}` },
      sideOf(paragraph, number, "id", flagged),
      both ? sideOf(paragraph, number, "en", flagged) : null,
      checksInPlace(checks, say),
    );
  });
  const list = element("ol", { class: both ? "rows text" : "rows text single" }, ...rows);
  tieSegments(list);
  return element(
    "section",
    { class: "full-text", "aria-labelledby": "text-heading" },
    element("h3", { id: "text-heading" }, say(both ? "fullText" : "cleanedText")),
    both ? element("p", { class: "hint screen-only" }, say("fullTextHint")) : null,
    element(
      "div",
      { class: both ? "columns" : "columns single" },
      columnHead(say("indonesian"), say("copyText", { language: say("indonesian") }), whole("id"), say),
      both ? columnHead(say("english"), say("copyText", { language: say("english") }), whole("en"), say) : null,
    ),
    list,
  );
}

/** @param {any} answer @param {Say} say */
function removedLines(answer, say) {
  const { removed } = answer;
  if (removed.length === 0) return element("p", { class: "hint" }, say("removedNone"));
  const head = ["line", "rule", "removedLine"].map((key) => element("th", { scope: "col" }, say(key)));
  const rows = removed.map((line) =>
    element("tr", {}, element("td", { class: "number" }, String(line.line)), element("td", {}, say(`rule.${line.rule}`, {}, line.rule)), element("td", { lang: "id" }, line.text)),
  );
  return element(
    "details",
    { class: "removed" },
    element("summary", {}, say("removed", { n: removed.length })),
    element("div", { class: "scroll" }, element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows))),
  );
}
