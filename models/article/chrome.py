"""What a site puts around and between the lines of a story, line by line: navigation, share bars, advertisements,
notices.

Every pattern describes a whole line or a fixed phrase. A sentence of a story must not match, so patterns name what only
a site says; words that a story may begin with (``Home industry``, ``Dapatkan …``) never suffice alone.
"""

import re

from models.article.headline import is_closed


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


#: A line that is one of these, or several of them side by side, is furniture.
FURNITURE = _phrases(
    """home|beranda|menu|close|tutup|search|cari|pencarian|login|log in|logout|masuk|daftar|register|sign in|sign up|
    subscribe|berlangganan|langganan|loading|loading...|loading…|memuat|memuat...|share|share:|share this|share this:|
    share this article|share article|bagikan|bagikan:|bagikan artikel ini|bagikan berita ini|bagikan ini|sebarkan|
    shares|tweet|pin it|email|e-mail|print|cetak|copy link|copy url|salin tautan|salin link|link copied|tautan tersalin|
    url telah tercopy|komentar|comments|comment|0 komentar|no comments|tulis komentar|tulis komentar anda|kirim
    komentar|beri komentar|tinggalkan komentar|leave a comment|leave a reply|selengkapnya|baca selengkapnya|read more|
    lihat semua|lihat semua komentar|lihat lainnya|see all|view all|show all|load more|see more|muat lebih banyak|next|
    prev|previous|next article|previous article|next post|previous post|selanjutnya|sebelumnya|berikutnya|back to top|
    kembali ke atas|skip to content|skip to main content|langsung ke konten|lewati ke konten|privacy policy|kebijakan
    privasi|terms of service|terms of use|terms & conditions|syarat dan ketentuan|pedoman media siber|pedoman
    pemberitaan|tentang kami|about us|about|redaksi|kontak|kontak kami|hubungi kami|contact us|contact|disclaimer|
    karir|karier|career|info iklan|pasang iklan|media kit|indeks|indeks berita|index|rss|sitemap|kode etik|terpopuler|
    terkini|berita terkini|trending|trending now|populer|berita populer|most popular|most read|latest news|berita
    terbaru|editor's pick|pilihan editor|pilihan redaksi|berita terkait|artikel terkait|berita lainnya|artikel lainnya|
    berita pilihan|related articles|related posts|related news|related stories|you may also like|you might also like|
    recommended for you|recommended|rekomendasi|rekomendasi untuk anda|video terkait|foto terkait|video pilihan|
    topik terkait|tags|tag|tag terkait|kata kunci|facebook|twitter|x|instagram|youtube|tiktok|whatsapp|wa|telegram|
    line|linkedin|pinterest|threads|google news|messenger|fb|ig|a|a+|a-|aa|a a|ukuran font|font size|perbesar|perkecil|
    dengarkan|dengarkan berita|dengarkan artikel|listen|simpan|save|bookmark|suka|like|follow|follow us|ikuti kami|
    ikuti kami di|play|mute|unmute|dark mode|mode gelap|light mode|advertisement|advertisements|iklan|advertorial|
    sponsored|sponsored content|promoted|scroll to continue with content|scroll to continue|continue reading|
    continue reading below|lanjutkan membaca|lanjut membaca|gulir untuk melanjutkan|gulir ke bawah untuk melanjutkan|
    scroll untuk melanjutkan|scroll untuk lanjut membaca|artikel dilanjutkan di bawah iklan|
    konten dilanjutkan setelah iklan|all rights reserved|all rights reserved.|cookie policy|accept|accept all|
    terima semua|dapatkan aplikasi|download aplikasi|unduh aplikasi|breaking news|headline|live|foto|video|galeri|
    infografis|ad|ads|powered by|reply|balas|report|laporkan|views|dilihat|min read|menit baca|logo|gambar|image|icon|
    whatsapp channel|saluran whatsapp|newsletter|lainnya|artikel selanjutnya|artikel sebelumnya|berita selanjutnya|
    berita sebelumnya|(*)|copy|link|ikuti|gabung|kirim|batal|cancel|submit|ok"""
)
#: Sections of a newspaper: single words above the title.
SECTIONS = _phrases(
    """nasional|politik|ekonomi|bisnis|olahraga|sport|sports|bola|sepak bola|sepakbola|liga indonesia|internasional|
    dunia|global|hukum|kriminal|hukum & kriminal|hukum dan kriminal|daerah|regional|nusantara|metro|megapolitan|hiburan|
    entertainment|selebritas|seleb|lifestyle|gaya hidup|kesehatan|health|teknologi|tekno|sains|otomotif|travel|wisata|
    kuliner|budaya|seni dan budaya|pendidikan|edukasi|opini|kolom|properti|keuangan|finance|money|market|news|berita|
    peristiwa|tren|viral|religi|islam|ramadan|cek fakta|fokus|berita utama|ekbis|makro|energi|umum|jawa barat|jawa
    tengah|jawa timur|dki jakarta|bali|sumatera utara|business|politics|technology|world|opinion|indonesia|latest"""
)
_SHARE_WORDS = frozenset(
    """share bagikan tweet facebook twitter x whatsapp telegram line linkedin pinterest instagram youtube tiktok threads
    email print copy link salin tautan komentar comments comment like suka simpan wa fb ig messenger shares""".split()
)
_HOME = r"(?:home|beranda|depan|halaman utama|index|indeks|[\w.-]+\.(?:com|id|co\.id))"
_SEPARATOR = r"\s*[»›>→/|•·\\]+\s*"
_BREADCRUMB = re.compile(rf"{_HOME}(?:{_SEPARATOR}\S[^»›>→|]*)+", re.IGNORECASE)
_CRUMBS = re.compile(r"[^\W\d_][\w &'-]{1,30}(?:\s*[»›→]+\s*[^\W\d_][\w &'-]{1,30})+")
_COUNTS = re.compile(
    r"\d[\d.,]*\s*(?:k|rb|jt)?\s*(?:shares?|komentar|comments?|views?|dilihat|likes?|suka|kali|x|"
    r"min(?:utes?)? read|menit baca)"
    r"(?:\s*dibaca)?|(?:telah )?(?:dibaca|dilihat)\s*:?\s*[\d.,]+\s*(?:k|rb)?\s*(?:kali|x)?|"
    r"waktu baca\s*:?.{1,20}|font \+?-?",
    re.IGNORECASE,
)
#: Above a story only: the count beside a share button, the size of the letters, the time to read, the section.
_HEAD_FURNITURE = re.compile(
    r"\d[\d.,]*\s*(?:k|rb|jt)?|a{1,2}[+-]?(?:\s+a{1,2}[+-]?)*|reading time\s*:?.{1,25}", re.IGNORECASE
)
_IN_SECTION = re.compile(
    r"(?P<preposition>in|di|dalam|pada|kategori|category|rubrik|kanal)\s*:?\s+(?P<sections>[A-Z][\w&,/ -]{1,60})",
    re.IGNORECASE,
)
_SITE_NOTICE = r"kami|\.com|\.id\b|\.co\b|berita|update|artikel|redaksi|informasi|news|terkini|notifikasi|pilihan"
_CHANNEL = (
    r"google news|whats?app channel|(?:channel|saluran|kanal|grup|group) (?:whats?app|wa|telegram)|"
    r"telegram channel|newsletter|"
    r"(?:media sosial|akun (?:instagram|facebook|twitter|x|tiktok)) (?:kami|resmi|[\w.]+\.com)"
)

#: Rule → patterns that must match the whole line (white space at its ends aside), in any case of letters.
LINE_RULES: dict[str, tuple[re.Pattern[str], ...]] = {
    rule: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for rule, patterns in {
        "copyright": (
            r"(?:(?:copyright|hak cipta)\s*)?(?:©|\(c\)(?=\s*\d{4})).{0,160}",
            r"copyright\s+(?:©|\(c\)|\d{4}).{0,160}",
            r".{0,100}\ball rights? reserved\b.{0,80}",
            r"hak cipta dilindungi.{0,120}",
            (
                r"dilarang (?:keras )?(?=.{0,200}(?:konten|izin|isi |berita|artikel))"
                r"(?:mengambil|menggandakan|mengutip|menyalin|memperbanyak|mengopi)\b.{0,220}"
            ),
        ),
        "republished": (
            (
                r"(?:artikel|berita|tulisan) ini (?:telah|sudah|pernah|juga)?\s*(?:tayang|dimuat|terbit|diterbitkan|"
                r"dipublikasikan|disadur)\b(?=.{0,200}(?:\.com|\.id|\.co\b|judul)).{0,400}"
            ),
            r"this (?:article|story|post) (?:was |has been )?(?:originally |first )?(?:appeared|published).{0,200}",
            r"(?:sebagian|seluruh) isi artikel ini.{0,200}",
        ),
        "tags": (
            r"(?:tags?|topik|topics?|kata kunci|keywords?|label|filed under|categories|kategori berita)\s*:.{0,300}",
            r"(?:#[\w-]+[\s,]*)+",
        ),
        "page-link": (
            (
                r"(?:(?:baca|lanjut(?:kan)?|simak|klik|buka)\s+)?(?:selengkapnya\s*,?\s*(?:di|ke)\s+)?(?:ke\s+|di\s+)?"
                r"halaman\s+(?:selanjutnya|berikutnya|sebelumnya|\d+)\W*"
            ),
            r"halaman\s+(?:selanjutnya|berikutnya)\s*[:>=→].{0,160}",
            r"(?:halaman|page|hal)\s*:?\s*(?:\d+\s+){2,}.{0,40}",
            r"(?:\d+\s+){2,}(?:selanjutnya|next|semua|all|tampilkan semua|show all)\W*",
            r"(?:halaman|page)\s*:?\s*\d+(?:\s*(?:dari|of|/)\s*\d+)?(?:\s+(?:selanjutnya|next|tampilkan semua))*\W*",
            (
                r"(?:next page|previous page|tampilkan semua|show all pages?|lihat semua halaman|"
                r"bersambung ke halaman.{0,20})\W*"
            ),
            r"(?:baca|simak|lihat) selengkapnya\W{0,6}(?:di (?:sini|bawah ini|halaman.{1,20}))?\W*",
            r"klik (?:di ?sini|here)\W*",
            r"(?:continue reading|read more|read full (?:story|article))\W*",
        ),
        "related-link": (
            r"(?:lihat|simak|tonton|saksikan)\s+(?:juga\s+)?video\b.{0,20}[\"'“‘].{3,200}",
            (
                r"(?:lihat|simak|tonton|saksikan)\s+(?:juga\s+)?video\b.{0,200}(?::|di ?sini:?|berikut(?: ini)?:?|"
                r"di bawah(?: ini)?:?)"
            ),
            r"(?:lihat|simak|tonton|saksikan)\s+(?:juga\s+)?video\s*:.{0,200}",
            r"(?:video|infografis|foto|grafis)\s*:\s*\S[^.]{3,160}",
        ),
        "embed": (
            r"(?:view|lihat) (?:this post|postingan ini|kiriman ini) (?:on|di) (?:instagram|threads|facebook)",
            r"(?:a post shared by|sebuah kiriman dibagikan oleh|kiriman dibagikan oleh) .{1,160}",
            r"\[?gambas\s*:.{0,80}",
            r"(?:https?://)?pic\.twitter\.com/\S+",
            r"https?://t\.co/\S+",
            r"[—–-]{1,2}\s.{2,60}\(@\w{1,20}\).{0,40}",
            r"https?://\S+",
            r"tweets by @?\w+",
            r"(?:video|konten) (?:tidak dapat diputar|ini tidak tersedia)\W*",
            r"your browser does not support.{0,80}",
        ),
        "follow": (
            (
                rf"(?:(?:yuk|mari|ayo|jangan lupa)\b.{{0,40}}?)?(?:ikuti|follow|gabung|bergabung(?:lah)?|"
                rf"dapatkan|simak|cek|baca|klik|download|unduh|subscribe|like)\b(?=.{{0,200}}(?:{_CHANNEL}))"
                rf"(?=.{{0,260}}(?:{_SITE_NOTICE})).{{0,300}}(?:{_CHANNEL}).{{0,200}}"
            ),
            (
                r"(?:dapatkan|simak|ikuti) (?:update|info|informasi|berita|artikel)\b.{0,120}"
                r"(?:setiap hari|lainnya|di sini|hanya di)\b.{0,160}"
            ),
            (
                r"(?:jangan lewatkan|ikuti terus|baca|cek) .{0,80}(?:berita|artikel|update) .{0,40}(?:lainnya|"
                r"yang lain|menarik)"
                r"\b.{0,40}(?:di|hanya di)\b.{0,80}"
            ),
            r"(?:sign up|subscribe|register|join)\b.{0,60}(?:newsletter|channel|updates?|newsletters)\b.{0,120}",
            r"follow (?:us|our)\b.{0,120}",
            r"get the latest (?:news|updates?)\b.{0,160}",
            r"(?:pewarta|penulis) .{0,60} editor .{0,60} copyright .{0,40}",
        ),
        "advertisement": (
            r"(?:advertisement|iklan|sponsored|promoted|ads?)\W*(?:scroll.{0,60})?",
            r"scroll (?:to|untuk|ke bawah).{0,60}",
            r"(?:continue|lanjut|lanjutkan|gulir).{0,30}(?:iklan|advertisement|content).{0,30}",
        ),
    }.items()
}

#: Rule → fixed phrases that are cut out wherever they stand in a line. Letters must be as written.
PHRASE_RULES: dict[str, tuple[re.Pattern[str], ...]] = {
    "advertisement": (
        re.compile(r"(?:ADVERTISEMENT\s*)*SCROLL TO (?:CONTINUE WITH CONTENT|RESUME CONTENT|CONTINUE)"),
        re.compile(r"(?:(?<![^\n])|(?<=[.!?\"”’)]))\s*ADVERTISEMENT\s*(?=$|[A-Z\"“])"),
    ),
    "embed": (
        re.compile(r"\[?Gambas\s*:\s*\w+[^\]\n]{0,60}\]"),
        re.compile(
            r"(?:https?://)?pic\.twitter\.com/\w+(?:\s*[—–-]{1,2}\s?[^—–\n]{2,60}?\(@\w{1,20}\)\s*\w+ \d{1,2}, \d{4})?"
        ),
        re.compile(r"[—–]\s?[^—–.\n]{2,60}?\(@\w{1,20}\)\s*[A-Z][a-z]+ \d{1,2}, \d{4}"),
        re.compile(
            r"(?:View this post on Instagram|Lihat postingan ini di Instagram)?\s*(?:A post shared by|"
            r"Sebuah kiriman dibagikan "
            r"oleh)\s[^()\n]{0,80}\(@[\w.]{1,40}\)(?: on \w+ \d{1,2}, \d{4} at [\d:apmPST ]+)?"
        ),
        re.compile(r"(?:View this post on Instagram|Lihat postingan ini di Instagram)"),
    ),
    "page-link": (
        re.compile(r"Simak selengkapnya,? di halaman (?:selanjutnya|berikutnya)\s*:?"),
        re.compile(r"(?<=[.!?\"”)])\s*[Hh]alaman (?:[Ss]elanjutnya|[Bb]erikutnya)\s*(?:=*>+)?\s*$"),
        re.compile(r"Baca [Ss]elengkapnya\s*>+"),
        re.compile(
            r"(?<=[.!?\"”)])\s*[>»\s]*(?i:(?:baca|lihat|simak)\s+(?:artikel\s+|berita\s+)?selengkapnya"
            r"(?:\s+di\s?sini)?)\W*$"
        ),
    ),
    "follow": (
        re.compile(
            r"Dapatkan update berita pilihan dan breaking news setiap hari dari [\w.]+\.(?: Mari bergabung di "
            r"Grup \w+ .{1,200}?"
            r"kemudian join\.)?(?: Anda harus install aplikasi \w+ terlebih dulu di ponsel\.)?"
        ),
    ),
    "republished": (
        re.compile(r"(?<=[.!?\"”’)\]])\s*Artikel ini (?:telah |sudah )?(?:tayang|dimuat|terbit) (?:di|pada) .{0,400}$"),
    ),
    "copyright": (re.compile(r"(?<=[.!?\"”’)\]])\s*(?:Copyright ©|COPYRIGHT ©|Hak Cipta ©) .{0,120}$"),),
}

#: Lines that open a block of other articles; what looks like a headline below them belongs to it.
BLOCK_OPENER = re.compile(
    r"(?:(?:berita|artikel|baca|video|foto|konten)?\s*lainnya (?:dari|di|dalam)\b.{0,80}|more (?:from|in|on)\b.{0,80}|"
    r"(?:berita|artikel|konten|topik|video)\s+(?:terkait|lainnya|populer|terpopuler|terbaru|terkini|pilihan|menarik"
    r"(?: lainnya)?)(?: (?:dari|di|tentang|hari ini|untuk anda)\b.{0,40})?|(?:terpopuler|terkini|trending|most popular|"
    r"most read)(?: (?:di|hari ini|now|today|in)\b.{0,30})?|(?:rekomendasi|recommended|"
    r"related)(?: (?:untuk anda|for you|"
    r"artikel|berita|news|articles?|posts?|stories))?|you (?:may|might) also like|baca berita lainnya|"
    r"pilihan (?:editor|redaksi|untuk anda)|(?:previous|next) (?:post|article)|"
    r"(?:artikel|berita|pos) (?:sebelumnya|selanjutnya|berikutnya))\W*",
    re.IGNORECASE,
)


def is_head_furniture(line: str) -> bool:
    """Whether a line above the story says nothing but how often it was shared or which section it is in.

    >>> is_head_furniture("46"), is_head_furniture("in Daerah, Ekonomi"), is_head_furniture("Di Rumah Sakit")
    (True, True, False)
    """
    text = line.strip()
    if _HEAD_FURNITURE.fullmatch(text):
        return True
    match = _IN_SECTION.fullmatch(text)
    if match is None:
        return False
    sections = [section.strip() for section in re.split(r"[,/]", match["sections"])]
    if match["preposition"].lower() == "in":
        # No Indonesian line begins with this English word: any name may follow.
        return all(section[:1].isupper() and len(section.split()) <= 3 for section in sections)
    return all(section.lower() in SECTIONS for section in sections)


def is_furniture(line: str) -> bool:
    """Whether the line is made of nothing but furniture: ``close``, ``Share | Tweet``, ``Facebook WhatsApp X``, ``12
    shares``.

    >>> is_furniture('Share  Facebook  Twitter'), is_furniture('Home industry tumbuh')
    (True, False)
    """
    lowered = line.strip().lower()
    if lowered in FURNITURE or _COUNTS.fullmatch(lowered):
        return True
    if len(lowered) > 160:
        return False
    pieces = [piece.strip(" :") for piece in re.split(r"\s*[|•·/»,]\s*|\s{2,}", lowered) if piece.strip(" :")]
    if len(pieces) > 1 and all(piece in FURNITURE or piece in SECTIONS for piece in pieces):
        return True
    words = lowered.replace("ke ", "").replace("on ", "").replace("via ", "").split()
    return len(words) > 1 and all(word.strip(":|•·,") in _SHARE_WORDS for word in words)


def is_breadcrumb(line: str, above_story: bool) -> bool:
    """Whether the line shows the path to the page.

    Args:
        above_story: no sentence of the story has come yet; only there a path may begin without ``Home``.
    """
    if len(line) > 240 or (is_closed(line) and not line.rstrip().endswith(("...", "…", "?", "!"))):
        return False
    if " " not in line and "/" in line:
        return False
    return _BREADCRUMB.fullmatch(line) is not None or (above_story and _CRUMBS.fullmatch(line) is not None)


def is_separator(line: str) -> bool:
    """Whether the line has no letter and no digit (``***``, ``------``, ``[]``)."""
    return not any(map(str.isalnum, line))
