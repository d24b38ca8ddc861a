"""Every small change to a rule or a figure that its tests should notice."""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Change = Callable[[ast.AST], ast.AST | None]


class Mutant(NamedTuple):
    """One change: where, what, and the module as it is then."""

    where: str
    what: str
    tree: ast.Module


COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def mutants_of(name: str, source: str, codes: frozenset[str]) -> Iterator[Mutant]:
    """Of one module. Wording, provisions, annotations and decorators are left alone: they change no result."""
    tree = ast.parse(source)
    for index, node in enumerate(_mutable(tree)):
        for what, change in _changes(node, codes):
            mutated = copy.deepcopy(tree)
            target = list(_mutable(mutated))[index]
            _replace(mutated, target, change(copy.deepcopy(target)))
            line = getattr(node, "lineno", 0)
            yield Mutant(f"{name}:{line}", what, ast.fix_missing_locations(mutated))


def _mutable(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes in order, without annotations, decorators and docstrings."""
    for field, value in ast.iter_fields(tree):
        if field in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (_is_docstring(child) or _is_guard(child)):
                yield child
                yield from _mutable(child)


def _is_docstring(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _is_guard(node: ast.AST) -> bool:
    """`zip(strict=True)`, which only says what must be so anyway."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "zip"


def _changes(node: ast.AST, codes: frozenset[str]) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            other = COMPARED[type(operator)]
            yield f"{type(operator).__name__} -> {other.__name__}", _set("ops", other(), i)
    elif isinstance(node, ast.BoolOp):
        other_bool = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{type(node.op).__name__} -> {type(other_bool).__name__}", _set("op", other_bool)
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in COMPUTED:
        computed = COMPUTED[type(node.op)]
        yield f"{type(node.op).__name__} -> {computed.__name__}", _set("op", computed())
    elif isinstance(node, ast.UnaryOp):
        yield f"without {type(node.op).__name__}", lambda n: n.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.If | ast.IfExp):
        yield "the other branch", _negate
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
        called = CALLED[node.func.id]
        yield f"{node.func.id} -> {called}", _set("func", ast.Name(called, ast.Load()))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "statement left out", lambda _: ast.Pass()
    elif isinstance(node, ast.Constant):
        yield from _changes_of_constant(node, codes)


def _changes_of_constant(node: ast.Constant, codes: frozenset[str]) -> Iterator[tuple[str, Change]]:
    if isinstance(node.value, bool):
        yield f"{node.value} -> {not node.value}", _set("value", not node.value)
    elif isinstance(node.value, int):
        yield f"{node.value} -> {node.value + 1}", _set("value", node.value + 1)
    elif isinstance(node.value, str) and node.value in codes:
        yield f'"{node.value}" -> another', _set("value", "another")


def _set(field: str, value: Any, index: int | None = None) -> Change:
    def change(node: ast.AST) -> ast.AST:
        if index is None:
            setattr(node, field, value)
        else:
            getattr(node, field)[index] = value
        return node

    return change


def _negate(node: Any) -> ast.AST:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def _replace(tree: ast.AST, target: ast.AST, new: ast.AST | None) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, new)
            elif isinstance(value, list):
                value[:] = [new if item is target else item for item in value]
