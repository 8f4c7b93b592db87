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

_LONGEST_ACRONYM = 8
_WORD = re.compile(r"[^\W_]+")


class Source:
    """An article, read once for checking many sentences against it. Takes time linear in its length.

    Args:
        sentences: its sentences, in order; ``support`` in the checks means indices of these.
        passages: its title and whole paragraphs: what quotations, which may go over several sentences, stand in.
        title: what the title says counts for every sentence.

    Attributes:
        acronyms: those, in lower case, that the article does not spell out.
        names: runs of words with capitals, in lower case.
        quoted: the words of all quotations.
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
        self.names = [run for side in (self.title, *self.sides) for run in _runs(side)]
        acronyms = {word.lower() for word in self.whole.tokens if len(word) > 2 and word.isupper() and word.isalpha()}
        self.acronyms = frozenset(acronyms - {initials for run in self.names for initials in _initials(run)})
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


def _initials(run: Sequence[str]) -> Iterator[str]:
    """Those of each part of a name that an acronym could stand for."""
    letters = "".join(word[0] for word in run)
    for start in range(len(letters)):
        yield from (letters[start:end] for end in range(start + 3, min(start + _LONGEST_ACRONYM, len(letters)) + 1))


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
