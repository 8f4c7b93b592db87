"""Names that Indonesian and English spell differently, and capitalised words that are translated.

Words, not phrases: "Korea Selatan" is "Korea", which stays, and "Selatan", which becomes "South".
"""

#: One name a line: the Indonesian word, then beginnings of the English words that may stand for it.
_FOREIGN = """
abad century
afgan afghan
afganistan afghan
afrika africa
ahad sunday
albania alban
alkitab bible
aljazair algeri
alquran quran qur koran
amerika america united states us u.s usa
amsterdam amsterdam
andalusia andalusia
angkor angkor
antartika antarctic
antilla antill
arab arab saudi
argentina argentin
arktik arctic
armenia armeni
as us u.s united america states usa
asia asia
asean asean
athena athen
atena athen
atlantik atlantic
australia australi
austria austri
azerbaijan azerbaijan azeri
bagdad baghdad
balkan balkan
baltik baltic
bavaria bavari
beirut beirut
bekasi bekasi
belanda netherland dutch holland
belarusia belarus
belgia belgi
beograd belgrade
berber berber
bethlehem bethlehem
birma burm myanmar
bolivia bolivi
bosnia bosni
brasil brazil
brazil brazil
britania brit
brunai brunei
brussel brussels
buddha buddh
budha buddh
bukares bucharest
bulgaria bulgari
burma burm myanmar
ceko czech
chechnya chechn chechen
chile chile
china chin
cile chile
cina chin
damaskus damascus
daniel daniel
denmark danish denmark dane
eropa europ
estonia estoni
ethiopia ethiopi
etiopia ethiopi
fiji fiji
filipina philippin filipin
finlandia finland finn
firaun pharaoh
florentina florent
flores flores
ganges ganges
gaza gaza
georgia georgi
gereja church
ghana ghan
guatemala guatemal
guinea guinea
haiti haiti
hawaii hawai
herzegovina herzegovin
hinduisme hindu
hindia india indies
hispania hispani
hizbullah hezbollah hizbullah
hongaria hungar
hungaria hungar
ibrani hebrew
india indi
indonesia indonesi
inggeris england english brit uk
inggris england english brit uk u.k united kingdom
injil gospel bible
irak iraq
iran iran
irlandia ireland irish
isa jesus
islam islam muslim
islandia iceland
israel israel
istambul istanbul
italia ital
itali ital
jakarta jakarta
jawa java
jamaika jamaica
jenewa geneva
jepang japan
jerman german
kairo cairo
kaledonia caledonia
kalifornia california
kalkuta kolkata calcutta
kamboja cambodia
kamerun cameroon
kanada canad
karibia caribbean
kastilia castil
katalonia catal
katolik catholic
kaukasus caucas
kazakstan kazakh
kazakhstan kazakh
kenya kenya
kiev kyiv kiev
krimea crimea
antarktika antarctic
alpen alp
troya troy troj
slavik slav
slav slav
republik republic
republikan republic
demokrat democrat
komunis communist
nazaret nazareth
kanaan canaan
bizantium byzantin
bizantin byzantin
kolombia colomb
kolombo colombo
konghucu confuci
kongo congo
kopenhagen copenhagen
korsel korea
korut korea
kosta cost
kristen christian
kristus christ
kroasia croat
kuba cuba
kuwait kuwait
laos laos lao
latin latin
latvia latvi
lebanon leban
libanon leban
libia libya
libya libya
liberia liberi
lituania lithuani
london london
luksemburg luxemb
macedonia macedoni
madagaskar madagasca malagasy
makau macau macao
makedonia macedoni
maladewa maldiv
malaysia malaysi
maluku maluku moluc
maroko morocc
marokko morocc
mediterania mediterranean
meksiko mexic
mekah mecca
mekkah mecca
mesir egypt
mesopotamia mesopotami
milan milan
moldova moldov
moldavia moldov
mongolia mongol
monako monac
montenegro montenegr
moskow mosc moscow
moskwa mosc moscow
mozambik mozambi
muhammad muhammad mohammad mohammed mohamed mahomet
musa moses
muslim muslim moslem
myanmar myanmar burm
napoli napol naples neapol
napoleon napoleon
nasrani christian
natal christmas
nazi nazi
nepal nepal
nikaragua nicaragua
norwegia norw
nusantara archipelago nusantara
olimpiade olympi
oranye orange
ossetia ossetia
ottoman ottoman
palestina palestin
panama panama
papua papua
paraguai paragua
paris paris
paskah easter
pasifik pacific
paulus paul
perancis france french
prancis france french
persia persia
perserikatan united union
peru peru
petrus peter
polandia poland polish pole poles
polinesia polynesia
portugal portug
praha prague
protestan protestant
prusia prussia
puerto puerto
quran quran qur koran
rabu wednesday
ramadan ramadan ramadhan
ramadhan ramadan ramadhan
roma rome roma
rumania romani rumani
rusia russia
russia russia
rwanda rwand
samudra ocean
samudera ocean
sansekerta sanskrit
saudi saudi
selandia zealand
senegal senegal
serbia serb
serikat united states union us u.s america
siberia siberia
sinterklas santa
singapura singapor
siprus cypr
sisilia sicil
skandinavia scandinav
skotlandia scot
slovenia sloven
slovakia slovak
slowakia slovak
slovania slav
somalia somali
soviet soviet
spanyol spain spanish spaniard
srilanka lanka
sudan sudan
sulawesi sulawes celebes
sumatera sumatra
sumatra sumatra
sunda sunda
suriah syria
suriname surinam
swedia swed
swiss swiss switzerland
syeikh sheik shaykh
syekh sheik shaykh
syria syria
syiah shia shii shi'
syi'ah shia shii shi'
alqaida qaeda qaida
qaida qaeda
katholik catholic
syari'ah sharia shari'a
husni hosni husni
nugini guinea
jordania jordan
hizbollah hezbollah hizbullah hizbollah
nasser nasser
yordan jordan
alexandria alexandria
campa champa
sunni sunni
taiwan taiwan
talmud talmud
tanzania tanzani
taurat torah
teheran tehran
thailand thai
tibet tibet
timteng middle east
tionghoa chin
tiongkok chin
torino turin torino
tripoli tripoli
tunisia tunis
turki turk
turkmenistan turkm
tuhan god lord
ukraina ukrain
uganda ugand
uruguai urugua
usbekistan uzbek
uzbekistan uzbek
vatikan vatican
venesia venic venet
venezuela venezuel
vietnam viet
warsawa warsaw
wales wales welsh
wina vienn
yahudi jew judais
madinah medina
benggala bengal
kristiani christian
kristianitas christian
imlek lunar chinese
yaman yemen
yahya john
yerusalem jerusalem
yesus jesus
yohanes john
yoakim joachim
yordania jordan
yosua joshua
yudaisme judaism
yugoslavia yugoslav
yunani greece greek
yusuf joseph yusuf yousef yousuf jusuf
zambia zambi
zimbabwe zimbabwe
"""

#: Abbreviations made of syllables, which are written like names or in capitals, and translated.
_SYLLABIC = """
alutsista weapon defen
amdal environment
apbdes village budget
apindo employer apindo
baleg legislat
banggar budget
bansos aid assistance social welfare
bapanas food
bappeda planning
bappenas planning
basarnas search rescue sar
bawaslu supervis elect
bimtek training
bulog logistic
cabup *
cagub *
caleg candidate legislat
capres president
cawabup *
cawagub *
cawapres *
dinkes health
dinsos social
dirlantas *
dirreskrimum *
disdik education
dishub transport
disnaker manpower labor labour employment
dispora *
ditjen director
ditlantas traffic
ditreskrimum criminal investigat
dubes ambassador envoy
inpres instruction
jabar west
jabodetabek greater jakarta
jakbar west
jakpus central
jaksel south
jaktim east
jakut north
jampidsus *
jateng central
jatim east
kabag *
kabareskrim *
kabid *
kades village
kadin chamber
kadinkes *
kadis head
kadisdik *
kadishub *
kadiv head
kakanwil *
kalapas *
kalbar west
kalsel south
kaltara north
kalteng central
kaltim east
kanit *
kanwil regional office
kapolresta *
kapolrestabes *
kapolri police
karutan *
kasat *
kasatlantas *
kasatreskrim *
kedubes embass
kejagung attorney prosecut
kejari prosecut attorney
kejati prosecut attorney
kemenag religio
kemendag trade
kemendagri home interior
kemendes village
kemendikbud education
kemendikbudristek education
kemenhan defen
kemenhub transport
kemenkes health
kemenkeu finance
kemenko coordinating
kemenkominfo communic
kemenkumham law justice
kemenlu foreign
kemenpan administrat
kemenparekraf tourism
kemenperin industr
kemenpora youth sport
kemensetneg state
kemensos social
kementan agricultur
kemnaker manpower labor labour
kepmen decree decision
keppres decree
kesra welfare
ketum chair general president
kodim military district
kominfo communic
komnas national commission
kopassus special
koramil military
korem military
korlantas traffic
kostrad strategic
menag religio
menaker manpower labor labour
mendag trade
mendagri home interior
mendes village
mendikbud education
mendikbudristek education
menhan defen
menhub transport
menhut forest
menkes health
menkeu finance
menkominfo communic
menkopolhukam political coordinating security
menkumham law justice
menlhk environment
menpan administrat
menparekraf tourism
menperin industr
menpora sport youth
menristek research
mensesneg state
mensos social
mentan agricultur
mukernas *
musda *
nakes health medical
ormas organi mass
pangdam commander
pangkostrad commander
panja committee
pansus committee
parpol part
paslon candidate pair
pemilukada election
pemkab government administration
pemkot government administration
pemprov government administration
perda by bylaw regulation ordinance
permen regulation
permenkes regulation
perppu government perppu regulation
perpres regulation
pileg legislative
pilgub governor gubernatorial
pilkades village
pilpres president
pilwalkot mayor
plt acting
polda police
polres police
polresta police
polrestabes police
polri police
polsek police
posyandu health
rakor coordinat
rapim *
rapimnas *
rudal missile
rusun flat apartment
satlantas traffic
satpol public order
satreskrim criminal detective investigat
satresnarkoba drug narcotic
sekda secretary
sekjen secretary
sekwan secretary
sembako staple basic necessit food
seskab cabinet
setjen secretariat
setneg state
stafsus special staff
sulsel south
sulteng central
sultra southeast
sulut north
sumbar west
sumsel south
sumut north
tipikor corruption
wabup regent
wagub governor
wakapolda deputy
wakapolres deputy
wakapolri deputy
waketum deputy vice
walkot mayor
wamen deputy vice
wamenkumham deputy vice
wapres vice
wasekjen deputy
"""

#: Acronyms that English writes in another way, with beginnings of what it writes; ``*`` is anything.
_ACRONYMS = """
as us u.s united america states usa
abri military armed abri
ad army
apbd budget apbd
apbn budget apbn
apbnp budget
apbn-p budget
apd ppe protective
asi breast
au air
bbm fuel bbm oil
bi bi bank
bin intelligence bin
bnpb disaster bnpb
bps bps statistic
bpk audit bpk
bumn state soe bumn
bumd region
dpd regional dpd
dpr house dpr parliament legislat lawmaker representative
dprd regional dprd council legislat
ham human
hut anniversary birthday
ias *
ihk cpi consumer
iptek science
ihsg index jci ihsg
kb family
kk famil household
kpk kpk corruption
kpu kpu election
kppu kppu competition
kpr mortgage
ktp identity id ktp card
ktt summit
kua *
kuhp criminal penal code
kuhap criminal procedure
lhkpn wealth asset
lpg lpg
lsm ngo non lsm
ma supreme ma
mk constitutional mk
mpr consultative mpr assembly
mui ulema mui clerics
nato nato
ntb nusa ntb
ntt nusa ntt
nkri indonesia republic unitary
oki oic islamic
ojk ojk financial
ott sting caught
otk unknown
oms *
pbb un u.n united nation
pdb gdp g.d.p gross
pdrb grdp gross gdp
pembantu *
pm pm prime
phk lay dismiss termin
pkl street vendor
pmi red pmi migrant
pns civil
pp pp government regulation
ppn vat value
pph income
psbb social psbb
psk sex prostitut
pt pt
pttun *
rapbn draft budget
rapbnp *
ri indonesia ri republic
rs hospital
rsu hospital
rsud hospital
rt rt neighbo
rw rw
ruu bill draft
rupslb *
rups shareholder
sd elementary primary
sdm human resource
sim driv licen
sk decree decision letter
skpd *
sma high senior
smk vocational
smp junior
spbu gas petrol fuel station filling
stnk *
sltp junior
slta senior high
tbc tb tuberc
tbk tbk
tka foreign
tki migrant worker indonesian
tkw worker migrant maid
tkp scene
tni tni military armed indonesia
tps polling waste
ue eu european union
ui *
ukm small sme
umkm small msme micro
ump minimum
umr minimum
umk minimum
uu law act
uud constitution
uji *
wib wib western jakarta local
wit wit eastern
wita wita central
wita central
wna foreign
wni indonesian
wc toilet
ylbhi legal
yth *
"""


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    return {line.split()[0]: tuple(line.split()[1:]) for line in lines.strip().splitlines()}


#: Lower-case Indonesian name to beginnings of its English forms; ``("*",)`` where anything may stand for it.
EXONYMS = _table(_FOREIGN) | _table(_SYLLABIC)
ACRONYMS = _table(_ACRONYMS)

#: Titles of persons and kinds of places: the capitalised word beside them is a name, not a part of a translated title.
CARRIERS = frozenset(
    """
    presiden wapres wakil perdana gubernur bupati wali walikota camat lurah menteri menko menlu menkeu kapolri kapolda
    jenderal letjen mayjen brigjen kolonel mayor kapten letnan sersan laksamana marsekal komisaris kombes ketua direktur
    dirut dirjen sekretaris sekjen kepala juru bicara hakim jaksa pengacara profesor prof dokter ustaz ustad ustadz kiai
    kyai haji pak bapak bu ibu mas mbak bang raja ratu pangeran sultan paus uskup senator deputi anggota pelatih kiper
    penyerang bek striker gelandang pebulutangkis petenis petinju pemain penyanyi aktor aktris artis penulis sutradara
    kota kabupaten desa dusun kelurahan kecamatan provinsi propinsi pulau kepulauan gunung sungai danau teluk selat
    jalan bandara pelabuhan stasiun terminal stadion universitas institut masjid rsud pantai tanjung negara republik
    utara selatan barat timur tengah tenggara
    """.split()
)

#: Beginnings of English names to the Indonesian words that they may come from.
ENDONYMS: dict[str, frozenset[str]] = {}
for _indonesian, _beginnings in EXONYMS.items():
    for _beginning in _beginnings:
        if len(_beginning) > 2:
            ENDONYMS[_beginning] = ENDONYMS.get(_beginning, frozenset()) | {_indonesian}

#: Indonesian words that stand in titles, offices, places and institutions and are translated there, beyond those of
#: ``lower_case.id.txt``.
TRANSLATED = frozenset(
    """
    perunggu grosir solidaritas misa pengekspor arktika
    macan jurubicara haruskah patahan menara gandarusa karnaval muslimah antarbangsa dutabesar warganegara
    abadi advokat afiliasi agraria ahli aipda aiptu ajun akbp akta akuntan aliansi allah alun am ampera anda api asas
    astronomi atlet bait balai bandar bapa bareskrim batik bea bela bendahara bendungan beracun biara biarawan biksu
    biro brigade brigadir brigjen brigpol brimob bripda bripka bunda bupati buruh busana cabai cagar candi catur
    cendekiawan cukai dasa datuk dekan delta demokrasi demokrat demokratik demokratis den densus deputi detasemen
    detektif dewa dewan dewi di dinas dinasti diplomat direktorat dirjen doktor dosen duka elang emiten fakultas
    falsafah federasi festival figur filsafat fiskal gading gajah galaksi garda gardu garuda gelanggang gelora
    geografi geologi gugus gurun harimau hilir humas ia ilahi imam imigrasi imperium imsak infanteri insinyur
    inspektorat inspektur institut intelijen ipda iptu jaksa jaring jaya jemaat jenderal jendral joint jumat junior
    juri jurnalis kabinet kaisar kajari kajati kajian kami kamp kapitalisme kapolda kapolres kapolsek kapten karang
    kasasi katedral katolik kavaleri keraton kilang kitab klinik koalisi kolera kolonel kolonial kolusi komandan
    komando kombes komisaris komisi komoditas kompas kompi kompol komunis komunisme kongregasi kongres konstitusi
    konsul koordinator koperasi korea korporasi korps korupsi koto kriket kusta laga laksamana lampung lapan lapas
    laskar legislatif letjen letkol letnan liberal lingkar luhur lumba lurah mabes mahkamah majalah makam makmur
    manajer marga marinir maritim markas marsekal marsma mayjen mazmur medali menko menlu menteri merpati mesjid
    ministri moda monarki monumen monyet muktamar muktamirin munas musyawarah nabi naga nasabah nasionalis negosiator
    nelayan neraca nn nobel nota nuklir nyonya ombudsman opera oposisi orde oto otomotif otonomi padi pahlawan palang
    palem pangan pangeran panglima panitia paripurna pariwisata parlemen paroki partisan pasal pasca pastor patriotik
    patroli paus pedagang pejuang pelaksana pelopor pemda pemilu pengurus penuntut penyiar perdana persero perwira
    pesantren petinju piagam pidana pilar politbiro ponpes posko prajurit prakarsa pramuka prasarana presiden
    presidium prestasi profesi profesor propinsi protestan psikologi purba purnawirawan puskesmas raker rakernas rapor
    ras ratu redaksi rektor reli resimen reskrim rohani romawi rutan salib santa santo sapta satgas satpam sawit sayap
    sejati sekretariat selat semenanjung senat senator senior sensus sepakbola serdadu sersan seteru sidang sila
    simpan simpanan simposium sosialis sosialisme subsidi sultan supremasi swadaya swalayan syariah syarikat tambang
    tanduk tanggap tanjung tari tarian tebing telekomunikasi teluk teratai timnas timur tinju transmigrasi tribun
    triwulan tugu uni unjuk upacara uskup utang valas vena wartawan wayang wiraswasta yahudi yayasan yudikatif
    yudisial zoologi
    """.split()
)

#: English words that begin with a capital although nothing in the source is a name there, beyond those of
#: ``lower_case.en.txt``.
TITLES = frozenset(
    """
    reformation renaissance republican republicans democrat democrats democratic seventies eighties
    a academy ad african africans am ambassador american americans an appendix apr april arab arabic arabs asian
    asians at attorney aug august avenue bay bc bce bible buddhist bureau by cape captain catholic catholics ce
    chairman championship championships charter christian christianity christians christmas colonel commander
    commission commissioner commonwealth congress congressman council dec december deputy directorate dr east easter
    eid emperor empire english eu european europeans faculty feb february federation finance friday gmt god grand gulf
    hindu i i'd i'll i'm i've in indonesian institute institution internet islam islamic islamist islamists jan
    january jew jewish jews judaism jul july jun june koran latin league lieutenant lord madam mar march minister
    ministry monday mosque mr mrs ms muslim muslims national navy no no. north northern nos nov november oct october
    of ok olympic olympics on organisation peninsula pm premier prime prince princess prof prosecutor protestant queen
    quran ramadan regent regulation republic royal saint saturday senate senator sept september sergeant sir south st
    strait subdistrict summit sunday supreme thursday to tuesday tv u.k u.n u.s uk un university us usa wednesday
    welfare west western wib
    """.split()
)
