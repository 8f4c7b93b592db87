"""The reference engine: transformers on torch, for architectures that CTranslate2 does not know, and on request."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.engines.configuration import BERT_START, end_tokens, read_settings
from models.engines.devices import Device
from models.engines.facts import ModelFacts
from models.engines.length import least_tokens, length_bound
from models.engines.protocol import Decoding, Glossary, Hypothesis, ModelCard, Task, Tokens
from models.engines.tokenizer import load_tokenizer
from models.errors import EngineError, ModelUnavailableError

COMPUTE_TYPES = ("float32", "bfloat16", "float16")


class TorchEngine:
    """The model in the Hugging Face folder ``folder``. Importing torch takes seconds: this module is imported only when
    this engine is chosen. One batch runs at a time.

    It gives the tokens that ``CTranslate2Engine`` gives in float32, except for beam search with a repetition penalty:
    transformers applies the penalty to log probabilities there, CTranslate2 to what comes before the softmax.

    Args:
        threads: CPU threads; 0 leaves it to torch.
        device: ``auto`` is the first GPU, else the CPU.
        compute_type: ``auto`` is float32 on CPUs, 16 bits on GPUs.
    """

    def __init__(
        self,
        folder: Path,
        facts: ModelFacts,
        *,
        threads: int = 0,
        device: Device = "auto",
        compute_type: str = "auto",
    ) -> None:
        import torch
        from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, GenerationConfig

        if threads:
            torch.set_num_threads(threads)
        if device == "cuda" and not torch.cuda.is_available():
            raise ModelUnavailableError("torch finds no CUDA GPU here; choose the device cpu.")
        place = "cuda" if torch.cuda.is_available() and device != "cpu" else "cpu"
        if compute_type == "auto":
            # T5 overflows float16 (see models.engines.devices), so without bfloat16 it stays at 32 bits.
            half = "bfloat16" if place == "cuda" and torch.cuda.is_bf16_supported() else "float16"
            compute_type = "float32" if place == "cpu" or (half, facts.input.family) == ("float16", "t5") else half
        if compute_type not in COMPUTE_TYPES:
            raise ModelUnavailableError(
                f"torch does not run models in {compute_type!r}, but in {', '.join(COMPUTE_TYPES)}."
            )
        self._torch = torch
        self._lock = threading.Lock()
        self._tokenizer = load_tokenizer(folder, facts.input)
        self._names = {i: token for token, i in self._tokenizer.vocabulary.items()}
        self._ends = {self._tokenizer.vocabulary[token] for token in end_tokens(folder, self._tokenizer.vocabulary)}
        try:
            config = AutoConfig.from_pretrained(folder)
            self._causal = not config.is_encoder_decoder
            kind: Any = AutoModelForCausalLM if self._causal else AutoModelForSeq2SeqLM
            dtype = getattr(torch, compute_type)
            self._model: Any = kind.from_pretrained(folder, dtype=dtype, use_safetensors=True).to(place).eval()
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelUnavailableError(f"transformers cannot load {folder}: {error}") from error
        found, decoder = self._model.generation_config, read_settings(folder / "config.json").get("decoder") or {}
        starts = (
            found.decoder_start_token_id,
            decoder.get("decoder_start_token_id"),
            decoder.get("bos_token_id"),
            self._tokenizer.vocabulary.get(BERT_START),
        )
        pads = (found.pad_token_id, decoder.get("pad_token_id"), min(self._ends))
        self._pad: int = next(i for i in pads if i is not None)
        #: What the publishers search with is in the catalogue; here it would apply unseen.
        self._model.generation_config = GenerationConfig(  # type: ignore[no-untyped-call]
            pad_token_id=self._pad,
            eos_token_id=sorted(self._ends),
            decoder_start_token_id=next((i for i in starts if i is not None), found.bos_token_id),
            bad_words_ids=found.bad_words_ids,
            suppress_tokens=self._unknown_ids(),
        )
        self.max_source_tokens = facts.max_source_tokens
        self.task: Task = facts.task
        self.decoding = facts.decoding
        self.card: ModelCard = facts.card

    def _unknown_ids(self) -> list[int] | None:
        """The unknown token is never an answer."""
        unknown = self._tokenizer.vocabulary.get(self._tokenizer.unknown)
        return None if unknown is None else [unknown]

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return self._tokenizer.encode(text, glossary)

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        if not batch:
            return []
        torch = self._torch
        rows = [self._ids(tokens) for tokens in batch]
        width = max(map(len, rows))
        # Generation continues at the right edge, so a causal model is padded on the left.
        padded = [
            [self._pad] * (width - len(row)) + row if self._causal else row + [self._pad] * (width - len(row))
            for row in rows
        ]
        masks = [
            [0] * (width - len(row)) + [1] * len(row) if self._causal else [1] * len(row) + [0] * (width - len(row))
            for row in rows
        ]
        prefix = self._ids(self._tokenizer.decoder_prefix)
        starts = bool(prefix) and self._tokenizer.prefix_is_start
        forced = 0 if starts else len(prefix)
        options: dict[str, Any] = {"logits_processor": self._processors(decoding, given=width if self._causal else 1)}
        if starts:
            options["decoder_start_token_id"] = prefix[0]
        elif prefix:
            options["forced_bos_token_id"] = prefix[0]
        if decoding.beam_size > 1:
            # As CTranslate2 does: the search ends when as many hypotheses as beams have ended.
            options |= {"early_stopping": True, "length_penalty": decoding.length_penalty}
        try:
            with self._lock, torch.inference_mode():
                output = self._model.generate(
                    input_ids=torch.tensor(padded, device=self._model.device),
                    attention_mask=torch.tensor(masks, device=self._model.device),
                    max_new_tokens=length_bound(batch, decoding) + forced,
                    min_new_tokens=least_tokens(decoding, causal=self._causal) + forced,
                    do_sample=False,
                    num_beams=decoding.beam_size,
                    num_return_sequences=decoding.num_hypotheses,
                    return_dict_in_generate=True,
                    output_scores=True,
                    **options,
                )
                scores = self._model.compute_transition_scores(
                    output.sequences, output.scores, getattr(output, "beam_indices", None), normalize_logits=True
                )
        except (RuntimeError, ValueError, IndexError) as error:
            raise EngineError(f"transformers failed on a batch of {len(batch)}: {error}") from error
        given = width if self._causal else 1 + forced
        found = [
            self._hypothesis(sequence[given:].tolist(), score[forced:].tolist())
            for sequence, score in zip(output.sequences, scores, strict=True)
        ]
        n = decoding.num_hypotheses
        return [found[i * n : (i + 1) * n] for i in range(len(batch))]

    def _ids(self, tokens: Sequence[str]) -> list[int]:
        vocabulary = self._tokenizer.vocabulary
        unknown = vocabulary.get(self._tokenizer.unknown, self._pad)
        return [vocabulary.get(token, unknown) for token in tokens]

    def _processors(self, decoding: Decoding, given: int) -> Any:
        """What changes the scores of the next token. ``given``: places of each row that were not produced."""
        from transformers import LogitsProcessorList
        from transformers.generation.logits_process import (
            LogitNormalization,
            NoRepeatNGramLogitsProcessor,
            RepetitionPenaltyLogitsProcessor,
        )

        chain: list[Any] = []
        if decoding.repetition_penalty != 1.0:
            penalty = RepetitionPenaltyLogitsProcessor(decoding.repetition_penalty)
            chain.append(lambda ids, scores: penalty(ids[:, given:], scores))
        if decoding.no_repeat_ngram_size:
            no_repeat = NoRepeatNGramLogitsProcessor(decoding.no_repeat_ngram_size)
            chain.append(lambda ids, scores: no_repeat(ids[:, given:], scores))
        # Beam search adds probabilities up: what was ruled out must not count among them.
        chain.append(LogitNormalization())
        return LogitsProcessorList(chain)

    def _hypothesis(self, ids: list[int], scores: list[float]) -> Hypothesis:
        length = next((place for place, i in enumerate(ids) if i in self._ends), None)
        kept = ids if length is None else ids[:length]
        if length is None:  # a neighbour went on for longer
            while kept and kept[-1] == self._pad:
                kept.pop()
        count = len(kept) + (length is not None)
        mean = sum(scores[:count]) / max(1, count)
        text = self._tokenizer.decode([self._names.get(i, "") for i in kept])
        return Hypothesis(text, count, mean, truncated=length is None)

    def close(self) -> None:
        del self._model
