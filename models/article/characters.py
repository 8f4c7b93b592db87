"""Characters that have no business in an article: invisible, broken or written as something else."""

import html
import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SOFT_HYPHENS = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=[^\W\d_])|\u00ad")
#: Controls, zero-width characters, text direction, noncharacters. A zero-width joiner stays inside an emoji.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u115f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff]|(?<![\u2190-\uffff\U00010000-\U0010ffff])\u200d"
)
#: UTF-8 that was read as Windows-1252 or Latin-1: each first byte of a sequence shows as one of these letters.
_MOJIBAKE = re.compile(r"[\u00c2\u00c3\u00c5\u00d8\u00d9\u00e2\u00f0][\x80-\u00bf\u0152-\u2122]")
#: A longer run without a space is no word, and the repair is not linear.
_WORD = re.compile(r"(?<![^ \n])[^ \n]{2,200}(?![^ \n])")
#: A closing quotation mark whose third byte was lost on the way.
_HALF_QUOTE = re.compile("\u00e2\u20ac(?=[\\s.,;:!?)]|$)", re.MULTILINE)
_LOST_CLOSING_QUOTE = re.compile(r"(?<=[.,!?])\ufffd(?=\s|$)", re.MULTILINE)
_LOST_OPENING_QUOTE = re.compile(r"(?:(?<=[\s.,:(])|(?<![^\n]))\ufffd(?=[^\W_])")


def clean_characters(text: str) -> str:
    """``text`` in Unicode NFC, with ``\\n`` as the only line end, the plain space as the only other white space, HTML
    entities resolved, and without invisible, control and direction characters and broken surrogates.

    Text that was decoded with the wrong encoding is repaired where it is certain what it was; a replacement character
    U+FFFD becomes a quotation mark only where nothing else can have stood.

    >>> clean_characters('Harga&nbsp;naik\\x00 \\u201cdua\\u00ad belas\\u201d\\r\\npersen')
    'Harga naik “dua belas”\\npersen'
    """
    text = _LINE_ENDS.sub("\n", _join_surrogates(text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
        text = _LINE_ENDS.sub("\n", _join_surrogates(text))
    text = _repair_encoding(text)
    text = _SPACES.sub(" ", _SOFT_HYPHENS.sub("", text))
    text = _INVISIBLE.sub("", text)
    if "\ufffd" in text:
        text = _LOST_OPENING_QUOTE.sub('"', _LOST_CLOSING_QUOTE.sub('"', text))
    return unicodedata.normalize("NFC", text)


def _join_surrogates(text: str) -> str:
    """Pairs of surrogates (from JSON escapes) become the character they stand for, lone ones go."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _repair_encoding(text: str) -> str:
    if not _MOJIBAKE.search(text) and not _HALF_QUOTE.search(text):
        return text
    from ftfy import fix_encoding  # 0.1 s and 10 MB that most texts do not need

    def repaired(word: re.Match[str]) -> str:
        return fix_encoding(word.group()) if _MOJIBAKE.search(word.group()) else word.group()

    return _HALF_QUOTE.sub("”", _WORD.sub(repaired, text))
