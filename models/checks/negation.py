"""Has a "not" been lost, or got in?"""

import re

from models.checks.finding import Finding
from models.checks.side import Side

_ID_NOT = frozenset(
    "tidak tidaklah tidakkah bukan bukanlah bukankah belum belumlah tanpa jangan janganlah tak takkan tiada nggak "
    "enggak gak ngga gk ga ndak tdk bukannya".split()
)
#: Phrases with a negation that English says without one: "tidak hanya" is "as well as", "tak lama" is "soon".
_ID_EMPTY = {
    "tidak": "hanya saja cuma lama jarang sedikit lain kurang lebih langsung jauh sengaja sadar",
    "tak": "hanya cuma lama jarang sedikit lain kurang lebih langsung jauh ayal pelak urung heran sengaja sadar",
    "bukan": "hanya saja cuma main sekadar sekedar lagi",
    "belum": "lama",
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
    "not no never without none nobody nothing neither nor cannot nowhere cant dont doesnt didnt isnt wasnt arent "
    "wont un non ain't nope hardly barely scarcely rarely seldom unless except excluding excluded exclude "
    "exclusive lack lacks lacked lacking absence absent absentee fail fails failed failing failure refuse refuses "
    "refused refusing refusal deny denies denied denying rather instead less fewer little free devoid minus nil "
    "zero avoid avoided avoids avoiding prevent prevents prevented anonymity anonymous anonymously asymptomatic "
    "asynchronous atypical abnormal abnormality amoral apolitical false wrong wrongly otherwise too far "
    "alternative alternatives difficult difficulty challenging reject rejected rejects rejecting rejection oppose "
    "opposed opposition miss missed missing prohibit prohibited forbidden forbid ban banned empty negative doubt "
    "doubtful ignorant ignore ignored ignoring unlike beyond regardless irrespective despite ineligible exempt "
    "exempted neglect neglected refrain abstain illegal illegally illegitimate illogical illiterate irregular "
    "irregularities irrelevant irresponsible irreversible irrational immoral immortal immature immobile "
    "immaterial impartial impatient imperfect impossible impractical improper improperly impregnable okay ok fine "
    "mere merely sedentary deranged poor poorly rare ruled remains remain keep keeps stay stays staying bad".split()
)
#: Words with these prefixes and suffixes answer as well, unless the prefix is none.
_UN = re.compile(
    "un(?!fortunate|der|til|ion|ite|ity|iver|ique|ified|ify|iform|it$|its$|icef|esco|icode|cles?$)|non(?!e|g)|mis(?!s)|"
    "dis(?!cuss|trict|play|tanc|tant|miss|rupt|infect|armament|advantaged|clos|tribut|ease|cover|aster|ciplin|ciple|pute|"
    "patch|tinct|solv|tress|turb|h|k|c|perse|pos|mal)|under(?=report|estimat)"
)
#: Beginnings of words whose "in" denies; in most words it does not.
_IN = re.compile(
    "in(?=abil|access|accur|act|adequa|admiss|advert|alien|anim|applic|approp|attent|audib|calcul|capab|capac|cessant|"
    "clement|coher|compat|compet|complet|compreh|conceiv|conclus|consequ|consid|consist|const|conven|correct|curab|decen|"
    "decis|defens|depend|destruct|direct|disc|dispens|disput|disting|divisib|edib|effab|effect|effic|eligib|ept|equal|"
    "equit|escap|evit|exact|excus|exhaust|exorab|expens|exper|explic|fallib|fertil|finite|flexib|formal|frequen|grat|human|"
    "just|nocen|numer|offens|oper|organ|sanit|satiab|secur|sensit|separab|signif|sincer|solub|solven|stabil|suffer|suffic|"
    "superab|surmount|tangib|toler|transig|valid|vinc|visib|volunt|vulner)|"
    "im(?=mov|mut|penetr|percept|person|plaus|polit|potent|prob|prud|pun)"
)
_EN_PLAIN_NOT = frozenset("not never cannot nobody nothing neither nor without no none".split())
#: English phrases with "not" or "no" that Indonesian says without a negation.
_EN_EMPTY = {
    "not": frozenset("only just least merely simply".split()),
    "no": frozenset("longer more matter doubt less one wonder later sooner".split()),
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
            # "ya atau tidak", "mau tidak mau", "paling tidak"
            if side.word(index - 1) in ("atau", "mau", "paling") or side.word(index + 1) in ("?", "atau"):
                continue
            return side.tokens[index]
    return ""


def _english_answers(side: Side) -> bool:
    if not _EN_NOT.isdisjoint(side.lower):
        return True
    for index, word in enumerate(side.lower):
        if len(word) > 5 and (_UN.match(word) or _IN.match(word) or word.endswith(("less", "lessly"))):
            return True
        if word.endswith("n't") or (word, side.word(index + 1)) in (("yet", "to"), ("until", "further")):
            return True
    return False


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
