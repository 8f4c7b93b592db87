"""Pairs for training the sentence scorer, and the training itself."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.summarize.features import FEATURES
from models.summarize.scorer import bundled_scorer, read_scorer
from training.summary_pairs import oracle_labels, read_pairs, stories
from training.summary_scorer import fit

LEAD = "Pemerintah Kota Sukamaju menutup Pasar Legi selama dua pekan mulai Senin."
DETAIL = "Sebanyak 412 pedagang dipindahkan ke lapangan parkir terminal kota."
ASIDE = "Hujan turun sejak pagi."


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))
    return path


def record(**more: Any) -> dict[str, Any]:
    return {"id": "a", "source": "own", "text": f"{LEAD} {DETAIL}\n{ASIDE}", "summary": LEAD, **more}


def test_given_sentences_and_labels_are_kept(tmp_path: Path) -> None:
    given = record(sentences=[LEAD, "", DETAIL, ASIDE], labels=[True, False, False, True])
    [pair] = read_pairs(write(tmp_path / "pairs.jsonl.gz", [given]))
    assert pair.labels == (True, False, True)
    assert [pair.article.sentence(0, 1), pair.article.sentence(1, 0)] == [DETAIL, ASIDE]


def test_sentences_that_are_not_those_of_the_text_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not those of its text"):
        list(read_pairs(write(tmp_path / "pairs.jsonl.gz", [record(sentences=[LEAD, ASIDE], labels=[True, True])])))


def test_texts_without_sentences_are_read_as_articles(tmp_path: Path) -> None:
    [pair] = read_pairs(write(tmp_path / "pairs.jsonl.gz", [record(title="Pasar Legi Ditutup")]))
    assert pair.labels is None
    assert pair.article.sentence(0, 0) == LEAD


def test_articles_that_share_a_passage_are_one_story(tmp_path: Path) -> None:
    passage = f"{LEAD} {DETAIL}"
    texts = [passage, "Harga beras naik.", f"SUKAMAJU. {passage} {ASIDE}"]
    records = [record(id=name, text=text) for name, text in zip("abc", texts, strict=True)]
    assert stories(list(read_pairs(write(tmp_path / "pairs.jsonl.gz", records)))) == ["a", "b", "a"]


def test_oracle_labels_are_the_sentences_of_the_summary() -> None:
    assert oracle_labels([ASIDE, LEAD, DETAIL], f"{DETAIL} {LEAD}", 3) == (False, True, True)


def test_regression_finds_the_feature_that_matters() -> None:
    generator = np.random.default_rng(0)
    rows = generator.random((2_000, len(FEATURES)))
    chance = 1 / (1 + np.exp(-(6 * rows[:, 4] - 3)))
    scorer = fit(rows, (generator.random(2_000) < chance).astype(float), np.ones(2_000))
    assert scorer.weights[4] == pytest.approx(6, abs=0.7)
    assert max(abs(weight) for index, weight in enumerate(scorer.weights) if index != 4) < 0.7


def test_the_command_writes_the_same_weights_each_time(tmp_path: Path) -> None:
    records = [record(id=str(number), summary=[LEAD, DETAIL, ASIDE][number % 3]) for number in range(9)]
    data = write(tmp_path / "pairs.jsonl.gz", records)
    written = []
    for name in ("one.json", "two.json"):
        subprocess.run(
            [sys.executable, "-m", "training.summary_scorer", str(data), "--out", str(tmp_path / name)],
            check=True,
            cwd=Path(__file__).parents[2],
            capture_output=True,
        )
        written.append((tmp_path / name).read_text())
    assert written[0] == written[1]
    assert len(read_scorer(written[0]).weights) == len(FEATURES)


def test_the_bundled_weights_prefer_the_top_of_the_article() -> None:
    scorer = bundled_scorer()
    top = [float(name in {"position", "first_paragraph"}) for name in FEATURES]
    assert scorer.score(top) > scorer.score([0.0] * len(FEATURES))
