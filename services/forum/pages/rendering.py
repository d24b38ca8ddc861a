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
    about: str
    scopes: tuple[str, ...] = ("forum:read",)
    own: bool = False
    """Whether it is for those alone who act for a district."""

    def open_to(self, session: Session) -> bool:
        """Whether somebody finds it in the navigation."""
        return session.may(self.scopes) and (bool(session.own) or not self.own)


SECTIONS = (
    Section("Overview", "", "Where one begins"),
    Section("Impact", "/impact", "Five measures, each with its definition"),
    Section("Equity", "/equity", "What came of the same need in each district"),
    Section("Money", "/money", "What districts have, have awarded, spent and foresee"),
    Section("Times", "/timescales", "What each stage took against its target", own=True),
    Section("Outcomes", "/outcomes", "What became of referrals, and why some stop", own=True),
    Section(
        "Returns", "/returns", "The annual return: figures, definitions, corrections", own=True
    ),
    Section("Policies", "/policies", "What each district has adopted and what is due for review"),
    Section("Cases", "/cases", "One case and its timeline", ("forum:read", "timeline:read")),
    Section("Events", "/events", "What happened on all cases"),
    Section("Sharing", "/agreements", "What is agreed with partners and used", ("sharing:write",)),
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
    sections = [s for s in SECTIONS if session is not None and s.open_to(session)]
    told: Mapping[str, Any] = {"at": front.at, "session": session, "sections": sections} | facts
    return HTMLResponse(environment().get_template(template).render(told), status)


def problem_html(front: Front, problem: Problem, session: Session | None) -> Response:
    """What could not be shown, and what to do."""
    return html(front, "problem.html", session, problem.status, problem=problem)
