"""Mend the known damage of parallel corpora, and find the pairs that should not be learnt from."""

import re
import unicodedata
from collections.abc import Iterable

from training.corpora import Pair

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
THOUSANDS = re.compile(r"\b(\d{1,3}) (?:ribu|thousand)\b")
#: What a script in Python left behind that wrote bytes as text.
BYTES = re.compile(r"^b['\"](?=\w)")
END = re.compile(r"[.?!…][\"'”’)\]]*$")
SPEAKER = re.compile(r"^[A-Z][\w ]{1,20}: ")
#: Reported speech that lost its quotation marks: "…, katanya." against "…, he said."
SAID = re.compile(r"^(?P<words>.{15,}), (?P<verb>katanya|ujarnya|tambahnya|tuturnya|ungkapnya)\.$")
ENGLISH_SAID = re.compile(r"^(?P<words>.{15,}), (?P<verb>s?he (?:said|added|told reporters))\.$")
FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|we|our|us|my|me)\b", re.IGNORECASE)


def repair(pair: Pair) -> Pair:
    """The pair with one kind of space, the house style for money and percentages on the English side, and a final stop
    on both sides or on neither."""
    source, target = (" ".join(unicodedata.normalize("NFC", side).split()) for side in pair)
    if BYTES.match(source) and BYTES.match(target):
        source, target = BYTES.sub("", source), BYTES.sub("", target)
    target = re.sub(r"\bUS ?(?=\d)", "US$", target)
    target = re.sub(r"\bRp\.? ?(?=\d)", "Rp ", target)
    target = re.sub(r"\bper cent\b", "percent", target)
    source, target = (re.sub(r" +([,.;:?!])(?= |$)", r"\1", side) for side in (source, target))
    if END.search(source) and not END.search(target) and not target.endswith((":", ";", ",")):
        target += "?" if source.endswith("?") else "."
    elif target.endswith(".") and not END.search(source) and not source.endswith((":", ";", ",")):
        source += "."
    return restore_quotation(Pair(source, target))


def restore_quotation(pair: Pair) -> Pair:
    """The quotation marks that some corpora lost, where the first person shows that somebody is quoted."""
    source, target = SAID.match(pair.source), ENGLISH_SAID.match(pair.target)
    if not source or not target or '"' in pair.source + pair.target or not FIRST_PERSON.search(target["words"]):
        return pair
    return Pair(f'"{source["words"]}," {source["verb"]}.', f'"{target["words"]}," {target["verb"]}.')


def numbers(text: str) -> set[str]:
    """The numbers of a text without their marks, so that ``1.234,5`` and ``1,234.5`` are the same, as are ``20 ribu``
    and ``20,000``, ``08.30`` and ``8:30``."""
    text = THOUSANDS.sub(r"\g<1>000", text)
    return {re.sub(r"^0(?=\d)|[.,:]", "", found) for found in NUMBER.findall(text)}


def problem(pair: Pair, strict_numbers: bool = True) -> str | None:
    """Why a repaired pair should be left out; None for a good one. ``strict_numbers`` wants equal numbers on both
    sides, otherwise one may differ (written out in words, or rounded)."""
    source, target = pair
    if not source or not target or not re.search(r"[^\W\d_]", source + target):
        return "no words"
    if source.casefold() == target.casefold() and len(source.split()) > 3:
        return "not translated"
    ratio = len(target) / len(source)
    slack = 1 + 6 / min(len(source), len(target))  # short texts may differ more
    if not 0.6 / slack < ratio < 1.65 * slack:
        return "lengths"
    differing = numbers(source) ^ numbers(target)
    if len(differing) > (0 if strict_numbers else 1):
        return "numbers"
    if SPEAKER.match(target) and not SPEAKER.match(source):
        return "speaker label"
    if any(source.count(mark) != target.count(mark) and _open(source) != _open(target) for mark in "()"):
        return "brackets"
    if _straight(source) % 2 != _straight(target) % 2:
        return "quotation marks"
    return None


def _open(text: str) -> int:
    return text.count("(") - text.count(")")


def _straight(text: str) -> int:
    return text.count('"') + text.count("“") + text.count("”")


def key(text: str) -> str:
    """What makes two lines the same text: letters and digits, lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())


def keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(key, texts)))
