"""What tells a headline from a sentence of a story."""

import re

from models.article.sentences import split_sentences

_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")

#: Words that headlines in title case leave small.
SMALL_WORDS = frozenset(
    """
    dan di ke dari yang untuk pada dengan dalam oleh atau serta bagi soal tentang karena agar hingga sampai saat tak
    tidak akan usai lewat per vs sebagai terkait terhadap antara via demi secara kepada para sejak tanpa seperti ini
    itu juga bukan kala jelang atas si sang pun nan bin binti kok sih the of and in to a for on at with by from is an
    as or
    """.split()
)


def capitalised_share(text: str) -> float:
    """Share of the words that begin with a capital letter or a digit, small words of headlines left out; 0 to 1."""
    words = [word for word in _WORD.findall(text) if word not in SMALL_WORDS]
    return sum(not word[0].islower() for word in words) / len(words) if words else 0.0


def is_closed(text: str) -> bool:
    """Whether ``text`` ends as a sentence does."""
    return _CLOSED.search(text[-12:]) is not None


def is_headline(text: str) -> bool:
    """Whether ``text`` reads like a headline in title case: one sentence of up to 30 words, without a final full
    stop."""
    words = len(text.split())
    return (
        0 < words <= 30
        and (not text.rstrip().endswith(".") or text.rstrip().endswith("..."))
        and len(split_sentences(text[:400])) == 1
        and capitalised_share(text) >= 0.6
    )


def is_prose(text: str) -> bool:
    """Whether ``text`` is surely part of a story: a closed sentence of eight words, or a long run of words."""
    words = len(text.split())
    return words >= 25 or (words >= 8 and is_closed(text)) or (words >= 5 and len(split_sentences(text[:400])) > 1)
