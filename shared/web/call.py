"""A call of the API: one command or one query, under the caller's reach."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from string import Formatter
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

import orjson
from fastapi import Request, Response, Security
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPBearer
from fastapi.security.base import SecurityBase
from pydantic import BaseModel

from shared.files import Store, Unavailable
from shared.persistence.audit import Read, note_read
from shared.persistence.closing import Answer
from shared.persistence.reading import NotModified, Reading, etag_of
from shared.persistence.unit_of_work import UnitOfWork
from shared.web.files import Content, Made, begun, to_be_saved
from shared.web.idempotency import keyed
from shared.web.tokens import Principal

P = ParamSpec("P")
T = TypeVar("T")
_KEY_SPACE = uuid.UUID("6f1f4a2e-5d0c-4a3e-9d53-0f6c0e1b7a11")
"""Namespace of the causes that idempotency keys name."""


def _named_by(principal: str, key: str) -> uuid.UUID:
    """The cause that somebody's key names. Of a name and a key no other name and key make it."""
    return uuid.uuid5(_KEY_SPACE, f"{len(principal)} {principal}/{key}")


class _Address(Formatter):
    """Fills an address: each value is percent-encoded, so that none ends its segment or its query."""

    def format_field(self, value: object, format_spec: str) -> str:
        return quote(format(value, format_spec), safe="")


class Call:
    """One request's way to the use cases."""

    def __init__(self, request: Request, principal: Principal) -> None:
        self._request = request
        self._principal = principal

    def demand(self, scope: str) -> None:
        """Raise unless the token has this scope too: one that the body asks for."""
        self._principal.require([scope])

    @property
    def store(self) -> Store:
        """Where letters and documents lie. Raises `Unavailable` where none are kept."""
        store: Store | None = self._request.app.state.store
        if store is None:
            raise Unavailable("this service keeps no files: its operators set DFG_FILES")
        return store

    async def do(
        self,
        view: Callable[[T], BaseModel],
        command: Callable[Concatenate[UnitOfWork, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Run a command in one transaction and answer 200 with a view of its result."""
        return _response(await self._run(200, view, command, *args, **kwargs))

    async def create(
        self,
        at: str,
        view: Callable[[T], BaseModel],
        command: Callable[Concatenate[UnitOfWork, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Run a command that makes something new and answer 201 with a view of it.

        `at` is the address at which it can be read, with names of the view's keys in braces.
        """
        answer = await self._run(201, view, command, *args, **kwargs)
        return _response(answer, location=_Address().vformat(at, (), orjson.loads(answer.body)))

    async def ask(
        self,
        query: Callable[Concatenate[Reading, P], Awaitable[BaseModel]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Answer with the view that a query returns, or that the caller has it (`If-None-Match`)."""
        known = self._request.headers.get("if-none-match")
        try:
            async with self._request.app.state.database.reading(
                self._principal.reach, known
            ) as reading:
                view = await query(reading, *args, **kwargs)
                reading.demand_news(view)
        except NotModified as same:
            return _response(Answer(304, "", same.etag))
        return _response(Answer(200, view.model_dump_json(), etag_of(view)))

    async def send(
        self,
        query: Callable[Concatenate[Reading, P], Awaitable[Content]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Send the content that a query found, part by part, to be saved and not shown.

        Who reads it is in the audit before it goes out.
        """
        content = await self.find(query, *args, **kwargs)
        if content.withheld:
            self.demand("audit:read")
        parts = await begun(self.store.read(content.key, content.sha256))
        await self._note(content.read)
        return StreamingResponse(parts, headers=content.headers, media_type=content.kind)

    async def open(
        self,
        query: Callable[Concatenate[Reading, P], Awaitable[tuple[BaseModel, Read]]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Response:
        """Answer with the view that a query returns, once the audit has who reads it."""
        view, read = await self.find(query, *args, **kwargs)
        await self._note(read)
        return self.tell(view)

    async def _note(self, read: Read) -> None:
        action = self._request.scope["route"].name
        await note_read(self._request.app.state.database, self._principal.reach, action, read)

    async def again(
        self,
        command: Callable[Concatenate[UnitOfWork, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a command of a long answer, in a transaction of its own; the token has to hold still."""
        state = self._request.app.state
        await state.tokens.principal(self._request.headers.get("authorization"))
        async with state.database.unit_of_work(
            self._principal.reach, action=command.__name__, cause=uuid.uuid4()
        ) as uow:
            return await command(uow, *args, **kwargs)

    async def find(
        self,
        query: Callable[Concatenate[Reading, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """What a query returns, for an answer that is made of it outside its transaction."""
        async with self._request.app.state.database.reading(self._principal.reach) as reading:
            return await query(reading, *args, **kwargs)

    @staticmethod
    def give(made: Made) -> Response:
        """Send a file that was made, to be saved and not shown."""
        return Response(made.content, 200, to_be_saved(made.name), media_type=made.kind)

    @staticmethod
    def tell(view: BaseModel) -> Response:
        """Answer with what needs no database."""
        return _response(Answer(200, view.model_dump_json(), None))

    async def _run(
        self,
        status: int,
        view: Callable[[T], BaseModel],
        command: Callable[Concatenate[UnitOfWork, P], Awaitable[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Answer:
        request = await keyed(self._request)
        reach = self._principal.reach
        cause = _named_by(reach.principal, request.key) if request else uuid.uuid4()
        async with self._request.app.state.database.unit_of_work(
            reach,
            action=command.__name__,
            cause=cause,
            request=request,
            if_match=self._request.headers.get("if-match"),
        ) as uow:
            if uow.earlier is not None:
                earlier: Answer = uow.earlier
                return earlier
            result = await command(uow, *args, **kwargs)
            await uow.session.flush()
            answer = Answer(status, view(result).model_dump_json(), etag_of(result))
            uow.keep(answer)
        return answer


def _response(answer: Answer, location: str | None = None) -> Response:
    headers = {"cache-control": "no-store"}
    if answer.etag:
        headers["etag"] = answer.etag
    if location:
        headers["location"] = location
    return Response(answer.body, answer.status, headers, media_type="application/json")


class _Needs(SecurityBase):
    """Lets a caller with one of the scopes in, and gives the route its `Call`."""

    model = HTTPBearer(auto_error=False).model
    scheme_name = HTTPBearer.__name__

    def __init__(self, scopes: Sequence[str]) -> None:
        self._scopes = scopes

    async def __call__(self, request: Request) -> Call:
        principal: Principal = request.state.principal
        request.state.role = principal.role
        if self._scopes:
            principal.require(self._scopes)
        return Call(request, principal)


def needs(*scopes: str) -> Any:
    """A dependency that lets a caller with one of the scopes in and gives the route its `Call`."""
    return Security(_Needs(scopes), scopes=scopes)


def anyone() -> Any:
    """A dependency that lets every caller with a token in."""
    return Security(_Needs(()), scopes=())
