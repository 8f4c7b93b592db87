"""Evaluation counts every line once, in order, and says how it was scored."""

from pathlib import Path

import pytest

from models.engines.lexicon import LexiconEngine
from training.corpora import CorpusError
from training.evaluate import main, read_sets, score, translate

pytest.importorskip("sacrebleu")


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    (tmp_path / "tiny.id").write_text("warga kota\npemerintah dan presiden\n", encoding="utf-8")
    (tmp_path / "tiny.en").write_text("residents city\ngovernment and president\n", encoding="utf-8")
    (tmp_path / "alone.id").write_text("tanpa pasangan\n", encoding="utf-8")
    return tmp_path


def test_sets_are_the_pairs_of_files(sets: Path) -> None:
    assert list(read_sets(sets)) == ["tiny"]
    assert len(read_sets(sets, limit=1)["tiny"]) == 1
    with pytest.raises(CorpusError, match=r"alone\.en: no such file"):
        read_sets(sets, ["alone"])


def test_translations_come_in_the_order_of_the_lines_from_several_batches() -> None:
    engine = LexiconEngine()
    lines = [f"warga {'dan ' * (i % 7)}{i}" for i in range(100)]
    translations = translate(engine, lines, workers=2)
    assert [line.split()[-1] for line in translations] == [str(i) for i in range(100)]
    assert engine.batches == [32, 32, 32, 4] or sorted(engine.batches) == [4, 32, 32, 32]


def test_scores_are_those_of_sacrebleu_with_signatures() -> None:
    text = ["The government set aside money for the roads of the city."]
    scores = score(text, text)
    assert (round(scores.bleu), round(scores.chrf)) == (100, 100)
    assert scores.bleu_signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert score(["Nothing alike here at all, really."], text).bleu < 5


def test_the_command_prints_a_row_and_writes_the_translations(
    sets: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = sets / "out"
    monkeypatch.setattr("sys.argv", ["evaluate", str(sets), "--model", "lexicon", "--out", str(out)])
    main()
    assert "| lexicon | tiny | 2 |" in capsys.readouterr().out
    assert (out / "lexicon" / "tiny.en").read_text(encoding="utf-8") == "residents city\ngovernment and president\n"


def test_an_unknown_model_ends_the_command_with_a_sentence(sets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["evaluate", str(sets), "--model", "tidak-ada"])
    with pytest.raises(SystemExit, match="no model 'tidak-ada'"):
        main()
