"""A desk imports no other desk's routes or queries, in any service."""

import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

SERVICES = Path(__file__).parents[1] / "services"


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("services", cache_dir=None)


def desks(service):
    """The rooms of a service that have routes."""
    return sorted(p.parent.name for p in (SERVICES / service).glob("*/routes.py"))


def private(service, desk):
    """A desk's modules with routes or queries, by whatever name."""
    for file in (SERVICES / service / desk).rglob("*.py"):
        asks = re.search(
            r"^async def [a-z]\w*\(\s*reading: Reading", file.read_text(), re.MULTILINE
        )
        if file.stem in {"routes", "queries"} or asks:
            yield ".".join(file.relative_to(SERVICES.parent).with_suffix("").parts)


def may_know(importer, service, desk):
    """The desk itself, what puts the service together, and pages, which have no query of their own:
    they show what the desks' queries return.
    """
    own = (f"services.{service}.{desk}.", f"services.{service}.app", "services.forum.pages.")
    return importer.startswith(own) or importer == f"services.{service}.subscriptions"


@pytest.mark.parametrize("service", sorted(p.parent.name for p in SERVICES.glob("*/app.py")))
def test_what_a_desk_shows_is_its_own(imports, service):
    found = [
        f"{importer} imports {module}"
        for desk in desks(service)
        for module in private(service, desk)
        for importer in imports.find_modules_that_directly_import(module)
        if not may_know(importer, service, desk)
    ]
    assert found == []


def test_no_modules_stand_in_a_circle():
    """Whoever reads one can read what it needs before it, down to the last."""
    graph = grimp.build_graph("services", "shared", "deploy", cache_dir=None)
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(needs) > 500
    TopologicalSorter(needs).prepare()


def test_desks_are_found():
    assert "decision" in desks("grants")
    assert "homes" in desks("register")


def test_every_service_s_rooms_are_named_and_no_file_may_stand_beside_them():
    """`lint-imports` refuses a stray one: the contract is exhaustive."""
    settings = tomllib.loads((SERVICES.parent / "pyproject.toml").read_text())
    named = {
        container
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and contract.get("exhaustive")
        for container in contract["containers"]
    }
    assert named >= {f"services.{p.parent.name}" for p in SERVICES.glob("*/app.py")}
