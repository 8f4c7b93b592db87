"""The loaded models of a service: each is loaded when it is first used, and makes room again when nobody uses it."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from prometheus_client import CollectorRegistry, Counter

from models.engines.protocol import Engine
from models.errors import ModelsError, ModelUnavailableError
from service.batching import StoppedError
from service.errors import ModelChoiceError
from service.roster import Offer, Roster, mebibytes
from service.served import Served
from service.settings import Settings

log = logging.getLogger(__name__)

Load = Callable[[Offer], Engine]

SHUTTING_DOWN = "The service is shutting down. Send this again."


@dataclass(slots=True, eq=False)
class _Place:
    """Where a model is kept, loaded or not.

    Attributes:
        pinned: it is never unloaded.
        given: an engine that was loaded before the pool was made, and is not served yet.
        users: requests that use it, or wait until it is loaded.
        used: when the last of them ended, on the clock of the event loop.
    """

    offer: Offer
    pinned: bool
    given: Engine | None = None
    served: Served | None = None
    loading: "asyncio.Task[None] | None" = None
    users: int = 0
    used: float = 0.0

    @property
    def ready(self) -> bool:
        """Loaded or on the way. One whose workers died is loaded anew, except for the default translator, about which
        ``/readyz`` tells the operator."""
        if self.served is None:
            return self.loading is not None
        return self.served.batcher.healthy or self.pinned or self.users > 0

    @property
    def idle(self) -> bool:
        return self.served is not None and not self.users and not self.pinned


class Pool:
    """Keeps at most ``settings.model_memory`` bytes of weights loaded; belongs to one event loop.

    A request takes all of its models at once, and waits for room with none of them in its hands, so that requests
    cannot wait for each other. They get room in the order in which they came.

    Args:
        load: loads the engine of an offer; called in a thread.
        registry: gets the metrics of every model.
    """

    def __init__(self, roster: Roster, load: Load, settings: Settings, registry: CollectorRegistry) -> None:
        self._load_engine = load
        self._settings = settings
        self._registry = registry
        self._places = {offer: _Place(offer, pinned=offer is roster.translator) for offer in roster.offers}
        self._turn = asyncio.Lock()
        self._released = asyncio.Event()
        self._closed = False
        self._loads = Counter(
            "intisari_model_loads", "Models that were loaded or unloaded.", ["model", "outcome"], registry=registry
        )

    def served(self, offer: Offer) -> Served | None:
        return self._places[offer].served

    def adopt(self, offer: Offer, engine: Engine) -> None:
        """Take over an engine that is loaded already; the pool closes it."""
        self._places[offer].given = engine

    @asynccontextmanager
    async def use(self, *offers: Offer) -> AsyncIterator[dict[Offer, Served]]:
        """The models of these offers, loaded, warm and not unloaded before the end of the block.

        Loading goes on when the caller is cancelled: whoever comes next finds the model, or waits for the same load.

        Raises:
            ModelUnavailableError: one of them cannot be loaded.
            ModelChoiceError: together they never fit into the memory.
            StoppedError: the service is shutting down.
        """
        places = [self._places[offer] for offer in offers]
        self._check_fit(places)
        await self._hold(places)
        try:
            await asyncio.gather(*[asyncio.shield(place.loading) for place in places if place.loading])
            yield {place.offer: place.served for place in places if place.served}
        finally:
            self._release(places)

    async def close(self) -> None:
        """Finish what is queued, then unload everything; a load that is still going is left to itself."""
        self._closed = True
        self._released.set()
        loading = [place.loading for place in self._places.values() if place.loading]
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)
        await asyncio.gather(*map(self._unload, self._places.values()))
        for place in self._places.values():
            if place.given is not None:
                place.given.close()
                place.given = None

    def _check_fit(self, places: list[_Place]) -> None:
        bound = self._settings.model_memory
        pinned = [place for place in self._places.values() if place.pinned]
        needed = _weights({*places, *pinned})
        if bound is not None and needed > bound:
            names = " and ".join(f"`{place.offer.name}`" for place in places)
            raise ModelChoiceError(
                f"{names} cannot be used in one request: with the default translator they need {mebibytes(needed)}, "
                f"and this service allows {mebibytes(bound)}. Choose one of them at a time.",
                "models",
            )

    async def _hold(self, places: list[_Place]) -> None:
        """Count a new user of ``places``. What is missing begins to be loaded, once there is room for it."""
        self._check_open()
        if all(place.ready and (place.pinned or not self._turn.locked()) for place in places):
            _enter(places)
            return
        # Something is missing, or others have waited longer for the room that a model takes.
        async with self._turn:
            self._check_open()
            missing = [place for place in places if not place.ready]
            _enter(places)
            try:
                for place in missing:
                    await self._unload(place)
                await self._make_room(_weights([place for place in missing if not place.pinned]))
            except BaseException:
                self._release(places)
                raise
            for place in missing:
                place.loading = asyncio.create_task(self._load(place))

    def _check_open(self) -> None:
        if self._closed:
            raise StoppedError(SHUTTING_DOWN)

    async def _make_room(self, needed: int) -> None:
        bound = self._settings.model_memory
        while bound is not None and needed and self._loaded_weights() + needed > bound:
            idle = [place for place in self._places.values() if place.idle]
            if idle:
                await self._unload(min(idle, key=lambda place: place.used))
            else:
                self._released.clear()
                await self._released.wait()
                self._check_open()

    def _loaded_weights(self) -> int:
        places = self._places.values()
        return _weights([place for place in places if place.pinned or place.served or place.loading])

    def _release(self, places: list[_Place]) -> None:
        now = asyncio.get_running_loop().time()
        for place in places:
            place.users -= 1
            place.used = now
        self._released.set()

    async def _load(self, place: _Place) -> None:
        name = place.offer.name
        try:
            engine = place.given or await _in_thread(partial(self._load_engine, place.offer))
            try:
                served = Served(place.offer, engine, self._settings, self._registry)
                await served.start()
            except BaseException:
                if engine is not place.given:
                    engine.close()
                raise
        except asyncio.CancelledError as error:  # by `close`, and by nobody else
            raise StoppedError(SHUTTING_DOWN) from error
        except ModelsError as error:
            self._loads.labels(name, "failed").inc()
            log.error("the model %s cannot be used: %s", name, error)
            raise
        else:
            self._loads.labels(name, "loaded").inc()
            place.given, place.served = None, served
        finally:
            place.loading = None
            self._released.set()

    async def _unload(self, place: _Place) -> None:
        served, place.served = place.served, None
        if served is not None:
            self._loads.labels(place.offer.name, "unloaded").inc()
            await served.stop()


def _enter(places: list[_Place]) -> None:
    for place in places:
        place.users += 1


def _weights(places: Iterable[_Place]) -> int:
    return sum(place.offer.weights or 0 for place in places)


async def _in_thread(load: Callable[[], Engine]) -> Engine:
    """``load()`` in a thread that does not keep the process from ending, as those of an executor do: a load may be a
    download of gigabytes. Where nobody waits for the engine any more, it is closed."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Engine] = loop.create_future()

    def succeed(engine: Engine) -> None:
        if future.done():
            engine.close()
        else:
            future.set_result(engine)

    def fail(error: ModelsError) -> None:
        if not future.done():
            future.set_exception(error)

    def work() -> None:
        settle: Callable[[], None]
        try:
            settle = partial(succeed, load())
        except ModelsError as known:
            settle = partial(fail, known)
        except Exception as unknown:  # whatever a library raises concerns this model and nobody else
            log.exception("A model could not be loaded")
            settle = partial(fail, ModelUnavailableError(f"The model could not be loaded: {unknown!r}."))
        with suppress(RuntimeError):  # the loop was closed
            loop.call_soon_threadsafe(settle)

    threading.Thread(target=work, name="model-loader", daemon=True).start()
    return await future
