"""Does a sentence of a summary say anything that its article does not?

The other checks compare a text with its translation, where each side has to answer the other. A summary may leave out
what it likes, so only one direction is looked at here: what the summary says has to be in the article.
"""

from collections.abc import Iterable, Iterator, Sequence

from models.checks.finding import Finding
from models.checks.leftovers import check_leftovers
from models.checks.names import check_names
from models.checks.numbers import read_quantities
from models.checks.quantity import Quantities, Quantity
from models.checks.repetition import check_repetition
from models.checks.roots import root
from models.checks.side import Language, Side
from models.checks.source import MARK, QUOTED, Source, flat
from models.checks.support_names import check_supported_names
from models.checks.untranslated import check_untranslated

#: Words that turn around what follows them.
_NOT = frozenset("tidak tidaklah bukan bukanlah belum jangan tak takkan tiada enggak nggak gak".split())
#: "tidak hanya" denies nothing.
_EMPTY_AFTER_NOT = frozenset("hanya saja cuma sekadar lama jarang sedikit kurang lebih".split())
#: They may stand between the two.
_MODAL = frozenset({"akan", "bisa", "dapat"})
#: Other ways of saying "not": where one of these stands, nothing follows from a "tidak" that is missing.
_ADVERSE = _NOT | frozenset(
    "tanpa kurang gagal kegagalan batal dibatalkan membatalkan pembatalan menolak ditolak penolakan tolak larangan "
    "dilarang melarang membantah dibantah bantahan mustahil sulit enggan urung mencegah dicegah berhenti "
    "menghentikan dihentikan mencabut dicabut pencabutan bebas dibebaskan membebaskan absen hilang kehilangan".split()
)


def check_support(
    sentence: str, source: Source, support: Sequence[int], language: Language = "id", *, cased: bool = True
) -> tuple[Finding, ...]:
    """What ``sentence`` says that the article does not; empty where it is borne out.

    Numbers, dates and negations have to be in the sentences that it rests on (numbers and dates may be in the title
    instead): a figure from another place of the article belongs to something else there. Names may also stand shortly
    before those, in the first sentence, or in the title. Quotations have to be quoted in the article, word for word.

    Args:
        sentence: one sentence of a summary.
        support: indices of the sentences of the article that it rests on.
        language: language of ``sentence``; the article is Indonesian.
        cased: False where the model writes no capitals, so that names are not told from other words by them.

    Takes time linear in the length of the article.

    >>> source = Source(["Harga beras naik 5 persen."], ["Harga beras naik 5 persen."])
    >>> [finding.message for finding in check_support("Harga beras naik 7 persen.", source, [0])]
    ['The summary says 7 persen; the article does not.']
    """
    side = Side(sentence, language)
    findings = [*_check_quantities(side, source, support), *check_leftovers(source.whole, side)]
    findings += [
        Finding("repetition", f"The summary repeats “{finding.target}” in a row.", "", finding.target)
        for finding in check_repetition(source.whole, side)
    ]
    if language == "en":
        findings += _check_english(side, source, support)
    else:
        findings += [
            *check_supported_names(side, source, support, cased=cased),
            *_check_negation(side, source, support),
        ]
        findings += _check_quotations(sentence, source)
    return tuple(findings)


def _check_quantities(side: Side, source: Source, support: Sequence[int]) -> Iterator[Finding]:
    near = [source.of_title, *(source.quantities[index] for index in support)]
    for quantity in _expressions(read_quantities(side).stated):
        words = side.of(quantity.first, quantity.last)
        units = _units(quantity, near)
        if units is None:
            kind = quantity.kind
            if _units(quantity, source.quantities) is None:
                yield Finding(kind, f"The summary says {words}; the article does not.", "", words)
            else:
                message = f"The summary says {words}; the article says so elsewhere, maybe of another thing."
                yield Finding(kind, message, "", words)
        elif units and _differ(quantity.units, units):
            yield Finding(quantity.kind, f"The summary says {words}; the article counts in another unit.", "", words)


def _expressions(stated: Iterable[Quantity]) -> list[Quantity]:
    """The quantities; of a date in digits, which is three at one place, all three."""
    return list(dict.fromkeys(stated))


def _units(quantity: Quantity, said: Iterable[Quantities]) -> frozenset[str] | None:
    """The units in which one of ``said`` states ``quantity``; empty where it only hints at it; None where it does
    neither."""
    found: frozenset[str] | None = None
    for quantities in said:
        if not quantity.readings.isdisjoint(quantities.hinted):
            found = found or frozenset()
        for other in quantities.stated:
            if not quantity.readings.isdisjoint(other.readings):
                found = (found or frozenset()) | other.units
    return found


def _differ(said: frozenset[str], found: frozenset[str]) -> bool:
    """Whether the summary counts in what the article does not. It may leave a unit out, save for percentages, which it
    makes another thing of; it may not add one: "3 jalan" are not "tiga pekan"."""
    if ("%" in said) != ("%" in found):
        return True
    return "" not in said and said.isdisjoint(found)


def _check_negation(side: Side, source: Source, support: Sequence[int]) -> Iterator[Finding]:
    """A word that is denied wherever the support has it and not here, or the reverse. Nothing is reported where "not"
    may be said in another way."""
    near = [source.sides[index] for index in support]
    here, there = _denials([side]), _denials(near)
    adverse_here = not _ADVERSE.isdisjoint(side.lower)
    adverse_there = any(not _ADVERSE.isdisjoint(other.lower) for other in near)
    for key in here.keys() & there.keys():
        (word, denied), (words, always) = here[key], there[key]
        if denied == {True} and always == {False} and not adverse_there:
            yield Finding("negation", f"The summary denies “{word}”; the article does not.", words, word)
        elif denied == {False} and always == {True} and not adverse_here:
            yield Finding("negation", f"The summary asserts “{word}”; the article denies it.", words, word)


def _denials(sides: Sequence[Side]) -> dict[str, tuple[str, set[bool]]]:
    """For the root of each longer word, the word and whether a negation stands right before it (True, False, both)."""
    found: dict[str, tuple[str, set[bool]]] = {}
    for side in sides:
        for index, word in enumerate(side.lower):
            if len(word) < 4 or not word.isalpha() or word in _NOT or word in _EMPTY_AFTER_NOT:
                continue
            before = side.word(index - 2 if side.word(index - 1) in _MODAL else index - 1)
            found.setdefault(root(word), (word, set()))[1].add(before in _NOT)
    return found


def _check_quotations(sentence: str, source: Source) -> Iterator[Finding]:
    if len(MARK.findall(sentence)) % 2:
        yield Finding("quotation", "A quotation mark is missing: one opens and none closes, or the reverse.")
        return
    for match in QUOTED.finditer(sentence):
        quoted = flat(match[1] or match[2])
        if quoted.strip() and quoted not in source.quoted:
            words = match[0]
            yield Finding("quotation", f"The summary quotes {words}; the article does not.", "", words)


def _check_english(side: Side, source: Source, support: Sequence[int]) -> Iterator[Finding]:
    # A name that the summary leaves out is no fault, so only the words of the summary are taken from these findings.
    for finding in check_names(source.whole, side):
        if finding.target:
            yield Finding("name", f"The summary names {finding.target}; the article does not.", "", finding.target)
    rests_on = Side(" ".join(source.sides[index].text for index in support), "id")
    for finding in check_untranslated(rests_on, side):
        message = f"The summary should be in English and has Indonesian in it: {finding.target}."
        yield Finding("untranslated", message, "", finding.target)
    if MARK.search(side.text) and not MARK.search(rests_on.text):
        yield Finding("quotation", "The summary quotes somebody; the sentences that it rests on do not.")
