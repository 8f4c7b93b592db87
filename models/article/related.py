"""Links to other articles inside a story (``Baca Juga:   …``), and where they end.

A link that stands on a line of its own ends with the line. One that was glued into a paragraph has no end mark; its end
is accepted only where it is certain, because behind it the story goes on.
"""

import re
from collections.abc import Iterator

from models.article.abbreviations import OPENERS
from models.article.document import Span
from models.article.headline import SMALL_WORDS, capitalised_share, is_closed, is_headline
from models.article.sentences import split_sentences

#: A link begins at the start of a line, behind the end of a sentence, or with a bracket.
_BEGINS = (
    r"(?:(?<![^\n])|(?<=[.!?\"”’)\]*…:\ufffd])|(?<=[.!?\"”’)\]*…:\ufffd] )|(?<=[.!?\"”’)\]*…:\ufffd]  ))[ \t>»•*-]*"
)
_NAMED = (
    r"(?:baca|simak|lihat|tonton|cek|see|read)\s+(?:juga|pula|jg|also|more)(?:\s+(?:artikel|berita|video|foto)\w*)?"
    r"|(?:also\s+read|read\s+next|related(?:\s+(?:news|articles?|stories|story|posts?))?)"
    r"|(?:baca|simak|lihat)\s+(?:berita|artikel|selengkapnya|lebih lanjut|lainnya)(?:\s+(?:lainnya|terkait|menarik))*"
    r"|(?:berita|artikel)\s+(?:terkait|lainnya|menarik lainnya|lain)"
    r"|pilihan\s+(?:editor|redaksi)|jangan\s+lewatkan(?:\s+juga)?"
)
_LINK = (
    r"(?P<bracket>[(\[])?(?P<marker>(?i:"
    + _NAMED
    + r")\s*(?P<colon>:|>>|»|→)\s*|(?:Baca|BACA)\s?:\s*(?=\S)|(?P<bare>B(?:aca|ACA)\s+J(?:uga|UGA)\s+)(?=\S))"
)
_MARKER = re.compile(_BEGINS + _LINK)
#: Behind a link, or inside one, the next may begin anywhere.
_NEXT_MARKER = re.compile(r"[ \t>»•*-]*" + _LINK)
_STORY_FOLLOWS = re.compile(
    r"(?:(?<=\S)[a-z0-9)%?!\"”](?=[A-Z][a-z]+[ ,.]|[A-Z]{2,} )|(?<=\w)[a-z](?=\d{1,2}\. [A-Z])|"
    r"(?<=\w)\s?(?P<quote>[\"“])(?=[A-Z]))"
)
_CAMEL_WORDS = re.compile(
    r"\w*(?:YouTube|Youtube|TikTok|WhatsApp|iPhone|iPad|PayPal|BioFarma|McDonald|McGregor|McLaren|LinkAja|GoTo|GoPay|"
    r"MotoGP|PlayStation|DeepSeek|OpenAI|ChatGPT|AstraZeneca|SpaceX|LinkedIn|FaceTime|BlackBerry|"
    r"JakLingko|TransJakarta|"
    r"PeduliLindungi|SatuSehat|BUMDes|ShopeePay|MacBook|PowerPoint|StafSus|PetroChina|KemenPU|DeGea|LeBron|DiCaprio)\w*"
)
_STOP_INSIDE = re.compile(r"[a-z)\"”]{2}\.(?:\s*[A-Z]|$)")
_TOKEN = re.compile(r"\S+")
#: A headline is not longer than this.
_REACH = 220


def own_line_link(line: str) -> bool:
    """Whether the whole ``line`` is a link to another article.

    >>> own_line_link('Baca Juga:   Harga Beras Naik Jelang Ramadan'), own_line_link('Baca juga buku lama, pesan dia.')
    (True, False)
    """
    match = _MARKER.match(line)
    if not match or len(line) > _REACH + 60:
        return False
    rest = line[match.end() :].strip(" )]>»*")
    if not rest:
        return match.group("bare") is None
    if match.group("bare") or not match.group("colon"):
        return is_headline(rest)
    if len(split_sentences(rest)) > 1 and capitalised_share(rest) < 0.75:
        return False
    return not (
        is_closed(rest) and rest.endswith(".") and capitalised_share(rest) < 0.5 and len(rest.split()) > 14
    ) and (_glue(rest, 0) is None)


def inline_links(line: str) -> Iterator[tuple[Span, bool]]:
    """Links inside ``line``, each with whether its end is certain. Where it is not, the span is the marker alone."""
    position = 0
    certain = False
    while match := (certain and _NEXT_MARKER.match(line, position)) or _MARKER.search(line, position):
        begins = match.start("bracket") if match.group("bracket") else match.start("marker")
        end = _end_of_link(line, match)
        certain = end is not None and _is_one_headline(line[match.end() : end])
        position = end if certain and end is not None else match.end()
        if certain or not match.group("bare"):
            yield Span(begins, position), certain


def _is_one_headline(text: str) -> bool:
    """Whether a link that was found is one headline, not a headline and sentences behind it."""
    return (
        len(split_sentences(text)) == 1
        and _STOP_INSIDE.search(text.rstrip()) is None
        and capitalised_share(text) >= 0.9
    )


def _is_title_throughout(text: str) -> bool:
    return capitalised_share(text) >= 0.9


def _end_of_link(line: str, match: re.Match[str]) -> int | None:
    start = match.end()
    if match.group("bracket"):
        closing = line.find(")" if match.group("bracket") == "(" else "]", start, start + _REACH)
        return closing + 1 if closing > 0 else None
    rest = line[start : start + _REACH]
    following = re.compile(_LINK).search(line, start, start + _REACH)
    if following:
        rest = line[start : following.start()]
    glued = _glue(line, start, start + len(rest))
    if glued is not None:
        return glued
    title = rest if following else (rest if start + _REACH >= len(line) else None)
    if title is not None and is_headline(title.strip()) and _is_title_throughout(title):
        return start + len(title.rstrip())
    return _question_end(line, start) or _before_opener(line, start)


def _glue(text: str, start: int, end: int | None = None) -> int | None:
    """Where the story goes on without a space behind a headline (``dari TimurRatusan warga``), or with a quotation."""
    for match in _STORY_FOLLOWS.finditer(text, start, min(len(text), end or len(text))):
        place = match.start("quote") if match.group("quote") else match.end()
        if text[match.start()] == '"' and text.count('"', start, match.start()) % 2 == 0:
            place = match.start()
        token = _token_around(text, match.start())
        if not match.group("quote") and _CAMEL_WORDS.match(token.of(text).strip("\"'“”(),")):
            continue
        if len(text[start:place].split()) >= 3 and _sentence_from(text, match.end()):
            return place
    return None


def _token_around(text: str, place: int) -> Span:
    begin = text.rfind(" ", max(0, place - 40), place) + 1
    end = text.find(" ", place, place + 40)
    return Span(begin, end if end > 0 else min(len(text), place + 40))


def _sentence_from(text: str, start: int) -> bool:
    """Whether prose starts at ``start``: a small word that no headline leaves small comes within eight words."""
    words = re.findall(r"[^\W\d_]+", text[start : start + 90])[1:9]
    return any(word[0].islower() and word not in SMALL_WORDS for word in words)


def _question_end(line: str, start: int) -> int | None:
    """A headline that ends in a question or exclamation mark ends there, if all of it is in title case."""
    match = re.compile(r"[^.?!]{10,160}[?!][\"”’]?(?=\s|[A-Z\"“])").match(line, start)
    if match and capitalised_share(match.group()) >= 0.75 and _sentence_from(line, match.end()):
        return match.end()
    return None


def _before_opener(line: str, start: int) -> int | None:
    """The end of a title-case run, where the word that begins the sentence behind it is plain.

    ``Baca: Nissan Rilis Robot Penggambar Menurut dia, robot …``: only ``Menurut`` can begin that sentence.
    """
    tokens = [(match.start(), match.group()) for match in _TOKEN.finditer(line, start, min(len(line), start + _REACH))]
    for index, (_, token) in enumerate(tokens):
        word = token.strip("\"'“”‘’(),.:;")
        if token.endswith((".", "!")) and index >= 2 and len(word) > 3:
            return None
        if not word or not word[0].islower() or word in SMALL_WORDS:
            continue
        opener = tokens[index - 1] if index else None
        if opener is None or index < 4:
            return None
        before = tokens[index - 2][1]
        plain = opener[1].lower() in OPENERS and opener[1][0].isupper() and before not in SMALL_WORDS
        return opener[0] if plain and not before.endswith((",", ":")) else None
    return None
