"""Takes away what is not the story, and reports every piece with the rule that took it.

Precision before recall: a rule may leave furniture standing, it may not take a sentence of the story. So most rules
look at whole lines, some only above the first sentence or below the last, and what is cut out of a line has a certain
end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.article import chrome, dateline
from models.article.credits import credit_behind, is_caption, is_credit, is_picture_credit
from models.article.document import Metadata, Removed
from models.article.headline import capitalised_share, is_closed, is_headline, is_prose
from models.article.lines import Line
from models.article.related import inline_links, own_line_link
from models.article.title import find_title, is_same_title, starts_with_title

#: Every rule, with what it removes.
RULES: dict[str, str] = {
    "advertisement": "markers of advertisements and of the place to scroll on",
    "after-story": "what stands below the story once a footer has begun",
    "breadcrumb": "the path to the page (Home » Politik)",
    "byline": "who wrote, edited or sent the article, on a line of its own",
    "caption": "captions and credits of pictures",
    "copyright": "copyright notices",
    "credit": "signature or source behind the last sentence: (abc/xyz)",
    "date": "when it was published, on a line of its own above the story",
    "dateline": "place and site before the first sentence; kept as metadata",
    "embed": "what is left of embedded posts and players",
    "follow": "invitations to follow, subscribe or install",
    "navigation": "menus, share bars, buttons, counters",
    "page-link": "links to further pages of the article",
    "related-block": "lists of other articles",
    "related-link": "links to other articles (Baca juga: …)",
    "republished": "notices where the article appeared first",
    "separator": "lines without a letter or digit",
    "tags": "keywords",
    "title": "the title, repeated above the story",
}

#: Once one of these has been seen and no sentence of a story follows, the rest of the page is footer.
_BEGINS_FOOTER = frozenset({"copyright", "related-block", "tags", "republished"})
_NOT_AUTHORS = re.compile(
    r"(?:video )?editor|penyunting|redaktur|fotografer|produser|narator|uploader|teks|text|sumber|source", re.I
)


@dataclass(frozen=True, slots=True)
class Story:
    """What is left, and what was taken.

    Attributes:
        title: as given, or as found above the story.
        notes: sentences for the reader about what could not be decided.
    """

    title: str | None
    lines: tuple[Line, ...]
    removed: tuple[Removed, ...]
    metadata: Metadata
    notes: tuple[str, ...]


def remove_boilerplate(lines: Sequence[Line], title: str | None = None) -> Story:
    """Separate the story from everything else.

    Args:
        lines: lines of clean characters, one paragraph each, none blank.
        title: where it is known; a repetition above the story is removed. Otherwise it is looked for there.
    """
    page = _Page(title)
    kept = page.keep_captions_of_gallery(page.take_whole_lines(lines))
    kept = [piece for line in kept for piece in page.cut_inside(line)]
    kept = page.take_head(kept)
    kept = page.take_tail(kept)
    removed = tuple(sorted(page.removed, key=lambda piece: piece.line))
    metadata = Metadata(page.author, page.date, page.site, page.dateline)
    return Story(page.title, tuple(kept), removed, metadata, tuple(page.notes))


def stands_alone(line: str) -> bool:
    """Whether ``line`` is complete in itself although it does not end a sentence (a link, a button, a notice)."""
    return (
        chrome.is_separator(line)
        or chrome.is_furniture(line)
        or is_credit(line)
        or chrome.is_breadcrumb(line, above_story=True)
        or own_line_link(line)
        or dateline.find_author(line, above_story=True) is not None
        or _line_rule(line) is not None
    )


def _line_rule(line: str) -> str | None:
    for rule, patterns in chrome.LINE_RULES.items():
        if any(pattern.fullmatch(line) for pattern in patterns):
            return rule
    return None


@dataclass
class _Page:
    """One pass over a page: what has been learnt from it so far."""

    title: str | None
    removed: list[Removed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    author: str | None = None
    date: str | None = None
    site: str | None = None
    dateline: str | None = None

    def remove(self, text: str, rule: str, line: Line) -> None:
        self.removed.append(Removed(text, rule, line.number))

    def take_whole_lines(self, lines: Sequence[Line]) -> list[Line]:
        last_prose = max((i for i, line in enumerate(lines) if self._story(line.text)), default=-1)
        kept: list[Line] = []
        above, footer, block = True, False, 0
        for index, line in enumerate(lines):
            rule = self._rule_of(line, above)
            below = index > last_prose >= 0
            if rule is None and above and index < last_prose and chrome.is_head_furniture(line.text):
                rule = "navigation"
            if rule is None and footer and below:
                rule = "after-story"
            elif rule is None and block and _block_item(line.text, below):
                rule, block = "related-block", block - 1
            elif rule is None:
                kept.append(line)
                block = 0
                above = above and not is_prose(line.text)
                continue
            self.remove(line.text, rule, line)
            footer = footer or (below and rule in _BEGINS_FOOTER)
            if (rule == "related-block" and not block) or _opens_block(line.text, rule):
                block = 8
        return kept

    def keep_captions_of_gallery(self, kept: list[Line]) -> list[Line]:
        """``kept``, with the captions put back where they are all that was written."""
        if any(is_prose(line.text) for line in kept):
            return kept
        captions = [piece for piece in self.removed if piece.rule == "caption" and is_prose(piece.text)]
        self.removed = [piece for piece in self.removed if piece not in captions]
        return sorted([*kept, *(Line(piece.text, piece.line) for piece in captions)], key=lambda line: line.number)

    def _story(self, text: str) -> bool:
        return is_prose(text) and _line_rule(text) is None and not own_line_link(text)

    def _rule_of(self, line: Line, above: bool) -> str | None:
        text = line.text
        if chrome.is_separator(text):
            return "separator"
        if is_credit(text):
            return "credit"
        if chrome.is_breadcrumb(text, above):
            return "breadcrumb"
        if own_line_link(text):
            return "related-link"
        if not is_prose(text) and chrome.BLOCK_OPENER.fullmatch(text):
            return "related-block"
        if chrome.is_furniture(text) or (above and text.lower() in chrome.SECTIONS):
            return "navigation"
        return self._origin(text, above) or _line_rule(text) or ("caption" if is_caption(text, above) else None)

    def _origin(self, text: str, above: bool) -> str | None:
        """Lines that say who, when or where; what they say is kept."""
        if author := dateline.find_author(text, above):
            if self.author is None and not _NOT_AUTHORS.match(text):
                self.author = author
            return "byline"
        if not above:
            return None
        if date := dateline.find_date(text):
            self.date = self.date or date
            return "date"
        if dateline.site_alone(text):
            self.dateline = self.dateline or text.rstrip(" -–—")
            return "dateline"
        return None

    def cut_inside(self, line: Line) -> Iterator[Line]:
        """``line`` without the pieces that were put into it; what stood around them are paragraphs of their own."""
        text = line.text
        cuts: list[tuple[int, int]] = []
        for rule, patterns in chrome.PHRASE_RULES.items():
            for pattern in patterns:
                for match in pattern.finditer(text):
                    if match.group().strip() and not any(
                        start < match.end() and match.start() < end for start, end in cuts
                    ):
                        cuts.append(match.span())
                        self.remove(match.group().strip(), rule, line)
        for span, certain in inline_links(text):
            if not certain:
                self.notes.append(
                    f"A link to another article stands inside the story (line {line.number}), and it is not certain "
                    "where it ends, so it was left there."
                )
            elif not any(start < span.end and span.start < end for start, end in cuts):
                cuts.append(span)
                self.remove(span.of(text), "related-link", line)
        for piece in _without(line, sorted(cuts)):
            if cuts and own_line_link(piece.text):
                self.remove(piece.text, "related-link", line)
            else:
                yield piece

    def take_head(self, lines: list[Line]) -> list[Line]:
        lines = self._take_title(lines)
        for index, line in enumerate(lines[:3]):
            if not is_prose(line.text) and index + 1 < len(lines):
                continue
            lines[index] = self._take_start(line)
            break
        return [line for line in lines if line.text]

    def _take_title(self, lines: list[Line]) -> list[Line]:
        if self.title is None:
            self.title = find_title(lines)
            if self.title is not None:
                lines = lines[1:]
        while self.title and lines and is_same_title(lines[0].text, self.title):
            self.remove(lines[0].text, "title", lines[0])
            lines = lines[1:]
        return lines

    def _take_start(self, line: Line) -> Line:
        """``line``, the first of the story, without what stands before its first word."""
        line = self._take_before_dateline(line)
        if report := dateline.report_prefix(line.text):
            self.author = self.author or dateline.find_author(report.group().strip(), above_story=True)
            line = self._cut_start(line, report.end(), "byline")
        if found := dateline.find_dateline(line.text):
            self.dateline = self.dateline or found.text
            line = self._cut_start(line, found.length, "dateline")
        return line

    def _take_before_dateline(self, line: Line) -> Line:
        text = line.text
        if self.title and starts_with_title(text, self.title):
            line = self._cut_start(line, len(self.title), "title")
        place = None if dateline.find_dateline(line.text) else dateline.dateline_later(line.text)
        if place is None:
            return line
        before = line.text[:place]
        report = re.search(r"laporan (?:wartawan|jurnalis|kontributor|reporter) ", before, re.IGNORECASE)
        head = before[: report.start()].strip() if report else before.strip()
        if head and (is_picture_credit(head) or head.lower().startswith("laporan ")):
            return self._cut_start(line, place, "caption")
        if head and not (is_headline(head) and len(head.split()) >= 3 and capitalised_share(head) >= 0.75):
            return line
        if head:
            self.title = self.title or head
            line = self._cut_start(line, len(before[: report.start()]) if report else place, "title")
        return line

    def _cut_start(self, line: Line, length: int, rule: str) -> Line:
        self.remove(line.text[:length].strip(), rule, line)
        return Line(line.text[length:].lstrip(), line.number)

    def take_tail(self, lines: list[Line]) -> list[Line]:
        if not lines:
            return lines
        last = lines[-1]
        text = last.text
        while match := credit_behind(text):
            self.remove(text[match.start() :].strip(), "credit", last)
            text = text[: match.start()].rstrip()
        return [*lines[:-1], Line(text, last.number)]


def _without(line: Line, cuts: list[tuple[int, int]]) -> Iterator[Line]:
    pieces = []
    position = 0
    for start, end in [*cuts, (len(line.text), len(line.text))]:
        pieces.append(line.text[position:start].strip())
        position = max(position, end)
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and not is_closed(joined[-1]):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    for piece in joined:
        if not chrome.is_separator(piece):
            yield Line(piece, line.number)


def _opens_block(text: str, rule: str) -> bool:
    """Whether a link marker stands alone, its headlines on the lines below."""
    return rule == "related-link" and len(text.split()) <= 3 and text.rstrip(" >»*").endswith((":", "a"))


def _block_item(text: str, below: bool) -> bool:
    if below:
        return not is_prose(text)
    return not text.endswith(".") and (is_headline(text) or not is_closed(text)) and 5 <= len(text.split()) <= 30
