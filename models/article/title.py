"""The title: found above a story, and recognised where it is repeated."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from models.article.headline import capitalised_share, is_prose
from models.article.lines import Line

_LETTERS = re.compile(r"[\W_]+")


def _normal(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def is_same_title(line: str, title: str) -> bool:
    """Whether ``line`` is ``title`` again, up to punctuation, a site name behind it or a few letters."""
    ours, theirs = _normal(line), _normal(title)
    if not ours or (is_prose(line) and ours != theirs):
        return False
    if ours == theirs or (len(ours) > 20 and (theirs.startswith(ours) or ours.startswith(theirs)) and len(line) < 200):
        return True
    return len(ours) < 300 and len(ours) > 20 and SequenceMatcher(None, ours, theirs, autojunk=False).ratio() > 0.9


def starts_with_title(text: str, title: str) -> bool:
    """Whether ``title`` stands in front of a story on the same line."""
    behind = text[len(title) :].lstrip(" .-–—:|")
    return (
        len(title.split()) >= 4
        and text.startswith(title)
        and capitalised_share(title) >= 0.75
        and bool(behind)
        and not behind[0].islower()
        and behind[0] not in ",;"
    )


def find_title(lines: Sequence[Line]) -> str | None:
    """The first line, where it is no sentence and a story follows."""
    if len(lines) < 2:
        return None
    first = lines[0].text
    words = len(first.split())
    fits = 2 <= words <= 30 and not first.endswith((".", ",", ";", ":")) and not is_prose(first)
    return (
        first if fits and any(is_prose(line.text) for line in lines[1:4]) and not re.match(r"\d+[.)]", first) else None
    )
