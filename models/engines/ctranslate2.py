"""The fast engine: CTranslate2, for causal models (``Generator``) and encoder-decoders (``Translator``)."""

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import ctranslate2

from models.engines.configuration import end_tokens
from models.engines.devices import Placement
from models.engines.instructions import allow_avx512, has_amx
from models.engines.length import least_tokens, length_bound
from models.engines.protocol import Decoding, Glossary, Hypothesis, ModelCard, Task, Tokens
from models.engines.tokenizer import load_tokenizer
from models.errors import EngineError, ModelUnavailableError
from models.store import Manifest

_CPU = Placement("cpu", (0,), "default")
#: Where the rows of a decoding step look back to so many tokens, one copy of keys and values saves more than wider
#: layers cost: each step copies the keys and values of all of these tokens, and goes through the layers once. With AMX
#: that costs little more the wider they are (docs/performance.md).
MIN_FOR_ONE_CACHE = 1_000
MIN_FOR_ONE_CACHE_WITH_AMX = 250


class CTranslate2Engine:
    """A converted model in ``folder``.

    Args:
        workers: batches that run at once.
        threads: CPU threads of each worker.
        placement: device and arithmetic.
        for_large_batches: the same model with one copy of keys and values (``models.engines.multi_query``): its wider
            layers take longer to read, which large batches share, and small ones do not.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        *,
        workers: int = 1,
        threads: int = 0,
        placement: Placement = _CPU,
        for_large_batches: Path | None = None,
    ) -> None:
        self.card: ModelCard = manifest.card()
        self.max_source_tokens = manifest.max_source_tokens
        self.task: Task = manifest.task
        self.decoding = manifest.decoding
        self._tokenizer = load_tokenizer(folder, manifest.input)
        self._causal = manifest.architecture == "causal"
        prefix = list(self._tokenizer.decoder_prefix)
        self._prefix = [] if self._causal else prefix
        #: CTranslate2 counts what follows its start token as part of the output, but not what stands in its place.
        self._forced = 0 if self._tokenizer.prefix_is_start else len(self._prefix)
        self._ends = list(end_tokens(folder, self._tokenizer.vocabulary))
        allow_avx512()
        kind: Any = ctranslate2.Generator if self._causal else ctranslate2.Translator
        self._load = partial(
            kind,
            device=placement.device,
            device_index=list(placement.indices),
            compute_type=placement.compute_type,
            inter_threads=placement.workers_each(workers),
            intra_threads=threads,
        )
        try:
            self._model = self._load(str(folder))
        except (RuntimeError, ValueError) as error:
            raise ModelUnavailableError(f"CTranslate2 cannot load {folder}: {error}") from error
        self._for_large_batches = for_large_batches
        self._min_for_large = MIN_FOR_ONE_CACHE_WITH_AMX if has_amx() else MIN_FOR_ONE_CACHE
        #: Loaded with the first large batch: until then nobody needs the memory.
        self._large: Any = None
        self._loading = threading.Lock()

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return self._tokenizer.encode(text, glossary)

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        if not batch:
            return []
        bound, least = length_bound(batch, decoding), least_tokens(decoding, causal=self._causal)
        options: dict[str, Any] = {
            "beam_size": decoding.beam_size,
            "num_hypotheses": decoding.num_hypotheses,
            "length_penalty": decoding.length_penalty,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram_size,
            "return_scores": True,
            "return_end_token": True,
            "end_token": self._ends,
            "disable_unk": True,
        }
        inputs = [list(tokens) for tokens in batch]
        try:
            model = self._model_for(batch, decoding.beam_size)
            if self._causal:
                results = model.generate_batch(
                    inputs, max_length=bound, min_length=least, include_prompt_in_result=False, **options
                )
                found = [result.sequences for result in results]
            else:
                results = model.translate_batch(
                    inputs,
                    [self._prefix] * len(inputs) if self._prefix else None,
                    max_decoding_length=bound + self._forced,
                    min_decoding_length=least + self._forced,
                    max_input_length=0,
                    **options,
                )
                found = [[tokens[self._forced :] for tokens in result.hypotheses] for result in results]
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 failed on a batch of {len(batch)}: {error}") from error
        return [
            [self._hypothesis(tokens, score, decoding) for tokens, score in zip(sequences, result.scores, strict=True)]
            for sequences, result in zip(found, results, strict=True)
        ]

    def _model_for(self, batch: Sequence[Tokens], beam_size: int) -> Any:
        if self._for_large_batches is None or kept_tokens(batch) * beam_size < self._min_for_large:
            return self._model
        with self._loading:
            if self._large is None:
                self._large = self._load(str(self._for_large_batches))
            return self._large

    def _hypothesis(self, tokens: list[str], score: float, decoding: Decoding) -> Hypothesis:
        # The end token is asked for, so that its absence tells a bounded output from a finished one.
        finished = bool(tokens) and tokens[-1] in self._ends
        text = self._tokenizer.decode(tokens[:-1] if finished else tokens)
        # CTranslate2 divides by the power of the length that the penalty says, forced tokens included.
        total = score * (len(tokens) + self._forced) ** decoding.length_penalty
        mean = total / max(1, len(tokens))
        return Hypothesis(text, len(tokens), mean, truncated=not finished)

    def close(self) -> None:
        self._model.unload_model()
        if self._large is not None:
            self._large.unload_model()


def kept_tokens(batch: Sequence[Tokens]) -> float:
    """Tokens whose keys and values are kept in a decoding step of a causal model, on average, if outputs are as long as
    their sources. What the shortest has is read at once, and the rest of the others in decoding steps.

    >>> kept_tokens([("t",) * 20] * 10)
    300.0
    """
    shortest = min(map(len, batch))
    lives = [2 * len(tokens) - shortest for tokens in batch]
    return sum(life * (shortest + life / 2) for life in lives) / max(1, *lives)
