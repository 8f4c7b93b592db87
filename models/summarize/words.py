"""Words of a sentence, as the summariser counts them."""

import re
from functools import cache

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

_STOP_WORDS = """
ada adalah adanya adapun agar akan akhirnya aku amat anda antara antaranya apa apabila apakah apalagi atas atau
bagaimana bagi bahkan bahwa baik baru bagaimanapun banyak beberapa begini begitu belum beliau berada berupa bersama
besar biasa bila bisa boleh bukan cara cukup cuma dalam dan dapat dari daripada datang demi demikian dengan depan di
dia dimana diri dirinya dua dulu empat enggak guna gak hal hanya harus hingga ia ialah ikut ini itu itulah jadi jangan
jika juga justru kala kalau kali kami kamu kan karena kata katanya ke kembali kemudian kendati kepada ketika khususnya
kini kita lagi lah lain lainnya lalu lama lanjut lebih lewat lima maka makin malah mana masih masing masing-masing
maupun melainkan melalui memang memiliki mempunyai mengaku mengapa mengatakan mengenai menjadi menurut menurutnya
menyatakan mereka meski meskipun merupakan mulai mungkin namun nah nanti nantinya nya oleh pada padahal paling para
pasti pelbagai per perlu pernah pihak pihaknya pula pun punya saat saja sama sambil sampai sang sangat satu saya sebab
sebagai sebagaimana sebanyak sebelum sebelumnya sebuah secara sedang sedangkan sehingga sejak sejumlah sekali sekarang
sekitar selain selaku selalu selama seluruh semakin sementara semua seorang seperti sering serta sesuai sesudah
setelah setiap siapa si sini suatu sudah supaya tadi tahun tak tanpa tapi telah tengah tentang tentu terhadap terkait
termasuk ternyata tersebut tetap tetapi tidak tiga tinggi turut ucap ucapnya ujar ujarnya ungkap untuk usai wah waktu
ya yaitu yakni yang
"""


@cache
def stop_words() -> frozenset[str]:
    """Indonesian function words and verbs of saying: words that say nothing about what an article is about."""
    return frozenset(_STOP_WORDS.split())


def words(text: str) -> list[str]:
    """Lower-cased words of ``text`` in order; ``COVID-19`` and ``anak-anak`` are one word each.

    >>> words("Anak-anak itu naik bus, Senin (3/4).")
    ['anak-anak', 'itu', 'naik', 'bus', 'senin', '3', '4']
    """
    return _WORD.findall(text.lower())


def content_words(tokens: list[str]) -> list[str]:
    """Those of ``tokens`` that carry content: no stop words, no single letters or digits."""
    stop = stop_words()
    return [token for token in tokens if len(token) > 1 and token not in stop]
