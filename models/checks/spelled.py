"""Numbers in words: "dua puluh lima juta", "three and a half", "ratusan ribu", "two thirds"."""

from typing import NamedTuple

from models.checks.side import Side
from models.checks.vocabulary import Vocabulary

#: The word before, and the number that is none: "pedagang kaki lima" are street vendors.
_FIGURES_OF_SPEECH = frozenset({("kaki", "lima")})


class Numeral(NamedTuple):
    """A number in words.

    Attributes:
        values: what it can be: "third" is 3 and a third.
        last: index of its last token.
        scale: the smallest scale in it, 1 where there is none.
        order: whether it is an order of magnitude only ("hundreds").
    """

    values: tuple[float, ...]
    last: int
    scale: float = 1.0
    order: bool = False


def read_spelled(side: Side, index: int, words: Vocabulary) -> Numeral | None:
    """The number in words that starts at ``index``; ``None`` where none does."""
    word = side.lower[index]
    if (side.word(index - 1), word) in _FIGURES_OF_SPEECH:
        return None
    if word in words.orders:
        return _order(side, index, words.orders[word], words)
    if word in words.times_ten and side.word(index + 1) in words.scales:  # "beberapa puluh ribu"
        return _order(side, index, 10.0, words)
    if word in words.scales or word in words.hundred:
        return _order(side, index, 1.0, words, inclusive=True)
    if word in words.fractions:
        last = index + 1
        if side.word(last) == "of" and side.word(last + 1) in words.article:  # "a quarter of a million"
            last += 2
        scale = words.scales.get(side.word(last), 1.0)
        return Numeral((words.fractions[word] * scale,), last if scale != 1.0 else index, scale)
    if word in words.article or word in words.half:
        return _after_article(side, index, words)
    if word in words.digits or word in words.tens or word in words.whole:
        return _Reader(side, index, words).read()
    return None


def _order(side: Side, index: int, value: float, words: Vocabulary, *, inclusive: bool = False) -> Numeral:
    """Orders of magnitude: "puluhan ribu", "tens of thousands", "several hundred"."""
    last = index - 1 if inclusive else index
    while True:
        place = last + 1
        if side.word(place) == "of":
            place += 1
        word = side.word(place)
        if word in words.scales:
            value *= words.scales[word]
        elif word in words.hundred:
            value *= 100.0
        elif place > index and word in words.orders:
            value *= words.orders[word]
        else:
            return Numeral((value,), last, 1.0, order=True)
        last = place


def _after_article(side: Side, index: int, words: Vocabulary) -> Numeral | None:
    """ "a hundred", "a third", "half a million", "setengah juta"."""
    word, place, value = side.lower[index], index + 1, 1.0
    if word in words.half:
        value = 0.5
        if side.word(place) in words.article:
            place += 1
    following = side.word(place)
    if following in words.scales or following in words.hundred:
        scale = words.scales.get(following, 100.0)
        return Numeral((value * scale,), place, scale)
    return None


class _Reader:
    """Reads one number in words, part by part: ``total`` above the current scale, ``hundreds``, ``low`` below 100."""

    def __init__(self, side: Side, index: int, words: Vocabulary) -> None:
        self.side, self.words = side, words
        self.place, self.last = index, index - 1
        self.total, self.hundreds, self.low = 0.0, 0.0, 0.0
        self.scale = 0.0
        self.started, self.open = False, True

    def read(self) -> Numeral:
        while self.open and self.place < len(self.side.lower) and self._take(self.side.lower[self.place]):
            self.last = self.place
            self.place += 1
            self._skip_joint()
        value = self.total + self.hundreds + self.low
        fraction = self._fraction(value)
        if fraction is not None:
            return fraction
        values: tuple[float, ...] = (value,)
        if self.side.lower[self.last] in self.words.ordinals and self.side.lower[self.last] in self.words.denominators:
            values = (value, 1.0 / self.words.denominators[self.side.lower[self.last]])
        return Numeral(values, self.last, self.scale or 1.0)

    def _take(self, word: str) -> bool:
        words = self.words
        if word in words.digits:
            taken = self._digit(words.digits[word])
        elif word in words.tens:
            taken = self.low == 0
            self.low = self.low or words.tens[word]
        elif word in words.times_ten:
            taken = 0 < self.low < 10
            self.low *= 10 if taken else 1
        elif word in words.plus_ten:
            taken = 0 < self.low < 10
            self.low += 10 if taken else 0
        elif word in words.hundred:
            taken = self.hundreds == 0 and self.low > 0
            if taken:
                self.hundreds, self.low = self.low * 100.0, 0.0
        elif word in words.whole:
            taken = self._whole(words.whole[word])
        elif word in words.scales:
            taken = self._scale(words.scales[word])
        elif word in words.point and self.low > 0:
            taken = self._decimals()
        else:
            taken = word in words.half and self._half(word)
        self.started = self.started or taken
        if word in words.ordinals:
            self.open = False
        return taken

    def _digit(self, value: int) -> bool:
        if self.low == 0 and (not self.started or self.hundreds or self.total):
            self.low = float(value)
            return True
        if self.low >= 20 and self.low % 10 == 0 and 0 < value < 10:
            self.low += value
            return True
        return False

    def _whole(self, value: float) -> bool:
        if self.low:
            return False
        if value == 100.0 and not self.hundreds:
            self.hundreds = value
            return True
        return value > 100.0 and not self.hundreds and self._scale(value, 1.0)

    def _scale(self, scale: float, one: float = 0.0) -> bool:
        current = self.hundreds + self.low + one
        if current == 0.0 and self.total:  # "lima ratus ribu triliun"
            self.total *= scale
        elif current and (self.scale == 0.0 or scale < self.scale):
            self.total += current * scale
        else:
            return False
        self.hundreds, self.low, self.scale = 0.0, 0.0, scale
        return True

    def _decimals(self) -> bool:
        """ "tiga koma lima", "three point two five"; :attr:`place` is at the separator."""
        fraction, place = "", self.place + 1
        while (digit := self.words.digits.get(self.side.word(place), 10)) < 10:
            fraction += str(digit)
            place += 1
        if fraction:
            self.low += float(f"0.{fraction[:12]}")
            self.place = place - 1
        return bool(fraction)

    def _half(self, word: str) -> bool:
        if not self.started or self.low != int(self.low) or word not in self.words.half:
            return False
        self.low += 0.5
        return True

    def _skip_joint(self) -> None:
        """Steps over "and", "and a" or a hyphen where the number goes on behind it."""
        side, words, place = self.side, self.words, self.place
        word = side.word(place)
        following = side.word(place + 1)
        if word == "-" and self._hyphenated(following):
            self.place = place + 1
        elif word in words.link:
            if following in words.article and side.word(place + 2) in words.half:
                self.place = place + 2
            elif (self.hundreds or self.total) and not self.low and self._adds(place + 1):
                self.place = place + 1
        elif word == "-" and following == "and" and side.word(place + 2) == "-" and side.word(place + 4) == "-":
            self.place = place + 5  # one-and-a-half

    def _hyphenated(self, following: str) -> bool:
        """Whether a hyphen before ``following`` is inside the number: "twenty-five", "delapan-puluh"."""
        words = self.words
        if following in words.digits:
            return self.low >= 20 and self.low % 10 == 0
        if following in words.times_ten:
            return True
        return bool(words.link) and (following in words.scales or following in words.hundred)

    def _adds(self, place: int) -> bool:
        """Whether the number after "and" belongs to this one; not so in "three million and five million"."""
        side, words, after = self.side, self.words, place
        while side.word(after) in words.digits or side.word(after) in words.tens or side.word(after) == "-":
            after += 1
        scale = words.scales.get(side.word(after), 0.0)
        return after > place and side.word(after) not in words.hundred and (self.scale == 0.0 or scale < self.scale)

    def _fraction(self, value: float) -> Numeral | None:
        """ "two thirds", "dua pertiga", "tiga per empat"."""
        side, words = self.side, self.words
        place = self.last + 1
        if not 0 < value < 100:
            return None
        hyphen = side.word(place) in ("-", "–")
        place += hyphen
        word = side.word(place)
        # "two third countries" is no fraction.
        whole = value == 1 or hyphen or words.times_ten or word.endswith("s")
        if whole and word in words.denominators and word not in words.half:
            denominator = words.denominators[word]
        elif word == "per" and words.times_ten and 1 < words.digits.get(side.word(place + 1), 0) <= 10:
            place += 1
            denominator = words.digits[side.word(place)]
        else:
            return None
        if word in ("quarter", "quarters"):  # of the year, too
            return Numeral((value / denominator, value), place)
        return Numeral((value / denominator,), place)
