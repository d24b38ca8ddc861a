"""Each enforced clause survives this: its rule is taken out, and a named test fails that passed.

`python -m tests.policies.enforced` (`make clauses`) goes through `docs/policies/enforced.csv`, one
rule after the other in one process, and writes what it saw in the column `shown`. A row without a
test is given the first test that speaks of the clause, or of `hint`, and fails.
"""

import csv
import inspect
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.policies import code_paths
from tests.policies.taking_out import NothingToChangeError, Place, is_valid, without

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "policies" / "enforced.csv"
SUITES = (
    "tests/grants/test_offers.py",
    "tests/grants/test_amounts.py",
    "tests/grants/test_who_and_what.py",
    "tests/grants/test_conditions_and_times.py",
    "tests/grants/test_readings.py",
    "tests/grants/test_checklist.py",
    "tests/payments/test_rules.py",
    "tests/means_test/test_life.py",
    "tests/policies/test_forum_by_clause.py",
    "tests/policies/test_loader.py",
    "tests/policies/test_hearing_by_clause.py",
    "tests/policies/test_rules_by_clause.py",
    "tests/policies/test_steps_by_clause.py",
    "tests/referral/test_priority.py",
    "tests/referral/test_triage.py",
)
SHOWN = "fails without it"
NOT_SHOWN = "no test fails"


@dataclass(frozen=True, slots=True)
class Enforced:
    """A clause, the rule that carries it, and the test that fails without the rule.

    `rule` is `removed`, `changed` or `uncited` with a place in the policy data, or `code` with a
    name of `code_paths`.
    """

    clause: str
    rule: str
    test: str
    shown: str
    hint: str


def rows() -> list[Enforced]:
    """The table as it is committed."""
    with TABLE.open(newline="") as file:
        return [Enforced(**row) for row in csv.DictReader(file)]


def write(table: list[Enforced]) -> None:
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(Enforced.__dataclass_fields__), lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in table)


@contextmanager
def taken_out(rule: str) -> Iterator[bool]:
    """The platform without a rule; false where what is left is no policy and proves nothing."""
    way, _, where = rule.partition(" ")
    if way == "code":
        with code_paths.taken_out(where):
            yield True
    else:
        place = Place.read(where)
        with without(place, way):
            yield is_valid(place)


class Examiner:
    """A pytest plug-in that runs the named tests without their rules, instead of all tests."""

    def __init__(self, table: list[Enforced]) -> None:
        self.table = table
        self._items: dict[str, pytest.Item] = {}
        self._holding: dict[str, bool] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        seen: dict[tuple[str, str], bool] = {}
        for number, row in enumerate(self.table):
            self.table[number] = self._examined(row, seen)
        return True

    def _examined(self, row: Enforced, seen: dict[tuple[str, str], bool]) -> Enforced:
        candidates = [row.test] if row.test else self._near(row)
        for test in candidates:
            key = (row.rule, test)
            if key not in seen:
                seen[key] = self._fails(row.rule, test)
            if seen[key]:
                return replace(row, test=test, shown=SHOWN)
        return replace(row, shown=NOT_SHOWN)

    def _fails(self, rule: str, test: str) -> bool:
        item = self._items.get(test)
        if item is None or not self._holds(item):
            return False
        try:
            with taken_out(rule) as valid:
                return valid and _fails(item)
        except (NothingToChangeError, code_paths.RuleMovedError, KeyError, ValueError):
            return False

    def _holds(self, item: pytest.Item) -> bool:
        """With the rule the test has to pass, else its failing shows nothing."""
        if item.nodeid not in self._holding:
            self._holding[item.nodeid] = not _fails(item)
        return self._holding[item.nodeid]

    def _near(self, row: Enforced) -> list[str]:
        """The tests whose table row, name or words speak of the clause or of the hint."""
        says = re.compile(row.hint or re.escape(row.clause) + r"(?![\w.(])")
        return [name for name, item in self._items.items() if says.search(_text(item))]


def _fails(item: pytest.Item) -> bool:
    """Whether the test itself fails: an invalid policy fails before it."""
    reports = runtestprotocol(item, log=False, nextitem=None)
    return any(
        r.when == "call" and r.failed and "InvalidPolicy" not in str(r.longrepr) for r in reports
    )


def _text(item: pytest.Item) -> str:
    callspec = getattr(item, "callspec", None)
    values = " ".join(map(str, callspec.params.values())) if callspec else ""
    text = f"{item.nodeid} {values} {inspect.getsource(item.obj)}"  # type: ignore[attr-defined]
    return text.replace("Guidance ", "guidance ")


def main(only: list[str]) -> int:
    table = rows()
    chosen = [row for row in table if not only or row.clause in only]
    examiner = Examiner(chosen)
    pytest.main(["-p", "no:cacheprovider", *(str(ROOT / suite) for suite in SUITES)], [examiner])
    found = {(row.clause, row.rule): row for row in examiner.table}
    write([found.get((row.clause, row.rule), row) for row in table])
    lacking = [row for row in examiner.table if row.shown != SHOWN]
    for row in lacking:
        print("no test fails:", row.clause, "without:", row.rule)
    print(f"{len(chosen) - len(lacking)} of {len(chosen)} clauses: a named test fails without them")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
