"""What goes over the wire. Names and their order are a contract: more may be added, none is changed."""

import difflib
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from models.digest import Route
from models.engines.protocol import ModelCard
from models.summarize.extractive import SentenceOrigin

Language = Literal["auto", "id"]
Layout = Literal["paragraph", "bullets"]
MOST_SENTENCES = 100


class Strict(BaseModel):
    """A request: nothing is converted, and a field that is not known is refused with the one that was meant."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _no_unknown_fields(cls, value: Any) -> Any:
        for name in value if isinstance(value, dict) else ():
            if name not in cls.model_fields:
                near = difflib.get_close_matches(str(name), cls.model_fields, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(cls.model_fields)}."
                raise PydanticCustomError(
                    "unknown_field",
                    "There is no field `{unknown_field}`; {hint}",
                    {"unknown_field": str(name)[:80], "hint": hint},
                )
        return value


class SummaryOptions(Strict):
    """How to summarise."""

    length: Literal["short", "medium", "long"] = Field("medium", description="Ignored where `sentences` is given.")
    sentences: int | None = Field(None, ge=1, le=MOST_SENTENCES, description="Number of sentences.")
    layout: Layout = Field("paragraph", description="How the sentences are joined to `id` and `en`.")


def _which_summary(value: Any) -> str | None:
    if value is False:
        return "|off"
    return "|options" if isinstance(value, dict | SummaryOptions) else None


SummaryChoice = Annotated[
    Annotated[SummaryOptions, Tag("|options")] | Annotated[Literal[False], Tag("|off")],
    Discriminator(
        _which_summary,
        custom_error_type="request",
        custom_error_message='`summary` has to be an object such as {"length": "short"}, or false for no summary.',
    ),
]


def _not_stored(value: Any) -> Any:
    if isinstance(value, str):
        raise PydanticCustomError(
            "request",
            'This version stores no glossaries; send the term pairs: [["DPR RI", "House of Representatives"]].',
        )
    return value


Term = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Pairs = Annotated[
    list[Annotated[list[Term], Field(min_length=2, max_length=2)]],
    BeforeValidator(_not_stored),
    Field(description="Pairs of an Indonesian term and the English that has to be used for it."),
]


class ModelChoice(Strict):
    """Models by name, of those that GET /v1/models lists; where one is not given, the default answers."""

    translator: str | None = None
    summarizer: str | None = Field(
        None, description="`extractive` chooses sentences of the article; the others write new ones."
    )


class ArticleRequest(Strict):
    """One article, as ``text`` or as ``html``."""

    text: str | None = Field(None, description="Plain text; lines are paragraphs.")
    html: str | None = Field(None, description="The HTML of the page, or of the article.")
    url: str | None = Field(None, description="Not available: this service fetches no pages. Send `html`.")
    title: str | None = Field(
        None, max_length=1000, description="The headline, where it is known; else it is looked for."
    )
    language: Language = Field("auto", description="`id` takes the text although its language is not recognised.")
    summary: SummaryChoice = SummaryOptions()
    translate: Literal["full", "summary", "none"] = Field(
        "full", description="`summary` translates the title and the summary only."
    )
    glossary: Pairs | None = None
    models: ModelChoice | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [name for name in ("text", "html", "url") if getattr(self, name) is not None]
        if len(given) != 1:
            found = f"not {' and '.join(given)}" if given else "none of them is there"
            raise PydanticCustomError("request", "Send exactly one of text, html and url; {found}.", {"found": found})
        return self


class TextsRequest(Strict):
    """One or many texts. What is wrong with one of them fails that one only."""

    texts: list[str] = Field(min_length=1)
    format: Literal["text", "html"] = Field("text", description="`html`: the main text of each page is taken.")
    language: Language = Field("auto", description="`id` takes texts although their language is not recognised.")
    models: ModelChoice | None = None


class SummariesRequest(TextsRequest):
    length: Literal["short", "medium", "long"] = Field("medium", description="Ignored where `sentences` is given.")
    sentences: int | None = Field(None, ge=1, le=MOST_SENTENCES, description="Number of sentences.")
    layout: Layout = Field("paragraph", description="How the sentences are joined to `text`.")


class TranslationsRequest(TextsRequest):
    glossary: Pairs | None = None


def _optional(description: str) -> Any:
    return Field(None, description=description, exclude_if=lambda value: value is None)


class Problem(BaseModel):
    """RFC 9457. Members that say nothing are left out."""

    type: str = Field(description="An address of this service that explains this kind of problem.")
    title: str
    status: int
    detail: str = Field(description="A sentence about this request.")
    remedy: str = Field(description="What to do about problems of this kind.")
    field: str | None = _optional("The part of the request that is at fault.")
    errors: list[dict[str, str]] | None = _optional("Every fault, where there are several.")
    language: str | None = _optional("Where the text is not Indonesian: what it is.")
    request_id: str | None = _optional("What to quote when you report it.")


class Model(BaseModel):
    """The model that made an answer."""

    name: str
    revision: str
    licence: str

    @classmethod
    def of(cls, card: ModelCard) -> Self:
        return cls(name=card.name, revision=card.revision, licence=card.licence)


class Models(BaseModel):
    """None where that part did not run."""

    translator: Model | None
    summarizer: Model | None


class Usage(BaseModel):
    characters: int = Field(description="Characters of the cleaned text.")


class Bilingual(BaseModel):
    id: str
    en: str | None


class Segment(BaseModel):
    """Half-open ranges of characters, in the cleaned text and in its translation."""

    source: tuple[int, int]
    target: tuple[int, int]
    flags: list[str] = Field(description="Kinds of the checks that this segment failed.")


class Paragraph(Bilingual):
    segments: list[Segment]
    language: str


class Removed(BaseModel):
    text: str
    rule: str
    line: int


_SUPPORT = "(paragraph, sentence) of the sentences of the article that it is taken from or rests on."
_ORIGIN = "`extracted`: it stands so in the article; `written`: by the summariser."

_DIRECT = "English, where the summariser writes it directly; `text` is then what it rests on. Else null."


class SummarySentence(Bilingual):
    support: list[tuple[int, int]] = Field(description=_SUPPORT)
    origin: SentenceOrigin = Field(description=_ORIGIN)
    flags: list[str] = Field(description="Kinds of the doubts about it in `checks`: what it says, and its translation.")


class Summary(Bilingual):
    sentences: list[SummarySentence]
    route: Route | None = Field(
        None,
        description="How its English came about: sentences chosen, then translated; written in Indonesian, then "
        "translated; or written in English directly. Without English: `extract` or `summarise`.",
    )


class Check(BaseModel):
    """A doubt about a translation. ``paragraph`` and ``segment`` are None where it is about the title; for the summary,
    ``segment`` is the index of the sentence."""

    kind: str
    paragraph: int | None
    segment: int | None
    message: str
    source: str
    target: str
    where: Literal["title", "paragraph", "summary"]


class Metadata(BaseModel):
    author: str | None
    date: str | None
    site: str | None
    dateline: str | None


class ArticleAnswer(BaseModel):
    id: str = Field(description="Hash of the cleaned title and paragraphs: the same article has the same one.")
    language: str
    title: Bilingual | None
    paragraphs: list[Paragraph]
    removed: list[Removed]
    summary: Summary | None
    checks: list[Check]
    metadata: Metadata
    notes: list[str]
    models: Models
    usage: Usage
    timings: dict[str, float] = Field(description="Seconds for each stage.")


class TranslatedText(BaseModel):
    text: str = Field(description="The English; line breaks are where they were.")
    source: str = Field(description="The cleaned text, which the offsets of `segments` are in.")
    language: str
    segments: list[Segment]
    flags: list[str]
    checks: list["SegmentCheck"]
    removed: list[Removed]
    notes: list[str]


class SegmentCheck(BaseModel):
    kind: str
    segment: int
    message: str
    source: str
    target: str


class SummaryText(BaseModel):
    text: str
    language: str
    en: str | None = Field(description=_DIRECT)
    sentences: list["SupportedSentence"]
    checks: list["SentenceCheck"]
    removed: list[Removed]
    notes: list[str]


class SupportedSentence(BaseModel):
    text: str
    en: str | None = Field(description=_DIRECT)
    support: list[tuple[int, int]] = Field(description=_SUPPORT)
    origin: SentenceOrigin = Field(description=_ORIGIN)
    flags: list[str] = Field(description="Kinds of the doubts about what a written sentence says.")


class SentenceCheck(BaseModel):
    """A doubt about a written sentence of the summary: `sentence` is its index, `target` its words, `source` those of
    the article."""

    kind: str
    sentence: int
    message: str
    source: str
    target: str


class Failed(BaseModel):
    """In the place of an item that could not be done."""

    error: Problem


class TranslationsAnswer(BaseModel):
    translations: list[TranslatedText | Failed]
    models: Models
    usage: Usage
    timings: dict[str, float]


class SummariesAnswer(BaseModel):
    summaries: list[SummaryText | Failed]
    models: Models
    usage: Usage
    timings: dict[str, float]
