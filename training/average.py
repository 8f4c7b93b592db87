"""Average the weights of several models of one architecture and vocabulary, such as the stages of a training.

    python -m training.average OUT MODEL MODEL [MODEL …]

Fine-tuned from one another, models lie in one basin of the loss, and the mean of their weights is often better than
each of them (Wortsman et al. 2022, "Model soups", arXiv:2203.05482). Tokenizer and configuration: those of the first.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

WEIGHTS = "model.safetensors"


class AverageError(Exception):
    """The models cannot be averaged; the message says why."""


def average(models: Sequence[Path], out: Path) -> None:
    """Write the mean of the weights of ``models`` (Hugging Face folders) to ``out``, in float32.

    Raises:
        AverageError: a folder has no weights in safetensors, or they do not match those of the first.
    """
    from safetensors.torch import load_file, save_file

    if missing := [model for model in models if not (model / WEIGHTS).is_file()]:
        raise AverageError(f"{missing[0]}: no {WEIGHTS}; name folders that training.train or training.restore wrote")
    total = {name: tensor.float() for name, tensor in load_file(models[0] / WEIGHTS).items()}
    for model in models[1:]:
        weights = load_file(model / WEIGHTS)
        same = weights.keys() == total.keys() and all(weights[name].shape == total[name].shape for name in total)
        if not same:
            raise AverageError(f"{model}: its weights do not have the names and shapes of those of {models[0]}")
        for name, tensor in weights.items():
            total[name] += tensor.float()
    shutil.copytree(models[0], out, dirs_exist_ok=True, ignore=shutil.ignore_patterns(WEIGHTS))
    mean = {name: tensor / len(models) for name, tensor in total.items()}
    save_file(mean, out / WEIGHTS, metadata={"format": "pt"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL")
    arguments = parser.parse_args()
    if len(arguments.models) < 2:
        parser.error("name at least two models")
    try:
        average(arguments.models, arguments.out)
    except AverageError as error:
        sys.exit(f"training.average: {error}")
    print(f"mean of {len(arguments.models)} models in {arguments.out}")


if __name__ == "__main__":
    main()
