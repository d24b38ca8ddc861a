"""The sign-in page of the development issuer: for made-up people, so nobody has a password."""

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl

from deploy.local.issuer.residents import RESIDENT

_PAGE = Template(Path(__file__).with_name("sign-in.html").read_text(encoding="utf-8"))
_OFFICER = Template('<button name="role" value="$role">$name</button>')
_RESIDENT = """
<label for="code">Code from your officer's letter</label>
<input id="code" name="code" autocomplete="off" required>
<button name="role" value="resident">Sign in</button>
"""


def sign_in_page(
    roles: Iterable[str], problem: str = "", asked: Mapping[str, str] | None = None
) -> str:
    """Choose who signs in; `problem` says why the last try failed, `asked` what a front end sent."""
    sent = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (asked or {}).items()
    )
    action = "/authorise" if asked else "/sign-in"
    told = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    buttons = "\n".join(
        _OFFICER.substitute(role=role, name=role.replace("_", " ").capitalize())
        for role in roles
        if role != RESIDENT
    )
    return _PAGE.substitute(
        title="Sign in",
        body=f"{told}<h2>Somebody who works for a council</h2>{_form(action, sent + buttons)}"
        f"<h2>A resident</h2>{_form(action, sent + _RESIDENT)}",
    )


def token_page(token: str) -> str:
    """The token of whoever signed in."""
    return _PAGE.substitute(
        title="You are signed in",
        body='<label for="token">Bearer token, good for twelve hours</label>'
        f'<textarea id="token" rows="12" readonly>{escape(token)}</textarea>',
    )


def problem_page(problem: str) -> str:
    """Nobody can sign in, and why."""
    return _PAGE.substitute(title="No sign-in", body=f'<p role="alert">{escape(problem)}</p>')


def form_of(body: bytes) -> dict[str, str]:
    """What a form sent."""
    return dict(parse_qsl(body.decode("ascii", errors="replace")))


def _form(action: str, inside: str) -> str:
    return f'<form method="post" action="{action}">{inside}</form>'
