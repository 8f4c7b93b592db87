"""How close extractive summaries come to references: ours, the first sentences, LexRank, TextRank, the best possible.

    python -m benchmarks.summaries PAIRS.jsonl.gz … [--train PAIRS.jsonl.gz …]

ROUGE F1 × 100 (rouge-score, lower-case letters and digits, no stemming). Without ``--train``, the bundled weights are
measured. With it, the weights are trained from those files: articles of the story being measured are left out of the
training (five folds by story). LexRank and TextRank need ``pip install sumy``; without it they are left out.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rouge_score.rouge_scorer import RougeScorer

from models.article.document import Article
from models.summarize.extractive import SummaryOptions, summarize
from models.summarize.scorer import Scorer
from training.summary_pairs import Pair, fold, oracle_labels, read_pairs, stories
from training.summary_scorer import train

METRICS = ("rouge1", "rouge2", "rougeL")
FOLDS = 5
COMPARED = 3
RESAMPLES = 1000

Scores = tuple[float, float, float]


def sentences(article: Article) -> list[str]:
    return [span.of(paragraph.text) for paragraph in article.paragraphs for span in paragraph.sentences]


def lead(article: Article, count: int) -> str:
    return " ".join(sentences(article)[:count])


def lead_words(article: Article, count: int) -> str:
    return " ".join(" ".join(sentences(article)).split()[:count])


def ours(article: Article, count: int, scorer: Scorer | None) -> str:
    return " ".join(sentence.text for sentence in summarize(article, SummaryOptions(sentences=count), scorer))


def oracle(pair: Pair) -> str:
    texts = sentences(pair.article)
    labels = oracle_labels(texts, pair.summary, COMPARED)
    return " ".join(text for text, chosen in zip(texts, labels, strict=True) if chosen)


def public_baselines() -> dict[str, Callable[[Article, int], str]]:
    """LexRank and TextRank of sumy on our sentences; empty where sumy is not installed."""
    try:
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer
    except ImportError:
        return {}
    from models.summarize.words import stop_words, words

    class Words:
        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(words(text))

    def baseline(kind: Any) -> Callable[[Article, int], str]:
        summarizer = kind()
        summarizer.stop_words = stop_words()

        def run(article: Article, count: int) -> str:
            document = ObjectDocumentModel([Paragraph([Sentence(text, Words()) for text in sentences(article)])])
            return " ".join(str(sentence) for sentence in summarizer(document, count))

        return run

    return {"LexRank": baseline(LexRankSummarizer), "TextRank": baseline(TextRankSummarizer)}


def scorers(pairs: Sequence[Pair], trained: Sequence[Pair]) -> list[Scorer | None]:
    """For each pair, weights that have not seen its story; ``None`` is the bundled ones."""
    if not trained:
        return [None] * len(pairs)
    story = stories([*trained, *pairs])
    folds = [fold(name, FOLDS) for name in story]
    by_fold = [
        train([pair for pair, its in zip(trained, folds, strict=False) if its != left_out]) for left_out in range(FOLDS)
    ]
    return [by_fold[its] for its in folds[len(trained) :]]


def interval(differences: Sequence[float]) -> tuple[float, float, float]:
    """Mean and 95 % bootstrap interval."""
    generator = random.Random(0)
    means = sorted(sum(generator.choices(differences, k=len(differences))) / len(differences) for _ in range(RESAMPLES))
    return sum(differences) / len(differences), means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def measure(pairs: Sequence[Pair], scorer_of: Sequence[Scorer | None]) -> dict[str, list[Scores]]:
    rouge = RougeScorer(list(METRICS))
    baselines = public_baselines()
    results: dict[str, list[Scores]] = {}

    def note(system: str, summary: str, pair: Pair) -> None:
        scores = rouge.score(pair.summary, summary)
        results.setdefault(system, []).append(tuple(100 * scores[metric].fmeasure for metric in METRICS))

    for pair, scorer in zip(pairs, scorer_of, strict=True):
        for count in range(1, COMPARED + 1):
            note(f"Lead-{count}", lead(pair.article, count), pair)
            note(f"ours, {count}", ours(pair.article, count, scorer), pair)
        size = len(ours(pair.article, COMPARED, scorer).split())
        note(f"Lead, words of ours, {COMPARED}", lead_words(pair.article, size), pair)
        for name, baseline in baselines.items():
            note(f"{name}, {COMPARED}", baseline(pair.article, COMPARED), pair)
        note(f"oracle, at most {COMPARED}", oracle(pair), pair)
    return results


def report(results: dict[str, list[Scores]]) -> Iterable[str]:
    for system, scores in sorted(results.items(), key=lambda item: item[0].lower()):
        means = [sum(column) / len(column) for column in zip(*scores, strict=True)]
        yield f"| {system} | " + " | ".join(f"{mean:.1f}" for mean in means) + " |"
    for ours_name, theirs in [(f"ours, {n}", f"Lead-{n}") for n in range(1, COMPARED + 1)] + [
        (f"ours, {COMPARED}", f"Lead, words of ours, {COMPARED}")
    ]:
        cells = []
        for index in range(len(METRICS)):
            mean, low, high = interval(
                [a[index] - b[index] for a, b in zip(results[ours_name], results[theirs], strict=True)]
            )
            cells.append(f"{mean:+.2f} [{low:+.2f}, {high:+.2f}]")
        yield f"| {ours_name} − {theirs} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--train", nargs="+", type=Path, default=[])
    arguments = parser.parse_args()
    pairs = [pair for path in arguments.pairs for pair in read_pairs(path)]
    trained = [pair for path in arguments.train for pair in read_pairs(path)]
    scorer_of = scorers(pairs, trained)
    for source in dict.fromkeys(pair.source for pair in pairs):
        chosen = [index for index, pair in enumerate(pairs) if pair.source == source]
        print(f"\n{source}, {len(chosen)} articles\n\n| system | R1 | R2 | RL |\n|---|---:|---:|---:|", flush=True)
        results = measure([pairs[index] for index in chosen], [scorer_of[index] for index in chosen])
        print("\n".join(report(results)))


if __name__ == "__main__":
    main()
