// What the editor gives: is it HTML or text, what does a file hold, which terms are in the glossary box.

/** Tags that only a page or a piece of one has; a story that merely mentions "<3" or "<nama>" stays text. */
const MARKUP = /<(?:!doctype\s+html|html|head|body|article|section|main|div|p|h[1-6]|ul|ol|table|blockquote|figure)\b[^>]*>/i;

/** @param {string} text */
export function looksLikeHtml(text) {
  return MARKUP.test(text);
}

/**
 * The text of a file: UTF-8, UTF-16 where a byte order mark says so, else Windows-1252.
 * @param {File} file
 * @returns {Promise<string | null>} null where the file is not text
 */
export async function readFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, 8192).includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Term pairs from lines `Indonesian=English`; a tab works too, as in a copied spreadsheet.
 * @param {string} text
 * @returns {{terms: [string, string][], wrongLine: number | null}} wrongLine counts from 1
 */
export function parseGlossary(text) {
  /** @type {[string, string][]} */
  const terms = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (!line.trim()) continue;
    const at = line.search(/[=\t]/);
    const source = line.slice(0, at).trim();
    const target = line.slice(at + 1).trim();
    if (at < 0 || !source || !target) return { terms, wrongLine: index + 1 };
    terms.push([source, target]);
  }
  return { terms, wrongLine: null };
}
