"""Every family's text becomes the tokens that transformers makes of it, without transformers."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import sentencepiece

from models.engines.piece_model import read_piece_model
from models.engines.protocol import InputFormat
from models.engines.tokenizer import SegmentTokenizer, load_tokenizer
from models.errors import ModelUnavailableError
from tests.models.engines.conftest import CASES, INDOBART, M2M100, MARIAN, MBART, NLLB, SMALL100, Folder
from tests.models.engines.small_models import TEXT

#: The punctuation normaliser is optional, and the tokenizer itself never calls it.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")

ODD = [
    "",
    "   ",
    "a",
    "Rp 3,5  triliun\tdan\nbaris baru\r\n",
    "😀 emoji 👩\u200d👩\u200d👧",
    "“kutip” — … ‘x’",
    "ﬁ ½ ＡＢＣ ﷺ",
    "中文字 عربي हिन्दी",
    "\u200bnol\xa0lebar\ufeff",
    "e\u0301 é E\u0301",
    "  dua spasi di depan dan belakang  ",
    "\x00\x07 kendali \x7f",
    "▁garis▁bawah",
    "PRESIDEN Meresmikan",
    "a" * 60,
    "http://contoh.id/?a=1&b=2",
]
CONTROLS = ["</s>", "<s>", "<unk>", "<pad>", "<mask>", "<extra_id_0>", "__en__", "eng_Latn", "en_XX", ">>eng<<"]
CONTROLS += ["[SEP]", "[CLS]", "[PAD]", "[MASK]", "[indonesian]", "<eos>", "<bos>", "＜/s＞"]


def load(name: str, hub_folder: Folder, form: InputFormat | None = None) -> SegmentTokenizer:
    return load_tokenizer(hub_folder(name), form or CASES[name].form)


def transformers_tokenizer(name: str, folder: Path) -> Any:
    """The reference. Where transformers needs protobuf to read a file, its class gets the content of the file."""
    import transformers

    match name:
        case "mt5":
            model = read_piece_model(folder / "spiece.model")
            extra = [(f"<extra_id_{i}>", 0.0) for i in reversed(range(100))]
            return transformers.T5Tokenizer(
                vocab=[*model.pieces, *extra], _spm_precompiled_charsmap=model.character_table
            )
        case "mbart":
            model = read_piece_model(folder / "sentencepiece.bpe.model")
            return transformers.MBart50Tokenizer(
                vocab=list(model.pieces),
                _spm_precompiled_charsmap=model.character_table,  # type: ignore[arg-type]  # the library takes bytes
                src_lang="id_ID",
            )
        case "small100":  # transformers has no class of its own for it
            return transformers.M2M100Tokenizer.from_pretrained(folder, src_lang="en")
        case "m2m100" | "nllb":
            language = CASES[name].form.source_language
            return transformers.AutoTokenizer.from_pretrained(folder, src_lang=language)
    return transformers.AutoTokenizer.from_pretrained(folder)


WITH_REFERENCE = sorted(set(CASES) - {"indobart", "causal"})


@pytest.mark.parametrize("name", WITH_REFERENCE)
def test_a_text_has_the_ids_that_transformers_gives_it(name: str, hub_folder: Folder) -> None:
    tokenizer = load(name, hub_folder)
    reference = transformers_tokenizer(name, hub_folder(name))
    for text in [*TEXT, *ODD]:
        expected = reference(CASES[name].form.prefix + text)["input_ids"]
        assert [tokenizer.vocabulary[token] for token in tokenizer.encode(text)] == expected, text


@pytest.mark.parametrize("name", WITH_REFERENCE)
def test_every_token_has_the_id_that_transformers_gives_it(name: str, hub_folder: Folder) -> None:
    expected = transformers_tokenizer(name, hub_folder(name)).get_vocab()
    assert dict(load(name, hub_folder).vocabulary) == expected


@pytest.mark.parametrize("name", WITH_REFERENCE)
def test_an_output_has_the_text_that_transformers_gives_it(name: str, hub_folder: Folder) -> None:
    tokenizer = load(name, hub_folder)
    reference = transformers_tokenizer(name, hub_folder(name))
    special = {*reference.all_special_tokens, *CONTROLS}
    ordinary = [token for token in tokenizer.vocabulary if token not in special]
    dice = random.Random(1)
    for _ in range(50):
        tokens = [dice.choice(ordinary) for _ in range(12)]
        ids = [tokenizer.vocabulary[token] for token in tokens]
        assert tokenizer.decode(tokens) == reference.decode(ids, skip_special_tokens=True).strip()


@pytest.mark.parametrize("name", sorted(CASES))
@pytest.mark.parametrize("spelt", CONTROLS)
def test_text_that_spells_a_control_token_is_text(name: str, spelt: str, hub_folder: Folder) -> None:
    tokenizer = load(name, hub_folder)
    around = [token for token in tokenizer.encode("") if token != "\n"]
    controls = [token for token in tokenizer.vocabulary if token in CONTROLS and token != tokenizer.unknown]
    for text in (spelt, f"Kata {spelt} biasa.", f"{spelt}{spelt}", f"x{spelt}x"):
        found = list(tokenizer.encode(text))
        for control in controls:
            assert found.count(control) == around.count(control), (text, found)


@pytest.mark.parametrize("name", sorted(CASES))
def test_control_tokens_are_no_part_of_the_text_of_an_output(name: str, hub_folder: Folder) -> None:
    tokenizer = load(name, hub_folder)
    piece = next(token for token in tokenizer.vocabulary if token.isalpha() and len(token) == 1)
    controls = [token for token in CONTROLS if token in tokenizer.vocabulary]
    assert tokenizer.decode([*tokenizer.decoder_prefix, *controls, piece, "madeupword3"]) == piece


def test_indobart_has_lower_case_pieces_between_its_controls(hub_folder: Folder) -> None:
    tokenizer = load("indobart", hub_folder)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(hub_folder("indobart") / "sentencepiece.bpe.model"))
    size = pieces.get_piece_size()
    for text in TEXT[:3]:
        ids = [tokenizer.vocabulary[token] for token in tokenizer.encode(text)]
        assert ids == [0, *pieces.encode(text.lower()), 2, size + 2]
    assert tokenizer.vocabulary["<mask>"] == size + 3
    assert tokenizer.decoder_prefix == ("[indonesian]",)
    assert tokenizer.decode(tokenizer.encode("Harga beras naik.")) == "harga beras naik."


@pytest.mark.parametrize(
    ("name", "file"), [("mt5", "spiece.model"), ("nllb", "sentencepiece.bpe.model"), ("marian", "source.spm")]
)
def test_a_sentencepiece_model_is_read_as_its_own_library_reads_it(name: str, file: str, hub_folder: Folder) -> None:
    path = hub_folder(name) / file
    model, library = read_piece_model(path), sentencepiece.SentencePieceProcessor(model_file=str(path))
    ids = range(library.get_piece_size())
    assert model.pieces == tuple((library.id_to_piece(i), library.get_score(i)) for i in ids)
    assert model.controls == tuple(library.id_to_piece(i) for i in ids if library.is_control(i))
    assert model.bpe == (name == "nllb")
    assert model.character_table


@pytest.mark.parametrize("content", [b"", b"x", b"\x0a\xff", b"\x0a\x7fabc", b"<html>not found</html>"])
def test_what_is_no_sentencepiece_model_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "spiece.model").write_bytes(content)
    with pytest.raises(ModelUnavailableError, match=r"spiece\.model is not a sentencepiece model"):
        read_piece_model(tmp_path / "spiece.model")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("marian", InputFormat("marian", prefix=">>zzz<< ")),
        ("m2m100", InputFormat("m2m100", source_language="ind_Latn", target_language="en")),
        ("m2m100", InputFormat("m2m100", source_language="id", target_language="zz")),
        ("nllb", InputFormat("nllb", source_language="id", target_language="eng_Latn")),
        ("mbart", InputFormat("mbart", source_language="id_ID", target_language="english")),
        ("indobart", InputFormat("indobart", source_language="[malay]")),
    ],
)
def test_a_language_that_the_model_does_not_have_is_refused(name: str, form: InputFormat, hub_folder: Folder) -> None:
    with pytest.raises(ModelUnavailableError, match="has no token"):
        load(name, hub_folder, form)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_folder_without_its_tokenizer_is_refused(name: str, hub_folder: Folder, tmp_path: Path) -> None:
    shutil.copy(hub_folder(name) / "config.json", tmp_path)
    with pytest.raises(ModelUnavailableError, match=str(tmp_path)):
        load_tokenizer(tmp_path, CASES[name].form)


def test_languages_stand_where_each_family_wants_them(hub_folder: Folder) -> None:
    ends = {}
    for name, form in (("m2m100", M2M100), ("small100", SMALL100), ("nllb", NLLB), ("mbart", MBART)):
        tokenizer = load(name, hub_folder, form)
        tokens = tokenizer.encode("Ya.")
        ends[name] = (tokens[0], tokens[-1], tokenizer.decoder_prefix)
    assert ends == {
        "m2m100": ("__id__", "</s>", ("__en__",)),
        "small100": ("__en__", "</s>", ()),
        "nllb": ("ind_Latn", "</s>", ("eng_Latn",)),
        "mbart": ("id_ID", "</s>", ("en_XX",)),
    }
    assert load("marian", hub_folder, MARIAN).encode("Ya.")[0] == ">>eng<<"
    assert load("indobart", hub_folder, INDOBART).encode("Ya.")[-1] == "[indonesian]"


def test_control_tokens_of_a_template_count_and_those_of_the_source_do_not(hub_folder: Folder) -> None:
    form = InputFormat("causal", template="<bos><b>Terjemahkan: {source}</b>\n")
    tokenizer = load("causal", hub_folder, form)
    tokens = tokenizer.encode("Warga <bos> </b> naik.")
    assert tokens[0] == "<bos>"
    assert tokens.count("<bos>") == 1
    assert tokenizer.decode(tokens) == "<b>Terjemahkan: Warga <bos> </b> naik.</b>"


def test_a_template_without_a_place_for_the_source_is_refused(hub_folder: Folder) -> None:
    with pytest.raises(ModelUnavailableError, match="source"):
        load("causal", hub_folder, InputFormat("causal", template="Terjemahkan."))
