"""Who assesses: the register of assessors, who may take which case, and how the programme grows."""

import pytest

from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, STROUD
from tests.referral.enquiries import ASSESSMENT, SCREENING, refer

COMPLEX = {"major_adaptation": True, "complicated_situation": True}
STRUCTURAL = {"major_adaptation": True, "complicated_situation": False}
OT, TA4, TA3 = "occupational_therapist", "trusted_assessor_4", "trusted_assessor_3"
ELSEWHERE = "E07000078"
"""Cheltenham: whoever assesses there alone."""


@pytest.fixture
def entered(platform, manager):
    """Enter assessors, each named after the test; they leave the register when it ends."""
    made = []

    def enter(name, grade=OT, districts=(STROUD,), **changes):
        supervisor = None if grade == OT else "development:occupational_therapist"
        body = {
            "principal": name,
            "name": name.title(),
            "grade": grade,
            "registration": "R1",
            "registered_until": "2027-03-31",
            "supervisor": supervisor,
            "districts": list(districts),
            "most_cases": 2,
            "joined_on": "2026-01-05",
        } | changes
        answer = manager.post("/v1/assessors", json=body)
        if answer.is_success:
            made.append(name)
        return answer

    platform.sql("DELETE FROM referral.assessors WHERE principal NOT LIKE 'development:%'")
    yield enter
    platform.sql("DELETE FROM referral.allocations")
    platform.sql("DELETE FROM referral.assessors WHERE principal = ANY($1)", made)


@pytest.fixture
def team(entered):
    """One therapist and a trusted assessor of each level, in Stroud."""
    for name, grade in (("ot", OT), ("ta4", TA4), ("ta3", TA3)):
        assert entered(name, grade).is_success


def triaged(client, screening=SCREENING, **changes):
    case_id = refer(client, **{"district": STROUD} | changes)
    assert client.post(f"/v1/referrals/{case_id}/triage", json=screening).is_success
    return case_id


def give(client, case_id, assessor=None, **more):
    body = {"assessor": assessor} | more
    return client.post(f"/v1/referrals/{case_id}/assessor", json=body)


def assess(client, case_id):
    return client.post(f"/v1/referrals/{case_id}/assessment", json=ASSESSMENT)


def as_(platform, name, **claims):
    return platform.client("referral", "occupational_therapist", sub=name, **claims)


@pytest.mark.parametrize(
    "screening,may",
    [(COMPLEX, {"ot"}), (STRUCTURAL, {"ot", "ta4"}), (SCREENING, {"ot", "ta4", "ta3"})],
    ids=["complex", "simple with structural works", "simple"],
)
def test_a_case_goes_to_whoever_is_qualified_for_it(platform, therapist, team, screening, may):
    """Guidance 4.35 and 4.36: trusted assessors take the simple cases."""
    for name in ("ot", "ta4", "ta3"):
        case_id = triaged(therapist, screening)
        if name in may:
            assert give(therapist, case_id, name).json()["assessor"] == name
        else:
            with nothing_changes(platform, table="allocations"):
                problem(give(therapist, case_id, name), "not-qualified", 409)


def test_a_reason_overrides_the_grade_and_stays_on_record(platform, therapist, team):
    case_id = triaged(therapist, COMPLEX)
    given = give(therapist, case_id, "ta4", override="Knows the family; the therapist goes along")
    assert given.json()["overridden"] is True
    [shown] = therapist.get(f"/v1/referrals/{case_id}/assessor").json()["items"]
    assert shown["reason"] == "Knows the family; the therapist goes along"
    assert assess(as_(platform, "ta4"), case_id).is_success


def test_a_case_goes_by_itself_to_who_has_room_and_leaves_the_therapists_free(therapist, team):
    given = [give(therapist, triaged(therapist)).json() for _ in range(5)]
    assert [g["assessor"] for g in given[:4]] == ["ta3", "ta3", "ta4", "ta4"]
    assert given[4]["grade"] == OT
    listed = therapist.get("/v1/assessors").json()["items"]
    busy = {e["assessor"]["principal"]: e["in_hand"] for e in listed}
    assert (busy["ta3"], busy["ta4"]) == (2, 2)


def test_nobody_is_sent_to_a_district_that_is_not_theirs(platform, therapist, entered):
    assert entered("away", TA3, [ELSEWHERE]).is_success
    case_id = triaged(therapist)
    with nothing_changes(platform, table="allocations"):
        problem(give(therapist, case_id, "away"), "not-qualified", 409)


def test_a_lapsed_registration_is_overridden_by_nothing(platform, therapist, manager, entered):
    lapsed = {"registered_until": "2026-03-09"}
    entry = entered("late", OT, **lapsed).json()
    case_id = triaged(therapist)
    with nothing_changes(platform, table="allocations"):
        problem(give(therapist, case_id, "late"), "lapsed-registration", 409)
        answer = give(therapist, case_id, "late", override="There is nobody else")
        problem(answer, "lapsed-registration", 409)
    with nothing_changes(platform, table="assessments"):
        problem(assess(as_(platform, "late"), case_id), "lapsed-registration", 409)
    renewed = entry["assessor"] | {"registered_until": "2026-03-10"}
    body = {"assessor": renewed, "reason": "Renewed"}
    assert manager.put(f"/v1/assessors/{entry['id']}", json=body).json()["number"] == 2
    corrected, before = therapist.get(f"/v1/assessors/{entry['id']}").json()["items"]
    assert (corrected["reason"], before["reason"]) == ("Renewed", None)
    assert corrected["assessor"] == renewed
    assert before["assessor"]["registered_until"] != renewed["registered_until"]
    assert give(therapist, case_id, "late").is_success


def test_a_trusted_assessor_stops_when_the_supervisor_s_registration_does(
    therapist, entered, platform
):
    """Guidance 4.10."""
    entered("supervisor", OT, registered_until="2026-03-09")
    entered("supervised", TA3, supervisor="supervisor")
    case_id = triaged(therapist)
    with nothing_changes(platform, table="allocations"):
        problem(give(therapist, case_id, "supervised"), "lapsed-registration", 409)


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"grade": TA3, "supervisor": None}, "/supervisor"),
        ({"grade": TA3, "supervisor": "nobody"}, "/supervisor"),
        ({"grade": OT, "supervisor": "development:occupational_therapist"}, "/supervisor"),
        ({"left_on": "2026-01-04"}, "/left_on"),
        ({"districts": []}, "/districts"),
        ({"most_cases": 0}, "/most_cases"),
    ],
)
def test_an_entry_that_cannot_be(platform, entered, changes, pointer):
    with nothing_changes(platform, table="assessors"):
        problem(entered("someone", **changes), "invalid-input", 422, pointer)


def test_only_who_is_on_the_register_signs_an_assessment(platform, therapist, team):
    simple, complex_, given = triaged(therapist), triaged(therapist, COMPLEX), triaged(therapist)
    assert give(therapist, given, "ta4").is_success
    with nothing_changes(platform, table="assessments"):
        problem(assess(as_(platform, "stranger"), simple), "not-an-assessor", 403)
        problem(assess(as_(platform, "ta4"), complex_), "not-qualified", 409)
        problem(assess(as_(platform, "ta3"), given), "not-qualified", 409)
    assert assess(as_(platform, "ta3"), simple).json()["state"] == "assessed"
    assert assess(as_(platform, "ta4"), given).json()["state"] == "assessed"


def test_what_other_services_learn_names_nobody(platform, therapist, team):
    case_id = triaged(therapist)
    give(therapist, case_id, "ta3")
    kind, event = platform.told("referral", case_id)[-1]
    assert kind == "referral.assessor-allocated"
    assert event.keys() == {"case_id", "district", "allocated_on", "assessor_id", "grade"}
    assert event["grade"] == TA3


def test_a_case_that_is_not_triaged_is_nobody_s_yet(platform, therapist, team):
    fresh, waiting = refer(therapist, district=STROUD), triaged(therapist)
    with nothing_changes(platform, table="allocations"):
        problem(give(therapist, fresh, "ot"), "wrong-state", 409)
        problem(give(therapist, waiting, "nobody"), "not-an-assessor", 403)


def test_how_the_programme_grew_from_three_to_five(therapist, entered):
    """The county's trusted assessors, counted at each month's end."""
    for number in range(3):
        entered(f"first {number}", TA3, joined_on="2026-01-10")
    entered("second", TA3, joined_on="2026-02-01")
    entered("gone", TA3, joined_on="2026-01-10", left_on="2026-02-10")
    entered("third", TA3, joined_on="2026-03-31")
    assert give(therapist, triaged(therapist), "second").is_success
    asked = {"since": "2026-01-01", "until": "2026-03-10"}
    lines = therapist.get("/v1/assessor-growth", params=asked).json()["items"]
    ours = [(e["month"], e["assessors"], e["cases"]) for e in lines if e["grade"] == TA3]
    assert [(month, count) for month, count, _ in ours] == [
        ("2026-01-01", 4),
        ("2026-02-01", 4),
        ("2026-03-01", 5),
    ]
    assert ours[-1][2] == 1
    backwards = {"since": "2026-03-01", "until": "2026-01-01"}
    answer = therapist.get("/v1/assessor-growth", params=backwards)
    problem(answer, "invalid-input", 422, "/until")


TRAINING = {
    "held_on": "2026-03-05",
    "topics": ["legislation", "housing_reports"],
    "district": STROUD,
    "therapists": 18,
    "trusted_assessors": 4,
    "others": 3,
}


def test_trainings_are_reported_by_topic(platform, manager):
    platform.sql("DELETE FROM referral.trainings")
    assert manager.post("/v1/trainings", json=TRAINING).is_success
    again = TRAINING | {"topics": ["legislation"], "held_on": "2026-03-09"}
    assert manager.post("/v1/trainings", json=again).is_success
    with nothing_changes(platform, table="trainings"):
        ahead = manager.post("/v1/trainings", json=TRAINING | {"held_on": "2026-03-11"})
        problem(ahead, "invalid-input", 422, "/held_on")
    asked = {"since": "2026-03-01", "until": "2026-03-31"}
    report = manager.get("/v1/training-report", params=asked).json()["items"]
    assert [(e["topic"], e["sessions"], e["therapists"]) for e in report] == [
        ("housing_reports", 1, 18),
        ("legislation", 2, 36),
    ]


def test_a_training_by_mistake_is_taken_back_and_counts_no_more(platform, manager):
    held, wrong = (manager.post("/v1/trainings", json=TRAINING).json() for _ in range(2))
    path = f"/v1/trainings/{wrong['id']}/correction"
    report = {"since": "2026-03-01", "until": "2026-03-31"}

    def sessions():
        return manager.get("/v1/training-report", params=report).json()["items"][0]["sessions"]

    before = sessions()
    taken = manager.post(path, json={"reason": "Recorded twice"})
    assert taken.status_code == 200, taken.text
    assert sessions() == before - 1
    of_the_day = {"since": "2026-03-05", "until": "2026-03-05", "district": STROUD}
    listed = every(manager, "/v1/trainings", **of_the_day)
    because = {each["id"]: each["taken_back"] for each in listed}
    assert because[held["id"]] is None
    assert because[wrong["id"]]["because"] == "Recorded twice"
    problem(manager.post(path, json={"reason": "Twice"}), "wrong-state", 409)


def test_a_training_of_another_district_is_not_taken_back(platform, manager):
    wrong = manager.post("/v1/trainings", json=TRAINING | {"district": GLOUCESTER}).json()
    elsewhere = platform.client("referral", "service_manager", dfg_write=[STROUD])
    with nothing_changes(platform, table="trainings"):
        answer = elsewhere.post(f"/v1/trainings/{wrong['id']}/correction", json={"reason": "No"})
        problem(answer, "out-of-reach", 403)
