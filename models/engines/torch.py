"""The reference engine: transformers on torch, for Hugging Face folders that CTranslate2 does not know."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.engines.length import length_bound
from models.engines.protocol import Decoding, Glossary, Hypothesis, ModelCard, Task, Tokens
from models.engines.tokenizer import load_tokenizer
from models.errors import EngineError, ModelUnavailableError


class TorchEngine:
    """A causal model or an encoder-decoder in float32 (CPU) or bfloat16 (CUDA). Importing torch takes seconds: this
    module is imported only when this engine is chosen."""

    def __init__(self, folder: Path, *, threads: int = 0, max_source_tokens: int = 200) -> None:
        import torch
        from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM, AutoTokenizer

        if threads:
            torch.set_num_threads(threads)
        self._torch = torch
        self._lock = threading.Lock()
        self._tokenizer = load_tokenizer(folder)
        try:
            config = AutoConfig.from_pretrained(folder)
            self._causal = not config.is_encoder_decoder
            model_class: Any = AutoModelForCausalLM if self._causal else AutoModelForSeq2SeqLM
            device = "cuda" if torch.cuda.is_available() else "cpu"
            dtype = torch.bfloat16 if device == "cuda" else torch.float32
            self._model: Any = model_class.from_pretrained(folder, dtype=dtype).to(device).eval()
            self._ids: Any = AutoTokenizer.from_pretrained(folder)
        except (OSError, ValueError) as error:
            raise ModelUnavailableError(f"transformers cannot load {folder}: {error}") from error
        self.max_source_tokens = max_source_tokens
        self.task: Task = "translation"
        self.decoding = Decoding()
        self.card = ModelCard(folder.name, "local", "unknown", commercial=False)

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return self._tokenizer.encode(text, glossary)

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        if not batch:
            return []
        torch = self._torch
        pad: int = self._ids.pad_token_id
        rows = [self._ids.convert_tokens_to_ids(list(tokens)) for tokens in batch]
        width = max(map(len, rows))
        # Generation continues at the right edge, so a causal model is padded on the left.
        padded = [
            [pad] * (width - len(row)) + row if self._causal else row + [pad] * (width - len(row)) for row in rows
        ]
        masks = [
            [0] * (width - len(row)) + [1] * len(row) if self._causal else [1] * len(row) + [0] * (width - len(row))
            for row in rows
        ]
        bound = length_bound(batch)
        try:
            with self._lock, torch.inference_mode():
                output = self._model.generate(
                    input_ids=torch.tensor(padded, device=self._model.device),
                    attention_mask=torch.tensor(masks, device=self._model.device),
                    max_new_tokens=bound,
                    do_sample=False,
                    num_beams=decoding.beam_size,
                    num_return_sequences=decoding.num_hypotheses,
                    repetition_penalty=decoding.repetition_penalty,
                    no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                    return_dict_in_generate=True,
                    output_scores=True,
                )
                scores = self._model.compute_transition_scores(
                    output.sequences, output.scores, getattr(output, "beam_indices", None), normalize_logits=True
                )
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"transformers failed on a batch of {len(batch)}: {error}") from error
        given = width if self._causal else 1
        found = [
            self._hypothesis(sequence[given:].tolist(), score.tolist())
            for sequence, score in zip(output.sequences, scores, strict=True)
        ]
        n = decoding.num_hypotheses
        return [found[i * n : (i + 1) * n] for i in range(len(batch))]

    def _hypothesis(self, ids: list[int], scores: list[float]) -> Hypothesis:
        end: int = self._ids.eos_token_id
        finished = end in ids
        kept = ids[: ids.index(end)] if finished else [i for i in ids if i != self._ids.pad_token_id]
        length = len(kept) + finished
        mean = sum(scores[:length]) / max(1, length)
        text = self._tokenizer.decode(self._ids.convert_ids_to_tokens(kept))
        return Hypothesis(text, length, mean, truncated=not finished)

    def close(self) -> None:
        del self._model
