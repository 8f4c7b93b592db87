"""What is looked at before any work is done: limits, the choice of models, the parts that this version lacks."""

from dataclasses import dataclass

from fastapi import Request

from models.article.document import Article
from models.engines.protocol import Glossary
from service.api.schemas import ArticleRequest, ModelChoice, TextsRequest
from service.batching import Lane
from service.errors import FetchingOffError, NotReadyError, RequestError, TooLongError, TooManyError
from service.roster import Offer
from service.settings import Settings
from service.state import Intisari

#: A request with more characters than a very long article is not one that a person waits for.
MOST_INTERACTIVE_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """The models that a request gets, loaded or not."""

    translator: Offer
    summarizer: Offer


def service_of(request: Request) -> Intisari:
    """The running service.

    Raises:
        NotReadyError: the application has not started.
    """
    service = getattr(request.app.state, "intisari", None)
    if not isinstance(service, Intisari):
        raise NotReadyError("The service has not started yet.")
    return service


def admit_article(body: ArticleRequest, service: Intisari) -> Chosen:
    """Raises: FetchingOffError, ModelChoiceError, NeverFitsError, QueueFullError, StoppedError, TooLongError."""
    if body.url is not None:
        raise FetchingOffError(
            "This service does not fetch pages. Fetch the page yourself and send its HTML as `html`.", "url"
        )
    chosen = choose_models(body.models, service)
    check_length(body.text or "", service.settings, "text")
    if body.translate != "none":
        service.require_room(chosen.translator, len(body.text or ""), Lane.INTERACTIVE)
    return chosen


def admit_texts(body: TextsRequest, service: Intisari) -> Chosen:
    """Raises: ModelChoiceError, TooManyError."""
    chosen = choose_models(body.models, service)
    most = service.settings.max_texts
    if len(body.texts) > most:
        raise TooManyError(f"`texts` has {len(body.texts)} texts; {most} is the most for one request.", "texts")
    return chosen


def choose_models(choice: ModelChoice | None, service: Intisari) -> Chosen:
    """Raises: ModelChoiceError where a name is none that this service may use for that."""
    choice = choice or ModelChoice()
    choose = service.roster.choose
    return Chosen(choose("translator", choice.translator), choose("summarizer", choice.summarizer))


def lane_of(characters: int) -> Lane:
    """Who waits for a request with so many characters."""
    return Lane.BULK if characters > MOST_INTERACTIVE_CHARACTERS else Lane.INTERACTIVE


def check_length(text: str, settings: Settings, field: str) -> None:
    most = settings.max_characters
    if len(text) > most:
        raise TooLongError(f"`{field}` has {len(text)} characters; {most} is the most for one text.", field)


def check_article(article: Article, settings: Settings, field: str) -> Article:
    """The limit for HTML: what counts is the article in it."""
    characters = characters_of(article)
    most = settings.max_characters
    if characters > most:
        raise TooLongError(f"The article in `{field}` has {characters} characters; {most} is the most.", field)
    return article


def characters_of(article: Article) -> int:
    return len(article.title or "") + sum(len(paragraph.text) for paragraph in article.paragraphs)


def glossary_of(pairs: list[list[str]] | None, settings: Settings) -> Glossary:
    """Raises: TooManyError; RequestError where one term has two translations."""
    terms: dict[str, str] = {}
    for index, (term, translation) in enumerate(pairs or ()):
        term, translation = " ".join(term.split()), " ".join(translation.split())
        if terms.setdefault(term, translation) != translation:
            raise RequestError(
                f"The glossary gives two translations for `{term}`; keep one of them.", f"glossary[{index}]"
            )
    if len(terms) > settings.max_glossary_terms:
        raise TooManyError(f"`glossary` has {len(terms)} terms; {settings.max_glossary_terms} is the most.", "glossary")
    return tuple(terms.items())
