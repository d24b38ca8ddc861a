"""Queries read where nothing can be changed, and return views; a unit of work is made complete."""

import ast
import inspect
import pkgutil
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

from pydantic import BaseModel
from sqlalchemy.orm import DeclarativeBase

import services
from shared.persistence.reading import Reading, Transaction
from shared.persistence.unit_of_work import UnitOfWork

ROOT = Path(__file__).parents[1]
TAKEN = [ROOT / "services", ROOT / "shared", ROOT / "deploy"]
NOTES_ITS_USE = "read_shared"
"""What a partner reads is noted with the agreement, so that it is a command that answers."""
CHANGES = {"do", "create", "again"}
"""The ways of a call to a unit of work; the others give a transaction that only reads."""


PART_OF_QUERIES = {
    "services.grants.record.case.read_case": "a case whole, of which the queries of its desks show a part",
    "services.grants.record.case.show_case": "the same, of which the answer bears the version",
    "services.grants.budget.beside.accrued": "one sum of the view of a budget",
    "services.grants.budget.beside.spent_beside": "sums of the same view",
}
"""What reads and returns no view, since no route calls it."""


def modules():
    """Every module of the services that may hold queries, by its name."""
    for each in pkgutil.walk_packages(services.__path__, "services."):
        if not each.name.endswith(".__main__") and ".migrations." not in each.name:
            yield each.name, import_module(each.name)


def queries():
    """Every query of every desk, in whatever module, with the types that it names."""
    for name, module in modules():
        for called, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if function.__module__ == name and not called.startswith("_"):
                told = get_type_hints(function)
                if name.endswith(".queries") or Reading in told.values():
                    yield f"{name}.{called}", told


def leaves(told):
    """The types that a type is made of."""
    parts = [part for part in get_args(told) if isinstance(part, type) or get_args(part)]
    return [leaf for part in parts for leaf in leaves(part)] if parts else [told]


def is_shown(kind):
    """Whether it is a view or a file, and no row."""
    return issubclass(kind, BaseModel | tuple) or is_dataclass(kind)


def test_a_query_takes_a_transaction_that_reads_and_returns_what_a_reader_is_shown():
    found = dict(queries())
    assert len(found) > 170
    assert found.keys() >= PART_OF_QUERIES.keys()
    for name, told in found.items():
        assert next(iter(told.values())) in {Reading, Transaction}, name
        assert UnitOfWork not in told.values(), name
        if name in PART_OF_QUERIES:
            continue
        assert all(is_shown(leaf) for leaf in leaves(told["return"])), name
        assert not any(issubclass(leaf, DeclarativeBase) for leaf in leaves(told["return"])), name


def trees():
    for file in sorted(path for place in TAKEN for path in place.rglob("*.py")):
        yield file.relative_to(ROOT), ast.parse(file.read_text())


def functions(tree):
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def test_a_route_that_only_reads_is_given_no_unit_of_work():
    found = 0
    for file, tree in trees():
        for function in functions(tree):
            if any(".get(" in ast.unparse(each) for each in function.decorator_list):
                found += 1
                used = {n.attr for n in ast.walk(function) if isinstance(n, ast.Attribute)}
                assert not used & CHANGES or function.name == NOTES_ITS_USE, (file, function.name)
    assert found > 150


def named(function):
    """The arguments of a function that are units of work."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {a.arg for a in arguments if a.annotation and "UnitOfWork" in ast.unparse(a.annotation)}


def set_on(function, names):
    """The attributes of what is so named that a function sets."""
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                if name in names:
                    yield node.attr


def test_nobody_sets_anything_on_a_unit_of_work_that_was_made():
    given = 0
    for file, tree in trees():
        for function in functions(tree):
            if names := named(function) | {"uow"}:
                given += bool(named(function))
                assert not list(set_on(function, names)), (file, function.name)
    assert given > 300


def test_a_unit_of_work_has_all_that_it_will_have_when_it_is_made():
    made, later = set(), set()
    for kind in (Transaction, UnitOfWork):
        [tree] = ast.parse(inspect.getsource(kind)).body
        for function in functions(tree):
            into = made if function.name == "__init__" else later
            into |= set(set_on(function, {"self"}))
    assert later
    assert later <= made


def test_it_is_closed_in_the_two_places_that_make_one():
    """For a call of the API or a job, and for an event that is handled."""
    closed = [
        str(file)
        for file, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("uow.close")
    ]
    assert sorted(closed) == ["shared/bus/workers.py", "shared/persistence/database.py"]
