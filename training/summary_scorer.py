"""Trains the sentence scorer of the extractive summariser.

    python -m training.summary_scorer PAIRS.jsonl.gz … --out models/summarize/scorer.json

A logistic regression over ``models.summarize.features.FEATURES``: small enough to read, so that an editor can be told
why a sentence was chosen. Deterministic: the same data give the same file.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.summarize.candidates import candidates
from models.summarize.features import FEATURES, features
from models.summarize.scorer import Scorer
from training.summary_pairs import Pair, oracle_labels, read_pairs

#: Strength of the L2 penalty, relative to one sentence of the training data.
PENALTY = 1.0
_MOST_LABELS = 4

Matrix = NDArray[np.float64]


def examples(pairs: Sequence[Pair]) -> tuple[Matrix, Matrix, Matrix]:
    """Feature vectors, labels (0 or 1) and weights of all sentences; an article weighs the same however long it is."""
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for pair in pairs:
        sentences = candidates(pair.article)
        gold = pair.labels or oracle_labels([sentence.text for sentence in sentences], pair.summary, _MOST_LABELS)
        rows += features(sentences, pair.article.title)
        labels += gold
        weights += [1 / len(sentences)] * len(sentences)
    share = np.asarray(weights)
    return np.asarray(rows), np.asarray(labels, dtype=np.float64), share * len(share) / share.sum()


def fit(rows: Matrix, labels: Matrix, weights: Matrix) -> Scorer:
    """Logistic regression by Newton's method.

    Raises:
        ValueError: it did not converge.
    """
    design = np.hstack([rows, np.ones((len(rows), 1))])
    penalty = np.full(design.shape[1], PENALTY)
    penalty[-1] = 0.0
    solution = np.zeros(design.shape[1])
    for _ in range(50):
        probabilities = 1 / (1 + np.exp(-design @ solution))
        gradient = design.T @ (weights * (probabilities - labels)) + penalty * solution
        curvature = weights * probabilities * (1 - probabilities)
        step = np.linalg.solve((design * curvature[:, None]).T @ design + np.diag(penalty), gradient)
        solution -= step
        if np.abs(step).max() < 1e-9:
            return Scorer(tuple(float(weight) for weight in solution[:-1]), float(solution[-1]))
    raise ValueError("the regression did not converge in 50 steps")


def train(pairs: Sequence[Pair]) -> Scorer:
    """A scorer from ``pairs``."""
    return fit(*examples(pairs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "pairs", nargs="+", type=Path, help="JSON lines with id, source, text, summary (sentences, labels)"
    )
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    arguments = parser.parse_args()
    pairs = [pair for path in arguments.pairs for pair in read_pairs(path)]
    scorer = train(pairs)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in arguments.pairs)).hexdigest()
    content = {
        "trained_on": {"articles": len(pairs), "sources": sorted({pair.source for pair in pairs}), "sha256": digest},
        "bias": round(scorer.bias, 4),
        "weights": {name: round(weight, 4) for name, weight in zip(FEATURES, scorer.weights, strict=True)},
    }
    arguments.out.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"{len(pairs)} articles; weights in {arguments.out}")


if __name__ == "__main__":
    main()
