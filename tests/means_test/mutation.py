"""Mutation testing of the means test: change each rule a little and see the tests notice.

`python -m tests.means_test.mutation` tries every mutant of the rules and of the figures, one
after the other on one core, and writes `mutation.md`. With names, such as `premiums readings`, it
tries those modules alone and prints what survived. A mutant is tried in a process of its own:
on the most telling of the recorded households, by the rule tests, and on the other households.
"""

import ast
import contextlib
import importlib.abc
import importlib.machinery
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import shared.calendar
import shared.cli
import shared.policies  # noqa: F401 - what the mutants share is imported once
from tests.means_test.mutants import mutants_of

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "services" / "means_test"
LEFT_OUT = {"__init__", "codes", "evidence", "life", "renderings", "results"}
"""No rules of the test: Literals, what the service asks for and how far a case is, words, shapes."""

HERE = Path(__file__).parent
TESTS = [
    str(HERE / f"test_{name}.py")
    for name in (
        "input",
        "uses",
        "parameters",
        "rules",
        "means",
        "thresholds",
        "roles",
        "kinds",
        "bounds",
    )
]
SECONDS = 30
"""Of its processor's time, after which a mutant counts as killed: it no longer ends."""

SOME = 50

AT_FIRST = 500
"""Recorded households tried before the tests; the others come after them."""

EXPLAINED = HERE / "survivors.json"

Prepare = Callable[[], None]


def main(only: list[str]) -> None:
    started = time.monotonic()
    killed, survived = _tried([m for m in (*_of_rules(), *_of_figures()) if _is_of(m, only)])
    minutes = (time.monotonic() - started) / 60
    if only:
        print(f"{len(killed)} killed, {len(survived)} survived, {minutes:.0f} minutes")
        return
    explained = json.loads(EXPLAINED.read_text()) if EXPLAINED.exists() else {}
    (HERE / "mutation.md").write_text(_report(killed, survived, minutes, explained))


def _is_of(mutant: tuple[str, Prepare], only: list[str]) -> bool:
    return not only or mutant[0].partition(":")[0] in only


def _tried(mutants: list[tuple[str, Prepare]]) -> tuple[list[str], list[str]]:
    """The names of those killed, and of those that survived."""
    documents = _documents()
    killed: list[str] = []
    survived: list[str] = []
    for name, prepare in mutants:
        if _survives(prepare, documents):
            survived.append(name)
            print(f"survived: {name}", file=sys.stderr, flush=True)
        else:
            killed.append(name)
        done = len(killed) + len(survived)
        if done % SOME == 0:
            print(f"{done} tried", file=sys.stderr, flush=True)
    return killed, survived


def _documents() -> list[Any]:
    """The recorded households with their digests, by a process of its own: no rule is imported."""
    command = [sys.executable, "-m", "tests.means_test.telling"]
    run = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    documents: list[Any] = json.loads(run.stdout)
    return documents


def _of_rules() -> Iterator[tuple[str, Prepare]]:
    codes = _codes()
    paths = [p for p in sorted((SERVICE / "domain").glob("*.py")) if p.stem not in LEFT_OUT]
    for path in (*paths, SERVICE / "parameters.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for mutant in mutants_of(path.stem, path.read_text(), codes):
            yield f"{mutant.where} {mutant.what}", _with_module(name, mutant.tree)


def _codes() -> frozenset[str]:
    tree = ast.parse((SERVICE / "domain" / "codes.py").read_text())
    strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    keys = {"tax", "national_insurance", "pension_contributions", "heating", "for_essentials"}
    return frozenset(s for s in strings if isinstance(s, str)) | keys | {"weeks"}


def _with_module(name: str, tree: ast.Module) -> Prepare:
    def prepare() -> None:
        sys.meta_path.insert(0, _Finder(name, tree))

    return prepare


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutated tree for one module."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.tree = tree

    def find_spec(self, fullname: str, *_: Any) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        path = str(ROOT / (fullname.replace(".", "/") + ".py"))
        return importlib.machinery.ModuleSpec(fullname, self, origin=path)

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(ROOT / (self.name.replace(".", "/") + ".py"))
        exec(compile(self.tree, module.__file__, "exec"), module.__dict__)


def _of_figures() -> Iterator[tuple[str, Prepare]]:
    """A penny or a whole one more on each figure, and each listed code left out."""
    for path in sorted((SERVICE / "data").glob("[0-9]*.yaml")):
        content = yaml.safe_load(path.read_text())
        for part, entries in content.items():
            keyed = entries.items() if isinstance(entries, dict) else ()
            listed = enumerate(entries) if isinstance(entries, list) else ()
            for key, entry in (*keyed, *listed):
                if entry:
                    name = f"{path.stem} {part} {entry.get('code', key)}"
                    yield name, _with_entry(content["parameter_set"], part, key)


def _with_entry(parameter_set: str, part: str, key: Any) -> Prepare:
    def prepare() -> None:
        sets = import_module("services.means_test.parameters").parameter_sets()
        found = next(p for p in sets if p.id == parameter_set)
        if isinstance(key, int):
            del found.parts[part][key]
        else:
            entry = found.parts[part][key]
            more = "0.01" if "." in entry["value"] else "1"
            entry["value"] = str(Decimal(entry["value"]) + Decimal(more))

    return prepare


def _survives(prepare: Prepare, documents: list[Any]) -> bool:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            os._exit(_try(prepare, documents))
    _, status = os.waitpid(child, 0)
    return status == 0


def _try(prepare: Prepare, documents: list[Any]) -> int:
    """0 where nothing noticed."""
    try:
        prepare()
        recorded = import_module("tests.means_test.recorded")
        if any(map(recorded.differs, documents[:AT_FIRST])):
            return 1
        with contextlib.redirect_stdout(io.StringIO()):
            if pytest.main(["-x", "-q", "-p", "no:cacheprovider", *TESTS]):
                return 1
        return int(any(map(recorded.differs, documents[AT_FIRST:])))
    except BaseException:  # noqa: BLE001 - whatever it raises, it was noticed
        return 1


def _report(
    killed: list[str], survived: list[str], minutes: float, explained: dict[str, str]
) -> str:
    rows = "\n".join(f"| {s} | {explained.get(s, '**not explained**')} |" for s in survived)
    return f"""# Mutation testing of the means test

`python -m tests.means_test.mutation`: every comparison, operator, condition, number, code and
statement of the rules changed one at a time, a penny (or a whole one) more on every figure, and
every listed code left out. Wording, provisions and annotations are left alone, because they change no result.

| generated | killed | survived | minutes on one core |
| ---: | ---: | ---: | ---: |
| {len(killed) + len(survived)} | {len(killed)} | {len(survived)} | {minutes:.0f} |

## Survivors

| mutant | why no test can or need notice |
| --- | --- |
{rows}
"""


if __name__ == "__main__":
    main(sys.argv[1:])
