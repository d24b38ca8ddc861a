"""A council's cases of before the platform: each row taken over or named, and gone on with."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from services.grants.data import layout
from services.grants.take_over import taking_in
from tests.grants import take_over_page
from tests.grants.take_over import (
    APPLIED,
    APPROVED,
    CERTIFIED,
    ENQUIRY,
    IN_WORKS,
    OFFERED,
    PAST,
    REFUSED,
    SCHEME,
    WITHDRAWN,
    Council,
    counts,
    sheet,
)
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD, until
from tests.register.test_workbook import book

ALL = (
    *(ENQUIRY, OFFERED | {"Reference": "O"}, APPLIED | {"Reference": "A"}),
    *(APPROVED | {"Reference": "G"}, IN_WORKS | {"Reference": "W"}, CERTIFIED | {"Reference": "C"}),
    *(PAST, PAST | {"Reference": ""}),
)


def kept(council):
    """How many cases of this council's are here."""
    return council.platform.sql.one(
        "SELECT count(*) FROM grants.entries WHERE taken_over ->> 'organisation' = $1",
        council.asked["organisation"],
    )


def test_a_trial_gives_the_same_report_and_writes_no_case(platform):
    council = Council(platform, "Trial")
    tried = council.sends(*ALL, trial=True)
    assert (tried["trial"], counts(tried)) == (True, [8, 7, 0, 1])
    assert kept(council) == 0
    taken = council.sends(*ALL)
    assert counts(taken) == counts(tried)
    assert council.report(taken) == council.report(tried)
    assert kept(council) == 7


def test_each_row_is_taken_over_and_marked(platform):
    council = Council(platform, "Marks")
    report = council.report(council.sends(*ALL))
    states = [council.case(row["case_id"])["state"] for row in report[:-1]]
    assert states == ["open", "offered", "applied", "approved", "approved", "certified", "closed"]
    case = council.case(report[4]["case_id"])
    assert (case["former_reference"], case["taken_over_on"]) == ("W", "2026-03-10")
    assert (case["paid"], case["contribution_received"]) == ("6500.00", "2000.00")
    assert case["determination"]["applicant_pays"] == "2000.00"
    assert case["formal_test"]["reduction"] == "2000.00"
    found = council.officer.get("/v1/cases", params={"former_reference": "W"}).json()["items"]
    assert case["case_id"] in {line["case_id"] for line in found}
    assert "reference: required" in report[-1]["refused"]


def test_a_sheet_sent_again_changes_nothing(platform):
    council = Council(platform, "Again")
    first = council.report(council.sends(*ALL[:-1], ALL[0]))
    assert [row["outcome"] for row in first] == ["taken"] * 7 + ["known"]
    again = council.sends(*ALL[:-1])
    assert counts(again) == [7, 0, 7, 0]
    assert len(platform.told("grants", first[3]["case_id"])) == 3
    assert "something else" in council.refused(ENQUIRY | OFFERED)
    assert counts(council.sends(*ALL[:-1], trial=True)) == [7, 0, 7, 0]


def test_a_case_that_is_worked_on_here_is_left_alone(platform):
    council, other = Council(platform, "Here"), Council(platform, "There")
    case_id = council.brings(ENQUIRY)
    platform.sql(
        "UPDATE grants.take_over_rows SET outcome = 'known' WHERE case_id = $1::uuid", case_id
    )
    assert "worked on here already" in council.refused(ENQUIRY)
    assert other.brings(ENQUIRY) != case_id


def test_a_workbook_is_read_like_a_csv_and_its_numbers_are_the_same_references(platform):
    council = Council(platform, "Workbook")
    case_id = council.brings(ENQUIRY | {"Reference": "1204"})
    inline = '<c t="inlineStr"><is><t>{}</t></is></c>'
    heads = "".join(map(inline.format, ("Reference", "Stage")))
    row = f"<row>{heads}</row><row><c><v>1204</v></c>{inline.format('enquiry')}</row>"
    sent = council.sends(content=book(row).getvalue())
    assert counts(sent) == [1, 0, 1, 0]
    assert council.report(sent)[0]["case_id"] == case_id


WRONG = [
    (ENQUIRY | {"Stage": "finished"}, "Stage: not one of"),
    (ENQUIRY | {"Paid": "1.00"}, "paid: comes after this stage: enquiry"),
    (APPLIED | {"Approved on": "04/02/2026"}, "approved on: comes after this stage: applied"),
    (APPROVED | {"Approved on": "02/02/2026"}, "approved_on: before applied_on"),
    (APPROVED | {"Approved on": "11/03/2026"}, "approved_on: lies in the future"),
    (APPLIED | {"Applied on": "31/01/2026"}, "no policy"),
    (APPROVED | {"Complete by": "17/02/2036"}, "complete_by: within ten years"),
    (APPROVED | {"Mandatory grant": "12000.01"}, "mandatory: the awards come to more"),
    (
        APPROVED | {"Mandatory grant": "30000.01", "Estimate": "40000"},
        "the most that the law allows",
    ),
    (APPROVED | {"Mandatory grant": "10.001"}, "Mandatory grant: not a sum in pounds"),
    (APPROVED | {"Amount of other help": "5.00"}, "help_amount: other help has"),
    (APPROVED | {"Means test": "passported"}, "reduction: only an assessed"),
    (APPROVED | {"Contribution received": "2000.01"}, "contribution_received: more than"),
    (APPROVED | {"Paid": "10000.01"}, "paid: more than the awards"),
    (APPROVED | {"Land charge": "10000.01"}, "charge: more than the awards"),
    (APPROVED | {"Charge years": ""}, "charge_years: a charge has"),
    (CERTIFIED | {"Last paid on": "", "Charge registered on": "05/03/2026"}, "a charge waits"),
    (
        PAST
        | {
            "Certified on": "9 March 2016",
            "Applied on": "1 May 2015",
            "Approved on": "1 June 2015",
            "Charge registered on": "",
        },
        "10 years ago",
    ),
    (PAST | {"Land charge": "", "Charge years": ""}, "charge_registered_on: there is no charge"),
    (PAST | {"Applied on": "1 May 2008"}, "no policy"),
    (REFUSED | {"Refused on": ""}, "refused on: required at this stage: refused"),
    (REFUSED | {"Closed on": ""}, "home: required at this stage: refused"),
    (REFUSED | {"Refused on": "28 February 2023"}, "refused_on: before applied_on"),
    (REFUSED | {"Mandatory grant": "1.00"}, "mandatory grant: not of a case that is refused"),
    (WITHDRAWN | {"Withdrawn because": ""}, "withdrawn because: required"),
    (WITHDRAWN | {"Closed on": ""}, "closed on: required"),
    (WITHDRAWN | {"Closed on": "9 March 2016", "Applied on": ""}, "10 years ago"),
    (WITHDRAWN | {"Withdrawn because": "disabled person died"}, "because: said only where"),
    (PAST | {"Certified on": "", "Charge registered on": ""}, "certified on: required"),
]


@pytest.mark.parametrize("row, why", WRONG, ids=[f"row {n}" for n, _ in enumerate(WRONG)])
def test_a_row_that_cannot_be_is_refused_by_name(platform, row, why):
    assert why.lower() in Council(platform, "Wrong").refused(row).lower()


@pytest.mark.parametrize("day, taken", [("10 March 2016", True), ("9 March 2016", False)])
def test_a_past_grant_is_kept_for_ten_years_from_its_certified_date(platform, day, taken):
    """B112, B123: the tenth anniversary is the last day."""
    row = PAST | {"Certified on": day, "Applied on": "1 May 2015", "Approved on": "1 June 2015"}
    [told] = Council(platform, f"Since {day}").report(Council(platform, f"Since {day}").sends(row))
    assert (told["outcome"] == "taken") is taken


def test_nobody_brings_cases_for_another_district_or_without_the_scope(platform):
    council = Council(platform, "Elsewhere")
    other = platform.client("grants", "service_manager", dfg_write=[STROUD])
    for client, kind in ((other, "out-of-reach"), (council.officer, "scope-missing")):
        problem(
            client.post("/v1/take-overs", params=council.asked, content=sheet(ENQUIRY)), kind, 403
        )


def test_a_file_that_is_no_list_of_cases_is_told_as_a_whole(platform):
    sent = Council(platform, "None").sends(content="Make,Model\nStairlift,One")
    assert (sent["state"], sent["rows"]) == ("failed", 0)
    assert sent["failure"].startswith("no heading for the stage")


def test_what_ends_in_the_middle_is_gone_on_with_and_takes_nothing_twice(platform, monkeypatch):
    """The job stands where its last step was committed, as after a process was killed."""
    council, parts, taking = Council(platform, "Broken off"), [], taking_in.TAKING

    async def fail_once(uow, sent, rows):
        parts.append(rows[0].number)
        await taking.take(uow, sent, rows)
        if len(parts) == 2:
            raise RuntimeError

    monkeypatch.setattr(taking_in, "TAKING", replace(taking, part=2, take=fail_once))
    sent = council.sends(*ALL)
    assert parts == [2, 4, 4, 6, 8]
    assert counts(sent) == [8, 7, 0, 1]
    assert [row["row"] for row in council.report(sent)] == list(range(2, 10))
    left = "SELECT count(*) FROM grants.take_over_pieces WHERE take_over_id = $1::uuid"
    assert platform.sql.one(left, sent["id"]) == 0


def test_times_run_on_from_the_days_of_before(platform):
    council = Council(platform, "Times")
    applied = council.case(council.brings(APPLIED))
    assert (applied["decide_by"], applied["clocks"][0]["limit"]) == (
        "2026-08-03",
        "decision_target",
    )
    approved = council.case(
        council.brings(APPROVED | {"Reference": "X", "Complete by": "2027-09-01"})
    )
    assert [(c["limit"], c["by"]) for c in approved["clocks"]] == [("completion", "2027-09-01")]
    past = council.case(council.brings(PAST))
    assert [(c["limit"], c["by"], c["of_the_law"]) for c in past["clocks"]] == [
        ("charge_end", "2029-11-08", False)
    ]


def test_the_end_of_a_charge_is_warned_of_and_told_and_no_time_is_missed(platform):
    """B123: the tenth anniversary of the certified date is its last day."""
    council = Council(platform, "Charge")
    case_id = council.brings(PAST)
    for day, last in ((dt.date(2029, 10, 12), "neared"), (dt.date(2029, 11, 9), "passed")):
        platform.now = dt.datetime.combine(day, dt.time(12), dt.UTC)
        until(lambda: platform.told("grants", case_id)[-1][0] == f"grants.deadline-{last}")  # noqa: B023
    case = council.case(case_id)
    assert case["clocks"][0]["state"] == "passed"
    [line] = council.officer.get(
        "/v1/cases",
        params={"former_reference": "P", "breached": False, "reference": case["reference"]},
    ).json()["items"]
    assert line["due_on"] == "2029-11-08"
    council.does(case_id, "land-charge-removal", {"removed_on": "2029-11-09"})
    assert council.case(case_id)["clocks"] == []


def test_the_layout_is_documented_as_the_service_reads_it():
    assert take_over_page.PAGE.read_text() == take_over_page.page()


def test_the_example_is_taken_over_whole(platform):
    council = Council(platform, "Example", STROUD)
    content = Path(take_over_page.EXAMPLE).read_text()
    sent = council.sends(content=content)
    assert counts(sent) == [11, 11, 0, 0], council.report(sent)
    assert sent["passed_over"] == []
    headings = content.splitlines()[0].split(",")
    assert set(headings) == {column.names[0].capitalize() for column in layout().columns}
    assert SCHEME.keys() <= APPROVED.keys()
    assert council.district != GLOUCESTER
