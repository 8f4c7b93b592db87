"""All checks together: what an editor is told about one segment."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.segment import KINDS, Finding, check_segment, severity

FAITHFUL = """
Ia tak sengaja memukul bola. | He accidentally hit the ball.
Mereka harus mengembalikan hadiah, paling tidak separuh. | They have to return at least half of the prize.
Rapat ditunda sampai waktu yang belum ditentukan. | The meeting was postponed until further notice.
Prabowo Subianto bertemu Menteri Keuangan di Jakarta. | Prabowo Subianto met the Finance Minister in Jakarta.
Ketua KPK mendatangi DPR RI. | The KPK chairman visited the House of Representatives.
Rapat itu digelar di Jakarta Selatan. | The meeting was held in South Jakarta.
Ia terbang ke Amerika Serikat dan Korea Selatan. | He flew to the United States and South Korea.
Pemerintah Belanda dan Prancis sepakat. | The Dutch and French governments agreed.
Menurut Bank Indonesia, inflasi turun. | According to Bank Indonesia, inflation fell.
Perserikatan Bangsa-Bangsa mengutuk serangan itu. | The United Nations condemned the attack.
Komisi Pemberantasan Korupsi menahan bupati itu. | The Corruption Eradication Commission detained the regent.
Tim dari Krimea menang di Kamerun. | The team from Crimea won in Cameroon.
Warga Desa Sukamaju mengungsi. | Residents of Sukamaju Village fled.
Kata Paus Fransiskus, perdamaian itu mungkin. | Peace is possible, said Pope Fransiskus.
Ia tidak hadir. | He was not present.
Ia tidak hadir. | He was absent.
Hal itu tidak mungkin. | That is impossible.
Keputusan itu tidak sah. | The ruling is invalid.
Ia bukan hanya penulis. | He is more than a writer.
Tak lama kemudian ia pergi. | Soon afterwards he left.
Belum lama ini ia pergi. | He left recently.
Ia gagal menemukan jalan. | He could not find a way.
Ia pergi tanpa pamit. | He left without saying goodbye.
"Saya siap," katanya. | "I am ready," he said.
“Saya siap,” katanya. | "I am ready," he said.
Ia disebut 'raja minyak'. | He is called the 'oil king'.
Ia disebut 'raja minyak'. | He is called the "oil king".
"Kami menunggu. | "We are waiting.
Kami menunggu," katanya. | We are waiting," he said.
Anak itu tak mau pergi. | The child doesn't want to go.
Bagus sekali, bagus sekali! | Very, very good!
Di pintu utara, juga di pintu utara kedua. | At the gate in the north, also at the gate in the second north.
Jl. Sudirman, Jakarta | Jl. Sudirman, Jakarta
Prabowo Subianto | Prabowo Subianto
Lagu "Yang Terdalam" menang. | The song "Yang Terdalam" won.
Film Ada Apa dengan Cinta diputar. | The film Ada Apa Dengan Cinta was shown.
Harga <b>naik</b>. | Prices <b>rose</b>.
Beras (dan gula) [naik]. | Rice (and sugar) [rose].
a) Harga beras naik. | a) Rice prices rose.
(Harga beras naik. | (Rice prices rose.
"""

UNFAITHFUL = """
address | Daftar di laman www.kpu.go.id sekarang. | Register at www.kpu.go.di now.
name | Presiden Prabowo Subianto pergi. | President Prabovo Subianto left.
name | Kata Prabowo Subianto, ekonomi tumbuh. | The economy is growing, said Joko Subianto.
name | Ia bertemu Anies di rumahnya kemarin. | He met him at his house yesterday.
name | Ia terbang ke Belanda kemarin. | He flew to Germany yesterday.
name | Ia bertemu mereka kemarin. | He met Kurniawan yesterday.
name | Warga Surabaya mengungsi kemarin. | Residents of Bandung fled yesterday.
quotation | "Saya siap," katanya. | I am ready, he said.
quotation | "Saya siap," katanya. | "I am ready, he said.
quotation | Ia sudah siap. | He is "ready".
quotation | "Siap," katanya. "Mari." | "Ready," he said.
negation | Ia tidak hadir di sidang. | He was present at the trial.
negation | Rumah itu belum dijual. | The house was sold.
negation | Ia hadir di sidang itu. | He was not present at the trial.
negation | Jangan pergi ke sana. | Go there.
repetition | Ia pergi ke pasar. | He went to the market market market market market.
repetition | Ia pergi ke pasar. | He went to the market and to the market and to the market and.
repetition | LIB bertemu klub liga. | LIB met the clubs of the league, the clubs of the league (LIB) and others.
repetition | Cukup satu tetes darah. | A little blood on the 1st finger or a drop on the 1st finger is enough.
repetition | Ia tertawa. | He laughed hahahahahahahahahahaha.
repetition | Pada 2017 ia pergi. | In 2017. 2017. 2017. 2017. 2017.
length | Polisi menangkap tiga orang setelah warga melapor tentang suara tembakan. | Police arrested three people.
length | Ia pergi ke pasar kemarin. | He went to the market yesterday with a friend who wanted to buy some fish.
untranslated | Harga beras naik tajam kemarin. | Harga beras naik tajam kemarin.
untranslated | Harga beras yang mahal membuat warga resah. | The price of rice yang mahal worries residents.
untranslated | Ia mengatakan hal itu kepada wartawan. | He mengatakan that to reporters.
leftover | Harga beras naik. | <unk> prices rose.
leftover | Harga beras naik. | Rice prices rose.</s>
leftover | Harga beras naik. | Translation: Rice prices rose.
leftover | Harga beras naik. | Here is the translation: rice prices rose.
leftover | Harga beras naik. | Rice prices ⁇ rose.
leftover | Harga beras naik. | Rice &amp; prices rose.
leftover | Ia pergi pada Senin (12/4). | He left on Monday (April 12),).
leftover | Ia pergi (kemarin). | He left (yesterday.
leftover | Ia pergi (kemarin). | He left (yesterday].
truncated | Ia pergi ke pasar bersama ibu. | He went to the market with the
truncated | Ia pergi ke pasar, lalu pulang. | He went to the market,
empty | Harga beras naik. |
empty | Harga beras naik. | \u2003
number | Ada 3.500 orang. | There are 3.5 people.
number | Cuaca panas 5 hr ke depan. | Hot weather for the next 5 years.
number | Presiden menjabat 3 periode. | The president has a 3-year term.
date | Ia pergi pada Senin. | He left on Tuesday.
percentage | Bunga 12,5 persen. | Interest of 12.5.
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("source", "target"), rows(FAITHFUL))
def test_a_faithful_translation_brings_no_finding(source: str, target: str) -> None:
    assert check_segment(source, target) == ()


@pytest.mark.parametrize(("kind", "source", "target"), rows(UNFAITHFUL))
def test_a_fault_is_found_and_named_by_its_kind(kind: str, source: str, target: str) -> None:
    assert kind in {finding.kind for finding in check_segment(source, target)}


def test_every_kind_is_tried_here() -> None:
    assert {row[0] for row in rows(UNFAITHFUL)} | {"glossary", "failed"} == set(KINDS)


def test_a_changed_name_is_told_with_both_spellings() -> None:
    (finding,) = check_segment(
        "Kata Presiden Prabowo, ekonomi tumbuh.", "The economy is growing, President Prabovo said."
    )

    assert finding.message == "The source writes Prabowo; the translation writes Prabovo."


def test_an_engine_that_stopped_early_is_told() -> None:
    (finding,) = check_segment("Harga beras naik.", "Rice prices rose.", truncated=True)

    assert finding.kind == "truncated"


def test_an_empty_source_asks_for_nothing() -> None:
    assert check_segment(" ", "") == ()


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("The House of Representatives met.", False),
        ("The house of representatives met.", False),
        ("The House of Representatives' members met.", False),
        ("The parliament met.", True),
    ],
)
def test_a_glossary_term_has_to_be_used(target: str, found: bool) -> None:
    findings = check_segment("DPR RI bersidang.", target, glossary=(("DPR RI", "House of Representatives"),))

    assert ("glossary" in {finding.kind for finding in findings}) == found


@pytest.mark.parametrize("target", ["Two companies closed.", "The Company closed.", "The company's office closed."])
def test_a_glossary_term_may_be_inflected(target: str) -> None:
    findings = check_segment("Perusahaannya tutup.", target, glossary=(("perusahaan", "company"),))

    assert "glossary" not in {finding.kind for finding in findings}


def test_of_two_glossary_terms_at_one_place_the_longer_one_counts() -> None:
    glossary = (("DPR", "parliament"), ("DPR RI", "House of Representatives"))

    assert check_segment("DPR RI bersidang.", "The House of Representatives met.", glossary=glossary) == ()


def test_what_the_glossary_says_about_a_name_is_right() -> None:
    glossary = (("Nusantara Sehat", "Healthy Archipelago"),)

    assert check_segment("Program Nusantara Sehat dibuka.", "The Healthy Archipelago program opened.", glossary) == ()


def test_the_worst_comes_first_and_weighs_most() -> None:
    findings = check_segment('"Ada 3.500 orang," katanya.', "There are 3.5 people, he said.")

    assert [finding.kind for finding in findings] == ["number", "quotation"]
    assert severity(findings) > severity(findings[1:]) > severity(()) == 0
    assert severity([Finding("empty", "")]) > severity([Finding("number", ""), Finding("name", "")])


SENTENCES = st.text(max_size=300) | st.lists(
    st.sampled_from(
        "Rp 3,5 1.000 juta dua puluh - / : ( ) “ ' tidak Jakarta pukul 09.30 a half and million % persen".split()
    ),
    max_size=40,
).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_any_two_texts_can_be_checked_and_every_finding_is_whole(source: str, target: str) -> None:
    for finding in check_segment(source, target):
        assert finding.kind in KINDS
        assert finding.message.endswith(".")
        assert finding.source in source
        assert finding.kind == "glossary" or finding.target in target


@given(SENTENCES, SENTENCES)
def test_the_same_two_texts_bring_the_same_findings(source: str, target: str) -> None:
    assert check_segment(source, target) == check_segment(source, target)


ADVERSARIAL = {
    "digits": "1",
    "groups": "1.000,",
    "pairs": "1/2:",
    "dates": "1-",
    "number words": "dua puluh ",
    "English number words": "twenty-one hundred and ",
    "scales": "juta million ",
    "names": "Prabowo ",
    "one name": "P",
    "single quotes": " 'a",
    "double quotes": '"',
    "tags": "<a",
    "entities": "&a",
    "loops": "a b ",
    "dots": ". ",
    "negations": "tidak not ",
    "letters": "ab",
    "distinct names": None,
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_time_grows_with_the_length_and_no_faster(name: str) -> None:
    def text(length: int) -> str:
        piece = ADVERSARIAL[name]
        whole = (
            piece * length
            if piece
            else " ".join(f"Na{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}ra" for n in range(length))
        )
        return whole[:length]

    def seconds(length: int) -> float:
        start = time.process_time()
        check_segment(text(length), "x" + text(length))
        return time.process_time() - start

    check_segment("Ia pergi.", "He left.")  # word lists are read at the first call
    assert seconds(50_000) < 3.0


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "Penyidik KPK menahan dua orang.",
            "KPU investigators detained two people.",
            "names KPK; the translation has KPU",
        ),
        ("DPR menyetujui.", "The DPD approved.", "names DPR; the translation has DPD"),
        ("Sidang di MK ditunda.", "The hearing at the MA was postponed.", "names MK; the translation has MA"),
        ("Menurut Menkes, stok cukup.", "According to the finance minister, there is enough.", "names Menkes;"),
    ],
)
def test_one_institution_in_the_place_of_another_is_named(source: str, target: str, message: str) -> None:
    assert message in check_segment(source, target)[0].message


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Presiden AS tiba.", "The US president arrived."),
        ("Ketua KPK dan KPU hadir.", "The heads of the KPK and KPU attended."),
        ("Pedagang kaki lima ditertibkan.", "Street vendors were removed."),
        ("Menurut Menkes, stok vaksin cukup.", "According to the health minister, there is enough vaccine."),
        (
            "KPU mengumumkan hasil Pilpres pada hari ini.",
            "KPU announced the result of the presidential election today.",
        ),
        ("Warga mendatangi Polres dan Kedubes.", "Residents went to the police and to the embassy."),
    ],
)
def test_acronyms_and_figures_of_speech_that_are_translated_are_no_findings(source: str, target: str) -> None:
    assert check_segment(source, target) == ()
