"""Where and by whom a story is told: datelines (``TRIBUNNEWS.COM, JAKARTA - ``), bylines and dates above it."""

import re
from dataclasses import dataclass

from models.article.headline import capitalised_share

#: Cities and regions that datelines name, in lower case.
PLACES = frozenset(
    """
    jakarta bandung surabaya medan semarang yogyakarta jogja jogjakarta sleman bantul bogor depok tangerang bekasi
    makassar denpasar solo surakarta malang padang pekanbaru palembang batam pontianak banjarmasin balikpapan
    samarinda manado mataram kupang ambon jayapura lampung jambi bengkulu serang cilegon cirebon tasikmalaya garut
    sukabumi cianjur karawang purwakarta subang sumedang kuningan majalengka indramayu ciamis tegal pekalongan
    magelang salatiga kudus jepara demak pati rembang blora klaten boyolali sragen karanganyar wonogiri purworejo
    kebumen banyumas purwokerto cilacap brebes pemalang kendal temanggung wonosobo banjarnegara purbalingga gresik
    sidoarjo mojokerto jombang kediri blitar tulungagung trenggalek ponorogo madiun ngawi magetan bojonegoro tuban
    lamongan pasuruan probolinggo lumajang jember bondowoso situbondo banyuwangi bangkalan sampang pamekasan sumenep
    gianyar badung tabanan buleleng karangasem bali singaraja ubud palu kendari gorontalo mamuju ternate sorong
    manokwari merauke timika nabire wamena aceh lhokseumawe langsa binjai pematangsiantar sibolga tebing dumai
    tanjungpinang pangkalpinang belitung bukittinggi payakumbuh metro bontang tarakan palangkaraya banjarbaru
    martapura sampit ketapang singkawang bima sumbawa ende maumere labuan atambua lombok papua ntb ntt dki kalimantan
    sumatera sulawesi jawa maluku singapura tokyo london washington moskow beijing seoul riyadh kairo paris berlin
    sydney canberra bangkok manila hanoi doha dubai ankara brussel roma madrid kyiv gaza makkah mekkah madinah jeddah
    kabul teheran hongkong taipei wina jenewa barcelona manchester
    """.split()
)
_NAMED_PLACE = r"[A-Z][\w'’]*(?:[ -](?:[A-Z][\w'’]*|of|del|de)){0,4}"
_DOMAIN = r"[A-Za-z][\w-]*(?i:\.(?:com|co\.id|co|id|net|org|tv|news|go\.id|info))+\b"
_BRAND = (
    r"(?:CNN|CNBC|BBC(?: News)?|DW|VOA|ABC) Indonesia|IDN Times|BBC|RADAR [A-Z]+|Radar [A-Z]\w+|TRIBUN[ -]?[A-Z]+|"
    r"Tribun [A-Z]\w+|PIKIRAN RAKYAT|Pikiran Rakyat|SUARA MERDEKA|Suara Merdeka|JAWA ?POS|Jawa ?Pos|MEDIA INDONESIA|"
    r"Media Indonesia|KOMPAS(?: ?TV)?|Kompas(?: ?TV)?|TEMPO|Tempo|REPUBLIKA|Republika|VIVA(?:news)?|OKEZONE|Okezone|"
    r"SINDO ?news|SINDONEWS|INILAH(?:COM)?|RMOL(?:ID)?|JPNN|KONTAN|Kontan|BISNIS|Bisnis|KUMPARAN|kumparan|TIRTO|Tirto|"
    r"LIPUTAN6|Liputan6|NU Online|iNews|Beritasatu|BERITASATU|HARIAN JOGJA|SOLOPOS|Solopos|detik[A-Z]?\w*|"
    r"Antara(?: News)?|ANTARA(?: News)?|SERAMBI(?:NEWS)?|FAJAR|GATRA|Gatra|METRO ?TV|Metro ?TV"
)
_SITE = rf"(?:{_DOMAIN}|{_BRAND})"
_AGENCY = r"\((?:ANTARA|Antara|ant|ANT|AFP|AP|Reuters|REUTERS|PR|RMOL|KONTAN|CNN)(?: News)?\)"
_DAY = r"(?:\w+,? )?\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?| [A-Z][a-z]+(?: \d{4})?)"
_DASH = r"[\s\ufffd]*(?:[-–—]{1,3}|\.-)\s*"
_ELEMENT = rf"(?:{_SITE}|{_NAMED_PLACE}|{_DAY})"
_WITH_SITE = re.compile(
    rf"(?P<dateline>(?:{_ELEMENT}\s*,\s*){{0,3}}(?:{_SITE}(?:\s*,\s*{_ELEMENT}){{0,3}}|"
    rf"{_NAMED_PLACE}(?:\s*,\s*{_DAY})?\s*"
    rf"{_AGENCY}))(?P<dash>{_DASH})(?=[\"“‘'(]?(?:[A-Z0-9]|i[A-Z]))"
)
_PLACE_ONLY = re.compile(
    rf"(?P<dateline>(?P<place>{_NAMED_PLACE})(?:,\s*{_NAMED_PLACE})?(?:,\s*{_DAY})?(?:\s*\([A-Z][\w "
    rf".]{{1,25}}\))?)(?P<dash>(?:\s+[-–—]{{1,3}}\s*|"
    r"[-–—]{1,3}\s+))(?=[\"“‘']?[A-Z0-9](?P<next>\w*))"
)
_CAPITALS = re.compile(
    r"(?P<dateline>[A-Z]{3,}(?: [A-Z]{3,}){0,2})(?P<dash>\s+[-–—]{1,3}\s*|[-–—]{1,3}\s+)(?=[\"“]?[A-Z][a-z])"
)
_SITE_ALONE = re.compile(rf"(?:{_NAMED_PLACE}\s*,\s*)?{_DOMAIN}(?:\s*,\s*{_NAMED_PLACE})?\s*[-–—]{{0,3}}\s*")

_MONTH = r"(?:jan|feb|mar|apr|mei|may|jun|jul|agu|agt|aug|sep|okt|oct|nov|des|dec)[a-z]*\.?"
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)
_CLOCK = r"(?:pukul |jam |at )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:wib|wita|wit|am|pm|gmt\S*))?"
_CALENDAR = (
    # Of figures alone, both separators are needed: "12.000" is a price.
    rf"(?:\d{{1,2}}[ /.-]{_MONTH}[ /.,-]*\d{{2,4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|"
    rf"{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|diterbitkan|dipublikasikan|dipublikasi|tayang|terbit|diperbarui|diupdate|"
    r"(?:last )?updated?|rilis|"
    r"dibuat|tanggal)(?: on| pada| at)?\s*:?\s*)?"
    rf"(?:{_WEEKDAY}\s*[,/|-]?\s*)?(?P<date>{_CALENDAR})(?:[\s,|•·T/-]+{_CLOCK})?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\d+ (?:detik|menit|jam|hari|minggu|bulan|minutes?|hours?|days?|weeks?)(?: yang)? (?:lalu|ago)", re.I
)
_ROLE = (
    r"(?:penulis(?: naskah)?|reporter|editor(?: video)?|video editor|pewarta|wartawan|jurnalis|"
    r"kontributor|penyunting|redaktur|"
    r"fotografer|produser|narator|uploader|koresponden|author|written by|posted by|published by|"
    r"ditulis oleh|diunggah oleh|"
    r"oleh|by|teks|text|sumber|source)"
)
_LABELLED = re.compile(rf"{_ROLE}\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_BY = re.compile(
    r"(?:by|oleh|written by|posted by|published by|ditulis oleh|diunggah oleh)\s+(?P<name>\S.*)", re.IGNORECASE
)
_REPORT = re.compile(
    rf"laporan\s+(?:wartawan|jurnalis|kontributor|reporter)\s+(?:{_SITE}\s*,?\s*)?"
    rf"(?P<name>(?-i:(?:(?!\w+\.(?i:com|co|id)\b)(?:[A-Z][\w'’]*\.?[ ,/]{{1,2}}|[A-Z][\w'’]*)){{1,6}}))",
    re.IGNORECASE,
)
_ON_SITE = re.compile(rf"(?P<name>{_NAMED_PLACE}(?:, {_NAMED_PLACE})*)\s*[-–—|/]\s*(?:detik\w+|{_DOMAIN}|{_BRAND})")
_TEAM = re.compile(
    r"(?:Tim|TIM) (?:Liputan|Redaksi|Peliput|Pewarta|Cek Fakta|[a-z]+com|[A-Z]\w+\.(?:com|id))(?: [A-Z]\w+){0,3}"
)
_SITE_AND_DATE = re.compile(rf"{_SITE}\s*[-–—,|]\s*(?P<date>.*\d.*)")
_NAME_WORDS = re.compile(r"[^\W\d_][\w'’.]*")
_SMALL_IN_BYLINE = frozenset(
    "dan and in on di pada admin redaksi tim ago lalu jam menit hours minutes pukul wib wita".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the start of a story.

    Attributes:
        text: without the dash.
        length: characters of the line up to the first word of the story.
    """

    text: str
    length: int


def find_dateline(line: str) -> Dateline | None:
    """The dateline that ``line`` starts with.

    >>> find_dateline('TRIBUNNEWS.COM, JAKARTA - Harga beras naik.')
    Dateline(text='TRIBUNNEWS.COM, JAKARTA', length=26)
    >>> find_dateline('Indonesia - Malaysia bertanding.')
    """
    head = line[:160]
    match = _WITH_SITE.match(head) or _place_dateline(head) or _capital_dateline(head)
    return Dateline(match.group("dateline").strip(), match.end()) if match else None


def dateline_later(line: str) -> int | None:
    """Where a dateline with a site name begins behind a title or a byline on the same line; ``None`` if nowhere."""
    for match in re.finditer(rf"(?<=\s)(?:{_DOMAIN}|[A-Z]+[A-Z ]*, {_DOMAIN})", line[:300]):
        if match.group()[:1].isupper() and _WITH_SITE.match(line, match.start()):
            return match.start()
    return None


def site_alone(line: str) -> bool:
    """Whether the line is nothing but the name of a site, perhaps with a place."""
    return _SITE_ALONE.fullmatch(line) is not None


def find_date(line: str) -> str | None:
    """The date, as written, of a line that says nothing but when; also ``KOMPAS.com - 12/04/2023, 09:30 WIB``."""
    if len(line) > 90:
        return None
    if (prefixed := _SITE_AND_DATE.fullmatch(line)) is not None:
        line = prefixed.group("date").strip()
    if match := _DATE_LINE.fullmatch(line):
        return match.group("date")
    return line if _AGO.fullmatch(line) else None


def find_author(line: str, above_story: bool) -> str | None:
    """The name in a line that says nothing but who wrote, edited or sent it.

    Args:
        above_story: no sentence of the story has come yet; only there ``by NAME`` without a colon is a byline.
    """
    if len(line) > 160:
        return None
    if match := _LABELLED.fullmatch(line):
        name = match.group("name")
        return _first_name(name) if _is_name(name) else None
    if (match := _REPORT.fullmatch(line)) is not None:
        return _first_name(match.group("name"))
    if not above_story:
        return None
    if (match := _BY.fullmatch(line)) and _is_name(match.group("name")):
        return _first_name(match.group("name"))
    if _TEAM.fullmatch(line):
        return line
    match = _ON_SITE.fullmatch(line)
    return match.group("name").strip() if match else None


def report_prefix(line: str) -> re.Match[str] | None:
    """``Laporan Wartawan Tribunnews.com, NAME`` where it starts a line that goes on."""
    return _REPORT.match(line)


def _is_name(text: str) -> bool:
    words = [word for word in _NAME_WORDS.findall(text) if word.lower() not in _SMALL_IN_BYLINE]
    return len(words) <= 14 and not re.search(r"[!?]|\w{4,}\.$", text) and (not words or capitalised_share(text) >= 0.8)


def _first_name(text: str) -> str:
    return (
        re.split(r"\s*(?:[|•·;–—]|\s-\s|\d|,\s*\d|\s(?:in|on|di|pada)\s)", text.strip())[0].strip(" ,/") or text.strip()
    )


def _place_dateline(head: str) -> re.Match[str] | None:
    match = _PLACE_ONLY.match(head)
    if not match or match.group("place").split()[0].lower() not in PLACES:
        return None
    following = head[match.end() :].split(maxsplit=1)[:1]
    return None if following and following[0].strip('"“,.').lower() in PLACES else match


def _capital_dateline(head: str) -> re.Match[str] | None:
    match = _CAPITALS.match(head)
    if not match or len(match.group("dateline")) < 5:
        return None
    following = head[match.end() :].split(maxsplit=1)[:1]
    return None if following and following[0].strip('"“,.').lower() in PLACES else match
