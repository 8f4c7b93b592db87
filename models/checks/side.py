"""One side of a pair, cut into tokens once for all checks."""

import re
from typing import Literal

Language = Literal["id", "en"]

# A number keeps the separators inside it (1.000.000,50; 12/04/2023; 09:30); a word keeps its apostrophes (don't,
# Jum'at) and loses its hyphens, so that "ke-31" and "twenty-five" are three tokens. No alternative can match the same
# character in two ways, so the scan is linear.
_TOKEN = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\w\s]|[\d_]")


class Side:
    """A text with its tokens.

    Attributes:
        text: the text itself.
        tokens: numbers, words and single punctuation marks, in order.
        lower: the tokens in lower case, with ``'`` for every apostrophe and without the possessive ``'s``.
        starts: where each token starts in ``text``.
        ends: where each token ends in ``text``, exclusive.
        language: language that the text is read in.
    """

    __slots__ = ("ends", "language", "lower", "starts", "text", "tokens")

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language: Language = language
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            self.tokens.append(match[0])
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.lower = [token.lower() for token in self.tokens]
        if "’" in text or "ʼ" in text:
            self.lower = [token.replace("’", "'").replace("ʼ", "'") for token in self.lower]
        if "'" in text or "’" in text:
            self.lower = [token.removesuffix("'s") for token in self.lower]

    def of(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last``, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def word(self, index: int) -> str:
        """The lower-case token at ``index``; empty outside the text."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def joined(self, index: int) -> bool:
        """Whether token ``index`` follows the token before it without a space."""
        return 0 < index < len(self.tokens) and self.ends[index - 1] == self.starts[index]
