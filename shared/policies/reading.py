"""A policy file as it is written: its values, and the line and clause that each stands at."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from shared.problems import FieldError, InvalidInput, pointer_to


class InvalidPolicy(InvalidInput):
    """A policy file that cannot be used; each error names the file, the line and the clause."""

    slug = "invalid-policy"
    title = "The policy file is not valid"


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A part of a policy file: its values, and its YAML node for the file and the lines."""

    node: yaml.Node
    values: Any

    def fault(self, location: tuple[str | int, ...], detail: str) -> FieldError:
        """A fault at a path of keys and indexes, told by file, line and nearest clause."""
        node, clause = self.node, None
        for step in location:
            clause = _clause(node) or clause
            node = _child(node, step) or node
        clause = _clause(node) or clause
        file, line = short(Path(node.start_mark.name)), node.start_mark.line + 1
        under = f" (clause {clause})" if clause else ""
        return FieldError(pointer_to(location), f"{file} line {line}{under}: {detail}")

    def over(self, template: "Written") -> "Written":
        """This part where it has a key, the template's where it has not."""
        own, theirs = self.node, template.node
        if not isinstance(own, yaml.MappingNode) or not isinstance(theirs, yaml.MappingNode):
            return self
        rest = [(key, value) for key, value in theirs.value if key.value not in self.values]
        node = yaml.MappingNode(own.tag, [*own.value, *rest], own.start_mark, own.end_mark)
        return Written(node, {**template.values, **self.values})


def short(file: Path) -> str:
    """A policy file by its folder and name."""
    return f"{file.parent.name}/{file.name}"


def read_yaml(file: Path) -> dict[str, Written]:
    """The parts of one file by their top-level key. Money is exact, repeated keys are refused."""
    try:
        with file.open("rb") as stream:
            loader = _Loader(stream)
            node = loader.get_single_node()
            values = loader.construct_document(node) if node else None
    except OSError as error:
        raise InvalidPolicy(f"{file}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InvalidPolicy(f"{short(file)} line {line}: {error.problem}") from error
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        raise InvalidPolicy(f"{short(file)}: not a mapping of sections")
    return {key.value: Written(at, values[key.value]) for key, at in node.value}


def without_clause(written: Written) -> Iterable[FieldError]:
    """Every figure or condition of a section that no clause vouches for."""
    return (
        written.fault(location, "a figure or condition needs the clause it comes from")
        for location in _uncovered(written.node, ())
    )


def _uncovered(node: yaml.Node, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, yaml.MappingNode):
        if _clause(node) is None:
            for key, value in node.value:
                yield from _uncovered(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _uncovered(value, (*path, index))
    elif node.tag != "tag:yaml.org,2002:null":
        yield path


def _clause(node: yaml.Node) -> str | None:
    found = _child(node, "clause")
    return str(found.value) if isinstance(found, yaml.ScalarNode) and found.value else None


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    return None


class _Loader(yaml.CSafeLoader):
    """Plain YAML, but numbers with a point are exact and no key may stand twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value} stands twice", key.start_mark
                )
        return super().construct_mapping(node, deep)


def _exact(loader: _Loader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Loader.add_constructor("tag:yaml.org,2002:float", _exact)
