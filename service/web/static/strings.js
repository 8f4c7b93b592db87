// Every word of the page, in English and Indonesian. Check and rule names come from the service; a name that is not
// in the table is shown as the service gave it.

/** @type {Record<string, [string, string]>} */
const TABLE = {
  tagline: ["Summaries and English translations of Indonesian news articles", "Ringkasan dan terjemahan Inggris untuk artikel berita Indonesia"],
  skip: ["Skip to the article", "Langsung ke artikel"],
  interfaceLanguage: ["Language of this page", "Bahasa halaman ini"],
  articleLabel: ["Article", "Artikel"],
  articlePlaceholder: ["Paste an article here, as text or as HTML, or drop a file.", "Tempel artikel di sini, sebagai teks atau HTML, atau seret berkas ke sini."],
  sample: ["Try a sample", "Coba contoh"],
  openFile: ["Open file…", "Buka berkas…"],
  clear: ["Clear", "Kosongkan"],
  titleLabel: ["Headline", "Judul"],
  titlePlaceholder: ["Only if not in the text above", "Jika belum ada dalam teks"],
  optional: ["optional", "opsional"],
  summaryLegend: ["Summary", "Ringkasan"],
  short: ["Short", "Pendek"],
  medium: ["Medium", "Sedang"],
  long: ["Long", "Panjang"],
  none: ["None", "Tanpa"],
  translateLegend: ["Translate", "Terjemahkan"],
  translateFull: ["Everything", "Semua"],
  translateSummary: ["Summary only", "Ringkasan saja"],
  translateNone: ["Nothing", "Tidak perlu"],
  glossaryLabel: ["Glossary", "Glosarium"],
  glossaryHint: ["One term per line: Indonesian=English", "Satu istilah per baris: Indonesia=Inggris"],
  submit: ["Summarise and translate", "Ringkas dan terjemahkan"],
  cancel: ["Cancel", "Batalkan"],
  drop: ["Drop the file to open it", "Lepaskan berkas untuk membukanya"],

  readAsText: ["{n} characters, read as text", "{n} karakter, dibaca sebagai teks"],
  readAsHtml: ["{n} characters, read as HTML", "{n} karakter, dibaca sebagai HTML"],
  working: ["Working…", "Sedang diproses…"],
  seconds: ["{n} s", "{n} dtk"],
  cancelled: ["Cancelled.", "Dibatalkan."],
  opened: ["Opened {name}.", "{name} dibuka."],
  openedOne: ["Opened {name}. One article at a time: the other files were left alone.", "{name} dibuka. Satu artikel setiap kali: berkas lain tidak dibuka."],
  done: ["Done. {checks}", "Selesai. {checks}"],

  nothingPasted: ["Paste an article first, or try the sample.", "Tempel artikel dulu, atau coba contohnya."],
  nothingAsked: ["Choose a summary or a translation; with neither there is nothing to do.", "Pilih ringkasan atau terjemahan; tanpa keduanya tidak ada yang dikerjakan."],
  glossaryWrong: ["Line {n} of the glossary is not a pair: write Indonesian=English.", "Baris {n} glosarium bukan pasangan: tulis Indonesia=Inggris."],
  notText: ["{name} is not a text or HTML file. Open the article as text, or copy and paste it.", "{name} bukan berkas teks atau HTML. Buka artikel sebagai teks, atau salin dan tempel."],
  fileTooLarge: ["{name} is larger than 10 MB, which is more than one article.", "{name} lebih besar dari 10 MB, lebih dari satu artikel."],
  unreachable: ["The service cannot be reached. Check that it is running, then try again.", "Layanan tidak dapat dihubungi. Pastikan layanan berjalan, lalu coba lagi."],
  unexplained: ["The service answered with status {status} and no explanation.", "Layanan menjawab dengan status {status} tanpa penjelasan."],
  retryAfter: ["Try again in {n} seconds.", "Coba lagi dalam {n} detik."],

  result: ["Result", "Hasil"],
  untitled: ["Article without a headline", "Artikel tanpa judul"],
  indonesian: ["Indonesian", "Indonesia"],
  english: ["English", "Inggris"],
  summary: ["Summary", "Ringkasan"],
  fullText: ["Full text", "Teks lengkap"],
  cleanedText: ["Cleaned text", "Teks yang sudah dibersihkan"],
  fullTextHint: ["Point at a sentence to see its counterpart; with the keyboard, use the arrow keys.", "Arahkan ke sebuah kalimat untuk melihat pasangannya; dengan papan ketik, pakai tombol panah."],
  copy: ["Copy", "Salin"],
  copySummary: ["Copy the summary, {language}", "Salin ringkasan, {language}"],
  copyText: ["Copy the text, {language}", "Salin teks, {language}"],
  copyTitle: ["Copy the headline, {language}", "Salin judul, {language}"],
  copied: ["Copied", "Tersalin"],
  copyFailed: ["Select and press Ctrl+C", "Pilih lalu tekan Ctrl+C"],
  print: ["Print", "Cetak"],
  checks: ["Check before publishing", "Periksa sebelum terbit"],
  noChecks: ["No warnings from the automatic checks.", "Tidak ada peringatan dari pemeriksaan otomatis."],
  someChecks: ["{n} to check before publishing.", "{n} hal perlu diperiksa sebelum terbit."],
  goTo: ["Paragraph {n}", "Paragraf {n}"],
  inTitle: ["Headline", "Judul"],
  inSummary: ["Summary", "Ringkasan"],
  sourceParagraph: ["Source: paragraph {n}", "Sumber: paragraf {n}"],
  notes: ["Notes", "Catatan"],
  removed: ["Removed as not part of the story ({n})", "Dihapus karena bukan bagian berita ({n})"],
  removedNone: ["Nothing was removed from the text.", "Tidak ada yang dihapus dari teks."],
  line: ["Line", "Baris"],
  rule: ["Why", "Alasan"],
  removedLine: ["Text", "Teks"],
  machineTranslated: ["Machine-translated, not checked by a person.", "Terjemahan mesin, belum diperiksa manusia."],
  machineSummarised: ["Summarised by machine, not checked by a person.", "Ringkasan mesin, belum diperiksa manusia."],
  model: ["Model {name}", "Model {name}"],
  summaryModel: ["summary written by {name}", "ringkasan ditulis oleh {name}"],
  written: ["written by the model", "ditulis oleh model"],
  revision: ["revision {revision}", "revisi {revision}"],
  licence: ["licence {licence}", "lisensi {licence}"],

  "check.number": ["Number", "Angka"],
  "check.date": ["Date", "Tanggal"],
  "check.percentage": ["Percentage", "Persentase"],
  "check.name": ["Name", "Nama"],
  "check.address": ["Address", "Alamat"],
  "check.quotation": ["Quotation", "Kutipan"],
  "check.negation": ["Negation", "Negasi"],
  "check.length": ["Length", "Panjang"],
  "check.repetition": ["Repetition", "Pengulangan"],
  "check.untranslated": ["Untranslated", "Belum diterjemahkan"],
  "check.leftover": ["Left in Indonesian", "Tertinggal dalam bahasa Indonesia"],
  "check.glossary": ["Glossary", "Glosarium"],
  "check.truncated": ["Cut off", "Terpotong"],
  "check.empty": ["Empty", "Kosong"],
  "check.failed": ["Failed", "Gagal"],

  "rule.advertisement": ["Advertisement", "Iklan"],
  "rule.after-story": ["Below the end of the story", "Di bawah akhir berita"],
  "rule.breadcrumb": ["Path to the page", "Jalur halaman"],
  "rule.byline": ["Byline", "Nama penulis"],
  "rule.caption": ["Caption", "Keterangan gambar"],
  "rule.copyright": ["Copyright", "Hak cipta"],
  "rule.credit": ["Signature", "Inisial penulis"],
  "rule.date": ["Date of publication", "Tanggal terbit"],
  "rule.dateline": ["Dateline", "Tempat dan nama situs"],
  "rule.embed": ["Embedded post", "Kiriman tersemat"],
  "rule.follow": ["Invitation to follow", "Ajakan mengikuti"],
  "rule.navigation": ["Menu or button", "Menu atau tombol"],
  "rule.page-link": ["Further pages", "Tautan halaman lain"],
  "rule.related-block": ["List of other articles", "Daftar artikel lain"],
  "rule.related-link": ["Link to another article", "Tautan artikel lain"],
  "rule.republished": ["Where it appeared first", "Tempat terbit pertama"],
  "rule.separator": ["Separator", "Garis pemisah"],
  "rule.tags": ["Keywords", "Kata kunci"],
  "rule.title": ["Headline, repeated", "Judul yang diulang"],
};

/** @typedef {"en" | "id"} Language */

/** @returns {Language} what was chosen before, else the language of the browser */
export function initialLanguage() {
  const stored = localStorage.getItem("intisari.language");
  if (stored === "en" || stored === "id") return stored;
  return navigator.language.toLowerCase().startsWith("id") ? "id" : "en";
}

/** @param {Language} language */
export function rememberLanguage(language) {
  localStorage.setItem("intisari.language", language);
}

/**
 * @param {Language} language
 * @returns {(key: string, values?: Record<string, string | number>, fallback?: string) => string}
 */
export function translator(language) {
  const format = new Intl.NumberFormat(language);
  return (key, values = {}, fallback = key) => {
    const words = TABLE[key]?.[language === "id" ? 1 : 0] ?? fallback;
    return words.replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? format.format(value) : value;
    });
  };
}

/**
 * Writes the table into a part of the page.
 * @param {ParentNode} root
 * @param {ReturnType<typeof translator>} say
 */
export function writeStrings(root, say) {
  for (const node of root.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of root.querySelectorAll("[data-placeholder]")) node.setAttribute("placeholder", say(node.dataset.placeholder));
}
