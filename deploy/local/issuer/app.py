"""The development issuer over HTTP: discovery, keys, tokens, and a sign-in page."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import ValidationError

from deploy.local.issuer.codes import OUT, Asked, Codes, NoFrontEnd
from deploy.local.issuer.pages import form_of, problem_page, sign_in_page, token_page
from deploy.local.issuer.residents import RESIDENT, Residents
from deploy.local.issuer.roles import roles
from deploy.local.issuer.signing import LIFETIME, DevelopmentIssuer
from shared.problems import Problem
from shared.schema import Model

SEE_OTHER = 303
INVITING = {"referral:write", "grants:write"}
"""Scopes of officers who invite residents."""


class NotAnOfficer(Problem):
    """The bearer of the token may not invite residents."""

    slug: ClassVar[str] = "scope-missing"
    title: ClassVar[str] = "Only an officer who works on referrals or grants invites a resident"
    status: ClassVar[int] = 403


class SignInNeeded(Problem):
    """A resident's token comes from a sign-in."""

    slug: ClassVar[str] = "sign-in-needed"
    title: ClassVar[str] = "A resident signs in with the code from their officer"
    status: ClassVar[int] = 401

    def __init__(self, address: str) -> None:
        super().__init__(
            f"an officer makes a code for a case with POST {address}/residents;"
            f" the resident signs in with it at {address}/sign-in"
        )


class TokenRequest(Model):
    """Whose token is wanted; a resident's needs the code of an invitation."""

    role: str
    code: str = ""
    dfg_provider: str | None = None
    """Another provider than the role's own."""


class Invitation(Model):
    """The case whose resident is to sign in."""

    case_id: UUID


def issuer_app(issuer: DevelopmentIssuer, residents: Residents | None = None) -> FastAPI:
    """The issuer over HTTP; without `residents` it forgets them when it stops."""
    app = FastAPI(title="Development issuer", description=__doc__)
    app.add_exception_handler(Problem, _refuse)
    app.get("/.well-known/openid-configuration")(issuer.configuration)
    app.get("/jwks.json")(issuer.jwks)
    known = residents or Residents()
    _add_tokens(app, issuer, known)
    _add_front_ends(app, issuer, known)
    return app


def _add_tokens(app: FastAPI, issuer: DevelopmentIssuer, residents: Residents) -> None:
    @app.post("/token")
    def token(wanted: TokenRequest) -> dict[str, object]:
        return {
            "access_token": _mint(issuer, residents, wanted),
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
        }

    @app.post("/residents", status_code=201)
    def invite(wanted: Invitation, authorization: Annotated[str, Header()] = "") -> dict[str, str]:
        if INVITING.isdisjoint(issuer.scopes_of(authorization)):
            raise NotAnOfficer
        code = residents.invite(wanted.case_id)
        return {"code": code, "sign_in": f"{issuer.address}/sign-in"}

    @app.get("/sign-in", response_class=HTMLResponse)
    def ask() -> str:
        return sign_in_page(roles())

    @app.post("/sign-in", response_class=HTMLResponse)
    async def sign_in(request: Request) -> HTMLResponse:
        wanted = _wanted(form_of(await request.body()))
        try:
            return HTMLResponse(token_page(_mint(issuer, residents, wanted)))
        except Problem as problem:
            return HTMLResponse(sign_in_page(roles(), problem.title), problem.status)


def _add_front_ends(app: FastAPI, issuer: DevelopmentIssuer, residents: Residents) -> None:
    codes = Codes()

    @app.get("/authorise", response_class=HTMLResponse)
    def ask(request: Request) -> HTMLResponse:
        try:
            asked = Asked.model_validate(dict(request.query_params))
        except ValidationError:
            return HTMLResponse(problem_page(NoFrontEnd.title), NoFrontEnd.status)
        return HTMLResponse(sign_in_page(roles(), asked=asked.model_dump()))

    @app.post("/authorise")
    async def give_code(request: Request) -> Response:
        form = form_of(await request.body())
        try:
            asked = Asked.model_validate(form)
        except ValidationError:
            return HTMLResponse(problem_page(NoFrontEnd.title), NoFrontEnd.status)
        try:
            token = _mint(issuer, residents, _wanted(form))
        except Problem as problem:
            page = sign_in_page(roles(), problem.title, asked.model_dump())
            return HTMLResponse(page, problem.status)
        return RedirectResponse(codes.give(asked, token, dt.datetime.now(dt.UTC)), SEE_OTHER)

    @app.post("/exchange")
    async def exchange(request: Request) -> dict[str, object]:
        shown = form_of(await request.body())
        asked, token = codes.take(shown, dt.datetime.now(dt.UTC))
        return {
            "access_token": token,
            "id_token": issuer.identify(token, asked.client_id, asked.nonce),
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
        }

    @app.get("/sign-out")
    def sign_out(post_logout_redirect_uri: str = "") -> Response:
        """The issuer remembers nobody: there is nothing to forget but the way back."""
        if OUT.fullmatch(post_logout_redirect_uri):
            return RedirectResponse(post_logout_redirect_uri, SEE_OTHER)
        return HTMLResponse(problem_page(NoFrontEnd.title), NoFrontEnd.status)


def _wanted(form: Mapping[str, str]) -> TokenRequest:
    return TokenRequest(role=form.get("role", ""), code=form.get("code", ""))


def _mint(issuer: DevelopmentIssuer, residents: Residents, wanted: TokenRequest) -> str:
    """The token that is wanted; raises `SignInNeeded` or `UnknownRole`."""
    if wanted.role == RESIDENT:
        resident = residents.signed_in(wanted.code)
        if resident is None:
            raise SignInNeeded(issuer.address)
        return issuer.mint(RESIDENT, sub=resident.subject, dfg_case=str(resident.case_id))
    provider = {"dfg_provider": wanted.dfg_provider} if wanted.dfg_provider else {}
    return issuer.mint(wanted.role, **provider)


def _refuse(_: Request, problem: Exception) -> JSONResponse:
    if not isinstance(problem, Problem):
        raise problem
    return JSONResponse(problem.as_json(), problem.status, media_type="application/problem+json")
