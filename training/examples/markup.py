"""Sentences with inline tags: the tags of the source stand around the corresponding words of the target."""

from collections.abc import Sequence
from random import Random

from training.align import Aligner
from training.corpora import Pair
from training.examples.phrases import Phrase, phrases

TAGS = ("a", "a", "a", "b", "strong", "strong", "em", "i", "u")
LONGEST_SPAN = 6


def _apart(one: Phrase, other: Phrase) -> bool:
    return all(a[1] <= b[0] or b[1] <= a[0] for a, b in ((one.source, other.source), (one.target, other.target)))


def _choose(found: list[Phrase], rng: Random, count: int) -> list[Phrase]:
    chosen: list[Phrase] = []
    for phrase in rng.sample(found, len(found)):
        if all(_apart(phrase, other) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == count:
            break
    return chosen


def _wrap(text: str, spans: list[tuple[tuple[int, int], str]]) -> str:
    for (start, end), tag in sorted(spans, reverse=True):
        opening = "".join(f"<{name}>" for name in tag.split())
        closing = "".join(f"</{name}>" for name in reversed(tag.split()))
        text = text[:start] + opening + text[start:end] + closing + text[end:]
    return text


def tag_pair(pair: Pair, aligner: Aligner, rng: Random) -> Pair | None:
    """``pair`` with one to three tagged phrases; None where the alignment shows no phrase that is safe to tag."""
    if "<" in pair.source + pair.target:
        return None
    if rng.random() < 0.06:
        tag = rng.choice(TAGS)
        return Pair(f"<{tag}>{pair.source}</{tag}>", f"<{tag}>{pair.target}</{tag}>")
    found = phrases(pair, aligner, LONGEST_SPAN)
    chosen = _choose(found, rng, rng.choice((1, 1, 1, 2, 2, 3)))
    if not chosen:
        return None
    same = rng.choice(TAGS) if rng.random() < 0.4 else None
    tags = [same or rng.choice(TAGS) for _ in chosen]
    if rng.random() < 0.06:
        tags[0] = rng.choice(("b i", "a strong", "strong em", "a em"))
    source = _wrap(pair.source, [(phrase.source, tag) for phrase, tag in zip(chosen, tags, strict=True)])
    target = _wrap(pair.target, [(phrase.target, tag) for phrase, tag in zip(chosen, tags, strict=True)])
    return Pair(source, target)


def tagged(pairs: Sequence[Pair], aligner: Aligner, rng: Random, count: int) -> list[Pair]:
    """Up to ``count`` pairs with tags."""
    made: list[Pair] = []
    for pair in rng.sample(list(pairs), len(pairs)):
        if len(made) == count:
            break
        if 25 < len(pair.source) < 260 and (marked := tag_pair(pair, aligner, rng)):
            made.append(marked)
    return made
