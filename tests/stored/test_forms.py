"""What is stored opens for ever: forms are committed, and old ones are read by named steps."""

import json
import subprocess
import sys
from decimal import Decimal
from importlib import import_module
from typing import ClassVar

import pytest
from sqlalchemy import JSON, Column, MetaData, Table, Text

from deploy.local.roles import SERVICES
from services.forum.projections import PROJECTIONS
from shared.contracts.event import OwnEvent
from shared.persistence.forms import (
    ROOT,
    BrokenForm,
    check,
    folder_of,
    forms,
    forms_of,
    write,
)
from shared.persistence.stored import AsJson, Stored
from shared.schema import Model, Pounds

AS_PUBLISHED = {"grants.entries.told"}
"""Bodies of events, which the contracts hold."""


class Estimate(Model):
    """A contractor's estimate, as it is today."""

    contractor: str
    pounds: Pounds


class Line(Model):
    """A line of it."""

    what: str


def pounds_not_pence(content):
    """Until the second form an estimate was kept in pence."""
    rest = {name: value for name, value in content.items() if name != "pence"}
    return rest | {"pounds": f"{Decimal(content['pence']) / 100:.2f}"}


def lines_with_names(content):
    return [{"what": line} for line in content]


ESTIMATES = Stored(Estimate, pounds_not_pence)
LINES = Stored(tuple[Line, ...], lines_with_names)


def test_a_fact_is_written_in_the_newest_form_and_opens_as_it_was():
    estimate = Estimate(contractor="Ada's Ramps", pounds=Decimal("12.50"))
    written = ESTIMATES.written(estimate)
    assert written == {"$form": 2, "contractor": "Ada's Ramps", "pounds": "12.50"}
    assert ESTIMATES.opened(json.loads(json.dumps(written))) == estimate
    lines = (Line(what="ramp"), Line(what="rail"))
    assert LINES.opened(json.loads(json.dumps(LINES.written(lines)))) == lines


def test_a_first_form_carries_no_mark():
    plain = Stored(Estimate)
    assert plain.written(Estimate(contractor="A", pounds="1.00")) == {
        "contractor": "A",
        "pounds": "1.00",
    }


def test_an_old_form_is_read_by_its_step_up():
    old = {"contractor": "Ada's Ramps", "pence": 1250}
    assert ESTIMATES.opened(old) == Estimate(contractor="Ada's Ramps", pounds="12.50")
    assert LINES.opened(["ramp"]) == (Line(what="ramp"),)


def test_what_is_taken_as_json_is_bound_all_the_same_and_opens_when_asked():
    column, content = AsJson(Estimate), {"contractor": "Ada's Ramps", "pounds": "12.50"}
    assert column.process_bind_param(content, None) is content
    assert column.process_result_value(content, None) is content
    assert column.opened(content) == Estimate(contractor="Ada's Ramps", pounds="12.50")
    assert forms(table(column), {}) == forms(table(Stored(Estimate)), {})


def test_an_old_form_is_not_read_by_loosening():
    with pytest.raises(ValueError, match="pence"):
        Stored(Estimate).opened({"contractor": "A", "pounds": "1.00", "pence": 100})


class DecisionDue(OwnEvent):
    TYPE: ClassVar[str] = "grants.decision-due"

    number: int


def table(kind):
    metadata = MetaData()
    Table("estimates", metadata, Column("name", Text), Column("estimate", kind))
    return metadata


@pytest.fixture
def committed(tmp_path):
    """A service's folder in which an estimate's only form and a clock's are committed."""
    write(tmp_path, forms(table(Stored(Estimate)), {DecisionDue.TYPE: DecisionDue}))
    return tmp_path


def fields(committed, name, **changes):
    """Make the folder say that other fields were committed."""
    path = committed / f"{name}.json"
    schema = json.loads(path.read_text())
    schema["properties"] |= changes
    path.write_text(json.dumps(schema))


def test_a_change_that_would_make_rows_unreadable_is_refused(committed):
    fields(committed, "estimates.estimate.1", pence={"type": "integer"})
    for act in (write, check):
        with pytest.raises(BrokenForm, match=r"estimates.estimate.1 /pence: the field is gone"):
            act(committed, forms(table(Stored(Estimate)), {DecisionDue.TYPE: DecisionDue}))


def test_it_is_allowed_with_a_step_up_and_the_old_form_stays(committed):
    fields(committed, "estimates.estimate.1", pence={"type": "integer"})
    today = forms(table(ESTIMATES), {DecisionDue.TYPE: DecisionDue})
    write(committed, today)
    check(committed, today)
    assert {path.stem for path in committed.iterdir()} == {
        "estimates.estimate.1",
        "estimates.estimate.2",
        DecisionDue.TYPE,
    }


def test_a_form_is_not_forgotten_and_a_clock_neither(committed):
    with pytest.raises(BrokenForm, match=r"(?s)estimate.1: nothing reads.*decision-due: nothing"):
        check(committed, forms(MetaData(), {}))


def test_a_clock_that_lies_in_the_inbox_stays_readable(committed):
    fields(committed, DecisionDue.TYPE, number={"type": "string"})
    with pytest.raises(BrokenForm, match=r"decision-due /number: type"):
        check(committed, forms(table(Stored(Estimate)), {DecisionDue.TYPE: DecisionDue}))


def test_a_list_of_codes_may_grow_and_not_shrink(committed):
    today = forms(table(Stored(Estimate)), {DecisionDue.TYPE: DecisionDue})
    fewer = {"type": "string", "enum": ["a", "b"], "title": "Contractor"}
    fields(committed, "estimates.estimate.1", contractor=fewer)
    schema = today["estimates.estimate.1"]["properties"]
    schema["contractor"] = fewer | {"enum": ["b", "a", "c"]}
    write(committed, today)
    schema["contractor"] = fewer | {"enum": ["a", "c"]}
    with pytest.raises(BrokenForm, match="enum was"):
        check(committed, today)


def test_a_list_of_codes_may_stand_beside_others_and_nothing_else_may(committed):
    today = forms(table(Stored(Estimate)), {DecisionDue.TYPE: DecisionDue})
    one = {"type": "string", "enum": ["a", "b"]}
    fields(committed, "estimates.estimate.1", contractor={"anyOf": [one]})
    schema = today["estimates.estimate.1"]["properties"]
    schema["contractor"] = {"anyOf": [one | {"enum": ["a", "b", "c"]}, one | {"enum": ["d"]}]}
    write(committed, today)
    schema["contractor"] = {"anyOf": [one, {"type": "null"}]}
    with pytest.raises(BrokenForm, match="anyOf"):
        check(committed, today)


def test_every_service_s_forms_are_committed():
    command = [sys.executable, "-m", "shared.persistence.forms", "check", *SERVICES]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_every_column_of_json_is_bound_to_a_model():
    """Read models are none of these: they are made again from what the contracts hold."""
    projected = {("forum", projection.table) for projection in PROJECTIONS}
    loose = {
        f"{service}.{table.name}.{column.name}"
        for service in SERVICES
        for table in import_module(f"services.{service}.tables").Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, JSON)
        if (service, table.name) not in projected
    }
    assert loose == AS_PUBLISHED


@pytest.mark.parametrize("service", SERVICES)
def test_the_folder_holds_nothing_else(service):
    columns = {name.rpartition(".")[0] for name in forms_of(service)} | set(forms_of(service))
    for path in folder_of(service).glob("*"):
        assert path.stem in columns or path.stem.rpartition(".")[0] in columns
