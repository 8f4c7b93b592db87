"""How many faults the checks find, and how many they see where there are none.

    python benchmarks/checks.py PARALLEL.tsv[.gz] … [--examples 5]

Each line of a file is a human translation: Indonesian, tab, English. Every finding there counts as a false alarm, also
where the human made a mistake, so the rates are upper bounds. Then one thing at a time is made wrong in the English
of pairs without a finding, and the share of these faults is counted that bring a finding of the right kind.
"""

import argparse
import gzip
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from models.checks.finding import KINDS, Finding
from models.checks.segment import check_segment

Pair = tuple[str, str]
Corrupt = Callable[[Pair, random.Random], str | None]

_NUMBER = re.compile(r"(?<![\w.,])[0-9]+(?:[.,][0-9]+)*(?![\w]|[.,][0-9])")
_GROUPED = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\w,])|(?<![\w.,])[0-9]+\.[0-9]+(?![\w.,])")
_SMALL_NUMBERS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
_WORD_NUMBER = re.compile(rf"\b(?:{'|'.join(_SMALL_NUMBERS)})\b", re.IGNORECASE)
_MAGNITUDES = ("thousand", "million", "billion", "trillion")
_MAGNITUDE = re.compile(rf"\b(?:{'|'.join(_MAGNITUDES)})\b")
_MONTHS = "January February March April June July August September October November December".split()
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_PERCENT = re.compile(r"\s?(?:%|percent\b|per cent\b)")
_NOT = re.compile(r"\bnot |\bnever |n't\b", re.IGNORECASE)
_TIDAK = re.compile(r"\b(?:tidak|bukan|belum|tak|jangan|tanpa)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,] )[A-Z][a-z]{3,}\b")
_CLAUSE = re.compile(r"[,;–-] ")
_QUOTE = re.compile(r"[\"“”]")
_NEW_NAMES = ("Kurniawan", "Siregar", "Halim", "Wibisono", "Marpaung", "Tanoto")


def digit(pair: Pair, chance: random.Random) -> str | None:
    """Another digit in one number."""
    text = pair[1]
    match = _one(_NUMBER, text, chance)
    if match is None:
        return None
    place = chance.choice([place for place in range(*match.span()) if text[place].isdigit()])
    other = chance.choice([digit for digit in "123456789" if digit != text[place]])
    return text[:place] + other + text[place + 1 :]


def word_number(pair: Pair, chance: random.Random) -> str | None:
    """Another number word."""
    return _swap(_WORD_NUMBER, _SMALL_NUMBERS, pair[1], chance)


def magnitude(pair: Pair, chance: random.Random) -> str | None:
    """Another magnitude: million for billion."""
    return _swap(_MAGNITUDE, list(_MAGNITUDES), pair[1], chance)


def separators(pair: Pair, chance: random.Random) -> str | None:
    """Points for commas and commas for points, as Indonesian writes numbers."""
    text = pair[1]
    match = _one(_GROUPED, text, chance)
    return match and text[: match.start()] + match[0].translate(str.maketrans(".,", ",.")) + text[match.end() :]


def month(pair: Pair, chance: random.Random) -> str | None:
    """Another month."""
    return _swap(_MONTH, _MONTHS, pair[1], chance)


def weekday(pair: Pair, chance: random.Random) -> str | None:
    """Another day of the week."""
    return _swap(_WEEKDAY, _WEEKDAYS, pair[1], chance)


def percent_dropped(pair: Pair, chance: random.Random) -> str | None:
    """A percentage without its sign."""
    text = pair[1]
    match = _one(_PERCENT, text, chance)
    return match and text[: match.start()] + text[match.end() :]


def negation_dropped(pair: Pair, chance: random.Random) -> str | None:
    """The only "not" of the sentence is lost, where the source has one too."""
    source, text = pair
    match = _one(_NOT, text, chance)
    if match is None or len(_NOT.findall(text)) > 1 or not _TIDAK.search(source):
        return None
    return text[: match.start()] + text[match.end() :]


def name_changed(pair: Pair, chance: random.Random) -> str | None:
    """Another name for one that both sides have."""
    text = pair[1]
    match = _common_name(pair, chance)
    return match and text[: match.start()] + chance.choice(_NEW_NAMES) + text[match.end() :]


def name_misspelt(pair: Pair, chance: random.Random) -> str | None:
    """One letter of a name is another letter."""
    text = pair[1]
    match = _common_name(pair, chance)
    if match is None:
        return None
    place = chance.randrange(match.start() + 1, match.end())
    other = chance.choice([letter for letter in "abdegiklmnoprstuvw" if letter != text[place]])
    return text[:place] + other + text[place + 1 :]


def clause_dropped(pair: Pair, chance: random.Random) -> str | None:
    """Everything after some comma is lost, a third of the text or more."""
    text = pair[1]
    places = [match.start() for match in _CLAUSE.finditer(text) if match.start() < len(text) * 2 / 3]
    return text[: chance.choice(places)] + "." if places and len(text) > 60 else None


def loop(pair: Pair, chance: random.Random) -> str | None:
    """The last words go round and round."""
    text = pair[1]
    words = text.split()
    return " ".join(words + words[-chance.randint(1, 4) :] * 6) if len(words) > 5 else None


def quote_dropped(pair: Pair, chance: random.Random) -> str | None:
    """One quotation mark is lost."""
    text = pair[1]
    match = _one(_QUOTE, text, chance)
    return match and text[: match.start()] + text[match.end() :]


FAULTS: dict[str, tuple[Corrupt, frozenset[str]]] = {
    corrupt.__name__: (corrupt, frozenset(kinds.split()))
    for corrupt, kinds in (
        (digit, "number percentage date"),
        (word_number, "number percentage date"),
        (magnitude, "number percentage"),
        (separators, "number percentage date"),
        (month, "date"),
        (weekday, "date"),
        (percent_dropped, "percentage"),
        (negation_dropped, "negation"),
        (name_changed, "name"),
        (name_misspelt, "name"),
        (clause_dropped, " ".join(KINDS)),
        (loop, "repetition"),
        (quote_dropped, "quotation"),
    )
}


def _one(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    return chance.choice(matches) if matches else None


def _common_name(pair: Pair, chance: random.Random) -> re.Match[str] | None:
    """A word with a capital that stands inside a sentence on both sides."""
    source, text = pair
    shared = {match[0] for match in _NAME.finditer(source)} - set(_MONTHS)
    matches = [match for match in _NAME.finditer(text) if match[0] in shared and text.count(match[0]) == 1]
    return chance.choice(matches) if matches else None


def _swap(pattern: re.Pattern[str], words: list[str], text: str, chance: random.Random) -> str | None:
    match = _one(pattern, text, chance)
    if match is None:
        return None
    other = chance.choice([word for word in words if word.lower() != match[0].lower()])
    return text[: match.start()] + other + text[match.end() :]


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a tab-separated file, gzipped or not."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    for line in text.split("\n"):
        source, _, target = line.partition("\t")
        if target:
            yield source, target


def false_alarms(pairs: list[Pair]) -> tuple[Counter[str], float, list[tuple[str, str, Finding]]]:
    """Segments with a finding of each kind and of any, segments a second, and the findings."""
    counts: Counter[str] = Counter()
    examples: list[tuple[str, str, Finding]] = []
    start = time.process_time()
    for source, target in pairs:
        findings = check_segment(source, target)
        counts.update({finding.kind for finding in findings})
        counts["any"] += bool(findings)
        examples.extend((source, target, finding) for finding in findings)
    return counts, len(pairs) / (time.process_time() - start), examples


def recall(pairs: list[Pair], corrupt: Corrupt, kinds: frozenset[str], limit: int) -> tuple[int, int]:
    """Faults found, and faults made; one a pair, at most ``limit``."""
    chance = random.Random(corrupt.__name__)
    found = made = 0
    for source, target in pairs:
        wrong = corrupt((source, target), chance)
        if wrong is None or wrong == target:
            continue
        # A pair that is flagged already would count as found whatever is done to it.
        if check_segment(source, target):
            continue
        made += 1
        found += any(finding.kind in kinds for finding in check_segment(source, wrong))
        if made == limit:
            break
    return found, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="tab-separated pairs, gzipped or not")
    parser.add_argument("--examples", type=int, default=0, help="print so many findings of each kind")
    parser.add_argument("--limit", type=int, default=1500, help="faults of each kind to make (default: 1500)")
    arguments = parser.parse_args()
    everything = []
    for path in arguments.files:
        pairs = list(read_pairs(path))
        everything += pairs
        counts, speed, examples = false_alarms(pairs)
        rates = "  ".join(f"{kind} {1000 * counts[kind] / len(pairs):.1f}" for kind in ("any", *KINDS) if counts[kind])
        print(f"{path.name}: {len(pairs)} pairs, {speed:.0f} a second; flagged in 1,000: {rates}")
        random.Random(1).shuffle(examples)
        shown: Counter[str] = Counter()
        for source, target, finding in examples:
            shown[finding.kind] += 1
            if shown[finding.kind] <= arguments.examples:
                print(f"\n  {finding.kind}: {finding.message}\n    {source}\n    {target}")
    random.Random(0).shuffle(everything)
    print("\nfaults found:")
    for name, (corrupt, kinds) in FAULTS.items():
        found, made = recall(everything, corrupt, kinds, arguments.limit)
        print(f"  {name:18} {found:5} of {made:5}  {found / made if made else 0:7.1%}")


if __name__ == "__main__":
    main()
