"""Numbers, percentages, dates and times, as newspapers write them."""

import pytest

from models.checks.numbers import check_numbers
from models.checks.side import Side


def kinds(source: str, target: str) -> list[str]:
    return [finding.kind for finding in check_numbers(Side(source, "id"), Side(target, "en"))]


FAITHFUL = """
Nilainya Rp 3,5 triliun. | It is worth Rp 3.5 trillion.
Nilainya Rp3,5 triliun. | It is worth 3.5 trillion rupiah.
Nilainya Rp3,5 T. | It is worth Rp3.5 trillion.
Nilainya Rp 2 M. | It is worth Rp 2 billion.
Nilainya Rp. 1.000,-. | It is worth Rp 1,000.
Nilainya Rp 1.000.000. | It is worth Rp 1 million.
Nilainya Rp 1,2 juta. | It is worth Rp 1,200,000.
Ada 1.000.000 warga. | There are 1,000,000 residents.
Ada 1.000.000 warga. | There are one million residents.
Ada 5 ribu orang. | There are 5,000 people.
Ada 5 ribu orang. | There are five thousand people.
Ada lima ribu orang. | There are 5,000 people.
Ada 25rb orang. | There are 25,000 people.
Utangnya US$ 1,5 juta. | Its debt is US$1.5 million.
Utangnya 1,5 juta dolar AS. | Its debt is $1.5m.
Utangnya 2 juta 500 ribu rupiah. | Its debt is 2.5 million rupiah.
Bunga 12,5 persen. | Interest of 12.5 percent.
Bunga 12,5 persen. | Interest of 12.5 per cent.
Bunga 12,5%. | Interest of 12.5%.
Naik dari 5 persen menjadi 7 persen. | It rose from 5 to 7 percent.
Naik dari 5 menjadi 7 persen. | It rose from 5 percent to 7 percent.
Antara 5 hingga 10 juta orang. | Between 5 and 10 million people.
Antara 5 hingga 10 juta orang. | Between 5 million and 10 million people.
Usia 10-15 tahun. | Aged 10 to 15.
Ada dua puluh lima orang. | There are twenty-five people.
Ada duapuluh lima orang. | There are 25 people.
Ada dua belas orang. | There are twelve people.
Ada sebelas orang. | There are eleven people.
Ada seratus dua puluh orang. | There are one hundred and twenty people.
Ada seratus orang. | There are a hundred people.
Ada seribu orang. | There are 1,000 people.
Ada sejuta orang. | There are a million people.
Ada dua ribu tiga ratus orang. | There are 2,300 people.
Ada dua setengah juta orang. | There are two and a half million people.
Ada setengah juta orang. | There are half a million people.
Selama satu setengah tahun. | For one and a half years.
Selama satu setengah tahun. | For a year and a half.
Ada tiga koma lima persen. | There is 3.5 percent.
Dua pertiga anggota hadir. | Two thirds of the members attended.
Dua per tiga anggota hadir. | Two-thirds of the members attended.
Sepertiga anggota hadir. | One third of the members attended.
Sepertiga anggota hadir. | A third of the members attended.
Tiga perempat anggota hadir. | Three quarters of the members attended.
Seperempat juta orang hadir. | A quarter of a million people attended.
Sekitar 1/3 anggota hadir. | About one third of the members attended.
Setengah dari anggota hadir. | Half of the members attended.
50 persen anggota hadir. | Half of the members attended.
Ratusan ribu orang hadir. | Hundreds of thousands of people attended.
Puluhan ribu orang hadir. | Tens of thousands of people attended.
Puluhan orang hadir. | Dozens of people attended.
Belasan orang hadir. | About a dozen people attended.
Jutaan orang hadir. | Millions of people attended.
Juara ketiga. | The third winner.
Peringkat ke-3 dunia. | Ranked 3rd in the world.
Abad ke-19. | The 19th century.
Perang Dunia II. | The Second World War.
Perang Dunia II. | World War Two.
Gol pada menit ke-31. | A goal in the 31st minute.
Kuartal III tahun ini. | The third quarter of this year.
Kuartal ketiga 2024. | The third quarter of 2024.
Indonesia menang 2-1. | Indonesia won 2–1.
Ia menang 21-18, 19-21, 21-15. | She won 21-18, 19-21, 21-15.
Pasal 351 ayat (1) KUHP. | Article 351 paragraph (1) of the Criminal Code.
Ibu berusia 45 tahun itu pergi. | The 45-year-old mother left.
Budi (45) pergi. | Budi, 45, left.
Tahun 2019-2024. | The years 2019-2024.
Musim 2019/2020. | The 2019-20 season.
Pada tahun 1990-an. | In the 1990s.
Pada tahun 90-an. | In the '90s.
Pada tahun 90-an. | In the nineties.
Kasus COVID-19 naik. | COVID-19 cases rose.
KTT G20 dibuka. | The G20 summit opened.
Pesawat B737 mendarat. | The B737 landed.
Ia membeli iPhone 15. | She bought an iPhone 15.
Teleponnya 021-5550123. | Her telephone number is 021-5550123.
Suhu 30 derajat Celsius. | A temperature of 30 degrees Celsius.
Luasnya 250 km2. | It covers 250 square kilometres.
Jaraknya 5 km. | The distance is 5 kilometers.
Beratnya 2,5 kg. | It weighs 2.5 kilograms.
Salah satu dari mereka pergi. | One of them left.
Mereka saling membantu satu sama lain. | They help one another.
Ia menang dua kali. | He won twice.
Kedua orang itu pergi. | Both people left.
Kedua orang itu pergi. | The two people left.
Seorang warga pergi. | A resident left.
Ini untuk pertama kali. | This is for the first time.
Sekali lagi ia pergi. | Once again he left.
Sepasang sepatu. | A pair of shoes.
Harganya naik dua kali lipat. | The price doubled.
Harganya naik tiga kali lipat. | The price tripled.
Skornya 0-0. | The score was 0-0.
Tidak ada gol, 0-0. | No goals, 0-0.
Ia tiba pukul 09.30 WIB. | He arrived at 9:30 a.m. WIB.
Ia tiba pukul 09.30 WIB. | He arrived at 09:30 WIB.
Ia tiba pukul 09.30. | He arrived at 9.30am.
Ia tiba pukul 14.00. | He arrived at 2 p.m.
Ia tiba pukul 14.00 WIB. | He arrived at 2:00 pm Western Indonesian Time.
Ia tiba pukul 7 malam. | He arrived at 7 p.m.
Ia tiba pukul 7. | He arrived at 7 o'clock.
Ia tiba jam 10 pagi. | He arrived at 10 a.m.
Pukul 05.58 waktu setempat. | At 5:58 am local time.
Pukul 12.00 ia makan. | He ate at noon.
Ia bekerja 8 jam. | He worked for 8 hours.
Pada 12/04/2023 ia lahir. | He was born on April 12, 2023.
Pada 12/04/2023 ia lahir. | He was born on 12 April 2023.
Pada 12/04/2023 ia lahir. | He was born on 12/04/2023.
Pada 12-04-2023 ia lahir. | He was born on 12 April 2023.
Pada 12.04.2023 ia lahir. | He was born on 12 April 2023.
Jakarta, Selasa (3/5). | Jakarta, Tuesday (3/5).
Jakarta, Selasa (3/5). | Jakarta, Tuesday, May 3.
Katanya, Sabtu (11/9/2021). | He said on Saturday, September 11, 2021.
Tanggal 17 Agustus 1945. | On August 17, 1945.
Tanggal 17 Agustus 1945. | On the 17th of August 1945.
Pada awal Mei. | In early May.
Pada hari Minggu ia pergi. | He left on Sunday.
Minggu lalu ia pergi. | He left last week.
Selama dua minggu. | For two weeks.
Selama dua pekan. | For two weeks.
Selama 24 jam. | For 24 hours.
Rapat pada Jum'at. | A meeting on Friday.
Sejak Maret lalu. | Since last March.
Ia dipidana 11,5 tahun. | He was sentenced to 11-1/2 years.
Waktunya 1:21.434. | His time was 1:21.434.
Rasio 1:3. | A ratio of 1:3.
Nilainya 7,994 miliar dolar AS. | It is worth US$7.994 billion.
Indeks naik ke 2.102,928. | The index rose to 2,102.928.
Ada 1,000 orang. | There are 1,000 people.
"""

UNFAITHFUL = """
number | Nilainya Rp 3,5 triliun. | It is worth Rp 3.5 million.
number | Nilainya Rp 3,5 triliun. | It is worth Rp 3.5 billion.
number | Nilainya Rp 3,5 triliun. | It is worth Rp 35 trillion.
number | Nilainya Rp3,5 T. | It is worth Rp3.5 billion.
number | Nilainya Rp 2 M. | It is worth Rp 2 million.
number | Ada 1.000 orang. | There are 1.000 people.
number | Ada 1.000 orang. | There is one person.
number | Ada 3.500 orang. | There are 3.5 people.
number | Ada 3.500 orang. | There are 3.500 people.
number | Ada 1.000.000 orang. | There are 1.000.000 people.
number | Panjangnya 1,5 meter. | It is 1,5 metres long.
number | Nilainya 7,994 miliar dolar AS. | It is worth US$7,994 billion.
number | Ada lima ribu orang. | There are 500 people.
number | Ada 5 ribu orang. | There are 5 people.
number | Ada dua puluh lima orang. | There are twenty people.
number | Ada dua belas orang. | There are twenty people.
number | Ada dua orang. | There are three people.
number | Ada empat orang. | There are people.
number | Ada orang. | There are four people.
number | Ratusan orang hadir. | Thousands of people attended.
number | Puluhan ribu orang hadir. | Hundreds of thousands of people attended.
number | Dua pertiga anggota hadir. | Two fifths of the members attended.
number | Sepertiga anggota hadir. | A quarter of the members attended.
number | Juara ketiga. | The fourth winner.
number | Gol pada menit ke-31. | A goal in the 13th minute.
number | Indonesia menang 2-1. | Indonesia won 2-0.
number | Pasal 351 ayat (2) KUHP. | Article 315 paragraph (2) of the Criminal Code.
number | Ibu berusia 45 tahun itu pergi. | The 54-year-old mother left.
number | Tahun 2019 ia pergi. | He left in 2018.
number | Kasus COVID-19 naik. | COVID-18 cases rose.
number | KTT G20 dibuka. | The G8 summit opened.
number | Jaraknya 5 km. | The distance is 5 kg.
number | Jaraknya 5 km. | The distance is 5 miles.
number | Ia dihukum 3 tahun. | He was sentenced to 3 months.
number | Nilainya Rp 5.000. | It is worth $5,000.
number | Nilainya 100 juta dolar AS. | It is worth 100 million euros.
number | Rp 1.000 triliun. | Rp 1,000 billion.
number | Antara 5 hingga 10 juta orang. | Between 5 and 12 million people.
percentage | Bunga 12,5 persen. | Interest of 12.5.
percentage | Bunga 12,5 persen. | Interest of 1.25 percent.
percentage | Bunga naik 5. | Interest rose 5 percent.
percentage | Bunga 7 persen. | Interest of 8 percent.
date | Pada 12/04/2023 ia lahir. | He was born on December 4, 2023.
date | Pada 12/04/2023 ia lahir. | He was born on April 13, 2023.
date | Tanggal 17 Agustus 1945. | On July 17, 1945.
date | Jakarta, Selasa (3/5). | Jakarta, Tuesday, March 5.
date | Katanya, Senin. | He said on Tuesday.
date | Katanya, Minggu. | He said on Monday.
date | Rapat pada Mei. | A meeting in March.
date | Ia tiba pukul 09.30 WIB. | He arrived at 9:30 p.m.
date | Ia tiba pukul 14.00. | He arrived at 4 p.m.
date | Ia tiba pukul 7 malam. | He arrived at 7 a.m.
date | Pada Januari 2020. | In 2020.
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("source", "target"), rows(FAITHFUL))
def test_a_faithful_translation_brings_no_finding(source: str, target: str) -> None:
    assert kinds(source, target) == []


@pytest.mark.parametrize(("kind", "source", "target"), rows(UNFAITHFUL))
def test_a_wrong_number_is_found_and_named_by_its_kind(kind: str, source: str, target: str) -> None:
    assert kind in kinds(source, target)


MESSAGES = """
Rp 3,5 triliun. | Rp 3.5 million. | The source says Rp 3,5 triliun (3.5 trillion); the translation says Rp 3.5 million.
Ada 1.000 orang. | There are 1.000 people. | The translation keeps 1.000 as Indonesian writes it; in English that is 1.
Jadi 1,5. | So 1,5. | The source says 1,5 (1.5); the translation writes 1,5, which English does not read as a number.
Tahun 2008 ia pergi. | He left. | The source says 2008; the translation does not.
Ia pergi. | He left in 2008. | The translation says 2008; the source does not.
Katanya, Senin. | He said on Tuesday. | The source says Senin (Monday); the translation says Tuesday.
Jaraknya 5 km. | It is 5 kg away. | The source says 5 km; the translation says 5 kg.
"""


@pytest.mark.parametrize(("source", "target", "message"), rows(MESSAGES))
def test_the_message_says_both_sides_to_an_editor(source: str, target: str, message: str) -> None:
    (finding,) = check_numbers(Side(source, "id"), Side(target, "en"))

    assert finding.message == message


def test_a_date_in_digits_brings_one_finding_for_each_part_that_differs_at_most() -> None:
    findings = check_numbers(Side("Pada 12/04/2023.", "id"), Side("On December 4, 2023.", "en"))

    assert [finding.source for finding in findings].count("12/04/2023") == 1
    assert {finding.kind for finding in findings} <= {"date", "number"}


def test_what_belongs_together_is_said_together() -> None:
    source = Side("Pada 2008 laba Rp 5 miliar dan 12 persen.", "id")
    target = Side("Profits were Rp 5 million and 13 percent.", "en")

    said = {finding.source: finding.target for finding in check_numbers(source, target)}

    assert said == {"2008": "", "Rp 5 miliar": "Rp 5 million", "12 persen": "13 percent"}


def test_a_unit_that_only_a_neighbour_has_is_not_asked_for() -> None:
    assert kinds("Dari 35 persen pada 1950 menjadi 49 persen.", "From 35 percent in 1950 and 49 percent today.") == []
