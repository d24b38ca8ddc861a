"""The clocks of the four stages: due, near, stopped, met or missed (guidance 4.15 to 4.17, 4.39)."""

import datetime as dt
import uuid

import pytest

from services.referral.domain.clocks import due_on, near_on
from shared.averages import share, spread, spread_of
from shared.calendar import (
    add_working_days,
    begins,
    is_working_day,
    working_days_between,
)
from shared.clocks import Pause, taken
from shared.contracts.grants import (
    ApplicationCompleted,
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    CaseReopened,
    CertificateCorrected,
    Closed,
    RefusalReopened,
    Refused,
    ReviewAnswered,
    WorksCertified,
)
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, until
from tests.referral.enquiries import ASSESSMENT, SCREENING, refer

FOREST, DAY = "E07000080", dt.timedelta(days=1)
URGENT = SCREENING | {"circumstances": ["living_alone_at_risk"]}


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    "after,until_,days,why",
    [
        ("2026-12-24", "2027-01-05", 5, "Christmas, Boxing Day in lieu and New Year's Day"),
        ("2026-04-02", "2026-04-13", 5, "Good Friday and Easter Monday"),
        ("2022-09-16", "2022-09-20", 1, "the one-off bank holiday of 19 September 2022"),
        ("2023-05-05", "2023-05-09", 1, "the one-off bank holiday of 8 May 2023"),
        ("2024-02-28", "2024-03-01", 2, "a leap day counts"),
        ("2026-03-27", "2026-03-30", 1, "the clocks go forward"),
        ("2026-03-02", "2026-03-02", 0, "the day itself does not count"),
    ],
)
def test_working_days_between_two_days(after, until_, days, why):
    assert working_days_between(day(after), day(until_)) == days, why


def test_counting_and_adding_agree_on_every_day_of_three_years():
    for start in (day("2023-12-20") + dt.timedelta(n) for n in range(0, 1000, 7)):
        for days in (0, 1, 5, 60, 300):
            end = add_working_days(start, days)
            one_by_one = (start + dt.timedelta(n) for n in range(1, (end - start).days + 1))
            worked = [day for day in one_by_one if is_working_day(day)]
            assert len(worked) == working_days_between(start, end) == days
            assert worked[-1:] == ([end] if days else [])


def test_a_day_begins_in_england_not_in_utc():
    assert begins(day("2026-06-01")).isoformat() == "2026-05-31T23:00:00+00:00"
    assert begins(day("2026-12-01")).isoformat() == "2026-12-01T00:00:00+00:00"


def test_a_stopped_clock_adds_the_working_days_that_it_stood_still():
    began, pause = day("2026-03-02"), Pause(day("2026-03-04"), day("2026-03-10"))
    assert due_on(began, 5, []) == day("2026-03-09")
    assert due_on(began, 5, [pause]) == day("2026-03-13")
    assert due_on(began, 5, [Pause(day("2026-03-04"), None)]) is None
    assert due_on(began, 5, [Pause(day("2026-03-09"), None)]) == day("2026-03-09")


def test_a_target_is_near_when_a_fifth_of_its_days_or_two_are_left():
    assert near_on(day("2026-03-02"), 5, []) == day("2026-03-05")
    assert near_on(day("2026-03-02"), 20, []) == day("2026-03-24")


def test_the_gross_time_is_told_beside_the_time_that_counts():
    took = taken(
        day("2026-03-02"), day("2026-03-13"), [Pause(day("2026-03-04"), day("2026-03-10"))]
    )
    assert (took.calendar_days, took.gross_working_days, took.working_days) == (11, 9, 5)


def test_mean_median_least_and_most():
    found = spread([3, 4, 8, 10])
    assert (found.mean, found.median, found.minimum, found.maximum) == ("6.3", "6.0", 3, 10)
    many = spread_of({2: 5, 7: 6})
    assert (many.mean, many.median, many.minimum, many.maximum) == ("4.7", "7.0", 2, 7)
    assert spread([]).mean is None
    assert (share(19, 20), share(0, 0)) == ("95.0", None)


def post(client, case_id, what, body):
    answer = client.post(f"/v1/referrals/{case_id}/{what}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def triaged(client, screening=URGENT, **changes):
    case_id = refer(client, **changes)
    post(client, case_id, "triage", screening)
    return case_id


def stages(client, case_id):
    return client.get(f"/v1/referrals/{case_id}/clocks").json()["stages"]


def move_to(platform, text):
    platform.now = begins(day(text)) + dt.timedelta(hours=9)


def noted(client, case_id, what):
    until(lambda: stages(client, case_id)[0][what] is not None)
    return stages(client, case_id)[0]


def test_a_target_warns_before_it_is_missed_and_then_the_miss_is_noted(platform, therapist):
    case_id = triaged(therapist, received_on="2026-03-10")
    first = stages(therapist, case_id)[0]
    assert (first["due_on"], first["warned_at"], first["met"]) == ("2026-03-17", None, None)
    move_to(platform, "2026-03-13")
    assert noted(therapist, case_id, "warned_at")["missed_at"] is None
    move_to(platform, "2026-03-18")
    missed = noted(therapist, case_id, "missed_at")
    assert (missed["met"], missed["working_days"]) == (False, 6)


@pytest.mark.parametrize(
    ("received_on", "said"),
    [("2026-03-02", (False, True)), ("2026-03-05", (True, False)), ("2026-03-10", (False, False))],
)
def test_what_has_come_when_a_case_is_triaged_is_noted_with_the_triage(
    therapist, received_on, said
):
    """Five working days: over, near, or neither. No event to oneself has to be acted on for it."""
    first = stages(therapist, triaged(therapist, received_on=received_on))[0]
    assert (first["warned_at"] is not None, first["missed_at"] is not None) == said


def test_a_visit_in_time_that_is_recorded_late_is_no_miss(platform, therapist):
    case_id = triaged(therapist, received_on="2026-03-10")
    move_to(platform, "2026-03-18")
    noted(therapist, case_id, "missed_at")
    post(therapist, case_id, "assessment", ASSESSMENT | {"assessed_on": "2026-03-17"})
    first = stages(therapist, case_id)[0]
    assert (first["met"], first["missed_at"]) == (True, None)
    late = triaged(therapist, received_on="2026-03-10")
    noted(therapist, late, "missed_at")
    post(therapist, late, "assessment", ASSESSMENT | {"assessed_on": "2026-03-18"})
    first = stages(therapist, late)[0]
    assert (first["met"], first["missed_at"] is None) == (False, False)


def test_after_a_week_of_downtime_a_target_that_passed_is_noted_as_missed_alone(
    platform, therapist
):
    case_id = triaged(therapist, received_on="2026-03-10")
    move_to(platform, "2026-03-24")
    assert noted(therapist, case_id, "missed_at")["warned_at"] is None


def test_a_target_over_christmas_is_not_missed_before_the_working_days_are_over(
    platform, therapist
):
    move_to(platform, "2026-12-24")
    case_id = triaged(therapist, received_on="2026-12-24")
    assert stages(therapist, case_id)[0]["due_on"] == "2027-01-05"
    move_to(platform, "2027-01-05")
    assert noted(therapist, case_id, "warned_at")["missed_at"] is None


def test_a_clock_that_was_stopped_warns_of_nothing_until_it_runs_again(platform, therapist):
    case_id = triaged(therapist, received_on="2026-03-10")
    stopped = post(
        therapist, case_id, "clock-stop", {"reason": "in_hospital", "stopped_on": "2026-03-10"}
    )
    assert stopped["stages"][0]["due_on"] is None
    move_to(platform, "2026-03-24")
    started = post(therapist, case_id, "clock-start", {"resumed_on": "2026-03-24"})
    first = started["stages"][0]
    assert (first["due_on"], first["gross_working_days"], first["working_days"]) == (
        "2026-03-31",
        10,
        0,
    )
    assert (first["met"], first["met_gross"], first["missed_at"]) == (None, False, None)
    [pause] = started["pauses"]
    assert (pause["reason"], pause["resumed_on"]) == ("in_hospital", "2026-03-24")
    (kind, stop), (again, start) = platform.told("referral", case_id)[-2:]
    assert (kind, stop["stopped_on"], stop["reason"]) == (
        "referral.clock-stopped",
        "2026-03-10",
        "in_hospital",
    )
    assert (again, start["resumed_on"]) == ("referral.clock-started", "2026-03-24")


def test_a_clock_cannot_be_stopped_twice_nor_started_while_it_runs(platform, therapist):
    case_id = triaged(therapist)
    stop, start = {"reason": "away", "stopped_on": "2026-03-09"}, {"resumed_on": "2026-03-10"}
    at = f"/v1/referrals/{case_id}"
    with nothing_changes(platform):
        problem(therapist.post(f"{at}/clock-start", json=start), "wrong-state", 409)
        early = stop | {"stopped_on": "2026-03-01"}
        problem(therapist.post(f"{at}/clock-stop", json=early), "invalid-input", 422, "/stopped_on")
    post(therapist, case_id, "clock-stop", stop)
    with nothing_changes(platform):
        problem(therapist.post(f"{at}/clock-stop", json=stop), "wrong-state", 409)
        early = {"resumed_on": "2026-03-08"}
        problem(
            therapist.post(f"{at}/clock-start", json=early), "invalid-input", 422, "/resumed_on"
        )


def test_a_revised_triage_sets_the_targets_that_are_still_to_come_anew(therapist):
    """Guidance 4.39; the history of triages says what they were."""
    case_id = triaged(therapist, SCREENING)
    assert stages(therapist, case_id)[0]["due_on"] == "2026-03-30"
    body = {"screening": URGENT, "reason": "lives alone now"}
    assert therapist.put(f"/v1/referrals/{case_id}/triage", json=body).status_code == 200
    first = stages(therapist, case_id)[0]
    assert (first["target_working_days"], first["due_on"]) == (5, "2026-03-09")


def test_each_stage_begins_where_the_one_before_ends(platform, therapist):
    case_id = triaged(therapist)
    post(therapist, case_id, "assessment", ASSESSMENT)
    case = {"case_id": uuid.UUID(case_id), "district": GLOUCESTER}
    applied = day("2026-03-09")
    platform.tell(
        "referral", ApplicationCompleted(**case, applied_on=applied, decide_by=day("2026-09-09"))
    )
    found = stages(therapist, case_id)
    assert [(s["began_on"], s["ended_on"], s["met"]) for s in found[:2]] == [
        ("2026-03-02", "2026-03-04", True),
        ("2026-03-04", "2026-03-09", True),
    ]
    assert (found[2]["began_on"], found[2]["due_on"]) == ("2026-03-09", "2026-03-16")
    refused = Refused(**case, decided_on=day("2026-03-10"), reasons=(), policy_version="x")
    platform.tell("referral", refused)
    assert [s["due_on"] for s in stages(therapist, case_id)] == [None] * 4


def approved(case, on):
    """A grant for works, as referral hears of it."""
    nothing = {"awards": (), "land_charges": (), "conditions": ()}
    sums = ("estimated_expense", "mandatory_grant", "total_award", "applicant_pays")
    money = dict.fromkeys(sums, "5000.00")
    return Approved(**case, decided_on=on, **nothing, **money, policy_version="x")


def test_the_last_stage_goes_on_where_the_works_are_not_complete(platform, therapist):
    case_id = triaged(therapist)
    case = {"case_id": uuid.UUID(case_id), "district": GLOUCESTER}
    certified = day("2026-03-09")
    works = WorksCertified(**case, certified_on=certified, works=())
    platform.tell("referral", approved(case, day("2026-03-05")), works)
    assert stages(therapist, case_id)[3]["ended_on"] == "2026-03-09"
    wrong = {"certified_on": certified, "corrected_on": day("2026-03-10")}
    platform.tell("referral", CertificateCorrected(**case, **wrong))
    last = stages(therapist, case_id)[3]
    assert (last["began_on"], last["ended_on"]) == ("2026-03-05", None)
    assert last["due_on"] is not None


def test_stages_that_ended_with_their_case_by_mistake_run_on(platform, therapist):
    case_id = triaged(therapist)
    case = {"case_id": uuid.UUID(case_id), "district": GLOUCESTER}
    before = stages(therapist, case_id)
    why = {"outcome": "withdrawn", "reason": "applicant_withdrew"}
    closed = Closed(**case, closed_on=day("2026-03-09"), **why)
    platform.tell("referral", closed)
    assert stages(therapist, case_id)[0]["due_on"] is None
    platform.tell("referral", CaseReopened(**case, reopened_on=day("2026-03-10"), **why))
    assert stages(therapist, case_id) == before


ON = dt.date(2026, 3, 10)


@pytest.mark.parametrize(
    "later, runs_on",
    [
        ((RefusalReopened, {"reopened_on": ON}), True),
        ((ReviewAnswered, {"answered_on": ON, "outcome": "decided_again"}), True),
        ((ReviewAnswered, {"answered_on": ON, "outcome": "stands"}), False),
    ],
    ids=["after a complaint", "after a review", "the refusal stands"],
)
def test_stages_run_on_where_a_refusal_is_decided_again(platform, therapist, later, runs_on):
    case_id = triaged(therapist)
    case = {"case_id": uuid.UUID(case_id), "district": GLOUCESTER}
    before = stages(therapist, case_id)
    platform.tell(
        "referral", Refused(**case, decided_on=day("2026-03-09"), reasons=(), policy_version="x")
    )
    event, said = later
    platform.tell("referral", event(**case, **said))
    assert (stages(therapist, case_id) == before) is runs_on


def test_the_works_are_to_come_where_the_approval_had_not_ended(platform, therapist):
    case_id = triaged(therapist)
    case = {"case_id": uuid.UUID(case_id), "district": GLOUCESTER}
    platform.tell("referral", approved(case, day("2026-03-05")))
    before, why = stages(therapist, case_id), {"reason": "disabled_person_moved"}
    ended = {"withdrawn_on": day("2026-03-09"), "clause": "B136", "paid": "0.00"}
    stands = {"restored_on": day("2026-03-10"), "mandatory_grant": "5000.00"}
    platform.tell("referral", ApprovalWithdrawn(**case, **why, **ended))
    reopened = {"outcome": "withdrawn", "reason": None, "reopened_on": day("2026-03-10")}
    platform.tell("referral", CaseReopened(**case, **reopened))
    assert stages(therapist, case_id)[3]["due_on"] is None
    platform.tell("referral", ApprovalRestored(**case, **why, **stands))
    assert stages(therapist, case_id) == before


def test_average_times_of_a_caseload_come_out_exactly(platform, therapist):
    """In February 2031 nothing else was done."""
    platform.now = dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC)
    for assessed in ("2031-02-05", "2031-02-06", "2031-02-10", "2031-02-14"):
        case_id = triaged(therapist, received_on="2031-02-03")
        post(therapist, case_id, "assessment", ASSESSMENT | {"assessed_on": assessed})
    asked = {"ended_from": "2031-02-01", "ended_to": "2031-02-28"}
    first = therapist.get("/v1/stage-times", params=asked).json()["stages"][0]
    assert first["cases"] == 4
    assert first["calendar_days"] == {"mean": "5.8", "median": "5.0", "minimum": 2, "maximum": 11}
    assert first["working_days"] == {"mean": "4.8", "median": "4.0", "minimum": 2, "maximum": 9}
    assert (first["met"], first["met_percent"], first["met_gross"]) == (3, "75.0", 3)


PRINTED = {
    "2019/20": ("2020-02-28", (27, 30, 190, 191, 196, 494), ("188.0", "190.5", 27, 494)),
    "2020/21": ("2021-03-31", (49, 200, 211, 251, 509), ("244.0", "211.0", 49, 509)),
    "2021/22": ("2021-12-31", (96, 200, 261, 306, 757), ("324.0", "261.0", 96, 757)),
}
"""Cannock Chase App 2, in calendar days: the year, a day on which its cases were completed, what each
took, and what is printed (average, median, minimum, maximum)."""
IN_WORKING_DAYS = {
    "2019/20": ("131.0", "132.5", 20, 343),
    "2020/21": ("170.0", "148.0", 35, 352),
    "2021/22": ("225.4", "182.0", 68, 523),
}
CLOCK = """
    INSERT INTO referral.stage_clocks
        (case_id, stage, district, urgency, complexity, working_days, began_on, ended_on)
    VALUES ($1, $2, $3, 'non_urgent', 'simple', 20, $4, $5)
"""


def completed(platform, ended, took):
    """A case that was completed on a day, so many days after its enquiry; it stood still once."""
    case_id, began = uuid.uuid4(), ended - dt.timedelta(days=took)
    for stage in range(1, 5):
        days = (began, began + DAY) if stage == 1 else (began + DAY, ended)
        platform.sql(CLOCK, case_id, stage, FOREST, *days)
    return case_id


def test_the_table_of_appendix_2_comes_out_of_a_caseload_as_it_is_printed(platform, therapist):
    """From the enquiry to the completed works, by financial year, in calendar and working days."""
    cases = [
        completed(platform, day(ended), took)
        for ended, lengths, _ in PRINTED.values()
        for took in lengths
    ]
    asked = {"ended_from": "2019-04-01", "ended_to": "2022-03-31", "district": FOREST}
    found = therapist.get("/v1/stage-times", params=asked).json()
    platform.sql("DELETE FROM referral.stage_clocks WHERE case_id = ANY ($1)", cases)
    order = ("mean", "median", "minimum", "maximum")
    years = {each["year"]: each for each in found["years"]}
    assert {
        year: tuple(each["calendar_days"][name] for name in order) for year, each in years.items()
    } == {year: printed for year, (*_, printed) in PRINTED.items()}
    assert {
        year: tuple(each["working_days"][name] for name in order) for year, each in years.items()
    } == IN_WORKING_DAYS
    assert (found["whole"]["cases"], found["stages"][3]["cases"]) == (16, 16)
    assert found["whole"]["calendar_days"]["maximum"] == 757


def test_days_on_which_a_clock_stood_still_are_taken_off_the_whole_too(platform, therapist):
    case_id = completed(platform, day("2018-03-16"), 14)
    pause = """INSERT INTO referral.clock_pauses
        (case_id, number, district, reason, stopped_on, stopped_by, resumed_on, resumed_by)
        VALUES ($1, 1, $2, 'away', $3, 'x', $4, 'x')"""
    platform.sql(pause, case_id, FOREST, day("2018-03-05"), day("2018-03-08"))
    asked = {"ended_from": "2017-04-01", "ended_to": "2018-03-31", "district": FOREST}
    whole = therapist.get("/v1/stage-times", params=asked).json()["whole"]
    for table in ("stage_clocks", "clock_pauses"):
        platform.sql(f"DELETE FROM referral.{table} WHERE case_id = $1", case_id)
    assert (whole["gross_working_days"]["mean"], whole["working_days"]["mean"]) == ("10.0", "7.0")


def test_the_worklist_shows_the_nearest_target_first_and_only_what_is_asked(platform, therapist):
    case_id = triaged(therapist, received_on="2026-03-10")
    asked = {"stage": 1, "district": GLOUCESTER}
    items = every(therapist, "/v1/clocks", due_before="2026-03-18", **asked)
    assert case_id in [each["case_id"] for each in items]
    assert [each["due_on"] for each in items] == sorted(each["due_on"] for each in items)
    sooner = every(therapist, "/v1/clocks", due_before="2026-03-17", **asked)
    assert case_id not in [each["case_id"] for each in sooner]
