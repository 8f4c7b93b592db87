"""The sentences of an article, each with what speaks against putting it into a summary."""

import re
from dataclasses import dataclass
from enum import IntEnum

from models.article.document import Article, Paragraph
from models.summarize.references import Dependence, dependence, names_somebody
from models.summarize.words import content_words, words

#: Above this, a "sentence" is mostly a table, a list or text without full stops.
LONGEST = 80
#: Below this, it is mostly a heading, a score or an exclamation.
SHORTEST = 5
#: How many sentences back the person behind an "ia" is looked for; the most that ``Candidate.needs`` can be.
REACH = 3


class Rank(IntEnum):
    """The order in which sentences are drawn on: a lower rank is used up before a higher one is touched."""

    REPORT = 0
    #: Overlong; without its beginning; in the first or second person without quotation marks; a quotation without its
    #: end or its speaker.
    AWKWARD = 1
    #: A question, greeting, caption, heading, pointer to other pages, list item or its lead-in, a fragment.
    NOT_REPORT = 2
    #: In another language than the article.
    FOREIGN = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence.

    Attributes:
        place: ``(paragraph, sentence)`` in the article.
        tokens: its words, lower case, in order.
        content: those that carry content.
        needs: how many sentences directly before it have to be in the summary with it.
    """

    text: str
    place: tuple[int, int]
    tokens: list[str]
    content: list[str]
    rank: Rank
    dependence: Dependence
    needs: int


_GREETING = (
    r"(?:halo|hai|hello|assalamu ?'?alaikum|selamat (?:pagi|siang|sore|malam|datang|membaca)|yuk|ayo|mari|nah)\b"
)
_CAPTION = (
    r"(?:foto|gambar|infografis|video|grafis|tabel|caption)\s*[:/(|]|\(?(?:foto|gambar|dok)\b[^.]*[:/]|ilustrasi\b"
)
_POINTER = (
    r"(?:baca|simak|tonton|lihat|saksikan|ikuti|klik|dengarkan|dapatkan|unduh|download|kunjungi|gabung|follow"
    r"|subscribe)\b"
)
_CREDIT_LINE = (
    r"(?:sumber|source|editor|reporter|penulis|pewarta|kontributor|referensi|oleh)\s*:"
    r"|(?:artikel|berita|tulisan) ini (?:telah|sudah|pernah)|copyright\b|©|scroll to\b|#|@"
)
_NOT_REPORT = re.compile("|".join((_GREETING, _CAPTION, _POINTER, _CREDIT_LINE)), re.IGNORECASE)
#: A photo credit stands at the end; looking only there keeps the search linear on any input.
_CREDIT_LENGTH = 200
_PHOTO_CREDIT = re.compile(
    r"\((?:foto|dok|sumber|ist|istimewa|antara foto|getty)\b[^)]*\)\W*$|getty images|shutterstock", re.IGNORECASE
)
_PAGE_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
#: A sentence ends with one of these, closing marks aside; a heading or a caption does not.
_ENDED = re.compile(r"[.!?…:;][\s\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]\s|[a-z][.)]\s|[-•*·▪●–—]\s)")
_ADDRESS = re.compile(r"\b(?:saya|aku|kami|gue|gua|anda|kamu|kalian)\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»")
_QUOTE_MARKS = re.compile('["“”«»]')


def candidates(article: Article) -> list[Candidate]:
    """All sentences of ``article``, in order. Time is linear in its length."""
    own = _languages(article)
    punctuated = _is_punctuated(article)
    found: list[Candidate] = []
    for paragraph_index, paragraph in enumerate(article.paragraphs):
        broken = _broken_quotations(paragraph)
        for sentence_index, span in enumerate(paragraph.sentences):
            text = span.of(paragraph.text)
            tokens = words(text)
            rank = _rank(text, tokens, sentence_index in broken)
            if punctuated and not _ENDED.search(text):
                rank = Rank.NOT_REPORT
            if paragraph.language not in own:
                rank = Rank.FOREIGN
            depends = dependence(text)
            found.append(
                Candidate(
                    text,
                    (paragraph_index, sentence_index),
                    tokens,
                    content_words(tokens),
                    rank,
                    depends,
                    _needs(found, depends),
                )
            )
    return found


def _languages(article: Article) -> frozenset[str]:
    """The languages that count as the article's own. Malay and Indonesian are told apart too unreliably, and a short
    paragraph (``und``) not at all, to leave a paragraph out for it."""
    own = {article.language, "und"} | ({"id", "ms"} if article.language in {"id", "ms"} else set())
    present = {paragraph.language for paragraph in article.paragraphs}
    return frozenset(own if present & own else present)


def _is_punctuated(article: Article) -> bool:
    """Whether most sentences end like sentences, so that one that does not is something else."""
    ended = [bool(_ENDED.search(span.of(part.text))) for part in article.paragraphs for span in part.sentences]
    return 2 * sum(ended) > len(ended)


def _rank(text: str, tokens: list[str], broken_quotation: bool) -> Rank:
    stripped = text.strip()
    outside = _QUOTED.sub(" ", stripped)
    if (
        len(tokens) < SHORTEST
        or stripped.endswith(("?", ":", "?)", '?"', "?”"))
        or _NOT_REPORT.match(stripped)
        or _PHOTO_CREDIT.search(stripped[-_CREDIT_LENGTH:])
        or _LIST_ITEM.match(stripped)
        or _PAGE_ADDRESS.search(stripped)
    ):
        return Rank.NOT_REPORT
    if (
        broken_quotation
        or len(tokens) > LONGEST
        or _ADDRESS.search(outside)
        or not words(outside)
        or stripped[0].islower()
    ):
        return Rank.AWKWARD
    return Rank.REPORT


def _broken_quotations(paragraph: Paragraph) -> set[int]:
    """Indices of the sentences that hold only a part of a quotation."""
    texts = [span.of(paragraph.text) for span in paragraph.sentences]
    # One stray mark would turn everything behind it inside out: then only a sentence's own marks are believed.
    reliable = paragraph.text.count('"') % 2 == 0 and paragraph.text.count("“") == paragraph.text.count("”")
    broken: set[int] = set()
    inside = False
    for index, text in enumerate(texts):
        before = inside
        odd = False
        for mark in _QUOTE_MARKS.findall(text):
            odd = not odd
            inside = mark in "“«" or (mark == '"' and not inside)
        if odd or (reliable and (before or inside)):
            broken.add(index)
    return broken


def _needs(before: list[Candidate], depends: Dependence) -> int:
    if depends in (Dependence.NONE, Dependence.OPENING) or not before:
        return 0
    if depends is Dependence.PERSON:
        for distance, candidate in enumerate(reversed(before[-REACH:]), start=1):
            if names_somebody(candidate.text):
                return distance
    return 1
