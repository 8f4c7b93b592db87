import pytest

from models.checks.addresses import addresses, without_addresses
from models.checks.segment import check_segment


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lihat https://kpu.go.id/hasil?tahun=2024.", ["https://kpu.go.id/hasil?tahun=2024"]),
        ("(http://bit.ly/2vNLTFK)", ["http://bit.ly/2vNLTFK"]),
        ("“Cek www.bps.go.id,” katanya", ["www.bps.go.id"]),
        ("Surel: info.warga@kota-bogor.go.id, telepon 123", ["info.warga@kota-bogor.go.id"]),
        ("Tulis akun @pln_123 dan #PLNPromo", ["@pln_123", "#PLNPromo"]),
        ("Harga Rp2.000,- di pasar; skor 2-1. Selesai.Di sana ia pulang & pergi @ 5 ribu # 1", []),
    ],
)
def test_addresses_end_where_the_sentence_goes_on(text: str, found: list[str]) -> None:
    assert addresses(text) == found
    assert all(address not in without_addresses(text) for address in found)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Daftar di http://kpu.go.id.", "Register at https://kpu.go.id."),
        ("Tulis akun @pln_123.", "Write to the PLN account."),
        ("Tagar #BeSmartNetizen ramai.", "The hashtag #Be SmartNetizen is popular."),
        ("Surel info@kota.go.id.", "Email info@kota.go.i."),
    ],
)
def test_an_address_that_changed_is_found(source: str, target: str) -> None:
    assert "address" in {finding.kind for finding in check_segment(source, target)}


def test_an_address_that_stays_is_no_finding_and_its_letters_are_no_matter_of_case() -> None:
    assert check_segment("Tulis akun @PLN_123 di Twitter.", "Write to @pln_123 on Twitter.") == ()


def test_what_somebody_said_in_english_is_no_untranslated_text() -> None:
    said = "“About 100,000 Rohingyas have been forced into internment camps in the western state of Rakhine.”"
    assert check_segment(said, said) == ()


def test_indonesian_beside_a_link_is_untranslated_where_it_stays() -> None:
    text = "Simak berita selengkapnya di laman https://kota.go.id"
    assert [finding.kind for finding in check_segment(text, text)] == ["untranslated"]
