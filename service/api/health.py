"""Is it alive, is it ready, what has it done: for load balancers and for monitoring."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client.exposition import choose_encoder

from service.api.admission import service_of
from service.api.problems import documented
from service.errors import NotReadyError
from service.state import Intisari

router = APIRouter(tags=["operation"])


@router.get("/healthz", summary="The process answers")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz", summary="Requests can be answered", responses=documented(503))
async def readyz(service: Annotated[Intisari, Depends(service_of)]) -> dict[str, str]:
    """503 until the model has translated its first sentence, and again when the engine stops working."""
    if service.unready is not None:
        raise NotReadyError(service.unready)
    return {"status": "ready"}


@router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(request: Request, service: Annotated[Intisari, Depends(service_of)]) -> Response:
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(service.registry), headers={"Content-Type": content_type})
