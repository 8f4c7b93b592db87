"""Is Indonesian left in the translation, or has it broken off?"""

import re

from models.checks.addresses import without_addresses
from models.checks.finding import Finding
from models.checks.side import Side

#: Indonesian words that no English sentence has in lower case; one is enough.
_TELLING = frozenset(
    "yang dengan untuk adalah tidak pada karena bahwa tersebut mengatakan oleh sebagai akan telah sudah dapat juga "
    "menjadi dalam tetapi namun merupakan seperti ketika setelah sebelum kepada terhadap bagi mereka kami kita lebih "
    "hanya bisa belum harus agar sehingga sedangkan sementara melalui secara antara hingga sejak bukan masih saat "
    "orang tahun hari kata ujar menurut para banyak beberapa semua lain lainnya atau jika kalau apabila walaupun "
    "meskipun dari ini itu".split()
)
#: Those of them that are English words, or stand in Indonesian names often, count only together with another.
_WEAK = frozenset("akan dari kata ini itu hari para bagi saat orang antara lain dan di ke atau dalam bisa".split())
#: An English sentence does not end with one of these.
_DANGLING = frozenset("the a an of and to in with for by from at or as that which who on into their its his".split())
#: Words that no Indonesian sentence has.
_ENGLISH = frozenset("the of and to is are was were that with for this it has have been not you we they".split())
_END = (".", "!", "?", "…")
_MARKS = frozenset('"“”')
_CLOSING = "\"'”’»)]"


def check_untranslated(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``untranslated``: the target is the source, or has Indonesian function words.

    Words in capitals are left out: the titles of Indonesian books and films stay Indonesian. So are words in
    quotation marks.
    """
    if _is_copy(source, target):
        return [Finding("untranslated", "The translation is the same as the source.", source.text, target.text)]
    if source.text and _TELLING.isdisjoint(target.lower) and _WEAK.isdisjoint(target.lower):
        return []
    found = [index for index in _unquoted(target) if target.tokens[index] in _TELLING or target.tokens[index] in _WEAK]
    words = {target.tokens[index] for index in found}
    if not words or (words <= _WEAK and len(words) < 2):
        return []
    first, last = found[0], found[-1]
    passage = target.of(first, last) if last - first < 12 else target.tokens[first]
    return [Finding("untranslated", f"The translation still has Indonesian in it: {passage}.", "", passage)]


def check_ending(source: Side, target: Side, truncated: bool) -> list[Finding]:
    """Findings of kind ``truncated``: the engine stopped at its length bound, or the text breaks off."""
    if truncated:
        return [Finding("truncated", "The translation was cut off at the model's length limit.")]
    if not target.tokens or not source.text.rstrip().rstrip(_CLOSING).endswith(_END):
        return []
    last = target.lower[-1]
    if last in _DANGLING or last in (",", "-"):
        words = target.tokens[-1]
        return [Finding("truncated", f"The translation breaks off after “{words}”.", "", words)]
    return []


def _is_copy(source: Side, target: Side) -> bool:
    if source.lower != target.lower:
        return False
    words = re.findall(r"[^\W\d_]+", without_addresses(source.text))
    # What somebody said in English stays as it is.
    english = sum(word.lower() in _ENGLISH for word in words)
    return sum(word.islower() and len(word) > 1 for word in words) >= 3 and 6 * english < len(words)


def _unquoted(side: Side) -> list[int]:
    """Indices of the tokens outside quotation marks; all of them where the marks do not pair."""
    marks = [index for index, token in enumerate(side.tokens) if token in _MARKS]
    if not marks or len(marks) % 2:
        return list(range(len(side.tokens)))
    inside: set[int] = set()
    for start, end in zip(marks[::2], marks[1::2], strict=True):
        inside.update(range(start, end))
    # A text that is nothing but a quotation is no title.
    if 2 * len(inside) > len(side.tokens):
        return list(range(len(side.tokens)))
    return [index for index in range(len(side.tokens)) if index not in inside]
