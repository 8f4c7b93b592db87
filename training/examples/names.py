"""People, places, institutions and other names, with their usual English form."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, NamedTuple

from training.corpora import Pair

FOLDER = files(__package__)


class Institution(NamedTuple):
    short: str
    source: str
    target: str


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))


@cache
def institutions() -> tuple[Institution, ...]:
    lines = FOLDER.joinpath("institutions.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Institution(*line.split("\t")) for line in lines)


def _same(text: str) -> Pair:
    return Pair(text, text)


def _place(rng: Random, kind: str) -> Pair:
    chosen = rng.choice(_table("places.toml")[kind])
    return _same(chosen) if isinstance(chosen, str) else Pair(*chosen)


def bare_person(rng: Random, women: bool | None = None) -> str:
    region = rng.choices(list(_table("names.toml").values()), weights=[4, 2, 2, 1, 2, 2, 1, 1, 3, 1, 1])[0]
    if women is None:
        women = rng.random() < 0.4
    given = rng.choice(region["women" if women else "men"])
    if region["order"] == "balinese":
        place = rng.choice(("Wayan", "Made", "Nyoman", "Ketut", "Gede", "Putu"))
        return f"{'Ni' if women else 'I'} {place} {given}"
    if rng.random() < 0.2 and region["order"] == "given given":
        return str(given)
    family = rng.choice(region["family"])
    if rng.random() < 0.12:
        given = f"{given} {rng.choice('ABDFHJMPRSTY')}."
    return f"{given} {family}"


def person(rng: Random) -> Pair:
    name = bare_person(rng)
    kind = rng.random()
    if kind < 0.05:
        name = f"{rng.choice(('Prof. Dr.', 'Dr.', 'Ir.', 'H.', 'Hj.', 'KH', 'Drs.'))} {name}"
    elif kind < 0.07:
        name = f"{name}, {rng.choice(('S.H.', 'S.E.', 'M.Si.', 'Ph.D.', 'S.Pd.', 'M.M.'))},"
    return _same(name)


def woman(rng: Random) -> Pair:
    return _same(bare_person(rng, women=True))


def man(rng: Random) -> Pair:
    return _same(bare_person(rng, women=False))


def initials(rng: Random) -> Pair:
    return _same("".join(rng.choice("ABDEFHIKLMNPRSTWY") for _ in range(rng.choice((1, 2, 2, 3)))))


RANKS = (
    ("Jenderal Pol", "Gen."), ("Irjen Pol", "Insp. Gen."), ("Brigjen Pol", "Brig. Gen."), ("Kombes Pol", "Sr. Comr."),
    ("AKBP", "Adj. Sr. Comr."), ("Kompol", "Comr."), ("AKP", "Adj. Comr."), ("Iptu", "First Insp."),
    ("Ipda", "Second Insp."), ("Mayjen TNI", "Maj. Gen."), ("Kolonel Inf", "Col."), ("Letkol", "Lt. Col."),
    ("Mayor", "Maj."), ("Kapten", "Capt."), ("Laksamana TNI", "Adm."), ("Marsekal TNI", "Air Chief Marshal"),
)  # fmt: skip


def ranked(rng: Random) -> Pair:
    rank, english_rank = rng.choice(RANKS)
    name = bare_person(rng)
    return Pair(f"{rank} {name}", f"{english_rank} {name}")


MINISTRIES = (
    ("Keuangan", "Finance"), ("Kesehatan", "Health"), ("Dalam Negeri", "Home"), ("Luar Negeri", "Foreign"),
    ("Pertahanan", "Defense"), ("Agama", "Religious Affairs"), ("Sosial", "Social Affairs"),
    ("Perhubungan", "Transportation"), ("Pertanian", "Agriculture"), ("Perdagangan", "Trade"),
    ("Perindustrian", "Industry"), ("Ketenagakerjaan", "Manpower"), ("Pariwisata", "Tourism"),
    ("Kelautan dan Perikanan", "Maritime Affairs and Fisheries"), ("Pendidikan", "Education"),
    ("Energi dan Sumber Daya Mineral", "Energy and Mineral Resources"), ("Pemuda dan Olahraga", "Youth and Sports"),
    ("Lingkungan Hidup", "Environment"), ("Hukum", "Law"), ("Koordinator Bidang Perekonomian", "Coordinating Economic"),
)  # fmt: skip


def _office(rng: Random) -> Pair:
    city = rng.choice((city_name, regency_name))(rng)
    province = _place(rng, "provinces")
    minister = rng.choice(MINISTRIES)
    institution = rng.choice(institutions())
    return rng.choice((
        Pair("Presiden", "President"), Pair("Wakil Presiden", "Vice President"),
        Pair(f"Menteri {minister[0]}", f"{minister[1]} Minister"), Pair(f"Menteri {minister[0]}", f"{minister[1]} Minister"),
        Pair(f"Wakil Menteri {minister[0]}", f"Deputy {minister[1]} Minister"),
        Pair(f"Gubernur {province.source}", f"{province.target} Governor"),
        Pair(f"Wakil Gubernur {province.source}", f"{province.target} Deputy Governor"),
        Pair(f"Bupati {(r := regency_name(rng)).source}", f"{r.target} Regent"),
        Pair(f"Wakil Bupati {(r := regency_name(rng)).source}", f"{r.target} Deputy Regent"),
        Pair(f"Wali Kota {(c := city_name(rng)).source}", f"{c.target} Mayor"),
        Pair(f"Walikota {(c := city_name(rng)).source}", f"{c.target} Mayor"),
        Pair(f"Kapolda {province.source}", f"{province.target} Police chief"),
        Pair(f"Kapolres {city.source}", f"{city.target} Police chief"),
        Pair(f"Kapolsek {(d := _place(rng, 'districts')).source}", f"{d.target} Police precinct chief"),
        Pair("Kapolri", "National Police chief"), Pair("Panglima TNI", "Indonesian Military commander"),
        Pair("Jaksa Agung", "Attorney General"), Pair("Sekretaris Kabinet", "Cabinet Secretary"),
        Pair(f"Ketua DPRD {city.source}", f"{city.target} Council speaker"),
        Pair(f"Ketua {institution.short}", f"{institution.short} chairperson"),
        Pair(f"Kepala {institution.short}", f"{institution.short} head"),
        Pair(f"Juru Bicara {institution.short}", f"{institution.short} spokesperson"),
        Pair(f"Direktur Utama {(f := company(rng)).source}", f"{f.target} president director"),
        Pair(f"Kepala Dinas Kesehatan {city.source}", f"{city.target} Health Agency head"),
        Pair(f"Kepala Dinas Pendidikan {city.source}", f"{city.target} Education Agency head"),
        Pair(f"Kepala BPBD {city.source}", f"{city.target} Disaster Mitigation Agency (BPBD) head"),
        Pair(f"Camat {(d := _place(rng, 'districts')).source}", f"{d.target} district head"),
        Pair(f"Lurah {(v := _place(rng, 'villages')).source}", f"{v.target} subdistrict head"),
        Pair(f"Kepala Desa {(v := _place(rng, 'villages')).source}", f"{v.target} village head"),
        Pair(f"Ketua Umum {institution.short}", f"{institution.short} general chairperson"),
        Pair(f"Rektor {(u := university(rng)).source}", f"{u.target.removeprefix('the ')} rector"),
        Pair("Hakim Ketua", "Presiding judge"), Pair("pengacara", "lawyer"), Pair("ekonom", "economist"),
        Pair("pengamat politik", "political analyst"), Pair("pakar epidemiologi", "epidemiologist"),
        Pair("pelatih", "coach"), Pair("aktivis", "activist"), Pair("pedagang", "trader"), Pair("penyanyi", "singer"),
        Pair("petani", "farmer"), Pair("nelayan", "fisherman"), Pair("anggota DPR", "House lawmaker"),
        Pair(f"anggota Komisi {(n := rng.choice(('I', 'II', 'III', 'V', 'VI', 'IX', 'X', 'XI')))} DPR", f"House Commission {n} member"),
    ))  # fmt: skip


def official(rng: Random) -> Pair:
    """An office with the name of who holds it."""
    office = _office(rng)
    police = office.source.startswith(("Kapol", "Panglima"))
    name = ranked(rng) if police and rng.random() < 0.7 else _same(bare_person(rng))
    return Pair(f"{office.source} {name.source}", f"{office.target} {name.target}")


def city_name(rng: Random) -> Pair:
    return _place(rng, "cities")


def regency_name(rng: Random) -> Pair:
    return _place(rng, "regencies")


def place(rng: Random) -> Pair:
    kind = rng.random()
    if kind < 0.35:
        return city_name(rng)
    if kind < 0.45:
        return _place(rng, "jakarta")
    if kind < 0.6:
        name = regency_name(rng)
        return Pair(f"Kabupaten {name.source}", f"{name.target} Regency")
    if kind < 0.68:
        name = city_name(rng)
        return Pair(f"Kota {name.source}", f"{name.target} City")
    name, province = rng.choice((city_name, regency_name))(rng), _place(rng, "provinces")
    return Pair(f"{name.source}, {province.source}", f"{name.target}, {province.target}")


def town(rng: Random) -> Pair:
    return city_name(rng) if rng.random() < 0.6 else regency_name(rng)


def locality(rng: Random) -> Pair:
    """From the village up to the regency."""
    regency, district, village = (_place(rng, kind) for kind in ("regencies", "districts", "villages"))
    form = rng.randrange(4)
    if form == 0:
        return Pair(
            f"Kecamatan {district.source}, Kabupaten {regency.source}",
            f"{district.target} District, {regency.target} Regency",
        )
    if form == 1:
        city = city_name(rng)
        return Pair(
            f"Kelurahan {village.source}, Kecamatan {district.source}, Kota {city.source}",
            f"{village.target} Subdistrict, {district.target} District, {city.target} City",
        )
    if form == 2:
        return Pair(
            f"Desa {village.source}, Kecamatan {district.source}, Kabupaten {regency.source}",
            f"{village.target} Village, {district.target} District, {regency.target} Regency",
        )
    return Pair(
        f"Desa {village.source}, Kecamatan {district.source}", f"{village.target} Village, {district.target} District"
    )


def village(rng: Random) -> Pair:
    return _place(rng, "villages")


def street(rng: Random) -> Pair:
    name = _place(rng, "streets")
    written = rng.choice(("Jalan", "Jl."))
    return Pair(f"{written} {name.source}", f"{written} {name.target}")


def province(rng: Random) -> Pair:
    return _place(rng, "provinces")


def country(rng: Random) -> Pair:
    return _place(rng, "countries")


def world_city(rng: Random) -> Pair:
    return _place(rng, "world_cities")


def mountain(rng: Random) -> Pair:
    return _place(rng, "mountains")


def water(rng: Random) -> Pair:
    return _place(rng, "rivers")


def institution(rng: Random) -> Pair:
    """In full, in full with the short form, or the short form alone, which English spells out for its readers."""
    chosen = rng.choice(institutions())
    if chosen.source == chosen.target or chosen.short in chosen.target or rng.random() < 0.3:
        return Pair(chosen.source, chosen.target)
    if rng.random() < 0.5:
        return Pair(f"{chosen.source} ({chosen.short})", f"{chosen.target} ({chosen.short})")
    return Pair(chosen.short, f"{chosen.target} ({chosen.short})")


def acronym(rng: Random) -> Pair:
    """For headlines: the short form is copied."""
    return _same(rng.choice(institutions()).short)


def company(rng: Random) -> Pair:
    first = (
        "Sinar",
        "Mitra",
        "Surya",
        "Bumi",
        "Nusantara",
        "Graha",
        "Cipta",
        "Karya",
        "Indo",
        "Global",
        "Bina",
        "Anugerah",
    )
    second = (
        "Abadi",
        "Makmur",
        "Sejahtera",
        "Energi",
        "Pangan",
        "Perkasa",
        "Lestari",
        "Tekstil",
        "Mandiri",
        "Digital",
        "Persada",
        "Logistik",
    )
    name = f"{rng.choice(first)} {rng.choice(second)}"
    form = rng.randrange(5)
    return _same((f"PT {name} Tbk", f"PT {name}", f"CV {name}", f"PT {name} Indonesia", f"PT {name} (Persero)")[form])


def university(rng: Random) -> Pair:
    city = city_name(rng)
    return rng.choice((
        Pair("Universitas Indonesia (UI)", "the University of Indonesia (UI)"), Pair("Universitas Gadjah Mada", "Gadjah Mada University"),
        Pair("Institut Teknologi Bandung (ITB)", "the Bandung Institute of Technology (ITB)"), Pair("Universitas Airlangga", "Airlangga University"),
        Pair("IPB University", "IPB University"), Pair("Universitas Padjadjaran", "Padjadjaran University"),
        Pair("Universitas Hasanuddin", "Hasanuddin University"), Pair("Universitas Diponegoro", "Diponegoro University"),
        Pair(f"Universitas Muhammadiyah {city.source}", f"the Muhammadiyah University of {city.target}"),
        Pair(f"Universitas Negeri {city.source}", f"{city.target} State University"),
    ))  # fmt: skip


def school(rng: Random) -> Pair:
    city, value = city_name(rng), rng.randint(1, 98)
    return rng.choice((
        Pair(f"SMA Negeri {value} {city.source}", f"SMA Negeri {value} {city.target} senior high school"),
        Pair(f"SMPN {value} {city.source}", f"SMPN {value} {city.target} junior high school"),
        Pair(f"SDN {value} {city.source}", f"SDN {value} {city.target} elementary school"),
        Pair(f"SMK Negeri {value} {city.source}", f"SMK Negeri {value} {city.target} vocational high school"),
    ))  # fmt: skip


def hospital(rng: Random) -> Pair:
    town_ = rng.choice((city_name, regency_name))(rng)
    return rng.choice((
        Pair(f"RSUD {town_.source}", f"{town_.target} Regional General Hospital"),
        Pair(f"Rumah Sakit Umum Daerah (RSUD) {town_.source}", f"{town_.target} Regional General Hospital (RSUD)"),
        Pair(f"RS Bhayangkara {town_.source}", f"Bhayangkara Hospital in {town_.target}"), Pair("RSCM", "Cipto Mangunkusumo Hospital (RSCM)"),
        Pair("Rumah Sakit Hasan Sadikin", "Hasan Sadikin Hospital"), Pair("RSUP Dr. Sardjito", "Dr. Sardjito Hospital"),
    ))  # fmt: skip


def club(rng: Random) -> Pair:
    return _same(rng.choice((
        "Persib Bandung", "Persija Jakarta", "Arema FC", "Persebaya Surabaya", "PSM Makassar", "Bali United", "Borneo FC", "PSIS Semarang",
        "Persis Solo", "Madura United", "Persik Kediri", "Dewa United", "PSS Sleman", "Semen Padang", "Liverpool", "Manchester City",
        "Manchester United", "Arsenal", "Chelsea", "Real Madrid", "Barcelona", "Juventus", "AC Milan", "Inter Milan", "Bayern Munich", "PSG",
    )))  # fmt: skip


def _slug(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def email(rng: Random) -> Pair:
    return _same(
        f"{rng.choice(('redaksi', 'info', 'humas', 'ppid', 'layanan', 'kontak'))}@{_slug(city_name(rng).source)}{rng.choice(('kota.go.id', 'post.co.id', '.id', 'news.com'))}"
    )


def url(rng: Random) -> Pair:
    path = rng.choice(("", "", "/cek", "/pendaftaran", "/berita/2024/05/12", "/layanan?kode=17"))
    return _same(
        f"{rng.choice(('https://www.', 'https://', 'www.', ''))}{rng.choice(('cekbansos', 'info', 'layanan', 'portal', 'data'))}.{_slug(city_name(rng).source)}.go.id{path}"
    )


def handle(rng: Random) -> Pair:
    return _same(
        f"@{_slug(bare_person(rng))}{rng.choice(('', '_', '_official', str(rng.randint(1, 99))))}".removesuffix("_")
    )


def hashtag(rng: Random) -> Pair:
    return _same(rng.choice(("#TimnasDay", "#SaveKPK", "#BanjirJakarta", "#PrayForPalu", "#Pemilu2024", "#IndonesiaMaju", "#PercumaLaporPolisi",
                             "#DirumahAja", "#HariKartini", "#MudikAman", "#ReformasiDikorupsi", "#KamiBersamaPersib")))  # fmt: skip


PARTIES = ("PDI-P", "Golkar", "Gerindra", "PKB", "PKS", "NasDem", "PAN", "Demokrat", "PPP", "PSI", "Hanura", "Perindo")


def party(rng: Random) -> Pair:
    name = rng.choice(PARTIES)
    english_name = {"Demokrat": "Democratic"}.get(name, name)
    return (
        Pair(f"Partai {name}", f"the {english_name} Party")
        if name not in ("PDI-P", "PKB", "PKS", "PAN", "PPP", "PSI")
        else Pair(name, f"the {name}")
    )
