"""Fine-tune a translation model, causal or sequence-to-sequence, on examples made by ``training.prepare``.

    python -m training.train BASE OUT --data examples.jsonl.gz [--data more.jsonl.gz] --examples 40000

BASE is a Hugging Face folder (or hub name) of a causal model or an encoder-decoder. OUT/state.pt is written every few
minutes and on Ctrl-C or SIGTERM; the same command then goes on from there. At the end (or with ``--finish``) OUT/model
holds the weights, averaged over the last steps, in the layout of BASE.

The loss is on the target only. The learning rate is warmed up, held, and lowered to nothing over the last
``--cooldown`` of the examples, so that a run can be lengthened at any moment before that (Hägele et al. 2024,
arXiv:2405.18392).
"""

import argparse
import gzip
import json
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer
from transformers.modeling_layers import GradientCheckpointingLayer

from training.corpora import CorpusError

WINDOW = 4000  # examples that are sorted by length together
MASK = -100


@dataclass(frozen=True)
class Example:
    """Token ids: what is given, and what is to be produced (with the end token)."""

    given: list[int]
    wanted: list[int]

    def __len__(self) -> int:
        return len(self.given) + len(self.wanted)


def read_examples(paths: Sequence[Path], tokenizer: Any, encoder_decoder: bool, longest: int) -> list[Example]:
    rows: list[dict[str, str]] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            rows.extend(json.loads(line) for line in stream)
    if not rows:
        raise CorpusError("no training examples: " + ", ".join(map(str, paths)))
    given = tokenizer([row["prompt"] for row in rows])["input_ids"]
    wanted = tokenizer(text_target=[row["target"] for row in rows], add_special_tokens=encoder_decoder)["input_ids"]
    end = [] if encoder_decoder else [tokenizer.eos_token_id]
    examples = [Example(g, w + end) for g, w in zip(given, wanted, strict=True)]
    kept = [example for example in examples if len(example) <= longest]
    if len(kept) < len(examples):
        print(f"{len(examples) - len(kept)} examples of more than {longest} tokens left out", flush=True)
    return kept


def batches(examples: Sequence[Example], tokens: int, epoch: int) -> Iterator[list[Example]]:
    """Batches of at most ``tokens`` padded tokens, in the order of the data: windows of it, sorted by length inside.

    The order depends on ``epoch`` alone, so that a run can be taken up again at a batch number.
    """
    order = random.Random(epoch)
    for start in range(0, len(examples), WINDOW):
        window = sorted(examples[start : start + WINDOW], key=len)
        made: list[list[Example]] = [[]]
        for example in window:
            if made[-1] and (len(made[-1]) + 1) * len(example) > tokens:
                made.append([])
            made[-1].append(example)
        order.shuffle(made)
        yield from made


def causal_loss(model: Any, batch: Sequence[Example], pad: int) -> torch.Tensor:
    width = max(map(len, batch))
    ids = torch.full((len(batch), width), pad)
    labels = torch.full((len(batch), width), MASK)
    for row, example in enumerate(batch):
        ids[row, : len(example)] = torch.tensor(example.given + example.wanted)
        labels[row, len(example.given) : len(example)] = torch.tensor(example.wanted)
    ids, labels = ids.to(model.device), labels.to(model.device)
    # Padding stands on the right, where causal attention cannot see it; so no attention mask is needed.
    hidden = model.get_decoder()(input_ids=ids).last_hidden_state[:, :-1]
    counted = labels[:, 1:] != MASK
    return F.cross_entropy(model.lm_head(hidden[counted]).float(), labels[:, 1:][counted])


def seq2seq_loss(model: Any, batch: Sequence[Example], pad: int) -> torch.Tensor:
    def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [fill] * (width - len(row)) for row in rows], device=model.device)

    given = padded([example.given for example in batch], pad)
    loss: torch.Tensor = model(
        input_ids=given,
        attention_mask=(given != pad).long(),
        labels=padded([example.wanted for example in batch], MASK),
    ).loss
    return loss


def has_fast_bfloat16() -> bool:
    """Whether the processor has units for matrices in bfloat16 (AMX). Without them, AVX-512 BF16 notwithstanding, torch
    trains faster in float32."""
    return bool(torch.cpu.get_capabilities().get("amx_bf16"))


class Trainer:
    def __init__(self, base: str, out: Path, options: argparse.Namespace) -> None:
        self.options, self.out = options, out
        config = AutoConfig.from_pretrained(base)
        self.encoder_decoder = bool(config.is_encoder_decoder)
        kind: Any = AutoModelForSeq2SeqLM if self.encoder_decoder else AutoModelForCausalLM
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.half_precision = self.device == "cuda" or has_fast_bfloat16()
        self.model: Any = kind.from_pretrained(base, dtype=torch.float32).to(self.device)
        self.model.config.use_cache = False
        if options.compile:
            # Layer by layer: one is compiled for all, and compiling the whole takes up to a quarter of an hour.
            for part in self.model.modules():
                if isinstance(part, GradientCheckpointingLayer):
                    part.compile(dynamic=True)  # in place: names of the weights stay what they are
        self.parameters = [p for p in self.model.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.parameters]
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=options.lr, betas=(0.9, 0.98), weight_decay=0.0, fused=True
        )
        self.seen = self.steps = self.epoch = self.batch = 0
        self.stopping = False

    @property
    def state_file(self) -> Path:
        return self.out / "state.pt"

    def save(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        temporary = self.state_file.with_suffix(".tmp")
        torch.save(
            {
                "model": self.model.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
                "progress": (self.seen, self.steps, self.epoch, self.batch),
            },
            temporary,
        )
        temporary.replace(self.state_file)

    def resume(self) -> None:
        if not self.state_file.exists():
            return
        state = torch.load(self.state_file, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average = state["average"]
        self.seen, self.steps, self.epoch, self.batch = state["progress"]
        print(f"resumed after {self.seen} examples", flush=True)

    def learning_rate(self) -> float:
        options = self.options
        left = (options.examples - self.seen) / max(1, options.cooldown * options.examples)
        return float(options.lr * min(1.0, (self.steps + 1) / options.warmup, max(left, 0.02)))

    def step(self, batch: list[Example]) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half_precision):
            compute = seq2seq_loss if self.encoder_decoder else causal_loss
            loss = compute(self.model, batch, self.tokenizer.pad_token_id)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.steps += 1
        decay = min(self.options.average, self.steps / (self.steps + 10))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, 1 - decay)
        return loss.item()

    def run(self, examples: Sequence[Example]) -> None:
        saved = reported = time.monotonic()
        losses: list[float] = []
        skip = self.batch
        while self.seen < self.options.examples:
            for number, batch in enumerate(batches(examples, self.options.tokens, self.epoch)):
                if number < skip:
                    continue
                losses.append(self.step(batch))
                self.seen += len(batch)
                self.batch = number + 1
                if len(losses) == 20:
                    now = time.monotonic()
                    print(
                        f"{time.strftime('%H:%M')} seen {self.seen}/{self.options.examples} epoch {self.epoch} "
                        f"loss {sum(losses) / len(losses):.3f} {(now - reported) / len(losses):.1f} s/step",
                        flush=True,
                    )
                    losses, reported = [], now
                if self.stopping or self.seen >= self.options.examples:
                    break
                if time.monotonic() - saved > self.options.save_minutes * 60:
                    self.save()
                    saved = time.monotonic()
            if self.stopping:
                break
            if self.batch and self.seen < self.options.examples:
                self.epoch, self.batch, skip = self.epoch + 1, 0, 0
        self.save()

    def export(self, averaged: bool = True) -> Path:
        """Write the weights and the tokenizer to OUT/model and return that folder."""
        if averaged:
            with torch.no_grad():
                for parameter, mean in zip(self.parameters, self.average, strict=True):
                    parameter.copy_(mean)
        self.model.config.use_cache = True
        folder = self.out / "model"
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="Hugging Face folder or hub name of the model to start from")
    parser.add_argument("out", type=Path, help="folder for the state and the result")
    parser.add_argument("--data", type=Path, action="append", required=True, help="examples.jsonl.gz, in order")
    parser.add_argument("--examples", type=int, required=True, help="how many examples to see in all")
    parser.add_argument("--lr", type=float, default=4e-5)
    parser.add_argument("--tokens", type=int, default=2500, help="padded tokens in a batch")
    parser.add_argument("--warmup", type=int, default=30, help="steps of rising learning rate")
    parser.add_argument("--cooldown", type=float, default=0.25, help="last part of the examples, with falling rate")
    parser.add_argument("--average", type=float, default=0.98, help="decay of the running average of the weights")
    parser.add_argument("--longest", type=int, default=320, help="longer examples are left out (tokens)")
    parser.add_argument("--save-minutes", type=float, default=10)
    parser.add_argument("--compile", action="store_true", help="faster after a minute or two; needs g++")
    parser.add_argument("--finish", action="store_true", help="write OUT/model from the last state and stop")
    options = parser.parse_args()
    torch.manual_seed(1)
    try:
        trainer = Trainer(options.base, options.out, options)
        trainer.resume()
        if not options.finish:
            examples = read_examples(options.data, trainer.tokenizer, trainer.encoder_decoder, options.longest)
            print(f"{len(examples)} examples", flush=True)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: setattr(trainer, "stopping", True))
            trainer.run(examples)
        if trainer.stopping:
            print(f"stopped after {trainer.seen} examples; the same command goes on from here", flush=True)
            return
        print(f"model in {trainer.export()}", flush=True)
    except (CorpusError, OSError) as error:  # OSError: no such model, no such file
        sys.exit(f"training.train: {error}")


if __name__ == "__main__":
    main()
