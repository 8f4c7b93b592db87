"""Which language a text is in, by its script and its commonest words.

Built for one question: is this Indonesian, and if not, what should the person be told? General
detectors were measured beside it (docs/decisions/language-detection.md): they take the regional languages for
Indonesian, know no Sundanese, and cost more memory than the rest of the article code together.
"""

import re
from collections import Counter

#: Function words, each a reason to believe in its language. The regional languages and Malay share most of theirs with
#: Indonesian; their lists hold what only they say.
_VOCABULARIES: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "id": """yang dan di dari untuk dengan pada dalam ini itu tidak akan juga adalah ke karena oleh telah sebagai
            bisa ada saat mereka kami kita saya ia dia bahwa atau sudah lebih seperti para menjadi kata tersebut
            secara namun hingga serta sejumlah setelah antara lain belum masih hanya agar jika tetapi tapi bagi harus
            dapat kepada ujar menurut mengatakan terhadap melalui hari tahun orang sebelumnya banyak semua maupun
            selain sehingga atas bukan pun tak anda kamu apa siapa bagaimana kenapa enggak nggak gak aja banget udah
            dong sih saja lagi bila kalau begitu sangat sekali mau tempat buat""",
        "ms": """kerana bahawa iaitu ialah beliau tiada wang polis kerajaan syarikat manakala turut semasa mahu cuba
            awak encik datuk datin ahad isnin khamis jumaat ogos disember julai kes sahaja sekiranya seramai bernilai
            dijangka memaklumkan menerusi katanya persekutuan majlis peguam mahkamah selepas hendaklah bagaimanapun
            murid kereta lori cawangan pegawai siasatan suspek berkata daripada boleh hospital negeri pejabat rakyat
            seorang seri wilayah kebakaran balai berhubung susulan ekoran justeru sebaliknya bekas kanak-kanak wanita
            lelaki pelajar jabatan timbalan kementerian kenyataan tarikh jenayah""",
        "en": """the and of to in is that for was on with as are by at be from this it his her he she they we you not
            have has had said an were which their will would can but more than who its been after about also or our
            what when there all into over new one two if""",
        "jv": """ing lan iku kang sing ora wis karo saka marang iki ana kanggo amarga dadi uga sawise luwih akeh wong
            kudu bakal nanging dheweke kuwi isih mung utawa yaiku kabeh durung bisa aku kowe saiki arep nalika banjur
            yen apa sapa piye ngono ngene menyang dening sajrone sawijining lagi supaya kayata gedhe cilik sampun
            boten kaliyan ingkang wonten punika kula panjenengan dhateng saking menika inggih nggih""",
        "su": """jeung nu teu ka ti dina anu keur geus aya ku éta eta ieu kana tina pikeun téh teh mah ogé oge kudu
            loba urang jalma sarta nyaeta nyaéta atawa tapi lamun nepi sanajan baris ngan ulah naon saha kumaha moal
            tos parantos abdi anjeun manehna maranéhna maranehna leuwih gede gedé leutik saeutik hiji dua taun
            lantaran sabab sabada salaku mangrupa""",
        "min": """nan jo ka iko itu indak alah dek di pado urang dari ado ko inyo awak mambuek dapek lai sabagai
            kapado samo manjadi salamo baliau ambo kito bana sadang baru tapi katiko sudah kalau""",
        "ace": "nyang ngon bak lam nyoe jeut hana ureueng keu awak gobnyan droe uleh kamoe teuma meunan nyan jih",
        "ban": """ring sane lan antuk saking punika puniki nenten anake ane teken tusing ento ene ajak dadi uling
            wenten olih""",
        "es": "el la de que en los se del las un por con no una su para es al lo como más pero sus le ya fue este ha",
        "fr": """le la les de des et en un une du que est pour qui dans par sur au plus pas ne se ce il sont avec aux
            été""",
        "de": """der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus
            er hat""",
        "nl": """de het een en van in is dat op te zijn met voor niet aan er om ook als maar bij uit naar heeft hij ze
            wordt""",
        "pt": "de que do da em um para com não uma os no se na por mais as dos como mas ao ele das foi são também",
        "it": "il di che la in un per non una sono del con si da come le dei nel alla più anche gli ha della",
        "tl": "ang ng sa mga na ay at si ni hindi ito kay para kung may siya niya nila ako ko mo po nang",
        "tr": "ve bir bu için da de ile olarak çok daha olan gibi sonra kadar ancak ise var değil her ne",
        "vi": "và của là có không được cho trong một những các với người này đã để khi từ về như",
        "sw": "ya na wa kwa ni katika la za kuwa hii huo yake kama baada watu cha pia lakini hiyo alisema",
        "pl": "nie na się do to że jest jak po ale co od za przez dla tak przy był ich",
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
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _vocabulary in _VOCABULARIES.items():
    for _word in _vocabulary:
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
#: Words of each neighbour that the other does not use; they tell Indonesian from Malay.
#: Of Indonesian.
FUNCTION_WORDS = _VOCABULARIES["id"]
_ONLY_MALAY = frozenset(
    """kerana bahawa iaitu polis syarikat semasa mahu cuba awak encik ahad isnin khamis jumaat ogos disember julai kes
    sahaja sekiranya seramai bernilai dijangka memaklumkan menerusi mahkamah selepas hendaklah bagaimanapun lori
    cawangan siasatan suspek berhubung susulan ekoran justeru kanak-kanak jenayah tarikh timbalan""".split()
)
_ONLY_INDONESIAN = frozenset(
    """karena bahwa yaitu uang polisi pemerintah perusahaan bisa ingin coba minggu senin kamis jumat agustus desember
    juli kasus saja jika sebanyak senilai diperkirakan mengatakan melalui pengadilan setelah usai mobil penyidikan
    tersangka saat kantor terkait ujar namun sejumlah mantan anak-anak sementara sedangkan adalah rp tapi enggak nggak
    gak banget udah rumah sakit kejahatan tanggal wakil kata usah""".split()
)
#: Enough of a long text to know its language.
_SAMPLE = 20_000
#: Fewer words with a vote than this do not decide against Indonesian.
_FEWEST_VOTES = 3
#: Function words are a quarter and more of any prose; a language with fewer than this share is named by chance.
_SMALLEST_SHARE = 0.12

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
    return sum(word in _VOCABULARIES["id"] for word in words) / len(words) if words else 0.0


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    letters = len(_LETTER.findall(text))
    for language, script in _SCRIPTS:
        # One Chinese character says as much as a word; a few of them in a Latin text are a name.
        weight = 3 if language in {"zh", "ja", "ko"} else 1
        if len(script.findall(text)) * weight > 0.5 * letters > 0:
            return language
    return None


def _by_words(text: str) -> str:
    words = Counter(word.lower() for word in _WORD.findall(text))
    votes: Counter[str] = Counter()
    for word, count in words.items():
        for language in _LANGUAGES_OF.get(word, ()):
            votes[language] += count
    if not votes:
        return "und"
    best, most = votes.most_common(1)[0]
    if best != "id" and (most < _FEWEST_VOTES or most < _SMALLEST_SHARE * words.total()):
        return "und"
    if best in {"id", "ms"}:
        malay, indonesian = (
            sum(words[word] for word in words.keys() & only) for only in (_ONLY_MALAY, _ONLY_INDONESIAN)
        )
        return "ms" if malay > indonesian and malay >= 2 else "id"
    return best
