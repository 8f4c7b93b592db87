"""Who made a picture or a text, as captions and signatures say it."""

import re

from models.article.headline import SMALL_WORDS, is_closed

_PICTURE = re.compile(
    r"(?:keterangan |teks )?(?:foto|photo|ilustrasi|illustration|caption|grafis|gambar|image|"
    r"infografis)\s*(?::|/|\. )\s*\S.*",
    re.IGNORECASE,
)
_PICTURE_CREDIT = re.compile(
    r"\((?:foto|photo|dok|doc|dokumentasi|dokumen|istimewa|ist\b|antara foto|antara/|antara\b|afp|reuters|"
    r"ap\b|ap photo|getty|epa|xinhua|"
    r"shutterstock|freepik|pexels|unsplash|pixabay|instagram|twitter|youtube|facebook|tiktok|tangkapan|"
    r"screenshot|humas|"
    r"[\w.-]+\.(?:com|co\.id|id|go\.id)\b|kompas|tempo|tribun\w*|detik\w*|liputan6|republika)[^()]{0,90}\)\W*$",
    re.IGNORECASE,
)
_CREDIT_NAME = re.compile(
    r"\(?[^()]{2,40}/\s?(?:[A-Z][A-Za-z]+\.(?:com|id|co\.id)|detik\w+|ANTARA|Antara)\W*|"
    r"\(?[A-Z]\w+\.(?:com|id|co\.id)/[^()]{2,40}\)?"
)
_SIGNATURE = re.compile(r"(?<=[.!?…\"”’)])\s*(?P<open>[(\[])(?P<inside>[^()\[\]]{0,60})[)\]]\W{0,3}$")
_TWO_CODES = re.compile(r"\s*\([a-z]{2,5}/[a-z]{2,5}\)\W{0,3}$")
_OWN_LINE_CREDIT = re.compile(r"\((?:[a-z]{2,6}(?:/[a-z]{2,6})*|[A-Z]{2,5}(?:/[A-Z\w]{2,8})+|\*+)\)|\[[a-z]{2,12}\]")
_END_MARK = re.compile(r"(?<=[.!?…\"”’)])\s*(?:\*{1,5}|\[\]|\(\*{1,3}\)|#{1,3}|=+>*)\s*$")


def is_credit(line: str) -> bool:
    """Whether the line is nothing but the signature of an editor: ``(abc/xyz)``."""
    return _OWN_LINE_CREDIT.fullmatch(line) is not None


def is_picture_credit(text: str) -> bool:
    """Whether ``text`` names who made a picture: ``Rina Sari/Kabar.com``."""
    return _CREDIT_NAME.fullmatch(text) is not None or ("/" in text and len(text.split()) <= 4)


def credit_behind(text: str) -> re.Match[str] | None:
    """The end mark or signature behind the last sentence of a story."""
    match = _END_MARK.search(text) or _signature(text)
    return match if match and match.start() > 0 else None


def is_caption(text: str, above: bool) -> bool:
    """Whether the line is the caption of a picture; ``above``: no sentence of the story has come yet."""
    words = len(text.split())
    if words > 60:
        return False
    if _PICTURE.fullmatch(text) or _CREDIT_NAME.fullmatch(text):
        return words <= 45
    if not above:
        return False
    credit = _PICTURE_CREDIT.search(text)
    if credit and (not is_closed(text[: credit.start()].rstrip()) or "/" in credit.group() or ":" in credit.group()):
        return True
    return text.startswith("Ilustrasi ") and words <= 25 and not is_closed(text)


def _signature(text: str) -> re.Match[str] | None:
    """A credit in brackets behind the last sentence; not a score or a date, and not a sentence of its own."""
    match = _SIGNATURE.search(text)
    if match is None:
        return _TWO_CODES.search(text)
    inside = match.group("inside").strip()
    words = inside.split()
    if re.search(r"\d", inside) or len(words) > 6:
        return None
    source = re.match(r"(?:sumber|source|foto|editor|penulis|reporter)\s*:", inside, re.IGNORECASE)
    named = all(word[0].isupper() or not word[0].isalpha() for word in words) and not (
        words and words[0].lower() in SMALL_WORDS
    )
    return match if len(words) <= 1 or source or "/" in inside or (named and len(words) <= 4) else None
