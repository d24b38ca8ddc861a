"""The development issuer over HTTP: discovery, keys, tokens, and a sign-in page."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import FastAPI, Header, Request
from fastapi.responses import HTMLResponse, JSONResponse

from deploy.local.issuer.pages import form_of, sign_in_page, token_page
from deploy.local.issuer.residents import RESIDENT, Residents
from deploy.local.issuer.roles import roles
from deploy.local.issuer.signing import LIFETIME, DevelopmentIssuer
from shared.problems import Problem
from shared.schema import Model

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
    _add_tokens(app, issuer, residents or Residents())
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
        wanted = TokenRequest(**form_of(await request.body()))
        try:
            return HTMLResponse(token_page(_mint(issuer, residents, wanted)))
        except Problem as problem:
            return HTMLResponse(sign_in_page(roles(), problem.title), problem.status)


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
