"""A model's own translations: the nearest to the reference, each source once, and none twice after a stop."""

from pathlib import Path

import pytest

from models.engines.protocol import Hypothesis
from tests.training.corpus_texts import write_tsv
from training.corpora import Pair, read_pairs
from training.distil import main, nearest, rest_of, shuffled

pytest.importorskip("sacrebleu")
WORDS = ("pemerintah", "presiden", "menteri", "warga", "sekolah", "rumah", "kota", "orang")
ENGLISH = ("government", "president", "minister", "residents", "school", "house", "city", "people")
#: What the lexicon engine translates right.
PAIRS = [
    Pair(f"{first} dan {second} {number}", f"{ENGLISH[i]} and {ENGLISH[j]} {number}")
    for number, (i, j) in enumerate((i, j) for i in range(8) for j in range(8) if i != j)
    for first, second in [(WORDS[i], WORDS[j])]
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_tsv(tmp_path / "corpus.tsv", PAIRS)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr("sys.argv", ["distil", *map(str, arguments)])
    main()


def test_the_nearest_whole_hypothesis_is_taken() -> None:
    found = [
        Hypothesis("The mayor said no.", 5, -0.1),
        Hypothesis("The governor agreed  yesterday.", 5, -0.5),
        Hypothesis("The governor agreed on Monday.", 5, -0.2, truncated=True),
    ]
    assert nearest(found, "The governor agreed on Monday.")[0] == "The governor agreed yesterday."
    assert nearest(found[2:], "The governor agreed on Monday.") == ("", 0.0)


def test_sources_whose_translation_is_far_from_the_reference_are_left_out(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Pair("jalan baru diresmikan bupati", "The regent opened a new road")
    write_tsv(corpus, [*PAIRS, wrong])
    out = tmp_path / "out.tsv"
    run(monkeypatch, "lexicon", out, corpus, "--least", 90)
    assert sorted(read_pairs(out)) == sorted(PAIRS)


def test_a_run_that_was_stopped_goes_on_after_the_last_pair(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.tsv"
    run(monkeypatch, "lexicon", out, corpus)
    whole = out.read_text(encoding="utf-8")
    out.write_text("".join(whole.splitlines(keepends=True)[:20]), encoding="utf-8")
    run(monkeypatch, "lexicon", out, corpus)
    assert out.read_text(encoding="utf-8") == whole


def test_an_empty_output_is_begun_anew(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.tsv"
    out.touch()
    pairs = shuffled([corpus])
    assert rest_of(pairs, out) == pairs


def test_an_output_of_other_corpora_is_refused(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = write_tsv(tmp_path / "out.tsv", [Pair("kalimat lain", "another sentence")])
    with pytest.raises(SystemExit, match="was it made from others"):
        run(monkeypatch, "lexicon", out, corpus)
