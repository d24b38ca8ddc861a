"""The small language in which the rules' criteria are written as data.

`and`, `or`, `not`, comparisons and sums over measurements named by their path, with the functions
of `vocabulary`. It has Python's grammar and three truth values (Kleene's): what turns on an
unknown is unknown. `and` stops at the first false part, so that a measurement which would not
have been asked for is not missed; `or` reads every part.
"""

import ast
import operator
from collections.abc import Callable
from typing import Any

from services.register.domain.survey import UNKNOWN, Path, Survey, Truth
from services.register.domain.vocabulary import FUNCTIONS, IMPLIED

Criterion = Callable[[Survey], Truth]
Term = Callable[[Survey], Any]

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def term(text: str) -> Term:
    """The measurement or sum that the text names: a value, None or UNKNOWN."""
    return _term(ast.parse(text, mode="eval").body)


def criterion(text: str) -> Criterion:
    """The criterion that the text states; ValueError where it is not in the language."""
    return _truth(ast.parse(text, mode="eval").body)


def reads(text: str) -> frozenset[str]:
    """The headings of the survey that the criterion looks under."""
    nodes = list(ast.walk(ast.parse(text, mode="eval")))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    implied = (IMPLIED.get(name, ()) for name in names & FUNCTIONS.keys())
    return frozenset(names - FUNCTIONS.keys()).union(*implied)


def _truth(node: ast.expr) -> Criterion:
    match node:
        case ast.BoolOp(op=ast.And()):
            return _every([_truth(part) for part in node.values])
        case ast.BoolOp():
            return _some([_truth(part) for part in node.values])
        case ast.UnaryOp(op=ast.Not()):
            return _negated(_truth(node.operand))
        case ast.Compare():
            return _compared(node)
    return _stated(_term(node))


def _every(parts: list[Criterion]) -> Criterion:
    def holds(survey: Survey) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(survey)
            if truth is False:
                return False
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    return holds


def _some(parts: list[Criterion]) -> Criterion:
    def holds(survey: Survey) -> Truth:
        truths = [part(survey) for part in parts]
        return True if True in truths else UNKNOWN if UNKNOWN in truths else False

    return holds


def _negated(part: Criterion) -> Criterion:
    def holds(survey: Survey) -> Truth:
        truth = part(survey)
        return UNKNOWN if truth is UNKNOWN else not truth

    return holds


def _compared(node: ast.Compare) -> Criterion:
    """A comparison or a chain of them; what is not there compares as false."""
    terms = [_term(part) for part in (node.left, *node.comparators)]
    tests = [_COMPARISONS[type(op)] for op in node.ops]
    if len(tests) == 1:
        return _pair(terms[0], tests[0], terms[1])

    def holds(survey: Survey) -> Truth:
        values = [term(survey) for term in terms]
        if None in values:
            return False
        if UNKNOWN in values:
            return UNKNOWN
        return all(test(a, b) for test, a, b in zip(tests, values[:-1], values[1:], strict=True))

    return holds


def _pair(left: Term, test: Callable[[Any, Any], bool], right: Term) -> Criterion:
    def holds(survey: Survey) -> Truth:
        a, b = left(survey), right(survey)
        if a is None or b is None:
            return False
        return UNKNOWN if a is UNKNOWN or b is UNKNOWN else test(a, b)

    return holds


def _stated(term: Term) -> Criterion:
    """True where the thing is there: neither `null` nor a recorded no."""

    def holds(survey: Survey) -> Truth:
        value = term(survey)
        return UNKNOWN if value is UNKNOWN else value is not None and value is not False

    return holds


def _term(node: ast.expr) -> Term:
    match node:
        case ast.Constant():
            return _constant(node.value)
        case ast.BinOp(op=ast.Add()):
            return _sum(_term(node.left), _term(node.right))
        case ast.Call(func=ast.Name(id=name)):
            return _called(name, node.args)
        case ast.Name() | ast.Attribute():
            path = _path(node)
            return lambda survey: survey.at(path)
    raise ValueError(f"not in the language of criteria: {ast.unparse(node)}")


def _constant(value: object) -> Term:
    return lambda _: value


def _sum(left: Term, right: Term) -> Term:
    def total(survey: Survey) -> Any:
        values = left(survey), right(survey)
        return UNKNOWN if UNKNOWN in values else sum(values)

    return total


def _called(name: str, nodes: list[ast.expr]) -> Term:
    function = FUNCTIONS[name]
    arguments = [node.value if isinstance(node, ast.Constant) else _path(node) for node in nodes]
    return lambda survey: function(survey, *arguments)


def _path(node: ast.expr) -> Path:
    match node:
        case ast.Name():
            return (node.id,)
        case ast.Attribute():
            return (*_path(node.value), node.attr)
    raise ValueError(f"not a measurement: {ast.unparse(node)}")
