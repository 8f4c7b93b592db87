"""A tiny deterministic engine, for fast tests of everything that is not about models.

It replaces the Indonesian words that it knows and keeps the rest, with numbers turned into the English format; so
batching, HTTP and assembly can be tested with real text going through a real engine, without weights.
"""

import re
import threading
import time
from collections.abc import Sequence

from models.engines.protocol import Decoding, Glossary, Hypothesis, ModelCard, Task, Tokens
from models.errors import EngineError

#: A segment with this word breaks the engine, to test that failure is isolated.
BREAKING_WORD = "RUSAKMESIN"

LEXICON = {
    "ada": "there is",
    "adalah": "is",
    "akan": "will",
    "anggaran": "budget",
    "bahwa": "that",
    "baru": "new",
    "belum": "not yet",
    "besar": "big",
    "dalam": "in",
    "dan": "and",
    "dari": "from",
    "dengan": "with",
    "di": "in",
    "hari": "day",
    "ini": "this",
    "itu": "that",
    "juga": "also",
    "juta": "million",
    "kata": "said",
    "ke": "to",
    "kota": "city",
    "menteri": "minister",
    "miliar": "billion",
    "oleh": "by",
    "orang": "people",
    "pada": "on",
    "pemerintah": "government",
    "persen": "percent",
    "presiden": "president",
    "ribu": "thousand",
    "rumah": "house",
    "sekolah": "school",
    "tahun": "year",
    "tidak": "not",
    "triliun": "trillion",
    "untuk": "for",
    "warga": "residents",
    "yang": "which",
}

_TOKEN = re.compile(r"\d[\d.,]*\d|\w+|[^\w\s]|\s+")
_NUMBER = re.compile(r"\d[\d.,]*\d")
_SWAP_SEPARATORS = str.maketrans(".,", ",.")


class LexiconEngine:
    """Word-for-word translation. Tokens are words, single white-space runs and punctuation marks.

    Args:
        delay: seconds that one batch takes.

    Attributes:
        batches: size of each batch that was asked for, in order; failing ones included.
    """

    def __init__(self, delay: float = 0.0) -> None:
        self.card = ModelCard("lexicon", "1", "Apache-2.0", commercial=True)
        self.max_source_tokens = 400
        self.task: Task = "translation"
        self.decoding = Decoding()
        self.batches: list[int] = []
        self._delay = delay
        self._lock = threading.Lock()

    def encode(self, text: str, glossary: Glossary = ()) -> Tokens:
        for term, translation in glossary:
            literal = translation.replace("\\", r"\\")
            text = re.sub(rf"\b{re.escape(term)}\b", literal, text, flags=re.IGNORECASE)
        return tuple(_TOKEN.findall(text))

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        with self._lock:
            self.batches.append(len(batch))
        if self._delay:
            time.sleep(self._delay)
        if any(BREAKING_WORD in tokens for tokens in batch):
            raise EngineError(f"The segment holds {BREAKING_WORD}.")
        return [[self._translate(tokens)] * decoding.num_hypotheses for tokens in batch]

    def _translate(self, tokens: Tokens) -> Hypothesis:
        words = [
            token.translate(_SWAP_SEPARATORS) if _NUMBER.fullmatch(token) else LEXICON.get(token.lower(), token)
            for token in tokens
        ]
        if words and tokens[0][:1].isupper():
            words[0] = words[0][:1].upper() + words[0][1:]
        return Hypothesis("".join(words), len(tokens), score=0.0)

    def close(self) -> None:
        pass
