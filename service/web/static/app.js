// The page itself: the form, the request and the states between them.

import { looksLikeHtml, parseGlossary, readFile } from "./reading.js";
import { checksSentence, render } from "./result.js";
import { initialLanguage, rememberLanguage, translator, writeStrings } from "./strings.js";

const LARGEST_FILE = 10 * 1024 * 1024;

/** @param {string} id @returns {any} */
const find = (id) => document.getElementById(id);
const form = find("form");
const article = find("article-text");
const result = find("result");

let language = initialLanguage();
let say = translator(language);
/** @type {AbortController | null} */
let running = null;
/** @type {{answer: any, finished: Date} | null} what is shown, kept so that it can be shown in the other language */
let shown = null;

function showLanguage() {
  document.documentElement.lang = language;
  writeStrings(document, say);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  describeArticle();
  if (shown) showResult();
}

function showResult() {
  result.replaceChildren(...render(shown.answer, { say, language, ...shown }));
  result.setAttribute("aria-label", say("result"));
  result.hidden = false;
  document.body.classList.add("has-result");
}

function describeArticle() {
  const text = article.value;
  const key = looksLikeHtml(text) ? "readAsHtml" : "readAsText";
  find("article-hint").textContent = text.trim() ? say(key, { n: Array.from(text).length }) : "";
}

/** @param {string} words empty to take the last one away */
function showProblem(words) {
  const problem = find("problem");
  problem.textContent = words;
  problem.hidden = !words;
  if (words) problem.scrollIntoView({ block: "nearest" });
}

/** @param {string} words */
function announce(words) {
  find("status").textContent = words;
}

/** @returns {object | null} the request body; null after a problem has been shown */
function readForm() {
  const text = article.value;
  const { summary, translate } = Object.fromEntries(new FormData(form));
  const { terms, wrongLine } = parseGlossary(find("glossary").value);
  const refuse = (words, field) => {
    showProblem(words);
    field.focus();
    return null;
  };
  if (!text.trim()) return refuse(say("nothingPasted"), article);
  if (summary === "none" && translate !== "full") return refuse(say("nothingAsked"), form.elements.summary[1]);
  if (wrongLine !== null) {
    find("glossary-box").open = true;
    return refuse(say("glossaryWrong", { n: wrongLine }), find("glossary"));
  }
  const body = { [looksLikeHtml(text) ? "html" : "text"]: text, summary: summary === "none" ? false : { length: summary }, translate };
  const title = find("title").value.trim();
  if (title) body.title = title;
  if (terms.length) body.glossary = terms;
  return body;
}

/**
 * What went wrong, as the service says it (RFC 9457).
 * @param {Response} response
 */
async function problemOf(response) {
  const problem = await response.json().catch(() => null);
  const words = problem?.detail ?? problem?.title ?? say("unexplained", { status: String(response.status) });
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? `${words} ${say("retryAfter", { n: seconds })}` : words;
}

/** @param {boolean} on */
function showWorking(on) {
  find("submit").disabled = on;
  find("cancel").hidden = !on;
  form.setAttribute("aria-busy", String(on));
  if (!on) find("elapsed").textContent = "";
}

async function send() {
  if (running) return;
  showProblem("");
  const asked = readForm();
  if (!asked) return;
  const controller = new AbortController();
  running = controller;
  const started = Date.now();
  const tick = () => {
    find("elapsed").textContent = `${say("working")} ${say("seconds", { n: Math.round((Date.now() - started) / 1000) })}`;
  };
  showWorking(true);
  tick();
  announce(say("working"));
  const timer = setInterval(tick, 1000);
  try {
    const response = await fetch("v1/articles", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(asked),
      signal: controller.signal,
    });
    if (response.ok) {
      shown = { answer: await response.json(), finished: new Date() };
      showWorking(false); // before the scrolling below, since on a narrow screen it moves what follows
      showResult();
      announce(say("done", { checks: checksSentence(shown.answer, say) }));
      result.querySelector("h2").focus({ preventScroll: true });
      result.scrollIntoView({ block: "start" });
    } else {
      announce("");
      showProblem(await problemOf(response));
    }
  } catch (error) {
    const cancelled = controller.signal.aborted;
    announce(cancelled ? say("cancelled") : "");
    if (!cancelled && !(error instanceof TypeError)) throw error;
    if (!cancelled) showProblem(say("unreachable"));
  } finally {
    clearInterval(timer);
    showWorking(false);
    running = null;
  }
}

/** @param {FileList} files */
async function openFiles(files) {
  const [file] = files;
  if (!file) return;
  showProblem("");
  if (file.size > LARGEST_FILE) return showProblem(say("fileTooLarge", { name: file.name }));
  const text = await readFile(file);
  if (text === null) return showProblem(say("notText", { name: file.name }));
  fill(text, "");
  announce(say(files.length > 1 ? "openedOne" : "opened", { name: file.name }));
}

/** @param {string} text @param {string} title */
function fill(text, title) {
  article.value = text;
  find("title").value = title;
  document.body.classList.remove("has-result");
  describeArticle();
  article.focus();
  article.setSelectionRange(0, 0);
  article.scrollTop = 0;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  send();
});
find("cancel").addEventListener("click", () => {
  running?.abort();
  find("submit").focus();
});
article.addEventListener("input", describeArticle);
find("clear").addEventListener("click", () => {
  fill("", "");
  showProblem("");
});
find("sample").addEventListener("click", async () => {
  fill(await (await fetch("static/sample.txt")).text(), "");
});
find("open-file").addEventListener("click", () => find("file").click());
find("file").addEventListener("change", async (event) => {
  await openFiles(event.target.files);
  event.target.value = "";
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    language = button.dataset.language;
    say = translator(language);
    rememberLanguage(language);
    showLanguage();
  });
}

document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  find("drop").hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) find("drop").hidden = true;
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  find("drop").hidden = true;
  openFiles(event.dataTransfer.files);
});

showLanguage();
