"""``GET /v1/models``: which models may be used here, on what terms, and what one request may hold."""

from typing import Annotated, Self

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from models.engines.protocol import ModelCard
from service.api.admission import service_of
from service.api.schemas import MOST_SENTENCES, Model
from service.roster import EXTRACTIVE, Offer, Role
from service.settings import Settings
from service.state import Intisari

router = APIRouter(tags=["models"])


class LicensedModel(Model):
    commercial: bool = Field(description="Whether a commercial newsroom may use it.")
    notice: str = Field(description="Attribution and terms that have to be passed on.")

    @classmethod
    def of(cls, card: ModelCard) -> Self:
        return cls(
            name=card.name,
            revision=card.revision,
            licence=card.licence,
            commercial=card.commercial,
            notice=card.notice,
        )


class RunningModels(BaseModel):
    translator: LicensedModel
    summarizer: LicensedModel


class AvailableModel(BaseModel):
    """A model that ``models`` of a request may name. Texts that are not known are empty."""

    name: str
    role: Role
    default: bool = Field(description="Whether it answers where a request names none.")
    loaded: bool = Field(description="Whether it is in memory; if not, the first request that names it waits for that.")
    revision: str = Field(description="Empty where it is found out when the model is loaded.")
    licence: str
    licence_url: str
    commercial: bool | None = Field(description="Whether a commercial newsroom may use it; null where that is open.")
    notice: str = Field(description="Attribution and terms that have to be passed on.")
    training_data: str = Field(description="What it was trained on, and the terms of that.")
    memory_bytes: int | None = Field(description="Of its weights, estimated; null where that is not known.")

    @classmethod
    def of(cls, offer: Offer, service: Intisari) -> Self:
        card = card_of(offer, service)
        loaded = offer.name == EXTRACTIVE or service.pool.served(offer) is not None
        entry = offer.entry
        return cls(
            name=offer.name,
            role=offer.role,
            default=offer in (service.roster.translator, service.roster.summarizer),
            loaded=loaded,
            revision=card.revision,
            licence=card.licence,
            licence_url=entry.licence_url,
            commercial=card.commercial if loaded else entry.commercial,
            notice=card.notice,
            training_data=entry.training_data,
            memory_bytes=offer.weights,
        )


class Limits(BaseModel):
    """Beyond these, requests get 413; ``sentences`` 422; ``seconds`` 504."""

    body_bytes: int
    characters: int = Field(description="Of one text, or of the article in one HTML page.")
    texts: int
    glossary_terms: int
    sentences: int = Field(description="Of a summary.")
    seconds: float
    model_memory_bytes: int | None = Field(description="Of the weights of all loaded models together; null: no bound.")

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            body_bytes=settings.max_body_bytes,
            characters=settings.max_characters,
            texts=settings.max_texts,
            glossary_terms=settings.max_glossary_terms,
            sentences=MOST_SENTENCES,
            seconds=settings.max_seconds,
            model_memory_bytes=settings.model_memory,
        )


class ModelsAnswer(BaseModel):
    models: RunningModels = Field(description="The defaults.")
    available: list[AvailableModel] = Field(description="All that a request may name, the defaults first.")
    limits: Limits


@router.get("/v1/models", summary="The models and limits of this service")
async def list_models(service: Annotated[Intisari, Depends(service_of)]) -> ModelsAnswer:
    roster = service.roster
    return ModelsAnswer(
        models=RunningModels(
            translator=LicensedModel.of(card_of(roster.translator, service)),
            summarizer=LicensedModel.of(card_of(roster.summarizer, service)),
        ),
        available=[AvailableModel.of(offer, service) for offer in roster.offers],
        limits=Limits.of(service.settings),
    )


def card_of(offer: Offer, service: Intisari) -> ModelCard:
    """What the loaded model says of itself, else what its entry says."""
    if offer.name == EXTRACTIVE:
        return service.extractive
    served = service.pool.served(offer)
    if served is not None:
        return served.card
    entry = offer.entry
    return ModelCard(offer.name, entry.revision, entry.licence, bool(entry.commercial), entry.attribution)
