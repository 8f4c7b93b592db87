"""What the article bears out of what a model wrote, and what comes in place of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from models.checks.finding import Finding
from models.checks.roots import root
from models.checks.side import Language
from models.checks.support import check_support
from models.summarize.attribution import Attribution
from models.summarize.extractive import SummarySentence
from models.summarize.reading import Reading
from models.summarize.selection import REPETITION
from models.summarize.words import content_words, words
from models.summarize.writing import Draft

#: What happens to a sentence that says something that the article does not: a sentence of the article comes in its
#: place; it stays, with what was found; nothing is looked for.
Policy = Literal["strict", "flag", "off"]

#: Longest quotation of a model's sentence in a note, in characters.
_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that come into the summary together or not at all: one that was written, or one of the article with
    those that it leans on.

    Attributes:
        indices: sentences of the article that it tells; the most telling only, where it was written.
        relevance: between 0 and 1; what is trimmed first is lowest.
        note: what the reader has to know if it comes into the summary.
    """

    sentences: tuple[SummarySentence, ...]
    indices: tuple[int, ...]
    relevance: float
    note: str = ""


class Verification:
    """Goes through drafts in order, once.

    Attributes:
        groups: what stands so far.
        notes: what was left out, for the reader.
    """

    def __init__(self, reading: Reading, policy: Policy, language: Language) -> None:
        self.groups: list[Group] = []
        self.notes: list[str] = []
        self._reading = reading
        self._policy: Policy = policy
        self._language: Language = language
        self._verbatim = {_bare(s.text): index for index, s in reversed([*enumerate(reading.sentences)])}
        self._told: set[int] = set()
        self._contents: list[frozenset[str]] = []

    def take(self, draft: Draft) -> None:
        """Add the draft, or what the policy puts in its place, unless the summary says that already."""
        # What a model copies word for word is no different from what was extracted.
        index = self._verbatim.get(_bare(draft.text)) if draft.index is None else draft.index
        if index is not None:
            if not self._extract(index):
                self.notes.append(f"“{_short(draft.text)}” was left out: it cannot stand in a summary by itself.")
            return
        attribution = self._reading.attributor.attribute(draft.text, self._language)
        findings: tuple[Finding, ...] = ()
        if self._policy != "off":
            findings = check_support(
                draft.text, self._reading.source, attribution.support, self._language, cased=draft.cased
            )
        if self._policy == "strict" and (findings or not attribution.support):
            self._replace(draft.text, findings, attribution)
        elif self._is_new(draft.text):
            self._keep(draft.text, findings, attribution)

    def _keep(self, text: str, findings: tuple[Finding, ...], attribution: Attribution) -> None:
        reading = self._reading
        places = tuple(reading.sentences[index].place for index in attribution.support)
        if self._language == "id":
            sentence = SummarySentence(text, places, "written", findings)
        else:
            source = " ".join(reading.sentences[index].text for index in sorted(attribution.support))
            sentence = SummarySentence(source, places, "written", findings, en=text)
        note = ""
        if self._policy == "flag" and not attribution.support:
            note = f"No sentence of the article supports “{_short(text)}”."
        self._add(Group((sentence,), attribution.support[:1], _relevance(reading, attribution), note), text)

    def _replace(self, text: str, findings: Sequence[Finding], attribution: Attribution) -> None:
        said = f"The model's sentence “{_short(text)}” was"
        why = f" {findings[0].message}" if findings else ""
        if not attribution.support:
            self.notes.append(f"{said} left out: no sentence of the article supports it.{why}")
        elif attribution.support[0] in self._told:
            self.notes.append(f"{said} left out: what it rests on is in the summary already.{why}")
        elif not self._extract(
            attribution.support[0], f"{said} replaced by the sentence of the article that it rests on.{why}"
        ):
            self.notes.append(f"{said} left out: what it rests on cannot stand in a summary by itself.{why}")

    def _extract(self, index: int, note: str = "") -> bool:
        """Add a sentence of the article with those that it leans on; False where it leans on too many."""
        unit = self._reading.unit(index)
        missing = tuple(place for place in unit if place not in self._told)
        if missing:
            sentences = tuple(self._reading.extracted(place) for place in missing)
            group = Group(sentences, missing, self._reading.scores[index], note)
            self._add(group, " ".join(sentence.text for sentence in sentences))
        return bool(unit)

    def _is_new(self, text: str) -> bool:
        content = _content(text)
        return not any(len(content & told) >= REPETITION * len(content) for told in self._contents)

    def _add(self, group: Group, text: str) -> None:
        self.groups.append(group)
        self._told.update(group.indices)
        self._contents.append(_content(text))


def shortlist(drafts: Sequence[Draft], reading: Reading, most: int, language: Language) -> list[Draft]:
    """The ``most`` different drafts that tell most of the article, in order: what comes after them would be trimmed
    anyway, and need not be checked."""
    drafts = list(dict.fromkeys(drafts))

    def relevance(draft: Draft) -> float:
        if draft.index is not None:
            return reading.scores[draft.index]
        return _relevance(reading, reading.attributor.attribute(draft.text, language))

    ranked = sorted(range(len(drafts)), key=lambda place: (-relevance(drafts[place]), place))
    return [drafts[place] for place in sorted(ranked[:most])]


def _relevance(reading: Reading, attribution: Attribution) -> float:
    """What an editor would give for the sentence that it rests on first, as far as it rests on something."""
    return attribution.share * max((reading.scores[index] for index in attribution.support[:1]), default=0.0)


def _bare(text: str) -> str:
    """The text without capitals and spaces, which a model may lose in copying."""
    return "".join(text.split()).casefold()


def _content(text: str) -> frozenset[str]:
    return frozenset(root(word) for word in content_words(words(text)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
