"""Segments that were decoded before are answered without the engine: an edited article costs what was edited."""

import asyncio
import hashlib
import importlib.metadata
import json
import os
import sys
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import cast

from prometheus_client import CollectorRegistry, Counter, Gauge

from models.engines.protocol import Decode, Decoding, Hypothesis, ModelCard, Tokens
from models.errors import EngineError
from service.memory_file import MemoryFile

#: Bytes that an entry takes besides its key and its value: its place in the dictionary and in the order of use
#: (CPython 3.11 to 3.13, 64 bits; tests/service/test_memory.py compares the sum with what is allocated).
ENTRY_BYTES = 150
#: Revision of a model folder whose weights nobody pinned (models/engines/facts.py).
UNPINNED = "local"
#: So many segments are looked up before other requests get a turn; it takes about 2 ms.
TURN = 256


class SegmentMemory:
    """What models answered, least recently used first out, for all models of a service.

    An entry's key is a hash of all that decides the answer: version of this program, model, revision, variant, decoding
    and the complete input tokens, with the glossary lines that the segment has. So nothing needs to be cleared when any
    of them changes. Only complete answers are kept: no errors, and no hypothesis that was cut off at a length bound,
    since that bound may come from the batch.

    Belongs to one event loop, except for the file, which a thread of its own writes.

    Args:
        most_bytes: bound on keys, values and their administration; 0 switches the memory off.
        file: where the memory is kept across restarts, with the same bound; see ``MemoryFile``.
        registry: where the metrics go; by default nowhere that anybody reads.
    """

    def __init__(self, most_bytes: int, *, file: Path | None = None, registry: CollectorRegistry | None = None) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._entries: OrderedDict[bytes, bytes] = OrderedDict()
        self._file: MemoryFile | None = None
        self._run = os.urandom(8).hex()
        registry = registry or CollectorRegistry()
        self._hits = Counter("intisari_memory_hits", "Segments answered from the memory.", ["model"], registry=registry)
        self._misses = Counter(
            "intisari_memory_misses", "Segments that were not in the memory.", ["model"], registry=registry
        )
        Gauge("intisari_memory_bytes", "Bytes that the memory takes.", registry=registry).set_function(
            lambda: self.bytes
        )
        Gauge("intisari_memory_segments", "Segments in the memory.", registry=registry).set_function(
            lambda: len(self._entries)
        )
        if file is not None and most_bytes:
            self._file = MemoryFile(file, most_bytes)
            for key, value in self._file.load():
                self._put(key, value)

    def __len__(self) -> int:
        return len(self._entries)

    def remembering(self, card: ModelCard, decode: Decode, variant: str = "") -> Decode:
        """``decode`` with this memory in front: it is only asked for what is not here.

        Args:
            variant: what else changes the answers of this model, such as its arithmetic.
        """
        if not self.most_bytes:
            return decode
        name = card.name
        # Such weights may be others after a restart: what is on disk of them must not be found again.
        run = self._run if card.revision == UNPINNED else ""
        origin = json.dumps([importlib.metadata.version("intisari"), name, card.revision, run, variant])

        async def decode_what_is_new(
            segments: Sequence[Tokens], decoding: Decoding
        ) -> list[list[Hypothesis] | EngineError]:
            prefix = hashlib.blake2b(f"{origin}{astuple(decoding)}".encode(), digest_size=20)
            keys: list[bytes] = []
            found: list[list[Hypothesis] | EngineError | None] = []
            for place, tokens in enumerate(segments):
                if place % TURN == TURN - 1:
                    await asyncio.sleep(0)
                keys.append(_key(prefix, tokens))
                found.append(self._get(keys[-1]))
            new = [place for place, answer in enumerate(found) if answer is None]
            self._hits.labels(name).inc(len(segments) - len(new))
            self._misses.labels(name).inc(len(new))
            if new:
                answers = await decode([segments[place] for place in new], decoding)
                for turn, (place, answer) in enumerate(zip(new, answers, strict=True)):
                    if turn % TURN == TURN - 1:
                        await asyncio.sleep(0)
                    found[place] = answer
                    self._remember(keys[place], answer)
            return cast("list[list[Hypothesis] | EngineError]", found)

        return decode_what_is_new

    def close(self) -> None:
        """Write what is not in the file yet. Blocks for as long as that takes, at most a few seconds."""
        if self._file:
            self._file.close()

    def _get(self, key: bytes) -> list[Hypothesis] | None:
        value = self._entries.get(key)
        if value is None:
            return None
        self._entries.move_to_end(key)
        if self._file:
            self._file.touch(key)
        return [Hypothesis(*fields) for fields in json.loads(value)]

    def _remember(self, key: bytes, answer: list[Hypothesis] | EngineError) -> None:
        if isinstance(answer, EngineError) or any(hypothesis.truncated for hypothesis in answer):
            return
        value = json.dumps([(h.text, h.tokens, h.score) for h in answer], ensure_ascii=False).encode(
            errors="surrogatepass"
        )
        if key not in self._entries and self._put(key, value) and self._file:
            self._file.put(key, value)

    def _put(self, key: bytes, value: bytes) -> bool:
        """Whether it fits."""
        size = size_of(key, value)
        if size > self.most_bytes:
            return False
        if known := self._entries.pop(key, None):
            self.bytes -= size_of(key, known)
        self._entries[key] = value
        self.bytes += size
        while self.bytes > self.most_bytes:
            self.bytes -= size_of(*self._entries.popitem(last=False))
        return True


def size_of(key: bytes, value: bytes) -> int:
    """Bytes that an entry takes."""
    return sys.getsizeof(key) + sys.getsizeof(value) + ENTRY_BYTES


def _key(prefix: "hashlib.blake2b", tokens: Tokens) -> bytes:
    # JSON marks where each token ends, and lone surrogates, which have no UTF-8, are escaped.
    hashed = prefix.copy()
    hashed.update(json.dumps(tokens).encode())
    return hashed.digest()
