import pytest

from models.article.language import detect_language, indonesian_share


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Pemerintah menaikkan harga beras karena pasokan dari daerah belum pulih, kata menteri."),
        ("id", "Gue nggak tahu kenapa dia pergi, padahal udah dibilangin jangan."),
        ("id", "Menteri berkata, boleh saja, karena kereta itu sudah diperiksa."),
        (
            "ms",
            "Polis memaklumkan suspek itu ditahan kerana mencuri kereta di hadapan balai, kata beliau.",
        ),
        ("ms", "Mahkamah semalam diberitahu bahawa seramai 12 murid cuba melarikan diri semasa kejadian."),
        ("en", "The government raised the price of rice because supplies from the regions have not recovered."),
        (
            "jv",
            "Pamarentah ngundhakake rega beras amarga pasokan saka dhaerah durung pulih, ujare menteri marang warga.",
        ),
        (
            "su",
            "Pamaréntah naékkeun harga béas lantaran pasokan ti daérah teu pulih jeung kurang.",
        ),
        (
            "nl",
            "De regering heeft de prijs van rijst verhoogd omdat het aanbod nog niet is hersteld.",
        ),
        ("zh", "印度尼西亚政府宣布提高大米价格，因为各地区的供应尚未恢复。"),
        ("ar", "رفعت الحكومة سعر الأرز لأن الإمدادات من المناطق لم تتعاف بعد."),
        ("ja", "政府は米の価格を引き上げると発表しました。"),
        ("ru", "Правительство повысило цены на рис, потому что поставки не восстановились."),
        ("th", "รัฐบาลขึ้นราคาข้าวเพราะอุปทานยังไม่ฟื้นตัว"),
        ("und", "Budi Santoso"),
        ("und", "Harga Beras Naik"),
        ("und", "12.500"),
        ("und", ""),
    ],
)
def test_language_is_recognised(language: str, text: str) -> None:
    assert detect_language(text) == language


def test_a_chinese_name_does_not_make_a_text_chinese() -> None:
    assert detect_language("Pendiri perusahaan itu, Chen Wei (陈伟), datang dari Shenzhen pada 2010.") == "id"


def test_indonesian_prose_has_indonesian_function_words() -> None:
    assert indonesian_share("Harga beras naik karena pasokan dari daerah belum pulih.") > 0.2
    assert indonesian_share("The price of rice") == 0.0
