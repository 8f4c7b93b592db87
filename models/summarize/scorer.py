"""The learned weights: how likely an editor is to keep a sentence with these features."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.summarize.features import FEATURES


@dataclass(frozen=True, slots=True)
class Scorer:
    """Logistic regression over ``features.FEATURES``."""

    weights: tuple[float, ...]
    bias: float

    def score(self, vector: Sequence[float]) -> float:
        """Between 0 and 1; higher is better."""
        total = self.bias + math.fsum(weight * value for weight, value in zip(self.weights, vector, strict=True))
        return 1 / (1 + math.exp(-total)) if total >= 0 else math.exp(total) / (1 + math.exp(total))


def read_scorer(text: str) -> Scorer:
    """A scorer from the JSON that ``training.summary_scorer`` writes.

    Raises:
        KeyError: a feature has no weight there.
    """
    data = json.loads(text)
    return Scorer(tuple(float(data["weights"][name]) for name in FEATURES), float(data["bias"]))


@cache
def bundled_scorer() -> Scorer:
    """The weights that ship with the package (``scorer.json``; origin and licence: docs/summaries.md)."""
    return read_scorer(Path(__file__).with_name("scorer.json").read_text(encoding="utf-8"))
