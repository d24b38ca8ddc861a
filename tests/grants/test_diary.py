"""The diary of a case: visits, what is put right, stays elsewhere, servicing, in two districts."""

import datetime as dt

import pytest

from shared.calendar import begins
from tests.files import samples
from tests.grants.cases import CANNOCK, works
from tests.grants.site import diary, number, plan, servicing, visit
from tests.grants.test_clocks import at, told
from tests.grants.test_notices import decided
from tests.grants.test_service import GrantCase, awaited
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD, until

CERTIFIED = {"certified_on": "2026-03-09"}
HOIST = works("9000.00", id="hoist", kind="ceiling_track_hoist")
BOTH = pytest.mark.parametrize("district", [GLOUCESTER, CANNOCK])


def struck(case, number):
    return case.post("mistakes", {"number": number, "reason": "The client is in hospital"})


def photograph(case):
    said = {"shows": "photograph", "name": "floor.pdf"}
    headers = {"content-type": "application/octet-stream"}
    place = f"/v1/cases/{case.id}/documents"
    answer = case.officer.post(place, params=said, content=samples.PDF, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def in_hand(case):
    """An officer who has this case in hand and no other."""
    name = f"o.{case.id}"
    place, body = f"/v1/cases/{case.id}/assignment", {"officer": name, "team": None}
    assert case.officer.put(place, json=body).is_success
    return case.platform.client("grants", "grant_officer", sub=name)


def clocks(case, limit):
    return [(c["by"], c["state"]) for c in case.state()["clocks"] if c["limit"] == limit]


@BOTH
def test_a_pre_start_meeting_is_planned_held_and_in_the_diary(platform, district):
    """6.10."""
    case = decided(platform, district)
    case.does("visits", plan("pre_start", "2026-03-20"))
    [planned] = diary(case)["planned"]
    assert planned["plan"] == plan("pre_start", "2026-03-20")
    assert clocks(case, "visit") == [("2026-03-20", "running")]
    held = visit("pre_start", "2026-03-10", about=planned["number"])
    case.does("visits/record", held)
    shown = diary(case)
    assert (shown["planned"], shown["supervised"]) == ([], False)
    assert shown["visits"][0]["visit"].items() >= held.items()
    assert clocks(case, "visit") == []
    assert "already" in awaited(case.post("visits/record", held))


def test_a_visit_that_nobody_recorded_is_on_the_worklist_until_it_is(platform):
    case = decided(platform)
    mine = in_hand(case)
    case.does("visits", plan("progress", "2026-03-12"))
    at(case, begins(dt.date(2026, 3, 13)))
    until(lambda: clocks(case, "visit") == [("2026-03-12", "passed")])
    asked = {"officer": f"o.{case.id}", "due_for": "visit", "breached": True}
    [line] = case.officer.get("/v1/cases", params=asked).json()["items"]
    assert mine.get("/v1/my-cases").json()["items"] == [line]
    assert mine.get("/v1/cases", params=asked | {"due_for": "fault"}).json()["items"] == []
    assert (line["case_id"], line["due_on"]) == (str(case.id), "2026-03-12")
    [body] = told(case, "grants.deadline-passed")
    assert (body["limit"], body["clause"]) == ("visit", "guidance 6.15")
    case.does("visits/record", visit(held_on="2026-03-12", about=number(case, "planned")))
    assert case.officer.get("/v1/cases", params=asked).json()["items"] == []


def test_a_visit_that_is_called_off_is_struck_out_and_planned_anew(platform):
    case = decided(platform)
    case.does("visits", plan("progress", "2026-03-20"))
    case.does("visits", plan("joint", "2026-03-24"))
    first = diary(case)["planned"][0]["number"]
    assert struck(case, first).is_success
    case.does("visits", plan("progress", "2026-03-27"))
    assert clocks(case, "visit") == [("2026-03-24", "running"), ("2026-03-27", "running")]
    wrong = case.post("visits/record", visit(about=first))
    problem(wrong, "invalid-input", 422, "/about")
    wrong = case.post("visits/record", visit("joint", about=number(case, "planned")))
    problem(wrong, "invalid-input", 422, "/kind")


def test_the_home_is_surveyed_before_the_decision_and_the_works_only_after(platform):
    case = GrantCase(platform, CANNOCK).assessed()
    for place, body in (("visits", plan("progress", "2026-03-20")), ("visits/record", visit())):
        assert "the case is open" in awaited(case.post(place, body))
    case.does("visits", plan("survey", "2026-03-20"))
    assert clocks(case, "visit") == [("2026-03-20", "running")]
    seen = visit("survey", "2026-03-03", attended=["officer"], about=number(case, "planned"))
    case.does("visits/record", seen)
    assert diary(case)["visits"][0]["visit"]["kind"] == "survey"


@pytest.mark.parametrize("kind, lacks", [("pre_start", "contractor"), ("joint", "assessor")])
def test_who_has_to_meet_was_there(platform, kind, lacks):
    """6.10, 6.15."""
    case = decided(platform)
    there = [post for post in visit()["attended"] if post != lacks]
    answer = case.post("visits/record", visit(kind, attended=there))
    problem(answer, "invalid-input", 422, "/attended")


@BOTH
def test_what_a_visit_looks_at_is_the_districts(platform, district):
    """Cannock Chase 12(o); Gloucester leaves it to the officer. The client is heard (6.15)."""
    case = decided(platform, district)
    unheard = case.post("visits/record", visit(attended=["officer"]))
    problem(unheard, "invalid-input", 422, "/client_absent")
    away = {"attended": ["officer"], "client_absent": "In hospital"}
    answer = case.post("visits/record", visit(looked_at=["standard"], **away))
    if district == CANNOCK:
        problem(answer, "invalid-input", 422, "/looked_at")
        assert "supplies" in answer.text
        case.does("visits/record", visit(**away))
    assert diary(case)["supervised"] is True


@BOTH
def test_nothing_is_certified_with_a_fault_or_unseen_where_the_policy_asks(platform, district):
    """B134; Cannock Chase 12(p). A fault is put right by its day, shown by a photograph."""
    case = decided(platform, district)
    case.does("visits/record", visit())
    found = {"about": number(case, "visits"), "what": "The door sticks", "by": "2026-03-20"}
    case.does("faults", found)
    assert clocks(case, "fault") == [("2026-03-20", "running")]
    assert "B134" in awaited(case.post("works-certification", CERTIFIED))
    put = {"about": number(case, "faults"), "put_right_on": "2026-03-09", "how": "Rehung"}
    nowhere = case.post("faults/remedy", put | {"documents": [str(case.id)]})
    problem(nowhere, "invalid-input", 422, "/documents/0")
    shown = photograph(case)
    case.does("faults/remedy", put | {"documents": [shown]})
    assert diary(case)["faults"][0]["put_right"]["documents"] == [shown]
    answer = case.post("works-certification", CERTIFIED)
    if district == CANNOCK:
        assert "Cannock Chase 12(p)" in awaited(answer)
        case.does("visits/record", visit("completion"))
        answer = case.post("works-certification", CERTIFIED)
    assert answer.is_success, answer.text
    pack = case.officer.get(f"/v1/cases/{case.id}/completion-pack").json()
    assert pack["papers"] == [{"document_id": shown, "shows": "photograph"}]


def test_what_something_came_of_is_struck_out_after_that(platform):
    """More time for a fault: it is struck out with the reason and recorded with its new day."""
    case = decided(platform)
    case.does("visits/record", visit())
    seen = number(case, "visits")
    found = {"about": seen, "what": "The door sticks", "by": "2026-03-20"}
    case.does("faults", found)
    assert "came of it" in awaited(struck(case, seen))
    assert struck(case, number(case, "faults")).is_success
    case.does("faults", found | {"by": "2026-03-27"})
    assert clocks(case, "fault") == [("2026-03-27", "running")]
    early = case.post("faults", found | {"by": "2026-03-08"})
    problem(early, "invalid-input", 422, "/by")


@pytest.mark.parametrize(
    "district, clause",
    [
        (GLOUCESTER, "Gloucester 9"),
        (STROUD, "Stroud App 4 8(18)"),
        (CANNOCK, "Cannock Chase 8"),
    ],
)
def test_a_household_lives_elsewhere_until_it_is_back(platform, district, clause):
    """No policy pays for it: what is claimed is a request outside the policy (3.19)."""
    case = decided(platform, district)
    stay = {"since": "2026-03-09", "until": "2026-03-30", "where": "hotel", "reason": "No bath"}
    early = case.post("decants", stay | {"until": "2026-03-08"})
    problem(early, "invalid-input", 422, "/until")
    case.does("decants", stay)
    assert diary(case)["decants"][0]["considered_under"] is None
    case.does("decants", stay | {"claimed": "900.00"})
    [_, claimed] = diary(case)["decants"]
    assert claimed["considered_under"] == clause
    assert clocks(case, "decant") == [("2026-03-30", "running")]
    for line in diary(case)["decants"]:
        back = {"about": line["number"], "returned_on": "2026-03-08"}
        problem(case.post("decants/return", back), "invalid-input", 422, "/returned_on")
        case.does("decants/return", back | {"returned_on": "2026-03-10"})
    assert clocks(case, "decant") == []
    assert diary(case)["decants"][0]["returned"]["returned_on"] == "2026-03-10"
    assert not any("decant" in kind for kind, _ in case.platform.told("grants", case.id))


@pytest.mark.parametrize(
    "district, years, clause",
    [
        (GLOUCESTER, "2031-03-09", "Gloucester A Other services and charges"),
        (STROUD, "2031-03-09", "Stroud App 4 B2.2"),
        (CANNOCK, "2029-03-09", "Cannock Chase 12(r)"),
    ],
)
def test_equipment_is_serviced_for_the_years_of_the_policy(platform, district, years, clause):
    """Five years, or three; where it is for less it is said why."""
    case = decided(platform, district, works=[HOIST])
    short = (dt.date.fromisoformat(years) - dt.timedelta(days=1)).isoformat()
    answer = case.post("servicing", servicing(until=short))
    problem(answer, "invalid-input", 422, "/shorter_because")
    assert clause in answer.text
    case.does("servicing", servicing(until=short, shorter_because="No longer one is sold"))
    case.does("servicing", servicing(until=years))
    assert [line["next_due"] for line in diary(case)["servicing"]] == ["2026-09-09"] * 2


def test_servicing_runs_on_after_the_case_is_closed(platform):
    case = decided(platform, works=[HOIST | {"estimates": works("4000.00")["estimates"]}])
    case.does("servicing", servicing(until="2027-01-31", shorter_because="Taken over used"))
    case.does("visits", plan("progress", "2026-03-20"))
    case.settled().does("closure")
    assert clocks(case, "visit") == [], "nobody visits the works of a closed case"
    [by] = clocks(case, "servicing")
    assert by == ("2026-09-09", "running")
    mine = in_hand(case)
    assert mine.get("/v1/my-cases").json()["items"] == []
    at(case, begins(dt.date(2026, 8, 12)))
    [line] = mine.get("/v1/my-cases").json()["items"]
    assert (line["state"], line["due_for"], line["due_on"]) == (
        "closed",
        "servicing",
        "2026-09-09",
    )
    at(case, begins(dt.date(2026, 9, 10)))
    until(lambda: clocks(case, "servicing") == [("2026-09-09", "passed")])
    done = {"about": number(case, "servicing"), "serviced_on": "2026-09-10", "found": "In order"}
    early = case.post("servicing/record", done | {"serviced_on": "2026-03-08"})
    problem(early, "invalid-input", 422, "/serviced_on")
    case.does("servicing/record", done)
    shown = diary(case)["servicing"][0]
    assert shown["services"][0].items() >= done.items()
    assert shown["next_due"] is None, "the next would be after its end"
    assert clocks(case, "servicing") == []


def test_only_what_was_granted_is_serviced(platform):
    case = decided(platform, works=[HOIST])
    wrong = case.post("servicing", servicing(works="lift"))
    problem(wrong, "invalid-input", 422, "/works")
    for pointer, day in (("/first_due", "2026-03-08"), ("/until", "2026-09-08")):
        answer = case.post("servicing", servicing(**{pointer[1:]: day}))
        problem(answer, "invalid-input", 422, pointer)
    refused = decided(platform, works=[works(necessary_and_appropriate=False)])
    assert refused.does("closure")["state"] == "closed"
    assert "no works were granted" in awaited(refused.post("servicing", servicing(works="w1")))


@BOTH
def test_the_county_is_told_of_hoists_where_the_policy_says_so(platform, district):
    """Cannock Chase 12(r): the kind and the day, and nothing of the person or the home."""
    case = decided(platform, district, works=[HOIST, works("4000.00", kind="stairlift")])
    case.does("visits/record", visit("completion"))
    case.does("works-certification", CERTIFIED)
    assert told(case, "grants.equipment-installed") == (
        []
        if district == GLOUCESTER
        else [
            {
                "case_id": str(case.id),
                "district": CANNOCK,
                "installed_on": "2026-03-09",
                "equipment": ["ceiling_track_hoist"],
                "clause": "Cannock Chase 12(r)",
            }
        ]
    )


def test_nothing_of_the_diary_leaves_the_service(platform):
    """Events carry the kind and the day of what is due, and no word of it."""
    case = decided(platform)
    secret = "Her son opens the door"
    case.does("visits", plan("progress", "2026-03-12"))
    case.does(
        "visits/record", visit(found=secret, client_said=secret, about=number(case, "planned"))
    )
    case.does("faults", {"about": number(case, "visits"), "what": secret, "by": "2026-03-12"})
    at(case, begins(dt.date(2026, 3, 13)))
    until(lambda: told(case, "grants.deadline-passed"))
    assert secret not in str(case.platform.told("grants", case.id))
