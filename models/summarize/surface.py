"""How a model writes: capitals and spaces that its tokenizer lost are put back as the article has them."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?%)\]”’])")
_SPACE_AFTER = re.compile(r"([(\[“‘])\s+")
_QUOTED_APART = re.compile(r'" ([^"]+) "')
_NUMBER_APART = re.compile(r"(?<=\d)\s?([.,:/])\s?(?=\d)")
_START = re.compile(r"(?:^|(?<=[.!?])\s+|[\"“])([^\W\d_])")
#: A text of fewer words may well have no capital.
_FEWEST = 4


class Surface:
    """Writes a model's text as ``sentences``, those of the article, would write it."""

    def __init__(self, sentences: Iterable[str]) -> None:
        forms: dict[str, Counter[str]] = {}
        self._numbers: set[str] = set()
        for sentence in sentences:
            self._numbers.update(re.findall(r"\d+(?:[.,:/]\d+)+", sentence))
            for match in _WORD.finditer(sentence):
                if match.start() and sentence[match.start() - 1] not in "\"“'‘":  # the first word has a capital anyway
                    forms.setdefault(match[0].lower(), Counter())[match[0]] += 1
        self._forms = {word: max(sorted(found), key=found.__getitem__) for word, found in forms.items()}

    def restore(self, text: str) -> str:
        """``text`` on one line, without the spaces that tokenised training data leave before marks and in numbers;
        where it has no capitals at all, with those that its words have in the article, and at starts of sentences.

        >>> Surface(["Kata Wali Kota Ratna, Rp 3,5 miliar."]).restore("biaya rp 3 , 5 miliar , kata wali kota ratna .")
        'Biaya Rp 3,5 miliar, kata Wali Kota Ratna.'
        """
        text = _NUMBER_APART.sub(lambda match: self._number(match), " ".join(text.split()))
        text = _QUOTED_APART.sub(r'"\1"', _SPACE_AFTER.sub(r"\1", _SPACE_BEFORE.sub(r"\1", text)))
        if not is_cased(text):
            text = _WORD.sub(lambda match: self._forms.get(match[0], match[0]), text)
            text = _START.sub(lambda match: match[0][:-1] + match[0][-1].upper(), text)
        return text

    def _number(self, match: re.Match[str]) -> str:
        """The mark inside a number without spaces, where the article has that number."""
        whole = match.string
        left = re.search(r"[\d.,:/]*$", whole[max(0, match.start() - 20) : match.start()])
        right = re.match(r"\d+", whole[match.end() : match.end() + 20])
        joined = f"{left[0] if left else ''}{match[1]}{right[0] if right else ''}"
        return match[1] if any(number == joined or number.startswith(joined) for number in self._numbers) else match[0]


def is_cased(text: str) -> bool:
    """Whether the model knows capitals, as far as ``text`` shows."""
    return text != text.lower() or len(_WORD.findall(text)) < _FEWEST
