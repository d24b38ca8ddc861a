"""Notices and letters: everything of 5.31, every reason, kept as they were written."""

import datetime as dt
from decimal import Decimal

import pytest

from services.grants.domain.casework.notice import Notice
from shared.contracts.codes import MeansTestKind
from shared.letters.templates import contents_of
from tests.grants.cases import CANNOCK, ask, works
from tests.grants.notices import ADDRESS, asked
from tests.grants.test_service import DECIDED, FINDING, GrantCase, application, assessed, resources
from tests.letters.post import first_time
from tests.letters.test_writing import read
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.web.test_audit import last_reading

VERSION = "2026-01-01"
LIFT = works("12000.00", kind="stairlift", id="lift", estimates=1, specialist=True)
UNFIT = {"works": [works(reasonable_and_practicable=False)]}


def decided(platform, district=GLOUCESTER, reduction="0.00", decision=DECIDED, **changes):
    """An application in that district, decided."""
    case = GrantCase(platform, district)
    case.hears(assessed(case.id, district), resources(case.id, district=district))
    case.does("disability-finding", FINDING)
    case.does("application", application(authority=district, **changes))
    case.hears(resources(case.id, MeansTestKind.FORMAL, reduction, district))
    case.does("decision", decision)
    return case


def notice(case):
    answer = case.officer.get(f"/v1/cases/{case.id}/notice")
    assert answer.status_code == 200, answer.text
    return answer.json()


def letter(case, **changes):
    answer = case.officer.post(f"/v1/cases/{case.id}/letters", json=asked(**changes))
    assert answer.status_code == 201, answer.text
    return answer.json()


def text(case, written, form="html"):
    answer = case.officer.get(f"/v1/cases/{case.id}/letters/{written['id']}/{form}")
    assert answer.status_code == 200, answer.text
    return answer


def test_who_reads_a_letter_stands_in_the_audit(platform):
    case = decided(platform)
    written = letter(case)
    text(case, written)
    officer = "development:grant_officer"
    assert last_reading(platform, "grants", case.id) == ("read_letter", officer, written["id"])


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_an_approval_tells_everything_that_guidance_5_31_asks_for(platform, district):
    case = decided(platform, district, "1500.00", works=[LIFT, works("3000.00")])
    found = notice(case)
    assert found["kind"] == "approval"
    assert found["assistance"] == [
        {"kind": "mandatory", "amount": "13500.00", "clause": found["assistance"][0]["clause"]}
    ]
    assert [w["id"] for w in found["works"]] == ["lift", "w1"]
    assert (found["cost_of_works"], found["cost_of_services"]) == ("15000.00", "0.00")
    assert found["contribution"]["applicant_pays"] == "1500.00"
    assert (found["amount"]["total_award"], found["amount"]["maximum"]) == ("13500.00", "30000.00")
    assert found["contractors"] == ["contractor 0"]
    assert {t["limit"] for t in found["time_limits"]} >= {"decision", "completion"}
    assert found["land_charges"][0]["amount"] > "0.00"
    assert found["charge_waived"]["matters"] == [
        "financial_hardship",
        "employment",
        "health_or_wellbeing",
        "care",
    ]
    for part in ("conditions", "changes", "sign_off", "invoices", "insurer", "working"):
        assert found[part], part
        assert all(told["clause"] for told in found[part])


@pytest.mark.parametrize("kind", ["approval", "nil_grant", "offer"])
def test_each_item_of_5_31_is_a_part_of_the_letter_and_of_the_data(kind):
    items = [p.id for p in contents_of(kind, VERSION).parts if p.clause == "guidance 5.31"]
    assert len(items) == 17
    assert {item.replace("-", "_") for item in items} <= Notice.model_fields.keys()


def test_a_refusal_tells_every_reason_and_points_to_other_housing(platform):
    """B121; B85: the home is past adapting."""
    case = decided(platform, works_state="completed", **UNFIT)
    found = notice(case)
    assert found["kind"] == "refusal"
    assert {"works_completed", "not_reasonable_and_practicable"} <= {
        r["code"] for r in found["reasons"]
    }
    assert found["review"]["by"] == "2026-04-02"
    said = read(text(case, letter(case)).text).ids
    for reason in found["reasons"]:
        assert reason["says"] in said["reasons"]
        assert reason["clause"] in said["reasons"]
    assert "would not last" in said["housing-options"]
    assert "2 April 2026" in said["review"].replace("\u00a0", " ")


def test_other_help_that_is_declined_stands_with_its_reason(platform):
    case = decided(platform, assistance=[ask("hoarding", "900.00", clutter_rating=2)])
    assert [(d["of"], d["code"]) for d in notice(case)["declined"]] == [
        ("hoarding", "clutter_too_low")
    ]
    assert "clutter rating is too low" in read(text(case, letter(case)).text).ids["reasons"]


def test_a_nil_grant_says_why_it_may_be_worth_going_on(platform):
    """B114."""
    case = decided(platform, STROUD, "50000.00")
    assert notice(case)["kind"] == "nil_grant"
    written = letter(case)
    assert written["letter"] == "nil_grant"
    assert "comes off what you would have to pay" in read(text(case, written).text).ids["why-go-on"]


def test_an_offer_says_that_nothing_may_begin_yet(platform):
    """B119."""
    case = GrantCase(platform).offered()
    assert notice(case)["kind"] == "offer"
    assert "not let the works begin" in read(text(case, letter(case)).text).ids["not-begun"]


def test_before_an_offer_there_is_no_notice(platform):
    case = GrantCase(platform).assessed()
    problem(case.officer.get(f"/v1/cases/{case.id}/notice"), "wrong-state", 409)
    problem(case.post("letters", asked()), "wrong-state", 409)


def test_a_letter_is_kept_listed_read_and_sent(platform):
    case = decided(platform)
    written = letter(case, size="large", home=["2 Other Street", "Gloucester"])
    assert (written["letter"], written["version"], written["sent"]) == ("approval", VERSION, [])
    html = text(case, written)
    assert html.headers["content-disposition"] == 'attachment; filename="approval.html"'
    assert html.headers["x-content-type-options"] == "nosniff"
    said = read(html.text).ids
    assert "2 Other Street" in said["person-and-home"]
    assert "16pt" in html.text
    if written["printable"]:
        assert text(case, written, "pdf").content.startswith(b"%PDF")
    place = f"letters/{written['id']}/sending"
    for wrong in ("2026-03-09", "2026-03-11"):
        answer = case.post(place, {"sent_on": wrong, "channel": "post"})
        problem(answer, "invalid-input", 422, "/sent_on")
    sent = {"sent_on": "2026-03-10", "channel": "post"}
    assert case.does(place, sent)["sent"] == first_time(sent)
    listed = case.officer.get(f"/v1/cases/{case.id}/letters").json()["items"]
    assert [(i["id"], i["sent"]) for i in listed] == [(written["id"], first_time(sent))]


def test_name_and_address_stand_in_the_letter_alone(platform):
    case = decided(platform)
    letter(case)
    for table in ("entries", "outbox", "audit", "letters"):
        every = platform.sql.one(f"SELECT string_agg(t::text, ' ') FROM grants.{table} t")
        assert ADDRESS[0] not in every
        assert ADDRESS[1] not in every


def test_a_letter_to_no_address_is_refused(platform):
    case = decided(platform)
    with nothing_changes(platform, "grants", "letters"):
        answer = case.post("letters", asked(address=["Ms Person", "no fixed abode", "GL5 1AA"]))
        problem(answer, "address-undeliverable", 422)


def test_another_district_sees_no_letter(platform):
    case = decided(platform)
    written = letter(case)
    case.officer = platform.client("grants", "grant_officer", dfg_read=[STROUD], dfg_write=[STROUD])
    place = f"/v1/cases/{case.id}/letters"
    problem(case.officer.get(place), "not-found", 404)
    problem(case.officer.get(f"{place}/{written['id']}/html"), "not-found", 404)


def put_off(until="2026-12-01", **changes):
    """A decision by which payment is put off."""
    why = "Three times as many applications as in other years"
    return DECIDED | {"deferral": {"until": until, "reason": why} | changes}


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD])
def test_payment_may_be_put_off_and_the_time_for_the_works_runs_from_then(platform, district):
    """Section 36; B116, B131."""
    case = decided(platform, district, decision=put_off(amount="4000.00"))
    approved = platform.told("grants", case.id)[-1][1]
    assert approved["deferred"] == {"until": "2026-12-01", "amount": "4000.00"}
    assert [c["by"] for c in case.state()["clocks"]] == ["2027-12-01"]
    assert notice(case)["not_paid_before"]["until"] == "2026-12-01"
    said = read(text(case, letter(case)).text).ids["not-paid-before"].replace("\u00a0", " ")
    assert "£4,000 before 1 December 2026" in said


def test_all_of_the_grant_is_put_off_where_no_part_is_named(platform):
    case = decided(platform, decision=put_off("2027-03-02"))
    award = Decimal(case.state()["determination"]["mandatory_grant"])
    assert Decimal(platform.told("grants", case.id)[-1][1]["deferred"]["amount"]) == award


@pytest.mark.parametrize(
    "decision, pointer",
    [
        (put_off("2027-03-03"), "/deferral/until"),  # 12 months end the day before
        (put_off("2026-03-05"), "/deferral/until"),
        (put_off(amount="10000.01"), "/deferral/amount"),
        (put_off(amount="0.00"), "/deferral/amount"),
    ],
)
def test_payment_is_not_put_off_for_longer_or_for_more(platform, decision, pointer):
    case = GrantCase(platform).applied()
    with nothing_changes(platform, "grants", "cases"):
        problem(case.post("decision", decision), "invalid-input", 422, pointer)


@pytest.mark.parametrize(
    "person, reduction",
    [({"being_discharged_from_hospital": True}, "0.00"), ({}, "50000.00")],
)
def test_payment_is_not_put_off_where_the_need_is_urgent_or_nothing_is_paid(
    platform, person, reduction
):
    """B117."""
    case = GrantCase(platform).applied(reduction, disabled_person=person)
    problem(case.post("decision", put_off()), "invalid-input", 422, "/deferral")


def test_with_more_time_the_works_still_count_from_the_day_it_was_put_off_to(platform):
    case = decided(platform, decision=put_off())
    platform.now = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)
    more = {"asked_on": "2027-01-04", "reason": "Late"}
    problem(case.post("extension", more | {"until": "2028-06-02"}), "invalid-input", 422, "/until")
    case.does("extension", more | {"until": "2028-06-01"})
