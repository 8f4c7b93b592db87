"""Phrase pairs inside a sentence pair: short spans that a word alignment shows to translate each other."""

from dataclasses import dataclass

from training.align import Aligner, Word, counterpart, words
from training.corpora import Pair

INDONESIAN_FUNCTION_WORDS = frozenset(
    "ada adalah agar akan aku anda antara apa apakah atas atau bagi bahwa baik banyak beberapa belum bila bisa bukan dalam dan dapat dari "
    "demikian dengan di dia hal hanya harus hingga ia ini itu jadi jika juga kami karena ke kepada ketika kita kalau lagi lain lebih maka masih "
    "melalui mereka merupakan namun oleh pada para paling pun saat saja salah sampai sangat satu saya sebagai sebelum sebuah secara sedang "
    "sehingga sejak selain selama seluruh semua seorang seperti serta setelah setiap sudah suatu tanpa telah tentang terhadap tersebut tetapi "
    "tidak tak untuk yaitu yang yakni tapi se oleh-oleh nya adanya kata katanya ujar ujarnya menjadi sekitar".split()
)
ENGLISH_FUNCTION_WORDS = frozenset(
    "a about after all also although an and any are as at be because been before being but by can could did do does during each for from had "
    "has have he her him his how i if in into is it its just may more most must my no not of on one only or other our out over s said she should "
    "since so some such than that the their them then there these they this those through to too under until up us very was we were what when "
    "where which while who whom whose will with would you your said says".split()
)


@dataclass(frozen=True)
class Phrase:
    """Characters ``[start, end)`` of both sides."""

    source: tuple[int, int]
    target: tuple[int, int]


def _content(first: Word, last: Word, function_words: frozenset[str]) -> bool:
    """Whether a span begins and ends with a word that carries meaning."""
    return all(word.text[0].isalnum() and word.text.lower() not in function_words for word in (first, last))


def phrases(pair: Pair, aligner: Aligner, longest: int) -> list[Phrase]:
    """All consistent phrase pairs of up to ``longest`` source words that begin and end with content words on both sides
    and whose words are mostly linked."""
    source, target, links = words(pair.source), words(pair.target), aligner.links(pair)
    found: list[Phrase] = []
    for start in range(len(source)):
        for end in range(start + 1, min(start + longest, len(source)) + 1):
            if not _content(source[start], source[end - 1], INDONESIAN_FUNCTION_WORDS):
                continue
            block = counterpart(links, start, end)
            if not block or not _content(target[block[0]], target[block[1] - 1], ENGLISH_FUNCTION_WORDS):
                continue
            linked = {i for i, j in links if start <= i < end}, {j for i, j in links if start <= i < end}
            if len(linked[0]) < 0.6 * (end - start) or len(linked[1]) < 0.6 * (block[1] - block[0]):
                continue
            if any(not word.text[0].isalnum() and word.text not in "-'’" for word in source[start:end]) and longest < 4:
                continue
            found.append(
                Phrase((source[start].start, source[end - 1].end), (target[block[0]].start, target[block[1] - 1].end))
            )
    return found
