"""An engine under the control of a test: it answers with its input, can be held, and fails on chosen words."""

import asyncio
import threading
from collections.abc import Sequence

from models.engines.protocol import Decoding, Hypothesis, Tokens
from models.errors import EngineError

#: Long enough that only a test that would hang for ever runs into it.
PATIENCE = 10.0


class Death(BaseException):
    """What no worker can survive."""


class HeldEngine:
    """Records its calls. While held, each call waits until the test lets it go.

    Words that do something: ``broken`` raises EngineError, ``crash`` RuntimeError, ``lost`` gives one result too few,
    ``death`` ends the worker.
    """

    def __init__(self, *, held: bool = False) -> None:
        self.calls: list[list[Tokens]] = []
        self.decodings: list[Decoding] = []
        self.most_at_once = 0
        self._running = 0
        self._held = held
        self._free_to_go: set[str] = set()
        self._change = threading.Condition()

    def generate(self, batch: Sequence[Tokens], decoding: Decoding) -> list[list[Hypothesis]]:
        with self._change:
            self.calls.append(list(batch))
            self.decodings.append(decoding)
            self._running += 1
            self.most_at_once = max(self.most_at_once, self._running)
            self._change.notify_all()
            if not self._change.wait_for(lambda: not self._held or self._free_to_go & set(names(batch)), PATIENCE):
                raise Death("the test never let this call go")
            self._running -= 1
        words = {word for tokens in batch for word in tokens}
        if "death" in words:
            raise Death("worker")
        if "broken" in words:
            raise EngineError("broken segment")
        if "crash" in words:
            raise RuntimeError("crash in the engine")
        answers = [answer(tokens) for tokens in batch]
        return answers[:-1] if "lost" in words else answers

    async def called(self, times: int) -> None:
        """Wait until so many calls have begun."""

        def wait() -> bool:
            with self._change:
                return self._change.wait_for(lambda: len(self.calls) >= times, PATIENCE)

        assert await asyncio.to_thread(wait), f"{len(self.calls)} calls began, not {times}"

    def let_go(self, name: str) -> None:
        """Let the call that has this segment finish, and hold the others."""
        with self._change:
            self._free_to_go.add(name)
            self._change.notify_all()

    def release(self) -> None:
        """Hold no call any more."""
        with self._change:
            self._held = False
            self._change.notify_all()


def answer(tokens: Tokens) -> list[Hypothesis]:
    """What the engine gives for an input."""
    return [Hypothesis(" ".join(tokens), len(tokens), 0.0)]


def segment(name: str, length: int = 10) -> Tokens:
    """An input of ``length`` tokens that no other name gives."""
    return (name, *["kata"] * (length - 1))


def names(batch: Sequence[Tokens]) -> list[str]:
    return [tokens[0] for tokens in batch if tokens]
