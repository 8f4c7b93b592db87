"""Has a "not" been lost, or got in?"""

import re

from models.checks.finding import Finding
from models.checks.side import Side

_ID_NOT = frozenset(
    "tidak tidaklah tidakkah bukan bukanlah bukankah belum belumlah tanpa jangan janganlah tak takkan tiada nggak enggak "
    "gak ngga gk ga ndak tdk bukannya".split()
)
#: Phrases with a negation that English says without one: "tidak hanya" is "as well as", "tak lama" is "soon".
_ID_EMPTY = {
    "tidak": "hanya saja cuma lama jarang sedikit lain kurang lebih langsung jauh sengaja mau sadar terlalu boleh bisa",
    "tak": "hanya cuma lama jarang sedikit lain kurang lebih langsung jauh terlalu ayal pelak urung heran jarang",
    "bukan": "hanya saja cuma main sekadar sekedar lagi",
    "belum": "lama pernah",
    "tiada": "lain henti tara",
    "tanpa": "ragu",
}
_ID_EMPTY_AFTER = {word: frozenset(after.split()) for word, after in _ID_EMPTY.items()}
#: Indonesian words that English may say with "not".
_ID_ADVERSE = re.compile(
    r"\b(?:kurang|gagal|kegagalan|enggan|sulit|sukar|susah|mustahil|larang|dilarang|melarang|larangan|menolak|ditolak|"
    r"penolakan|tolak|membantah|dibantah|bantah|bantahan|menyangkal|absen|kecuali|selain|hanya|tinggal|jarang|hampir|"
    r"nyaris|batal|dibatalkan|membatalkan|urung|lepas|bebas|luput|kehilangan|hilang|nihil|kosong|non|anti|nir\w*|"
    r"alih|alih-alih|ketimbang|daripada|melainkan|padahal|masing|walau\w*|meski\w*|mana|entah|apakah|atau|pun|buta|"
    r"mencegah|dicegah|menghindar\w*|hindari|terhindar|berhenti|menghentikan|cukup|salah|ilegal|pantang|tabu|"
    r"ket(?:idak|ak)\w*|sebelum\w*|lagi|jauh|kalah|lupa|melupakan|mengabaikan|abai|putus|asing|maupun|minus|selama|"
    r"meragukan|ragu|diragukan|seharusnya|baru|sedikit|tertutup|kecil|rendah|lemah|buruk|masih|luar|in\w+|im\w+)\b"
)

#: English words that answer a "tidak". Left out are those that stand as often where Indonesian denies nothing ("only",
#: "but", "few", "still"): they would hide a lost "not".
_EN_NOT = frozenset(
    "not no never without none nobody nothing neither nor cannot nowhere cant dont doesnt didnt isnt wasnt arent wont un "
    "non ain't nope hardly barely scarcely rarely seldom unless except excluding excluded exclude exclusive lack lacks "
    "lacked lacking absence absent absentee fail fails failed failing failure refuse refuses refused refusing refusal deny "
    "denies denied denying rather instead less fewer little free devoid minus yet nil zero avoid avoided avoids avoiding "
    "prevent prevents prevented anonymity anonymous anonymously asymptomatic asynchronous atypical abnormal abnormality "
    "amoral apolitical false wrong wrongly otherwise too far alternative alternatives difficult difficulty challenging "
    "reject rejected rejects rejecting rejection oppose opposed opposition miss missed missing prohibit prohibited "
    "forbidden forbid ban banned empty negative doubt doubtful ignorant ignore ignored ignoring unlike beyond regardless "
    "irrespective despite ineligible exempt exempted neglect neglected refrain abstain illegal illegally illegitimate "
    "illogical illiterate irregular irregularities irrelevant irresponsible irreversible irrational immoral immortal "
    "immature immobile immaterial impartial impatient imperfect impossible impractical improper improperly impregnable "
    "okay ok fine mere merely sedentary deranged poor poorly rare ruled remains remain keep keeps stay stays staying "
    "bad".split()
)
_EN_PREFIXED = re.compile(
    r"(?:un(?!der|til|ion|ite|iver|ique|ified|ify|iform|it\b|its\b|icef|esco|icode|cles?\b)\w{3,}"
    r"|dis(?!cuss|trict|play|tance|tant|tribut|ease|cover|aster|ciplin|ciple|pute|patch|tinct|solv|tress|turb|h\b|k\b|"
    r"c\b|hes\b|cs\b|perse|pos|mal)\w{3,}|non\w{3,}|\w{3,}less(?:ly|ness)?|\w+n't|mis[a-z]{4,}|nondis\w*)\Z"
)
_EN_PLAIN_NOT = frozenset("not never cannot nobody nothing neither nor without no none".split())
#: English phrases with "not" or "no" that Indonesian says without a negation.
_EN_EMPTY = {
    "not": frozenset("only just least merely simply".split()),
    "no": frozenset("longer more matter doubt less one wonder later sooner".split()),
    "no.": frozenset(),
}


def check_negation(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``negation``: the one side denies and nothing on the other side does.

    Conservative: "impossible", "refuse", "few" and the like count as answers to a "tidak", so a lost "not" is
    overlooked where such a word happens to stand in the sentence.
    """
    said = _indonesian(source)
    if said and not _english_answers(target):
        return [Finding("negation", f"The source denies something ({said}); the translation does not.", said)]
    heard = _english(target)
    if heard and not said and not _indonesian_answers(source):
        return [Finding("negation", f"The translation denies something ({heard}); the source does not.", "", heard)]
    return []


def _indonesian(side: Side) -> str:
    for index, word in enumerate(side.lower):
        if word in _ID_NOT and side.word(index + 1) not in _ID_EMPTY_AFTER.get(word, ()):
            # "ya atau tidak", "mau tidak mau"
            if side.word(index - 1) in ("atau", "mau") or side.word(index + 1) in ("?", "atau"):
                continue
            return side.tokens[index]
    return ""


def _english_answers(side: Side) -> bool:
    return not _EN_NOT.isdisjoint(side.lower) or any(
        (word[:2] in ("un", "di", "no", "mi", "in", "im") or word.endswith(("t", "less", "lessly"))) and _EN_PREFIXED.match(word)
        for word in side.lower
    )


def _english(side: Side) -> str:
    for index, word in enumerate(side.lower):
        if word.endswith("n't") or (word in _EN_PLAIN_NOT and side.word(index + 1) not in _EN_EMPTY.get(word, ())):
            if word == "no" and (side.word(index + 1) in (".", "") or side.word(index + 1)[:1].isdigit()):
                continue
            if index and side.tokens[index].istitle() and side.tokens[index - 1].isalpha():  # Reporters Without Borders
                continue
            return side.tokens[index]
    return ""


def _indonesian_answers(side: Side) -> bool:
    return not _ID_NOT.isdisjoint(side.lower) or _ID_ADVERSE.search(side.text.lower()) is not None
