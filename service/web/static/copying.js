// Buttons that copy a text and say so.

import { element } from "./dom.js";

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it worked
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // The clipboard interface exists only on https and on localhost; a newsroom server often has neither.
    const area = element("textarea", { readonly: true, class: "visually-hidden" });
    area.value = text;
    document.body.append(area);
    area.select();
    const worked = document.execCommand("copy");
    area.remove();
    return worked;
  }
}

/**
 * @param {ReturnType<typeof import("./strings.js").translator>} say
 * @param {string} label what a screen reader says
 * @param {string} text what is copied
 */
export function copyButton(say, label, text) {
  const button = element("button", { type: "button", class: "quiet copy", "aria-label": label }, say("copy"));
  const live = element("span", { class: "visually-hidden", role: "status" });
  button.addEventListener("click", async () => {
    const words = say((await copy(text)) ? "copied" : "copyFailed");
    button.textContent = words;
    live.textContent = words;
    button.focus();
    setTimeout(() => {
      button.textContent = say("copy");
      live.textContent = "";
    }, 2000);
  });
  return element("span", { class: "copying" }, button, live);
}
