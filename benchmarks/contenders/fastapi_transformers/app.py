"""FastAPI and ``transformers.generate``, one request at a time, its segments in padded batches, all cores for it.

As the documentation of transformers has it: left padding, attention mask, the number format of the weights (float32),
greedy decoding. Run by ``uvicorn benchmarks.contenders.fastapi_transformers.app:app``.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.contenders.pipeline import model
from benchmarks.contenders.plain import plain_app
from models.engines.length import length_bound
from models.engines.protocol import Decoding, Glossary, Hypothesis, InputFormat, ModelCard, Task, Tokens
from models.engines.tokenizer import load_tokenizer


class Generate:
    """An engine for the pipeline that is nothing but ``generate``: no scores, no options."""

    task: Task = "translation"
    max_source_tokens = 200
    decoding = Decoding()

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self.card = ModelCard(folder.name, "local", "unknown", commercial=False)
        self._encoder = load_tokenizer(folder, InputFormat())
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, padding_side="left")
        self._model: Any = AutoModelForCausalLM.from_pretrained(folder)

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        return self._encoder.encode(text, glossary)

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        rows = [self._tokenizer.convert_tokens_to_ids(list(tokens)) for tokens in batch]
        inputs = self._tokenizer.pad({"input_ids": rows}, return_tensors="pt")
        output = self._model.generate(**inputs, max_new_tokens=length_bound(batch, decoding), do_sample=False)
        made = output[:, inputs["input_ids"].shape[1] :].tolist()
        texts = self._tokenizer.batch_decode(made, skip_special_tokens=True)
        end = self._tokenizer.eos_token_id
        return [
            [Hypothesis(text.strip(), len(ids), 0.0, truncated=end not in ids)]
            for text, ids in zip(texts, made, strict=True)
        ]

    def close(self) -> None:
        del self._model


app = plain_app(lambda: Generate(Path(model())))
