"""Examples with glossary hints: term pairs stand before the source, and the target uses them.

Three kinds: hints that agree with the human translation; hints that ask for another valid translation, with the target
changed accordingly (otherwise the model could ignore hints); and hints whose term does not occur, which must leave no
trace.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from random import Random

from training.align import Aligner
from training.corpora import Pair
from training.examples import fill
from training.examples.example import Example, example
from training.examples.phrases import phrases
from training.examples.tables import rows

LONGEST_TERM = 3
LEAST_COUNT = 2
ENDINGS = ("ing", "ed", "ly", "s", "")
BEFORE_NOUNS = frozenset(
    "a an the of for in with its their his her this that these those new by from on between".split()
)

Terms = dict[str, Counter[str]]


@cache
def alternatives() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(Indonesian term, usual English, other English renderings)."""
    return tuple((source, usual, tuple(others.split("|"))) for source, usual, others in rows("alternatives.tsv"))


def _ending(text: str) -> str:
    return next(ending for ending in ENDINGS if text.endswith(ending))


def _takes_an(text: str) -> bool:
    return text[0].lower() in "aeiou"


def _term_pairs(pair: Pair, aligner: Aligner) -> list[tuple[str, str]]:
    found = (
        (pair.source[slice(*p.source)], pair.target[slice(*p.target)]) for p in phrases(pair, aligner, LONGEST_TERM)
    )
    return [
        (s, t) for s, t in found if len(s) > 4 and len(t) > 2 and len(t.split()) <= 4 and not re.search(r"\d", s + t)
    ]


def _dictionary_form(translation: str, vocabulary: Counter[str], rng: Random) -> str:
    """Often the singular or the plain verb: the model has to inflect it as the sentence needs."""
    if rng.random() < 0.5 or translation[:1].isupper():
        return translation
    for ending, ways in (("ies", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("s", ("",))):
        if (
            translation.endswith(ending)
            and len(translation) > len(ending) + 3
            and not translation.endswith(("ss", "us", "is"))
        ):
            for way in ways:
                plain = translation[: -len(ending)] + way
                if vocabulary[plain.split()[-1]] >= LEAST_COUNT:
                    return plain
    return translation


def _in_source(term: str, source: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", source, re.IGNORECASE) is not None


def _other_rendering(term: str, used: str, target: str, terms: Terms, rng: Random) -> str | None:
    """Another translation that other sentences have for ``term``, of the same form, so that it fits in the same place.
    Nouns only: verbs differ too much in what they can stand with."""
    before = target[: target.index(used)].lower().split()[-1:]
    if _ending(used) in ("ing", "ed", "ly") or not BEFORE_NOUNS.issuperset(before):
        return None
    known = terms.get(term.lower(), Counter())
    fits = [
        other
        for other, count in known.items()
        if count >= max(3, 0.2 * known.total())
        and other.lower() not in used.lower()
        and used.lower() not in other.lower()
        and other[0].isupper() == used[0].isupper()
        and _ending(other) == _ending(used)
        and _takes_an(other) == _takes_an(used)
    ]
    return rng.choice(sorted(fits)) if fits else None


def _is_noun(term: str, translation: str, target: str) -> bool:
    """Whether the Indonesian word itself could stand in the English sentence: after an article, and not a verb."""
    before = target[: target.index(translation)].split()[-1:]
    return before in (["the"], ["a"]) and not term.lower().startswith(("me", "ber", "di", "ter", "ke", "pertama"))


def _distractors(listed: Iterable[list[tuple[str, str]]], terms: Terms) -> list[Pair]:
    """Term pairs that are usual in these sentences, each once."""
    known = {
        Pair(term, translation): None
        for pairs in listed
        for term, translation in pairs
        if terms[term.lower()].most_common(1)[0] == (translation, terms[term.lower()][translation])
        and terms[term.lower()].total() >= LEAST_COUNT
    }
    return list(known)


def _hint_from_alternatives(pair: Pair, rng: Random) -> tuple[Pair, Pair] | None:
    """(hint, changed pair) where ``pair`` holds a term of the list."""
    for source, usual, others in rng.sample(list(alternatives()), len(alternatives())):
        if _in_source(source, pair.source):
            pattern = re.compile(rf"(?<!\w){re.escape(usual)}(?!\w)")
            if len(pattern.findall(pair.target)) == 1:
                other = rng.choice(others)
                changed = pattern.sub(other.replace("\\", r"\\"), pair.target)
                return Pair(source, re.sub("^[Tt]he ", "", other)), Pair(pair.source, changed)
    return None


def hinted(pairs: Sequence[Pair], aligner: Aligner, rng: Random, count: int) -> list[Example]:
    """Up to ``count`` examples, a good third of them with a rendering that the reference did not have."""
    found = {pair: _term_pairs(pair, aligner) for pair in dict.fromkeys(pairs) if 30 < len(pair.source) < 260}
    terms: Terms = defaultdict(Counter)
    for listed in found.values():
        for term, translation in listed:
            terms[term.lower()][translation] += 1
    vocabulary = Counter(word for pair in found for word in pair.target.split())
    distractors = _distractors(found.values(), terms)
    made: list[Example] = []
    for pair in fill.news_sentences(rng, count // 2) + fill.news_headlines(rng, count // 10):
        if len(made) < count // 5 and (changed := _hint_from_alternatives(pair, rng)):
            made.append(_with_distractors(changed[1], [changed[0]], distractors, rng))
    for pair in rng.sample(list(found), len(found)):
        if len(made) >= count:
            break
        hints, target = _hints(pair, found[pair], terms, vocabulary, rng)
        if hints or (distractors and rng.random() < 0.1):
            made.append(_with_distractors(Pair(pair.source, target), hints, distractors, rng))
    return made


def _hints(
    pair: Pair, listed: list[tuple[str, str]], terms: Terms, vocabulary: Counter[str], rng: Random
) -> tuple[list[Pair], str]:
    """Hints for one pair, and its target, changed where a hint asks for another rendering."""
    if changed := _hint_from_alternatives(pair, rng):
        return [changed[0]], changed[1].target
    hints: list[Pair] = []
    target, covered = pair.target, ""
    for term, translation in rng.sample(listed, len(listed)):
        if len(hints) == 3 or (hints and rng.random() < 0.4):
            break
        known = terms[term.lower()]
        name = term[0].isupper() and translation[0].isupper()
        trusted = known[translation] >= max(LEAST_COUNT, 0.15 * known.total()) or (name and len(term.split()) > 1)
        once = target.count(translation) == 1 and pair.source.count(term) == 1
        if not trusted or not once or term in covered or any(part in covered.split() for part in term.split()):
            continue
        other = _other_rendering(term, translation, target, terms, rng) if rng.random() < 0.6 else None
        if other:
            target = target.replace(translation, other)
            hints.append(Pair(term, other))
        elif not name and rng.random() < 0.2 and _is_noun(term, translation, target):
            target = target.replace(translation, term)  # a term to be kept as it is
            hints.append(Pair(term, term))
        else:
            hints.append(Pair(term, _dictionary_form(translation, vocabulary, rng)))
        covered += f" {term}"
    return hints, target


def _with_distractors(pair: Pair, hints: Sequence[Pair], distractors: Sequence[Pair], rng: Random) -> Example:
    lines = list(hints)
    if distractors and (not hints or rng.random() < 0.4):
        drawn = [rng.choice(distractors) for _ in range(rng.randint(1, 3))]
        lines += [other for other in drawn if not _in_source(other.source, pair.source)]
    rng.shuffle(lines)
    return example(pair, lines)
