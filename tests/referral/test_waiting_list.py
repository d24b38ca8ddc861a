"""The waiting list over HTTP: who stands where and why, and who would move (contract 4)."""

import datetime as dt
import random
import uuid

import pytest

from services.referral.domain.priority.coded import (
    answers_of,
    circumstances_of,
    code_of_answers,
    code_of_circumstances,
)
from services.referral.domain.priority.codes import Reason
from services.referral.domain.priority.facts import Circumstances
from services.referral.waiting_list.prioritise import prioritise
from shared.contracts.grants import (
    ApplicationCompleted,
    Approved,
    CaseReopened,
    Closed,
    RefusalReopened,
    Refused,
)
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, NOW, STROUD
from tests.referral.enquiries import SCREENING, refer
from tests.referral.waiting import CANNOCK, answered, by_groups, by_points, needing, settings

TEWKESBURY, COTSWOLD, FOREST = "E07000083", "E07000079", "E07000080"
"""Each test that counts a whole list has a district of its own."""


def adopt(manager, district, **changes):
    body = {"settings": settings(**changes), "reason": "Funds of the year"}
    answer = manager.post(f"/v1/waiting-lists/{district}/settings", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def triaged(client, district, **changes):
    case_id = refer(client, district=district, **changes)
    assert client.post(f"/v1/referrals/{case_id}/triage", json=SCREENING).is_success
    return case_id


def with_yes(*yes, since="2026-03-02", **more):
    answers = {str(number): number in yes for number in range(1, 11)}
    return {"waiting_since": since, "answers": answers} | more


def in_need(needs=0, *, child=False, since="2026-03-02", **more):
    return {
        "waiting_since": since,
        "circumstances": {"child": child, "care_act_needs": needs} | more,
    }


def put(client, case_id, placing):
    return client.post(f"/v1/referrals/{case_id}/waiting", json=placing)


def waits(client, district, placing, **changes):
    """A case on the list of its district."""
    case_id = triaged(client, district, **changes)
    answer = put(client, case_id, placing)
    assert answer.status_code == 200, answer.text
    return case_id


def listed(client, district, **asked):
    answer = client.get(f"/v1/waiting-lists/{district}", params={"limit": 100} | asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def order(client, district, *cases):
    """The order of these cases on the list."""
    ids = (item["case_id"] for item in paged(client, district))
    return [case_id for case_id in ids if case_id in cases]


def codes(place):
    return [reason["code"] for reason in place["reasons"]]


def test_a_therapist_asks_why_a_case_stands_where_it_does(therapist, manager):
    """Stroud App 4 D: points for each yes and for waiting; the same points in date order."""
    adopt(manager, TEWKESBURY, q4=9, threshold=9)
    cannot_leave_hospital = waits(therapist, TEWKESBURY, with_yes(4))
    stairs = waits(therapist, TEWKESBURY, with_yes(8))
    shown = therapist.get(f"/v1/referrals/{stairs}/waiting").json()
    place = shown["place"]
    assert (place["place"], place["points"], place["reaches_threshold"]) == (2, 8, False)
    assert place["reasons"] == [{"code": "question_8", "points": 8, "clause": "Stroud App 4 D"}]
    first = listed(therapist, TEWKESBURY)["items"][0]
    assert (first["case_id"], first["reaches_threshold"]) == (cannot_leave_hospital, True)
    [entry] = shown["history"]
    assert (entry["yes"], entry["recorded_by"]) == ([8], "development:occupational_therapist")


def test_the_list_puts_itself_in_order_as_time_passes(platform, therapist):
    """Cannock Chase 13: no job runs; over six months a medium case is a high one."""
    adult = waits(therapist, CANNOCK, in_need(1, since="2026-03-02"))
    child = waits(therapist, CANNOCK, in_need(child=True, since="2026-03-09"))
    assert order(therapist, CANNOCK, child, adult) == [child, adult]
    platform.now = dt.datetime(2026, 9, 2, 12, tzinfo=dt.UTC)
    assert order(therapist, CANNOCK, child, adult) == [child, adult]
    platform.now = dt.datetime(2026, 9, 3, 12, tzinfo=dt.UTC)
    assert order(therapist, CANNOCK, child, adult) == [adult, child]
    raised = therapist.get(f"/v1/referrals/{adult}/waiting").json()["place"]
    assert codes(raised) == ["one_need", "medium_waited", "date_order"]


def test_a_councils_own_tenant_keeps_the_place_and_is_told_who_may_be_quicker(therapist):
    """Cannock Chase 12(c) is advice: section 19 gives the right to apply."""
    case_id = waits(therapist, CANNOCK, in_need(2, child=True) | {"council_tenant": True})
    place = therapist.get(f"/v1/referrals/{case_id}/waiting").json()["place"]
    assert place["group"] == "high"
    assert place["advice"] == {"to": "council_landlord", "clause": "Cannock Chase 12(c)"}


def test_who_would_move_is_said_before_a_district_adopts_other_points(therapist, manager):
    adopt(manager, COTSWOLD, q1=10, q8=3, threshold=10)
    neurological = waits(therapist, COTSWOLD, with_yes(1))
    bathing = waits(therapist, COTSWOLD, with_yes(8))
    with_neither = waits(therapist, COTSWOLD, with_yes())
    tried = {"settings": settings(q1=2, q8=11, threshold=11)}
    answer = manager.post(f"/v1/waiting-lists/{COTSWOLD}/trial", json=tried).json()
    assert {k: v for k, v in answer.items() if k != "moves"} == {
        "waiting": 3,
        "up": 1,
        "down": 1,
        "reach_threshold_now": 1,
        "reach_threshold_then": 1,
    }
    moves = {m["case_id"]: (m["place_now"], m["place_then"]) for m in answer["moves"]}
    assert moves == {bathing: (2, 1), neurological: (1, 2)}
    three = neurological, bathing, with_neither
    assert order(therapist, COTSWOLD, *three) == [neurological, bathing, with_neither]
    adopted = adopt(manager, COTSWOLD, q1=2, q8=11, threshold=11)
    assert order(therapist, COTSWOLD, *three) == [bathing, neurological, with_neither]
    history = manager.get(f"/v1/waiting-lists/{COTSWOLD}/settings").json()["items"]
    assert [each["number"] for each in history[:2]] == [adopted["number"], adopted["number"] - 1]


def test_a_place_on_the_list_never_stops_the_six_months(platform, therapist, manager):
    """Section 34: the clock of a valid application runs on, and the list says when it is near."""
    adopt(manager, FOREST)
    late, applied = (waits(therapist, FOREST, with_yes(9)) for _ in range(2))
    case = {"case_id": uuid.UUID(applied), "district": FOREST}
    day = dt.date(2026, 3, 10)
    platform.tell(
        "referral", ApplicationCompleted(**case, applied_on=day, decide_by=dt.date(2026, 9, 10))
    )
    place = therapist.get(f"/v1/referrals/{applied}/waiting").json()["place"]
    assert (place["decide_by"], place["near"]) == ("2026-09-10", False)
    assert listed(therapist, FOREST, near=True)["items"] == []
    platform.now = dt.datetime(2026, 8, 11, 12, tzinfo=dt.UTC)
    [near] = listed(therapist, FOREST, near=True)["items"]
    assert (near["case_id"], near["near"]) == (applied, True)
    assert near == therapist.get(f"/v1/referrals/{applied}/waiting").json()["place"]
    approved = Approved(
        **case,
        decided_on=dt.date(2026, 8, 11),
        estimated_expense="1.00",
        awards=(),
        mandatory_grant="1.00",
        total_award="1.00",
        applicant_pays="0.00",
        land_charges=(),
        conditions=(),
        policy_version="x",
    )
    platform.tell("referral", approved)
    assert order(therapist, FOREST, late, applied) == [late]
    shown = therapist.get(f"/v1/referrals/{applied}/waiting").json()
    assert (shown["place"], shown["history"][-1]["left_because"]) == (None, "approved")


GAVE_UP = {"outcome": "withdrawn", "reason": "applicant_withdrew"}


def ends_and_goes_on(platform, case_id):
    """A case that was closed by mistake."""
    case, day = {"case_id": uuid.UUID(case_id), "district": FOREST}, dt.date(2026, 3, 10)
    closed = Closed(**case, closed_on=day, **GAVE_UP)
    platform.tell("referral", closed, CaseReopened(**case, reopened_on=day, **GAVE_UP))


def test_whose_case_was_closed_by_mistake_waits_again(platform, therapist, manager):
    adopt(manager, FOREST)
    case_id = waits(therapist, FOREST, with_yes(9))
    ends_and_goes_on(platform, case_id)
    shown = therapist.get(f"/v1/referrals/{case_id}/waiting").json()
    assert shown["place"]["points"] == 9
    assert [e["left_because"] for e in shown["history"]] == [None, "ended", None]


def test_whose_refusal_is_decided_again_waits_again(platform, therapist, manager):
    adopt(manager, FOREST)
    case_id = waits(therapist, FOREST, with_yes(9))
    case, day = {"case_id": uuid.UUID(case_id), "district": FOREST}, dt.date(2026, 3, 10)
    refused = Refused(**case, decided_on=day, reasons=(), policy_version="x")
    platform.tell("referral", refused, RefusalReopened(**case, reopened_on=day))
    shown = therapist.get(f"/v1/referrals/{case_id}/waiting").json()
    assert shown["place"]["points"] == 9
    assert [e["left_because"] for e in shown["history"]] == [None, "refused", None]


def test_whom_an_officer_took_off_the_list_stays_off_it(platform, therapist, manager):
    adopt(manager, FOREST)
    case_id = waits(therapist, FOREST, with_yes(9))
    end = {"because": "ended", "reason": "Helped by the landlord"}
    assert therapist.post(f"/v1/referrals/{case_id}/waiting-end", json=end).is_success
    ends_and_goes_on(platform, case_id)
    assert therapist.get(f"/v1/referrals/{case_id}/waiting").json()["place"] is None


def test_a_review_moves_a_case_and_says_why(therapist, manager):
    adopt(manager, FOREST)
    case_id = waits(therapist, FOREST, with_yes(1))
    body = {"placing": with_yes(10), "reason": "The carer is better"}
    shown = therapist.put(f"/v1/referrals/{case_id}/waiting", json=body).json()
    assert codes(shown["place"])[0] == "question_10"
    assert [(e["yes"], e["reason"]) for e in shown["history"]] == [
        ([1], None),
        ([10], "The carer is better"),
    ]
    end = {"because": "no_longer_wanted", "reason": "Moves to her daughter's"}
    gone = therapist.post(f"/v1/referrals/{case_id}/waiting-end", json=end).json()
    assert gone["place"] is None
    assert order(therapist, FOREST, case_id) == []
    assert put(therapist, case_id, with_yes(1)).json()["place"]["points"] == 1


def test_who_withdraws_consent_leaves_the_list_and_it_says_why(therapist):
    """Cannock Chase 12(d): agreeing again goes on with the case, and its place is decided anew."""
    case_id = waits(therapist, CANNOCK, in_need(1))
    said = {"by": "A. Person", "on": "2026-03-10"}
    at = f"/v1/referrals/{case_id}"
    only_landlord = said | {"with_whom": ["landlord"]}
    assert therapist.post(f"{at}/consents/withdrawal", json=only_landlord).is_success
    assert order(therapist, CANNOCK, case_id) == [case_id]
    council = said | {"with_whom": ["district_council"]}
    assert therapist.post(f"{at}/consents/withdrawal", json=council).is_success
    assert order(therapist, CANNOCK, case_id) == []
    shown = therapist.get(f"{at}/waiting").json()
    assert (shown["place"], shown["history"][-1]["left_because"]) == (None, "consent_withdrawn")
    assert therapist.get(at).json()["answer"]["next_step"] == "agree_again"
    assert therapist.post(f"{at}/consents", json=said).is_success
    assert therapist.get(at).json()["answer"]["next_step"] == "assessment"
    assert put(therapist, case_id, in_need(1)).json()["place"]["waiting_since"] == "2026-03-02"


def test_answers_for_another_district_are_refused(platform, therapist, manager):
    adopt(manager, TEWKESBURY)
    tewkesbury, cannock = triaged(therapist, TEWKESBURY), triaged(therapist, CANNOCK)
    for case_id, placing, pointer in (
        (tewkesbury, in_need(1), "/answers"),
        (tewkesbury, with_yes(1) | {"circumstances": in_need()["circumstances"]}, "/answers"),
        (cannock, with_yes(1), "/circumstances"),
    ):
        with nothing_changes(platform, table="waiting_cases"):
            problem(put(therapist, case_id, placing), "other-scheme", 422, pointer)
    tried = {"settings": settings()}
    with nothing_changes(platform, table="adopted_settings"):
        answer = manager.post(f"/v1/waiting-lists/{CANNOCK}/trial", json=tried)
        problem(answer, "other-scheme", 422, "/settings")
        adoption = tried | {"reason": "none"}
        answer = manager.post(f"/v1/waiting-lists/{CANNOCK}/settings", json=adoption)
        problem(answer, "other-scheme", 422, "/settings")


def test_what_cannot_be_put_on_a_list(platform, therapist):
    received, waiting = refer(therapist, district=CANNOCK), waits(therapist, CANNOCK, in_need())
    fresh = triaged(therapist, CANNOCK)
    review = {"placing": in_need(), "reason": "again"}
    end = {"because": "funded", "reason": "first of its group"}
    with nothing_changes(platform, table="waiting_records"):
        problem(put(therapist, received, in_need()), "wrong-state", 409)
        problem(put(therapist, waiting, in_need()), "wrong-state", 409)
        at = f"/v1/referrals/{fresh}"
        problem(therapist.put(f"{at}/waiting", json=review), "wrong-state", 409)
        problem(therapist.post(f"{at}/waiting-end", json=end), "wrong-state", 409)
        for since in ("2026-03-01", "2026-03-11"):
            answer = put(therapist, fresh, in_need(since=since))
            problem(answer, "invalid-input", 422, "/waiting_since")
        elsewhere = platform.client("referral", "gloucester_grant_officer")
        problem(elsewhere.get(f"{at}/waiting"), "not-found", 404)
        assert listed(elsewhere, CANNOCK)["items"] == []


def test_a_list_by_points_waits_for_its_district_s_points(platform, therapist):
    platform.sql("DELETE FROM referral.adopted_settings WHERE district = $1", GLOUCESTER)
    answer = therapist.get(f"/v1/waiting-lists/{GLOUCESTER}")
    problem(answer, "no-settings", 409)


def test_what_is_kept_as_a_number_comes_back_as_it_was():
    for code in range(1024):
        assert code_of_answers(answers_of(code)) == code
    for code in range(132):
        assert code_of_circumstances(circumstances_of(code)) == code
    most = Circumstances(child=False, care_act_needs=99)
    assert circumstances_of(code_of_circumstances(most)).care_act_needs == 10


def test_the_reasons_are_worded_as_the_engine_words_them(therapist):
    terms = therapist.get("/v1/vocabularies/waiting_list_reasons").json()["terms"]
    assert [(t["code"], t["meaning"]) for t in terms] == [(r, r.meaning) for r in Reason]


INSERT = """
    INSERT INTO referral.waiting_cases
        (case_id, district, records, scheme, code, waiting_since, council_tenant)
    VALUES ($1, $2, 1, $3, $4, $5, false)
"""
COPIES = """
    INSERT INTO referral.referrals SELECT (jsonb_populate_record(
        r, jsonb_build_object('case_id', made, 'reference', made::text)
    )).* FROM referral.referrals r, unnest($1::uuid[]) AS made WHERE r.case_id = $2
"""
DAYS = [dt.date(2024, 1, 1) + dt.timedelta(n) for n in (*range(55, 62), *range(700))]


@pytest.fixture
def caseload(platform, therapist):
    """Put so many cases on the list of a district that nobody else uses; each as the engine reads it.

    They have nothing beside the list, and are gone afterwards.
    """

    def seeded(district, scheme, codes_, case):
        chance = random.Random(13)
        platform.sql("DELETE FROM referral.waiting_cases WHERE district = $1", district)
        one, ids = refer(therapist, district=district), [uuid.uuid4() for _ in range(150)]
        platform.sql(COPIES, ids, uuid.UUID(one))
        made = []
        for case_id in ids:
            code, since = chance.choice(codes_), chance.choice(DAYS)
            platform.sql(INSERT, case_id, district, scheme, code, since)
            made.append(case(str(case_id), code, since.isoformat()))
        copied.extend(ids)
        return made

    copied = []
    yield seeded
    for table in ("waiting_cases", "referrals"):
        platform.sql(f"DELETE FROM referral.{table} WHERE case_id = ANY ($1)", copied)


def paged(client, district):
    """The whole list by pages of forty."""
    return every(client, f"/v1/waiting-lists/{district}", limit=40)


def same(places, items):
    """The engine and the list agree on every place and every reason."""
    assert [p.id for p in places] == [i["case_id"] for i in items]
    assert [p.place for p in places] == [i["place"] for i in items]
    assert [[str(w.code) for w in p.reasons] for p in places] == [codes(i) for i in items]


ENDS = ("2026-02-28", "2026-03-30", "2026-03-31", "2028-02-29")


def test_the_list_by_points_is_the_engine_s_on_any_day(platform, therapist, manager, caseload):
    """Also on days that end a month, and over pages."""
    adopt(manager, "E07000078", waiting=2, every_months=1)
    some = [0, 1, 3, 64, 512, 513, 1023]
    made = caseload(
        "E07000078",
        "points",
        some,
        lambda name, code, since: answered(
            name, *(n + 1 for n in range(10) if code >> n & 1), since=since
        ),
    )
    for on in ENDS:
        platform.now = dt.datetime.fromisoformat(f"{on}T12:00+00:00")
        asked = by_points(*made, on=on, authority="E07000078", waiting=2, every_months=1)
        same(prioritise(asked).list, paged(therapist, "E07000078"))


def test_the_list_by_groups_is_the_engine_s_on_any_day(platform, therapist, caseload):
    def case(name, code, since):
        facts = dict(circumstances_of(code))
        return needing(name, facts.pop("care_act_needs"), since) | facts

    made = caseload(CANNOCK, "groups", list(range(132)), case)
    for on in ENDS:
        platform.now = dt.datetime.fromisoformat(f"{on}T12:00+00:00")
        same(prioritise(by_groups(*made, on=on)).list, paged(therapist, CANNOCK))


def test_a_list_read_over_midnight_is_one_list(platform, therapist, manager):
    """The pages that follow go by the day and the points of the first."""
    adopt(manager, STROUD)
    for _ in range(3):
        waits(therapist, STROUD, with_yes())
    first = listed(therapist, STROUD, limit=2)
    platform.now = NOW + dt.timedelta(days=400)
    adopt(manager, STROUD, q1=99)
    second = listed(therapist, STROUD, limit=2, cursor=first["next"])
    assert (second["on"], second["settings"]) == (first["on"], first["settings"])
    assert second["items"][0]["place"] == 3
    other = listed(therapist, STROUD, limit=2)
    assert (other["on"], other["settings"]) == ("2027-04-14", first["settings"] + 1)
