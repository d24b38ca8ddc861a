"""Pages from their templates: GOV.UK Frontend's macros in a layout of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from services.forum.pages import words
from services.forum.pages.front import Front
from services.forum.pages.session import Session
from shared.problems import Problem

MACROS = "govuk_frontend_jinja"


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the navigation, for whoever has one of the scopes."""

    text: str
    path: str
    scopes: tuple[str, ...]


SECTIONS = (
    Section("Overview", "", ("forum:read",)),
    Section("Cases", "/cases", ("forum:read", "timeline:read")),
    Section("Events", "/events", ("forum:read",)),
)


@cache
def environment() -> Environment:
    """Everything is escaped, whatever a template's name ends in."""
    own = PackageLoader("services.forum.pages")
    made = Environment(
        loader=ChoiceLoader([PrefixLoader({MACROS: PackageLoader(MACROS)}), own]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= words.FILTERS
    return made


def html(
    front: Front, template: str, session: Session | None, status: int = 200, **facts: Any
) -> Response:
    """A page; `session` is whoever is signed in."""
    sections = [s for s in SECTIONS if session is not None and session.may(s.scopes)]
    told: Mapping[str, Any] = {"at": front.at, "session": session, "sections": sections} | facts
    return HTMLResponse(environment().get_template(template).render(told), status)


def problem_html(front: Front, problem: Problem, session: Session | None) -> Response:
    """What could not be shown, and what to do."""
    return html(front, "problem.html", session, problem.status, problem=problem)
