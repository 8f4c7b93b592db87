"""The words of one side, for looking up a name of the other side in them."""

from bisect import bisect_left

from models.checks.side import Side
from models.checks.spelling import DROPPED, fold, stem

_SHORTEST = 4


class Words:
    """The folded words of a text. Each look-up takes time in the length of the name, not of the text, save
    ``has``, which searches the text once."""

    def __init__(self, side: Side) -> None:
        self.words = {fold(word) for word in side.lower if len(word) > 1}
        self._sorted = sorted(self.words)
        self._stems = {stem(word): word for word in self.words if len(word) >= _SHORTEST and word[0].isalpha()}
        self._run = "".join(word for word in side.lower if word.isalnum())
        self._text = side.text.lower()

    def has(self, name: str) -> bool:
        """Whether the name is there, also as a part of a word or over a hyphen (Alqaeda, Al-Qaeda)."""
        return name in self.words or (len(name) >= _SHORTEST and name in self._run)

    def holds(self, letters: str) -> bool:
        """Whether the letters are somewhere in the text, word boundaries aside."""
        return letters in self._run

    def begins(self, beginning: str) -> bool:
        """Whether a word begins so; one or two letters, or letters with points, have to be the word."""
        if "." in beginning:
            return beginning in self._text
        if len(beginning) < 3:
            return beginning in self.words
        return self._with_prefix(beginning, 0, 1000)

    def derives(self, name: str) -> bool:
        """Whether there is a longer word from the name: Franciscan from Francisco, Floridian from Florida."""
        return len(name) > 5 and self._with_prefix(name[:-1], len(name) + 1, 1000)

    def adapts(self, name: str) -> bool:
        """Whether there is a word that is the same name as the other language spells it (Krimea, Crimea)."""
        if len(name) < _SHORTEST:
            return False
        other = self._stems.get(stem(name))
        # Where nothing but the ending differs the stems say nothing: it may be a slip of the pen.
        if (
            other is not None
            and abs(len(other) - len(name)) <= 3
            and other[: len(stem(name))] != name[: len(stem(name))]
        ):
            return True
        return name.endswith(DROPPED) and self._with_prefix(name[:-2], _SHORTEST, len(name) + 1)

    def drops(self, name: str) -> bool:
        """Whether the name is what is left of a word here when its Latin ending goes: Herod from Herodes."""
        return len(name) >= _SHORTEST and any(name + ending in self.words for ending in DROPPED)

    def starts(self, name: str) -> bool:
        """Whether a word here, of four letters or more, is how the name starts: Iranian from Iran, Floridian from
        Florida."""
        return any(
            name[:end] in self.words or any(name[:end] + vowel in self.words for vowel in "aeiou")
            for end in range(_SHORTEST, len(name))
        )

    def _with_prefix(self, prefix: str, shortest: int, longest: int) -> bool:
        place = bisect_left(self._sorted, prefix)
        while place < len(self._sorted) and self._sorted[place].startswith(prefix):
            if shortest <= len(self._sorted[place]) <= longest:
                return True
            place += 1
        return False
