"""Words that end in a full stop which does not end the sentence, as Indonesian newspapers write them.

Spelling follows the EYD V rules for abbreviations; what is here beyond them was seen in news text. Everything is
compared without the last full stop and in lower case: ``Prof`` and ``prof`` are one entry.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Stand before a name or another word: the sentence goes on, whatever follows.
BEFORE_A_NAME = _words(
    """
    prof dr drs dra drg drh ir irs h hj hja kh k.h r rr rd rm tn ny nn sdr sdri sdra bpk bp ust ustz ustadz tgk tb
    moh mohd moch muh muhd mhd md abd mr mrs ms mme st sta pdt pst rp jend letjen purn mayjen brigjen kol letkol
    kapt lettu letda serma serka sertu serda kopda praka prada laks laksda laksma marsda marsma komjen irjen pol
    kombes akbp akp kompol iptu ipda aiptu aipda bripka brigpol briptu bripda jl jln gg kec kab kel kp ds dsn dk
    prov kav komp perum pt cv ud fa yth ytk kpd sbb cf vs a.n u.p d.a d.h u.b a.l s.d t.t dh tsb
    """
)

#: Stand before a number: the sentence goes on when a digit follows.
BEFORE_A_NUMBER = _words(
    """
    no nomor rp hal hlm hlmn vol jil jld bab ps psl pasal ay ayat tgl pkl pk th thn bag ed art par lt rt rw blok km kav
    jan feb mar apr jun jul agt agu ags sept sep okt nov des usd us jl jln gg s.d sd ± max min maks ca kl k.l lk h hh pp
    """
)

#: May close a sentence: it ends there when the next word begins one.
MAY_CLOSE = _words(
    """
    dll dsb dsbnya dst dkk dskk cs et al etc ybs tbk inc ltd co corp plc jr sr bhd sdn gmbh llc a.m p.m s.m swt saw wib
    wita wit ra as
    """
)

#: Academic degrees without their full stops, as they stand behind a name and a comma (``, S.H., M.Si.``).
DEGREES = _words(
    """
    sh se st ss sp sag spd si ssi ssos sik sip skm sked skg skep sfarm sft spsi spt spi shut stp ssn sds skom sstp sst
    stt smb sab sap sakt shi sei sthi sthum spdi sfil sm mm mh mt ma mp msi mpd mpdi msc mkn mhum mag mba mkom mkes mars
    map mab mak msn mpsi mars mec meng mfil mth mdiv mppm msp mse mtp mti mengsc phd lcm llm llb dea bsc ba bba bc amd
    amdkeb amdkep ak ca cpa ners ns apt psikolog spa spb spog spjp spm spkj sppd spot spbs spkk spts sprad span sptht
    """
)

#: Nouns that a single capital letter names something of: ``vitamin C. Ia`` ends a sentence, ``Joko W. Ia`` may not.
NAMED_BY_A_LETTER = _words(
    """
    vitamin grup group kelas tipe type blok golongan hepatitis plan rencana paket seri serie kelompok kategori poin
    huruf liga pool gerbang gate gerbong tribun zona ruang gedung opsi pilihan virus influenza divisi nilai sim
    """
)

#: Words that begin a sentence and are hardly ever part of a name or a headline's inside.
OPENERS = _words(
    """
    ia dia mereka kami kita saya aku beliau namun tetapi tapi akan selain menurut sementara adapun dalam pada di ke dari
    untuk dengan karena sebab hal hingga saat ketika setelah sebelum sebelumnya sesudah jika bila apabila kalau meski
    meskipun walau walaupun bahkan lalu kemudian selanjutnya sejak ini itu inilah itulah para bukan tidak tak yang oleh
    sebagai seperti secara akibat akibatnya atas terkait berdasarkan sedangkan padahal sehingga agar supaya maka juga
    sudah telah belum masih ada apa siapa mengapa bagaimana kapan berapa jadi akhirnya rencananya nantinya hasilnya
    artinya pihaknya seorang sebuah sejumlah salah setiap semua seluruh sebanyak sekitar lebih selama usai tak dan
    atau serta sambil demikian karenanya kini sekarang saking begitu bagi demi melalui terhadap antara tahun tentu
    misalnya contohnya faktanya meskipun alasannya tujuannya harapannya mulai sesuai mengenai tercatat diketahui
    dikatakan dijelaskan disebutkan diberitakan ternyata sayangnya untungnya kendati betapa jangan mari silakan ayo
    semoga berikut diduga pasalnya terlebih apalagi acara kegiatan dua tiga empat lima beberapa ujar kata
    """
)
