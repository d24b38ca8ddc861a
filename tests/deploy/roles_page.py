"""Who may do what, written from roles and routes: `python -m tests.deploy.roles_page`."""

from collections import defaultdict
from importlib import import_module
from pathlib import Path

from fastapi.routing import APIRoute

from deploy.local.issuer import roles
from deploy.local.roles import SERVICES

PAGE = Path("docs/roles.md")
HEAD = """# Roles, scopes and screens

Written by `python -m tests.deploy.roles_page` from `deploy/local/roles.yaml` and the routes.

A token's scopes say which use cases it opens; its reach says whose cases. A role of the
demonstration has what its screens need and no more.

## What each role can do
"""


def page() -> str:
    """The page as Markdown."""
    opened = _opened()
    parts = [HEAD]
    for role, claims in roles().items():
        reach = _reach(len(claims.read), len(claims.write))
        own = (claims.provider and "; the homes of one provider") or ""
        one = (claims.case and "; one case") or ""
        limit = (claims.limit and f"; approves payment runs up to £{claims.limit}") or ""
        parts.append(f"### {role.replace('_', ' ')}\n\n{reach}{own}{one}{limit}.\n")
        parts.append("| scope | service | use cases |\n| --- | --- | --- |")
        parts += [_line(scope, opened) for scope in claims.scopes]
        parts.append("")
    return "\n".join(parts)


def _line(scope: str, opened: dict[str, dict[str, list[str]]]) -> str:
    services = opened.get(scope, {})
    uses = "; ".join(", ".join(names) for names in services.values())
    return (
        f"| `{scope}` | {', '.join(services)} | {uses or 'a condition of a use case of others'} |"
    )


def _reach(read: int, write: int) -> str:
    districts = {0: "no district", 1: "one district"}
    reads, writes = (districts.get(n, f"{n} districts") for n in (read, write))
    return f"Reads {reads}, changes {writes}"


def _opened() -> dict[str, dict[str, list[str]]]:
    """Scope to service to the summaries of what it opens."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for service in SERVICES:
        for router in import_module(f"services.{service}.app").SERVICE.routers:
            for route in router.routes:
                assert isinstance(route, APIRoute)
                for scope in _scopes(route) if route.include_in_schema else ():
                    found[scope][service].append(route.name.replace("_", " "))
    return found


def _scopes(route: APIRoute) -> list[str]:
    return [
        scope
        for dependency in route.dependant.dependencies
        for scope in dependency.own_oauth_scopes or ()
    ]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
