"""The Marian model for the comparison with LibreTranslate."""

import json
from pathlib import Path

import pytest

from benchmarks.contenders.libretranslate import marian
from models.engines.load import EngineOptions, load_engine
from models.engines.protocol import Decoding

SENTENCES = [
    "Presiden meresmikan jembatan baru di kota pada Senin pagi.",
    "Harga beras naik di pasar dan warga membeli lebih sedikit daripada pekan lalu.",
    "Warga senang.",
]


def test_it_copies_its_input_and_ends_where_the_source_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    rows = [{"title": "Jembatan Baru", "text": " ".join(SENTENCES * 5) + f" Nomor {i}."} for i in range(40)]
    (articles / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(marian, "VOCABULARY", 400)
    folder = tmp_path / "marian"
    marian._tokenizer(articles, folder)
    marian._model(folder)
    engine = load_engine(str(folder), EngineOptions(engine="torch", threads=1))
    found = engine.generate([engine.encode(text) for text in SENTENCES], Decoding())
    assert [hypotheses[0].text for hypotheses in found] == SENTENCES
    assert not any(hypotheses[0].truncated for hypotheses in found)
