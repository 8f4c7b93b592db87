"""Which language a text is in, by its script and its commonest words.

Built for one question: is this Indonesian, and if not, what should the person be told? Measured against general detectors
in docs/decisions/language-detection.md: they confuse Indonesian with Malay, know no Sundanese, and cost more memory than
the rest of the article code together.
"""

import re
from collections import Counter

#: Function words, each a reason to believe in its language. Words shared with Indonesian are left out of the lists of its
#: neighbours, so that what counts is what only they say.
_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "id": """yang dan di dari untuk dengan pada dalam ini itu tidak akan juga adalah ke karena oleh telah sebagai bisa ada
            saat mereka kami kita saya ia dia bahwa atau sudah lebih seperti para menjadi kata tersebut secara namun hingga
            serta sejumlah setelah antara lain belum masih hanya agar jika tetapi tapi bagi harus dapat kepada ujar menurut
            mengatakan terhadap melalui hari tahun orang sebelumnya banyak semua maupun selain sehingga atas bukan pun tak
            anda kamu apa siapa bagaimana kenapa enggak nggak gak aja banget udah dong sih""",
        "ms": """kerana bahawa iaitu ialah boleh daripada berkata beliau tiada wang polis kerajaan syarikat negeri manakala turut
            semasa mahu cuba awak encik datuk datin ahad isnin khamis jumaat ogos disember julai oktober kes sahaja mereka
            sekiranya kepada bagi lelaki tahun hospital pihak seramai kira-kira sebanyak bernilai dijangka memaklumkan
            menerusi katanya beliau pejabat rakyat persekutuan perdana menteri tersebut negara dewan majlis peguam mahkamah
            tidak selepas sebelum ketika apabila begitu sehingga hendaklah bagaimanapun sekolah murid penduduk kereta lori
            cawangan pegawai siasatan suspek dilaporkan""",
        "en": """the and of to in is that for was on with as are by at be from this it his her he she they we you not have has
            had said an were which their will would can but more than who its been after about also or our what when there
            all into over new one two if""",
        "jv": """ing lan iku kang sing ora wis karo saka marang iki ana kanggo amarga dadi uga sawise luwih akeh wong kudu bakal
            nanging dheweke kuwi isih mung utawa yaiku kabeh durung bisa aku kowe saiki arep nalika banjur yen apa sapa
            piye ngono ngene menyang dening sajrone sawijining lagi supaya kayata gedhe cilik sampun boten kaliyan ingkang
            wonten punika kula panjenengan dhateng saking menika inggih nggih""",
        "su": """jeung nu teu ka ti dina anu keur geus aya ku éta eta ieu kana tina pikeun téh teh mah ogé oge kudu loba
            urang jalma sarta nyaeta nyaéta atawa tapi lamun nepi sanajan baris ngan ulah naon saha kumaha moal tos parantos
            abdi anjeun manehna maranéhna maranehna leuwih gede gedé leutik saeutik hiji dua taun lantaran sabab sabada
            salaku mangrupa""",
        "min": """nan jo ka iko itu indak alah dek di pado urang dari ado ko inyo awak mambuek dapek lai sabagai kapado
            samo manjadi salamo baliau ambo kito bana sadang baru tapi katiko sudah kalau""",
        "ace": "nyang ngon bak lam nyoe jeut hana ureueng keu awak gobnyan droe uleh kamoe teuma meunan nyan jih",
        "ban": "ring sane lan antuk saking punika puniki nenten anake ane teken tusing ento ene ajak dadi uling wenten olih",
        "es": "el la de que y en los se del las un por con no una su para es al lo como más pero sus le ya fue este ha",
        "fr": "le la les de des et en un une du que est pour qui dans par sur au plus pas ne se ce il sont avec aux été",
        "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
        "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als maar bij uit naar heeft hij ze wordt",
        "pt": "o a de que e do da em um para com não uma os no se na por mais as dos como mas ao ele das foi são também",
        "it": "il di che e la in un per è non una sono del con si da come le dei nel alla più anche gli ha della",
        "tl": "ang ng sa mga na ay at si ni hindi ito kay para kung may siya niya nila ako ko mo po nang",
        "tr": "ve bir bu için da de ile olarak çok daha olan gibi sonra kadar ancak ise var değil her ne",
        "vi": "và của là có không được cho trong một những các với người này đã để khi từ về như",
        "sw": "ya na wa kwa ni katika la za kuwa hii huo yake kama baada watu cha pia lakini hiyo alisema",
        "pl": "i w nie na się z do to że jest jak po ale co od za przez dla tak przy był ich",
    }.items()
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("ru", re.compile(r"[\u0400-\u052f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ko", re.compile(r"[\u3130-\u318f]")),
    ("jv", re.compile(r"[\ua980-\ua9df]")),
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
#: Enough of a long text to know its language.
_SAMPLE = 20_000
#: Fewer words with a vote than this decide nothing.
_FEWEST_VOTES = 3

#: What the languages are called in messages.
NAMES = {
    "id": "Indonesian", "ms": "Malay", "en": "English", "jv": "Javanese", "su": "Sundanese", "min": "Minangkabau",
    "ace": "Acehnese", "ban": "Balinese", "es": "Spanish", "fr": "French", "de": "German", "nl": "Dutch",
    "pt": "Portuguese", "it": "Italian", "tl": "Tagalog", "tr": "Turkish", "vi": "Vietnamese", "sw": "Swahili",
    "pl": "Polish", "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ar": "Arabic", "ru": "Russian", "hi": "Hindi",
    "th": "Thai", "ta": "Tamil", "he": "Hebrew", "el": "Greek", "und": "an unknown language",
}  # fmt: skip


def detect_language(text: str) -> str:
    """ISO 639 code of the language of ``text``; ``und`` where there are too few words to tell.

    >>> detect_language('Harga beras naik karena pasokan dari daerah belum pulih.')
    'id'
    >>> detect_language('Rega beras mundhak amarga pasokan saka dhaerah durung pulih.'), detect_language('Budi Santoso')
    ('jv', 'und')
    """
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample)


def indonesian_share(text: str) -> float:
    """Share of the words of ``text`` that are function words of Indonesian; 0 to 1. Running prose has 0.2 and more."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    return sum(word in _WORDS["id"] for word in words) / len(words) if words else 0.0


def _by_script(text: str) -> str | None:
    letters = len(_LETTER.findall(text))
    for language, script in _SCRIPTS:
        # One Chinese character says as much as a word; a few of them in a Latin text are a name.
        weight = 3 if language in {"zh", "ja", "ko"} else 1
        if len(script.findall(text)) * weight > 0.5 * letters > 0:
            return language
    return None


def _by_words(text: str) -> str:
    words = Counter(word.lower() for word in _WORD.findall(text))
    votes = {
        language: sum(count for word, count in words.items() if word in vocabulary)
        for language, vocabulary in _WORDS.items()
    }
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] >= _FEWEST_VOTES else "und"
