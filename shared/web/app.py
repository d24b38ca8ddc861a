"""The application factory: every service is built here, in the same way."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import Lifespan

from shared.bus.runtime import Bus, transport_of
from shared.bus.subscriptions import Subscriptions
from shared.days import keep_to
from shared.files import Store, clamd, no_scanner
from shared.letters import Post
from shared.observability import observe
from shared.observability.logs import log
from shared.observability.requests import RequestLog
from shared.observability.setup import REQUESTS, flush_traces
from shared.persistence.database import Clock, Database, utc_now
from shared.settings import Settings
from shared.version import VERSION
from shared.web.middleware import (
    BoundedBody,
    HeadRequests,
    TraceResponse,
    UnexpectedErrors,
    cross_origin,
)
from shared.web.openapi import PROBLEM_RESPONSES, Lists, describe, operation_id
from shared.web.problem_handlers import (
    DatabaseUnavailable,
    install_problem_handlers,
    problem_response,
)
from shared.web.tokens import IssuerUnreachable, Tokens
from shared.web.turns import Turns
from shared.web.vocabularies import fields, named_by_codes, vocabularies, vocabulary_desk

READY_SECONDS = 3
"""How long the database may take to answer before the service says that it is not ready."""
CONVENTIONS = """
Every error is a problem (RFC 9457) with a stable `type`. A POST with an `Idempotency-Key` acts
once, however often it is sent. What can change has an `ETag`: send it as `If-Match` with a
command, and the command is refused if somebody was quicker; as `If-None-Match` with the same
question, and the answer is 304 while nothing has changed. Money is a string in pounds. A caller
who sends more at once than is served is answered 429: send it again after `Retry-After` seconds.
"""


@dataclass(frozen=True, slots=True)
class Service:
    """What makes one service: its name, its rooms and where its schema's history lies."""

    name: str
    about: str
    routers: Sequence[APIRouter]
    """One for each desk."""
    migrations: Path
    subscriptions: Subscriptions = field(default_factory=Subscriptions)
    files: Mapping[str, int] = field(default_factory=dict)
    """Paths that take a file as the request's body, and the most bytes of each."""
    check: Callable[[], object] = lambda: None
    """Raises at start-up if the service's data files do not hold."""


def create_app(service: Service, settings: Settings, clock: Clock = utc_now) -> FastAPI:
    """The ASGI app of a service: its routes, its part of the bus, and what all have alike."""
    service.check()
    keep_to(settings.first_day, settings.last_day)
    observe(service.name, settings.otlp_endpoint, settings.zipkin_endpoint)
    database = Database(
        service.name, settings.database_url, pool_size=settings.pool_size, clock=clock
    )
    store = Store.open(settings.files) if settings.files else None
    bus = Bus(
        database,
        service.subscriptions,
        transport_of(settings),
        settings.workers,
        keep_days=settings.keep_days,
        post=Post.open(store, settings.letters, settings.notify_key.get_secret_value()),
    )
    tokens = Tokens(settings.issuer, settings.audience, settings.jwks_url)

    app = _described(service, lambda _: _running(settings, database, bus))
    terms = vocabularies(service.migrations.parent)
    lists = Lists(named_by_codes(terms), fields(service.migrations.parent))
    app.openapi = partial(describe, app, lists)  # type: ignore[method-assign]
    app.state.settings = settings
    app.state.database = database
    app.state.tokens = tokens
    app.state.store = store
    app.state.scanner = clamd(settings.scanner) if settings.scanner else no_scanner
    app.state.turns = Turns(max(1, settings.pool_size // 5))
    for router in (*service.routers, vocabulary_desk(terms)):
        app.include_router(router)
    app.include_router(_operations(bus, database, tokens))
    _surround(app, service.files, settings.origins)
    install_problem_handlers(app)
    app.openapi()
    return app


@asynccontextmanager
async def _running(settings: Settings, database: Database, bus: Bus) -> AsyncIterator[None]:
    """From when a process of the service begins to when it has ended."""
    log.info("starting", version=VERSION, settings=settings.told())
    bus.start()
    yield
    await bus.stop()
    await database.dispose()
    flush_traces()
    log.info("stopped")


def _described(service: Service, lifespan: Lifespan[FastAPI]) -> FastAPI:
    return FastAPIOffline(
        title=f"DFG platform: {service.name.replace('_', ' ')}",
        description=f"{service.about}\n\n{CONVENTIONS}",
        version="1",
        openapi_url="/openapi.json",
        responses=PROBLEM_RESPONSES,
        generate_unique_id_function=operation_id,
        telemetry=REQUESTS,
        lifespan=lifespan,
        redirect_slashes=False,  # the address of a redirect would be what the caller's Host says
    )


def _surround(app: FastAPI, files: Mapping[str, int], origins: Sequence[str]) -> None:
    """What every request passes through, from the inside out."""
    app.add_middleware(BoundedBody, files=files)
    for around in (UnexpectedErrors, TraceResponse, HeadRequests, RequestLog):
        app.add_middleware(around)
    if origins:
        app.add_middleware(CORSMiddleware, **cross_origin(origins))


def _operations(bus: Bus, database: Database, tokens: Tokens) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "live"}

    @router.get("/health/ready", response_model=None)
    async def ready() -> Response | dict[str, object]:
        try:
            async with asyncio.timeout(READY_SECONDS):
                await database.ping()
        except Exception:  # noqa: BLE001 - whatever it is, the service cannot serve
            return problem_response(DatabaseUnavailable())
        try:
            await tokens.know_keys()
        except IssuerUnreachable as problem:
            return problem_response(problem)
        return {"status": "ready", "bus": bus.troubles or "working"}

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router
