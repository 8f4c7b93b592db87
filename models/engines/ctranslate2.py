"""The fast engine: CTranslate2, for causal models (``Generator``) and encoder-decoders (``Translator``)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2

from models.engines.length import length_bound
from models.engines.protocol import Decoding, Glossary, Hypothesis, ModelCard, Task, Tokens
from models.engines.tokenizer import load_tokenizer
from models.errors import EngineError, ModelUnavailableError
from models.store import Manifest


class CTranslate2Engine:
    """A converted model in ``folder``.

    Args:
        workers: batches that run at once.
        threads: CPU threads of each worker.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        *,
        workers: int = 1,
        threads: int = 0,
    ) -> None:
        self.card: ModelCard = manifest.card()
        self.max_source_tokens = manifest.max_source_tokens
        self.task: Task = manifest.task
        self.decoding = manifest.decoding
        self._tokenizer = load_tokenizer(folder)
        kind: Any = ctranslate2.Generator if manifest.architecture == "causal" else ctranslate2.Translator
        self._causal = manifest.architecture == "causal"
        try:
            self._model = kind(str(folder), inter_threads=workers, intra_threads=threads)
        except (RuntimeError, ValueError) as error:
            raise ModelUnavailableError(f"CTranslate2 cannot load {folder}: {error}") from error

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return self._tokenizer.encode(text, glossary)

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        if not batch:
            return []
        bound = length_bound(batch)
        options: dict[str, Any] = {
            "beam_size": decoding.beam_size,
            "num_hypotheses": decoding.num_hypotheses,
            "repetition_penalty": decoding.repetition_penalty,
            "no_repeat_ngram_size": decoding.no_repeat_ngram_size,
            "return_scores": True,
            "return_end_token": True,
            "disable_unk": True,
        }
        inputs = [list(tokens) for tokens in batch]
        try:
            if self._causal:
                results = self._model.generate_batch(
                    inputs, max_length=bound, include_prompt_in_result=False, **options
                )
                found = [result.sequences for result in results]
            else:
                results = self._model.translate_batch(inputs, max_decoding_length=bound, max_input_length=0, **options)
                found = [result.hypotheses for result in results]
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"CTranslate2 failed on a batch of {len(batch)}: {error}") from error
        return [
            [self._hypothesis(tokens, score) for tokens, score in zip(sequences, result.scores, strict=True)]
            for sequences, result in zip(found, results, strict=True)
        ]

    def _hypothesis(self, tokens: list[str], score: float) -> Hypothesis:
        # The end token is asked for, so that its absence tells a bounded output from a finished one.
        finished = bool(tokens) and tokens[-1] in ("<eos>", "</s>")
        text = self._tokenizer.decode(tokens[:-1] if finished else tokens)
        return Hypothesis(text, len(tokens), score, truncated=not finished)

    def close(self) -> None:
        self._model.unload_model()
