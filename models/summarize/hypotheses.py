"""What a model's output is good for: its finished sentences, or the reason why it is good for nothing."""

import re
from dataclasses import dataclass

from models.article.sentences import split_sentences
from models.checks.leftovers import check_leftovers
from models.checks.repetition import check_repetition
from models.checks.side import Language, Side
from models.engines.protocol import Hypothesis
from models.summarize.surface import Surface, is_cased

_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Fewer words say nothing: "Ya.", "Jakarta".
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Output:
    """
    Attributes:
        sentences: whole sentences, in order; empty where there is a problem.
        problem: why the output cannot be used, after "the model"; empty where it can.
        unfinished: the last sentence, which was left out because the length bound cut it off; empty where none was.
        cased: whether the model knows capitals, as far as this shows.
    """

    sentences: tuple[str, ...]
    problem: str = ""
    unfinished: str = ""
    cased: bool = True


def read_output(hypothesis: Hypothesis, source: str, surface: Surface, language: Language = "id") -> Output:
    """The sentences of ``hypothesis``, with the spelling of ``surface``.

    A text that was cut off at the length bound loses the sentence that it breaks off in. A text that goes round in
    circles, or holds the model's own control words, is not used at all: what stands before the loop is rarely better.

    Args:
        source: what the model was given.
        language: what it writes.
    """
    text = surface.restore(hypothesis.text)
    said, written = Side(source, "id"), Side(text, language)
    for finding in [*check_leftovers(said, written), *check_repetition(said, written)]:
        verb = "repeated" if finding.kind == "repetition" else "wrote"
        return Output((), f"{verb} “{finding.target}”" + " over and over" * (finding.kind == "repetition"))
    sentences = [span.of(text) for span in split_sentences(text)]
    unfinished = ""
    if hypothesis.truncated and sentences and not _ENDED.search(sentences[-1]):
        unfinished = sentences.pop()
    sentences = [sentence for sentence in sentences if len(_WORD.findall(sentence)) >= _FEWEST_WORDS]
    if sentences:
        return Output(tuple(sentences), unfinished=unfinished, cased=is_cased(hypothesis.text))
    if unfinished:
        return Output((), "reached its length bound within the first sentence")
    return Output((), "wrote nothing" if not text else f"wrote no sentence, only “{text[:80]}”")
