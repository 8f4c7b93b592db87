"""An article as the checks of its summary look at it."""

import re
from collections.abc import Iterator, Sequence

from models.checks.numbers import read_quantities
from models.checks.roots import root
from models.checks.side import Side
from models.checks.spelling import fold

MARK = re.compile('[“”"„«»]')
QUOTED = re.compile('[“"”„«]([^“”"„«»]+)[”"»]|‘([^‘’]+)’(?!\\w)')
#: The root of a word below this length is shared by too many strangers.
SHORTEST_DERIVED = 6

_WORD = re.compile(r"[^\W_]+")


class Source:
    """An article, read once for checking many sentences against it. Takes time linear in its length.

    Args:
        sentences: its sentences, in order; ``support`` in the checks means indices of these.
        passages: its title and whole paragraphs: what quotations, which may go over several sentences, stand in.
        title: what the title says counts for every sentence.
    """

    def __init__(self, sentences: Sequence[str], passages: Sequence[str], title: str = "") -> None:
        self.sides = [Side(sentence, "id") for sentence in sentences]
        self.quantities = [read_quantities(side) for side in self.sides]
        self.title = Side(title, "id")
        self.of_title = read_quantities(self.title)
        self.whole = Side("\n".join([title, *sentences]), "id")
        self.words = [frozenset(folded_words(side)) for side in self.sides]
        self.all_words = frozenset(folded_words(self.whole))
        self.roots = frozenset(root(word) for word in self.all_words if len(word) >= SHORTEST_DERIVED)
        self.acronyms = frozenset(t.lower() for t in self.whole.tokens if len(t) > 2 and t.isupper() and t.isalpha())
        self.names = [run for side in (self.title, *self.sides) for run in _runs(side)]
        self.quoted = _quoted_text(passages)


def folded_words(side: Side) -> Iterator[str]:
    """The tokens in lower case and without accents."""
    return (fold(word) for word in side.lower)


def _runs(side: Side) -> Iterator[tuple[str, ...]]:
    """Names of several words: "Komisi Pemberantasan Korupsi"."""
    run: list[str] = []
    for word in [*side.tokens, "."]:
        if word[0].isupper() and word.isalpha():
            run.append(word.lower())
        elif word.lower() != "dan":
            if len(run) > 1:
                yield tuple(run)
            run = []


def _quoted_text(passages: Sequence[str]) -> str:
    """The words inside quotation marks, one quotation a line; whole passages where the marks do not pair."""
    lines: list[str] = []
    for passage in passages:
        if len(MARK.findall(passage)) % 2:
            lines.append(flat(passage))
        else:
            lines += [flat(match[1] or match[2]) for match in QUOTED.finditer(passage)]
    return "\n".join(lines)


def flat(text: str) -> str:
    """Words alone, each with a space on either side, so that whole words are found in it."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
