"""Which sentences lean on the ones before them.

A sentence taken out of its place misleads when it opens with "Hal itu", "Ia juga" or "Namun": the reader takes the
pronoun or the contrast to mean whatever now stands in front of it.
"""

import re
from enum import Enum
from itertools import pairwise


class Dependence(Enum):
    """What a sentence needs in front of it.

    NONE: it stands by itself.
    OPENING: it may follow any sentence but not open a text ("Sementara itu, …", "… perusahaan tersebut").
    PREVIOUS: it needs the sentence that stands directly before it in the article ("Hal itu …", "Namun, …").
    PERSON: like PREVIOUS, and that sentence has to name somebody ("Ia mengatakan …", "… katanya").
    """

    NONE = 0
    OPENING = 1
    PREVIOUS = 2
    PERSON = 3


_QUOTES = "\"'“”‘’«»„`"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def _phrases(text: str) -> re.Pattern[str]:
    """A pattern that matches any of the comma-separated phrases of ``text``, the longest first."""
    phrases = sorted((" ".join(phrase.split()) for phrase in text.split(",")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})\b")


#: Contrast, cause, sequence and addition to what was just said.
_CONNECTIVE = _phrases(
    """
    namun, namun demikian, ya, tetapi, tapi, akan tetapi, padahal, sebaliknya, sedangkan, meski demikian, meski
    begitu, meskipun demikian, meskipun begitu, walau demikian, walau begitu, walaupun demikian, walaupun begitu,
    kendati demikian, kendati begitu, kendatipun demikian, biarpun demikian, biarpun begitu, hanya saja, dengan
    demikian, dengan begitu, karena itu, karena itulah, oleh karena itu, oleh karenanya, oleh sebab itu, sebab itu,
    karenanya, maka dari itu, maka itu, untuk itu, untuk itulah, atas dasar itu, atas hal itu, atas hal tersebut,
    atas hal ini, selain itu, selain hal itu, di samping itu, disamping itu, di luar itu, tak hanya itu, tidak hanya
    itu, bukan hanya itu, tak cuma itu, tidak cuma itu, tak sampai di situ, tidak sampai di situ, bahkan,
    berikutnya, khususnya, itu pun, di mana, dimana, yang mana, dengan kata lain, sebagian lagi, apalagi, terlebih,
    lebih lanjut, lebih jauh, sebab, pasalnya, soalnya, alasannya, akibatnya, alhasil, hasilnya, walhasil,
    dampaknya, buktinya, lalu, lantas, kemudian, selanjutnya, setelah itu, setelah ini, sesudah itu, sebelum itu,
    sejak itu, saat itu, ketika itu, waktu itu, kala itu, pada saat itu, pada waktu itu, dan, atau, jadi, maka,
    sehingga, artinya, maksudnya, misalnya, contohnya, sebagai contoh, yakni, yaitu, antara lain, di antaranya,
    diantaranya, salah satunya, begitu, begitulah, begitupun, demikian, demikianlah, demikian pula, sama halnya, hal
    serupa, hal senada, hal yang sama, senada, serupa, sama seperti, sayangnya, sayang, untungnya, beruntung,
    celakanya, ironisnya, terakhir, sisanya, selebihnya, lainnya, yang lain, kedua, ketiga, keempat, kelima, keenam,
    keduanya, kedua-duanya, ketiganya, keempatnya, kelimanya, semuanya, seluruhnya, di sana, di situ, di sini, ke
    sana, dari sana, sontak, mendengar itu, mendengar hal itu, melihat itu, melihat hal itu, mengetahui itu,
    mengetahui hal itu, termasuk, terutama, tepatnya, justru, sebagai gantinya, bersamaan dengan itu, sejalan dengan
    itu, berkaitan dengan itu, terkait itu, terkait hal itu, terkait hal tersebut, terkait hal ini
    """
)
#: Carries on, but on a matter of its own.
_CONTINUATION = _phrases(
    """
    sementara, sementara itu, adapun, sebelumnya, di sisi lain, di pihak lain, di lain pihak, pada kesempatan sama,
    pada kesempatan yang sama, di tempat terpisah, di tempat yang sama, secara terpisah, diketahui, seperti
    diketahui, sebagaimana diketahui, untuk diketahui, perlu diketahui, sebagai informasi, sekadar informasi,
    seperti diberitakan
    """
)
#: Begins with one of these and ``-nya`` refers to nothing.
_ADVERB_NYA = frozenset(
    """
    akhirnya awalnya biasanya hanya tanya punya rencananya rupanya sebaiknya sebenarnya seharusnya selayaknya
    semestinya sepertinya sesungguhnya setidaknya setidak-tidaknya sekurang-kurangnya sedikitnya sepatutnya tampaknya
    nampaknya kelihatannya kabarnya konon umumnya utamanya adanya dengannya kiranya agaknya sejatinya
    mulanya tadinya dulunya kini nantinya resminya pertanyaannya masalahnya banyaknya tingginya rendahnya kurangnya
    besarnya lamanya maraknya meningkatnya menurunnya naiknya turunnya tewasnya wafatnya meninggalnya hilangnya
    terjadinya dibukanya ditutupnya ditangkapnya ditetapkannya mencuatnya munculnya terungkapnya minimnya lemahnya
    bukannya kenyataannya faktanya intinya singkatnya jelasnya pokoknya selamanya selengkapnya uniknya menariknya
    hebatnya anehnya
    """.split()
)
#: "hari ini", "saat itu": time, told from the day of the article; not a thing told before.
_TIME = frozenset(
    """
    saat hari kali tahun bulan minggu pekan pagi siang sore malam petang musim sejauh selama belakangan akhir-akhir
    dewasa detik masa era abad periode semester kuartal triwulan senin selasa rabu kamis jumat sabtu ahad januari
    februari maret april mei juni juli agustus september oktober november desember akhir awal kini sekarang dini zaman
    """.split()
)
_DEMONSTRATIVE = frozenset({"itu", "itulah", "ini", "inilah", "tersebut", "tadi", "dimaksud"})
_PERSON = frozenset({"ia", "dia", "beliau", "mereka"})
_SAYING = (
    "kata|ujar|tutur|jelas|tambah|imbuh|ucap|lanjut|pungkas|ungkap|papar|terang|tegas|tandas|sambung|beber|urai|cetus|tukas"
    "|sebut|klaim|kisah|cerita|sahut|timpal|jawab|kenang|pesan|harap|simpul|tulis|keluh|akui|aku|kritik|sindir|seru|imbau"
    "|nilai|duga|yakin|canda|kelakar|ketus|bilang|tanya|pinta|tekan|lapor|pungkas|tutup|menurut|pikir|gumam|teriak"
)
#: Somebody speaks whom only an earlier sentence names.
_UNNAMED_SPEAKER = re.compile(
    rf"[,\"'”’?!]\s*(?:{_SAYING})(?:nya|\s+(?:ia|dia|beliau|mereka))\b"
    r"|\b(?:menurut|ujar|tutur|imbuh|ucap|pungkas|tandas|kata|lanjut|tambah)(?:nya| dia| beliau| mereka)\b",
    re.IGNORECASE,
)
_SUBORDINATING = frozenset({"karena", "agar", "supaya", "bukan", "meski", "meskipun", "walau", "walaupun", "kendati"})
#: A sentence that starts with one of these has its subject later.
_PREPOSITION = frozenset(
    """
    di ke dari pada dalam dengan untuk bagi oleh tentang terkait mengenai soal menurut berdasarkan melalui lewat atas
    usai setelah sesudah sebelum sejak saat ketika kala sewaktu selama sambil seraya meski meskipun walau walaupun
    kendati karena lantaran akibat agar supaya jika kalau bila apabila selain sebagai seperti hingga sampai kepada
    terhadap bersama tanpa demi guna kini dulu kemarin sebelumnya sekarang awalnya akhirnya padahal bahkan memang
    tentu namun tetapi tapi sementara adapun
    """.split()
)


def dependence(sentence: str) -> Dependence:
    """What ``sentence`` needs in front of it to be understood. Judged by its words alone.

    >>> dependence("Hal itu disampaikan Budi di Jakarta.")
    <Dependence.PREVIOUS: 2>
    >>> dependence("Hari ini Budi berangkat ke Jakarta.")
    <Dependence.NONE: 0>
    """
    tokens = [(match.group(), match.start()) for match in _WORD.finditer(sentence)]
    lower = [token.lower() for token, _ in tokens]
    if not lower:
        return Dependence.NONE
    if _UNNAMED_SPEAKER.search(sentence) or _unnamed_person(sentence, tokens, lower):
        return Dependence.PERSON
    opening = sentence.lstrip(_QUOTES + " (").lower()
    continues = _CONTINUATION.match(opening)
    if _is_tail(sentence, lower[0]) or _CONNECTIVE.match(opening) or _possessive(lower[0]):
        return Dependence.PREVIOUS
    if not continues and _demonstrative_subject(sentence, tokens, lower):
        return Dependence.PREVIOUS
    if continues or "juga" in lower[:5] or "pun" in lower[:4] or _mentions_again(lower):
        return Dependence.OPENING
    return Dependence.NONE


def _is_tail(sentence: str, first: str) -> bool:
    """Whether the sentence is a subordinate clause alone: "Karena hujan." where "Karena hujan, …" would be whole."""
    return first in _SUBORDINATING and ("," not in sentence or sentence.lower().lstrip(_QUOTES).startswith(f"{first},"))


def _possessive(word: str) -> bool:
    return len(word) > 5 and word.endswith("nya") and word not in _ADVERB_NYA


def _unnamed_person(sentence: str, tokens: list[tuple[str, int]], lower: list[str]) -> bool:
    """Whether the first personal pronoun comes before anybody it could stand for."""
    position = next((index for index, word in enumerate(lower) if word in _PERSON), None)
    if position is None:
        return False
    if position < 2:
        return True
    before = sentence[: tokens[position][1]].rstrip()
    if lower[0] in _PREPOSITION:
        return before.endswith(",") or not _named(tokens[1:position])
    return False


def _named(tokens: list[tuple[str, int]]) -> bool:
    return any(token[0].isupper() for token, _ in tokens)


def names_somebody(sentence: str) -> bool:
    """Whether a word inside ``sentence`` is written as a name; the first word, always capitalised, does not count
    unless a second one follows it."""
    return _named([(match.group(), match.start()) for match in _WORD.finditer(sentence)][1:])


def _demonstrative_subject(sentence: str, tokens: list[tuple[str, int]], lower: list[str]) -> bool:
    """Whether the sentence is about "this" or "that …": a demonstrative in its first phrase."""
    for index, word in enumerate(lower[:8]):
        if word not in _DEMONSTRATIVE:
            continue
        if index == 0:
            return True
        previous = lower[index - 1]
        if previous in {"hal", "kondisi", "demikian"}:
            return True
        age = index > 1 and lower[index - 2].isdigit()
        if previous[0].isdigit() or (previous in _TIME and not age):
            continue
        if previous in lower[: index - 1]:
            continue
        # After a comma it is no longer the subject, save for "Ya, tanggal ini" and "Ternyata, pria itu".
        opening = tokens[min(1, index)][1]
        if index <= 6 and "," not in sentence[opening : tokens[index][1]]:
            return True
    return False


def _mentions_again(lower: list[str]) -> bool:
    """Whether a noun is called "tersebut" without having been mentioned in this sentence."""
    seen: set[str] = set()
    for word, following in pairwise(lower):
        if following == "tersebut" and word not in seen:
            return True
        seen.add(word)
    return False
