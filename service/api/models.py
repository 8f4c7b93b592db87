"""``GET /v1/models``: which models run here, on what terms, and what one request may hold."""

from typing import Annotated, Self

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from models.engines.protocol import ModelCard
from service.api.admission import service_of
from service.api.schemas import MOST_SENTENCES, Model
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


class Limits(BaseModel):
    """Beyond these, requests get 413; ``sentences`` 422; ``seconds`` 504."""

    body_bytes: int
    characters: int = Field(description="Of one text, or of the article in one HTML page.")
    texts: int
    glossary_terms: int
    sentences: int = Field(description="Of a summary.")
    seconds: float

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            body_bytes=settings.max_body_bytes,
            characters=settings.max_characters,
            texts=settings.max_texts,
            glossary_terms=settings.max_glossary_terms,
            sentences=MOST_SENTENCES,
            seconds=settings.max_seconds,
        )


class ModelsAnswer(BaseModel):
    models: RunningModels
    limits: Limits


@router.get("/v1/models", summary="The models and limits of this service")
async def list_models(service: Annotated[Intisari, Depends(service_of)]) -> ModelsAnswer:
    return ModelsAnswer(
        models=RunningModels(
            translator=LicensedModel.of(service.engine.card), summarizer=LicensedModel.of(service.summarizer)
        ),
        limits=Limits.of(service.settings),
    )
