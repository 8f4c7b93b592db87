"""What is sent: real articles from a folder, as headlines, articles and bulk texts, in the same order in every run."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

#: A service may treat longer texts as bulk work; Intisari does.
MOST_CHARACTERS = 20_000
FEWEST_WORDS = 40
#: One request in so many is a headline, the others are whole articles.
HEADLINE_EVERY = 3
MOST_HEADLINE_WORDS = 20
#: Some 300 sentences.
FEATURE_WORDS = 5_000


@dataclass(frozen=True, slots=True)
class Text:
    """
    Attributes:
        words: of the source, as white space divides them.
    """

    text: str
    words: int

    @classmethod
    def of(cls, text: str) -> "Text":
        return cls(text, len(text.split()))


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that there is to send; each text once, as far as it goes."""

    headlines: tuple[Text, ...]
    articles: tuple[Text, ...]

    def mixed(self, seed: int) -> Iterator[Text]:
        """Headlines and articles; begins again where all were sent."""
        headlines, articles = self.short(seed), _endless(self.articles, seed)
        chance = Random(seed)
        while True:
            yield next(headlines) if chance.randrange(HEADLINE_EVERY) == 0 else next(articles)

    def short(self, seed: int) -> Iterator[Text]:
        return _endless(self.headlines, seed)

    def features(self, seed: int) -> Iterator[Text]:
        """Articles joined to texts of the length of a long feature."""
        return self._joined(seed, lambda text: text.words >= FEATURE_WORDS)

    def bulk(self, seed: int) -> Iterator[Text]:
        """Articles joined to texts of more characters than an interactive one may have."""
        return self._joined(seed, lambda text: len(text.text) > MOST_CHARACTERS)

    def _joined(self, seed: int, enough: Callable[[Text], bool]) -> Iterator[Text]:
        articles = _endless(self.articles, seed)
        while True:
            text = next(articles)
            while not enough(text):
                text = Text.of(f"{text.text}\n{next(articles).text}")
            yield text


def _endless(texts: Sequence[Text], seed: int) -> Iterator[Text]:
    order = Random(seed).sample(texts, len(texts))
    while True:
        yield from order


def read_material(folder: Path) -> Material:
    """Articles of ``.jsonl`` and ``.jsonl.gz`` (field ``text``, and ``title`` where there is one) and ``.txt`` files.

    A headline is the title, else the first line of the text where that is short. Texts that occur twice are taken once.

    Raises:
        ValueError: there are no articles, or no headlines, or a line is no JSON object with a text.
    """
    headlines: dict[str, Text] = {}
    articles: dict[str, Text] = {}
    for title, text in _read(folder):
        article = Text.of(text)
        if article.words >= FEWEST_WORDS and len(text) <= MOST_CHARACTERS:
            articles.setdefault(text, article)
        headline = Text.of(title or text.partition("\n")[0])
        if 2 <= headline.words <= MOST_HEADLINE_WORDS:
            headlines.setdefault(headline.text, headline)
    if not articles or not headlines:
        missing = "articles" if not articles else "headlines"
        raise ValueError(
            f"{folder} has no {missing}: it needs .jsonl or .jsonl.gz files with `text` (and `title`), or .txt files, "
            f"with articles of at least {FEWEST_WORDS} words."
        )
    return Material(tuple(headlines.values()), tuple(articles.values()))


def _read(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".txt":
            yield "", path.read_text(encoding="utf-8").strip()
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            opened = gzip.open if path.suffix == ".gz" else open
            with opened(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    row = json.loads(line)
                    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                        raise ValueError(f"{path}, line {number}: it has to be an object with a string `text`.")
                    yield str(row.get("title") or "").strip(), row["text"].strip()
