"""The segment memory: what was decoded is remembered, nothing wrong is, and the disk can do no harm."""

import asyncio
import contextlib
import os
import sqlite3
import subprocess
import sys
import tracemalloc
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

import service.memory_file
from models.engines.direct import direct
from models.engines.lexicon import BREAKING_WORD, LexiconEngine
from models.engines.protocol import Decode, Decoding, Hypothesis, ModelCard, Tokens
from models.errors import EngineBusyError, EngineError
from service.memory import SegmentMemory, size_of
from tests.service.api.serving import wait_until

CARD = ModelCard("lexicon", "1", "Apache-2.0", commercial=True)
GREEDY = Decoding()
MIB = 1 << 20


class Asked:
    """A decoder that answers with its input, and what it was asked for."""

    def __init__(self, *, truncated: bool = False) -> None:
        self.segments: list[Tokens] = []
        self._truncated = truncated

    async def __call__(self, segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        self.segments += segments
        return [
            [Hypothesis("|".join(tokens), n, -0.1 * n, self._truncated) for n in range(decoding.num_hypotheses)]
            for tokens in segments
        ]


async def test_what_was_decoded_before_is_answered_without_the_engine_and_in_order() -> None:
    asked = Asked()
    decode = SegmentMemory(MIB).remembering(CARD, asked)
    first = await decode([("a",), ("b",)], GREEDY)
    second = await decode([("b",), ("c",), ("a",)], GREEDY)
    assert second == [first[1], [Hypothesis("c", 0, -0.0)], first[0]]
    assert asked.segments == [("a",), ("b",), ("c",)]


async def test_an_edited_article_asks_the_engine_only_for_what_was_edited() -> None:
    engine = LexiconEngine()
    decode = SegmentMemory(MIB).remembering(engine.card, direct(engine))
    article = [engine.encode(f"Warga kota {n} belum tahu.") for n in range(50)]
    alone = await direct(engine)(article, GREEDY)
    engine.batches.clear()
    await decode(article, GREEDY)
    article[7] = engine.encode("Warga kota sudah tahu.")
    answers = await decode(article, GREEDY)
    assert sum(engine.batches) == 51
    assert [answer for n, answer in enumerate(answers) if n != 7] == [a for n, a in enumerate(alone) if n != 7]


@pytest.mark.parametrize(
    ("card", "variant", "decoding", "tokens"),
    [
        (ModelCard("other", "1", "Apache-2.0", commercial=True), "", GREEDY, ("a", "b")),
        (ModelCard("lexicon", "2", "Apache-2.0", commercial=True), "", GREEDY, ("a", "b")),
        (CARD, "float16", GREEDY, ("a", "b")),
        (CARD, "", Decoding(beam_size=2), ("a", "b")),
        (CARD, "", GREEDY, ("glossary line", "a", "b")),
        (CARD, "", GREEDY, ("ab",)),
        (CARD, "", GREEDY, ("a", "b", "")),
        (CARD, "", GREEDY, ('a", "b',)),
        (CARD, "", GREEDY, ("a\0b",)),
        (CARD, "", GREEDY, ("a", "\ud800b")),
    ],
)
async def test_whatever_changes_the_answer_is_another_entry(
    card: ModelCard, variant: str, decoding: Decoding, tokens: Tokens
) -> None:
    memory = SegmentMemory(MIB)
    await memory.remembering(CARD, Asked())([("a", "b")], GREEDY)
    asked = Asked()
    await memory.remembering(card, asked, variant)([tokens], decoding)
    assert asked.segments == [tokens]


async def test_errors_and_cut_off_hypotheses_are_not_kept() -> None:
    engine, memory = LexiconEngine(), SegmentMemory(MIB)
    decode = memory.remembering(engine.card, direct(engine))
    for _ in range(2):
        [good, bad] = await decode([("kota",), (BREAKING_WORD,)], GREEDY)
        assert isinstance(good, list)
        assert isinstance(bad, EngineError)
    assert len(memory) == 1
    cut = Asked(truncated=True)
    decode = memory.remembering(CARD, cut)
    for _ in range(2):
        [answer] = await decode([("long",)], GREEDY)
        assert isinstance(answer, list)
        assert answer[0].truncated
    assert len(cut.segments) == 2


async def test_a_refusal_goes_through_and_leaves_nothing_behind() -> None:
    async def busy(segments: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis] | EngineError]:
        raise EngineBusyError("full")

    memory = SegmentMemory(MIB)
    with pytest.raises(EngineBusyError):
        await memory.remembering(CARD, busy)([("a",)], GREEDY)
    assert (len(memory), memory.bytes) == (0, 0)


async def test_answers_may_be_changed_by_who_got_them() -> None:
    decode = SegmentMemory(MIB).remembering(CARD, Asked())
    await decode([("a",)], GREEDY)
    [answer] = await decode([("a",)], GREEDY)
    assert isinstance(answer, list)
    answer.clear()
    assert await decode([("a",)], GREEDY) == [[Hypothesis("a", 0, -0.0)]]


async def test_a_long_text_lets_other_requests_have_their_turn() -> None:
    decode = SegmentMemory(MIB).remembering(CARD, Asked())
    text = [(str(n),) for n in range(10_000)]
    await decode(text, GREEDY)
    turns = 0
    task = asyncio.ensure_future(decode(text, GREEDY))
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 30


def test_no_bytes_switch_it_off() -> None:
    asked: Decode = Asked()
    assert SegmentMemory(0).remembering(CARD, asked) is asked


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=60), st.integers(200, 3000))
def test_it_agrees_with_a_plain_least_recently_used_dictionary(steps: list[tuple[int, int]], bound: int) -> None:
    memory, asked = SegmentMemory(bound), Asked()
    decode = memory.remembering(CARD, asked)
    model: OrderedDict[tuple[int, int], int] = OrderedDict()

    async def play() -> None:
        for word, hypotheses in steps:
            decoding = Decoding(beam_size=3, num_hypotheses=hypotheses)
            tokens = ("x" * 40 * word,)
            asked.segments.clear()
            [answer] = await decode([tokens], decoding)
            assert [h.text for h in answer] == ["|".join(tokens)] * hypotheses  # type: ignore[union-attr]
            assert bool(asked.segments) == ((word, hypotheses) not in model)
            if (word, hypotheses) in model:
                model.move_to_end((word, hypotheses))
            else:
                value = ", ".join(f'["{tokens[0]}", {n}, {-0.1 * n}]' for n in range(hypotheses))
                size = size_of(bytes(20), f"[{value}]".encode())
                if size <= bound:
                    model[word, hypotheses] = size
                    while sum(model.values()) > bound:
                        model.popitem(last=False)
            assert (len(memory), memory.bytes) == (len(model), sum(model.values()))
            assert memory.bytes <= bound

    asyncio.run(play())


def test_the_bytes_that_it_counts_are_there() -> None:
    memory = SegmentMemory(1 << 30)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for size in (100, 200, 400):
            for _ in range(4000):
                memory._put(os.urandom(20), os.urandom(size))
            taken = tracemalloc.get_traced_memory()[0] - before
            assert 0.7 * memory.bytes < taken <= memory.bytes
    finally:
        tracemalloc.stop()


async def test_hits_misses_and_size_are_metrics() -> None:
    registry = CollectorRegistry()
    memory = SegmentMemory(MIB, registry=registry)
    decode = memory.remembering(CARD, Asked())
    await decode([("a",), ("b",)], GREEDY)
    await decode([("a",), ("c",)], GREEDY)
    assert registry.get_sample_value("intisari_memory_hits_total", {"model": "lexicon"}) == 1
    assert registry.get_sample_value("intisari_memory_misses_total", {"model": "lexicon"}) == 3
    assert registry.get_sample_value("intisari_memory_segments") == 3
    assert registry.get_sample_value("intisari_memory_bytes") == memory.bytes > 0


# The file


async def fill(memory: SegmentMemory, *words: str) -> Asked:
    """Ask for these, and tell what was new."""
    asked = Asked()
    await memory.remembering(CARD, asked)([(word,) for word in words], GREEDY)
    return asked


async def fill_and_close(path: Path, *words: str) -> None:
    memory = SegmentMemory(MIB, file=path)
    await fill(memory, *words)
    memory.close()


async def test_what_is_on_disk_is_known_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "memory.db"
    await fill_and_close(path, "a", "b\ud800")
    memory = SegmentMemory(MIB, file=path)
    assert (await fill(memory, "a", "b\ud800", "c")).segments == [("c",)]
    memory.close()
    assert path.stat().st_mode & 0o077 == 0, "others may not read what articles say"


async def test_a_model_whose_weights_are_not_pinned_is_forgotten_at_a_restart(tmp_path: Path) -> None:
    card = ModelCard("folder", "local", "unknown", commercial=False)
    for _ in range(2):
        memory, asked = SegmentMemory(MIB, file=tmp_path / "memory.db"), Asked()
        decode = memory.remembering(card, asked)
        await decode([("a",)], GREEDY)
        await decode([("a",)], GREEDY)
        memory.close()
        assert asked.segments == [("a",)]


async def test_the_file_is_bounded_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    memory = SegmentMemory(50_000, file=path)
    await fill(memory, *(f"{n:0500}" for n in range(400)))
    memory.close()
    with contextlib.closing(sqlite3.connect(path)) as database:
        [taken] = database.execute("SELECT sum(size) FROM segments").fetchone()
    assert 40_000 < taken <= 50_000
    again = SegmentMemory(50_000, file=path)
    assert len(again) > 20
    assert (await fill(again, f"{399:0500}")).segments == []
    again.close()


async def test_processes_may_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    first, second = SegmentMemory(MIB, file=path), SegmentMemory(MIB, file=path)
    await fill(first, *(f"first{n}" for n in range(100)))
    await fill(second, *(f"second{n}" for n in range(100)))
    second.close()
    first.close()
    both = SegmentMemory(MIB, file=path)
    assert len(both) == 200
    both.close()


def test_a_process_that_is_killed_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    program = """
import asyncio, sys
from pathlib import Path
from tests.service.test_memory import MIB, SegmentMemory, fill
async def main():
    memory, n = SegmentMemory(MIB, file=Path(sys.argv[1])), 0
    while True:
        await fill(memory, str(n)); n += 1
        await asyncio.sleep(0.001)
        if n % 100 == 0: print(len(memory._file.load()), flush=True)
asyncio.run(main())
"""
    child = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        while int(child.stdout.readline()) == 0:
            pass
    finally:
        child.kill()
        child.communicate()
    memory = SegmentMemory(MIB, file=path)
    assert len(memory) > 0
    assert asyncio.run(fill(memory, "0")).segments == []
    memory.close()


async def test_a_damaged_file_is_put_aside_with_a_sentence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "memory.db"
    await fill_and_close(path, *(str(n) for n in range(500)))
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    memory = SegmentMemory(MIB, file=path)
    assert len(memory) == 0
    [record] = caplog.records
    assert "is damaged" in record.message
    assert (tmp_path / "memory.db.damaged").read_bytes()[4096:] == content[4096:]
    await fill(memory, "new")
    memory.close()
    again = SegmentMemory(MIB, file=path)
    assert len(again) == 1
    again.close()


async def test_a_flipped_bit_in_an_entry_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    await fill_and_close(path, "sound", "flipped")
    content = path.read_bytes()
    assert content.count(b"flipped") == 1
    path.write_bytes(content.replace(b"flipped", b"flopped"))
    memory = SegmentMemory(MIB, file=path)
    assert (await fill(memory, "sound", "flipped")).segments == [("flipped",)]
    memory.close()


@pytest.mark.parametrize("content", [b"somebody's notes", b"SQLite format 3\0" + b"\0" * 200])
async def test_a_file_that_is_not_ours_is_not_touched(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    memory = SegmentMemory(MIB, file=path)
    await fill(memory, "a")
    assert (await fill(memory, "a")).segments == []
    memory.close()
    assert path.read_bytes() == content
    assert len(caplog.records) == 1
    assert "not a memory file" in caplog.text


async def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    memory = SegmentMemory(MIB, file=tmp_path)  # a folder
    await fill(memory, "a")
    assert (await fill(memory, "a")).segments == []
    memory.close()
    assert len(caplog.records) == 1
    assert "goes on without it" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="files are bounded by the limits of POSIX")
def test_a_full_disk_fails_no_request(tmp_path: Path) -> None:
    program = """
import asyncio, resource, sys
from pathlib import Path
from tests.service.test_memory import MIB, SegmentMemory, fill
async def main():
    memory = SegmentMemory(MIB, file=Path(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
    for round in range(3):
        await fill(memory, *(f"{round} {n:0300}" for n in range(200)))
        assert not (await fill(memory, f"{round} {7:0300}")).segments
        await asyncio.sleep(1.2)
    memory.close()
asyncio.run(main())
"""
    path = tmp_path / "memory.db"
    result = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("goes on without it") == 1
    memory = SegmentMemory(MIB, file=path)
    assert len(memory) == 0
    memory.close()


async def test_a_file_that_can_be_written_again_is_written_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.memory_file, "GATHER_SECONDS", 0.01)
    monkeypatch.setattr(service.memory_file, "PATIENCE_SECONDS", 0.01)
    path = tmp_path / "memory.db"
    memory = SegmentMemory(MIB, file=path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await fill(memory, "lost")
        await asyncio.to_thread(wait_until, lambda: bool(caplog.records))
        other.execute("ROLLBACK")
    await fill(memory, "kept")
    monkeypatch.setattr(service.memory_file, "PATIENCE_SECONDS", 5.0)
    memory.close()
    again = SegmentMemory(MIB, file=path)
    assert (await fill(again, "lost", "kept")).segments == [("lost",)]
    again.close()
    assert len(caplog.records) == 1
