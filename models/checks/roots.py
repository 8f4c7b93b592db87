"""What Indonesian words that come from one root have in common."""

_PARTICLES = ("lah", "kah", "pun", "tah")
_POSSESSIVES = ("nya", "ku", "mu")
_SUFFIXES = ("an", "i")
#: Longer ones first: "meny" is not "me" and "ny".
_PREFIXES = (
    "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen", "per", "pel", "ber", "bel", "ter", "me", "pe", "di",
    "ke", "se",
)  # fmt: skip
#: A nasal prefix swallows these ("me" and "tutup" are "menutup"), so they go from every word.
_SWALLOWED = "kpst"
_SHORTEST_STEM = 4
_SHORTEST_ROOT = 3
_MOST_PREFIXES = 2


def root(word: str) -> str:
    """A key that most words of one root share; no dictionary form, and now and then shared by strangers.

    The affixes are those of Tala (2003), "A Study of Stemming Effects on Information Retrieval in Bahasa Indonesia",
    without his measure of syllables: only so much goes that three letters are left. A final k goes from every word,
    because "naikan" could end in "an" as well as in "kan".

    Args:
        word: lower case.

    >>> root("menutup") == root("ditutup") == root("penutupan"), root("perbaikan") == root("memperbaiki")
    (True, True)
    """
    for endings in (_PARTICLES, _POSSESSIVES, _SUFFIXES):
        word = _without_ending(word, endings)
    if len(word) > _SHORTEST_ROOT:
        word = word.rstrip("k") or word
    for _ in range(_MOST_PREFIXES):
        shorter = _without_prefix(word)
        if shorter == word:
            break
        word = shorter
    return word[1:] if word[:1] in _SWALLOWED and len(word) > _SHORTEST_ROOT else word


def _without_ending(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _without_prefix(word: str) -> str:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_ROOT:
            return word[len(prefix) :]
    return word
