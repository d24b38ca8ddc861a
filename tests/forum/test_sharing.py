"""Sharing with partners: what is agreed and nothing else, under ids that are each partner's own."""

import datetime as dt
import itertools
import json
import re
import uuid

import pytest

from services.forum.domain.sharing.agreement import Agreement, Span
from services.forum.domain.sharing.fields import Kind, fields_of, shareable
from services.forum.domain.sharing.shape import Known, Pseudonyms, coarse, first_of, share
from shared.contracts import EVENT_TYPES
from shared.contracts.codes import AssessorGrade
from shared.contracts.referral import ReferralConsentGiven, ReferralConsentWithdrawn
from tests.forum.partners import DAY, Partner, agreed, from_now, ids_in, received, whole_case
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, NOW, STROUD

IDS = Pseudonyms(b"k" * 32)


@pytest.fixture
def platform(untold):
    return untold


def known(event_type="grants.approved", **data):
    return Known(uuid.uuid4(), "grants", uuid.uuid4(), GLOUCESTER, event_type, NOW, data)


def agreement(*fields, event_type="grants.approved", **changes):
    types = [{"type": event_type, "fields": list(fields)}]
    return Agreement.model_validate(agreed(types=types, **changes))


def test_of_every_event_of_a_case_each_field_is_known():
    for name in shareable():
        assert all(isinstance(kind, Kind) for kind in fields_of(name).values())
    assert fields_of("referral.received")["reference"] is Kind.TEXT
    assert fields_of("means-test.completed")["fingerprint"] is Kind.TEXT
    assert fields_of("grants.approved")["contractors.id"] is Kind.ID
    assert fields_of("grants.approved")["awards.amount"] is Kind.MONEY
    assert fields_of("register.relocation-completed")["saving"] is Kind.MONEY
    assert fields_of("referral.consent-given")["recipients"] is Kind.CODE
    assert fields_of("grants.closed")["reason"] is Kind.CODE
    assert set(shareable()) <= set(EVENT_TYPES)


def test_a_field_is_not_shared_until_it_is_named():
    """Neither one of the contract nor one that the contract gets later."""
    told = known(decided_on="2026-03-02", total_award="8641.98", added_later="AB-1234")
    assert share(agreement("decided_on"), IDS, told).data == {"decided_on": "2026-Q1"}
    nested = known(awards=[{"kind": "mandatory", "amount": "8641.98", "clause": "23"}])
    assert share(agreement("awards.kind"), IDS, nested).data == {"awards": [{"kind": "mandatory"}]}


@pytest.mark.parametrize(
    "span, shown, first",
    [("month", "2026-05", (5, 1)), ("quarter", "2026-Q2", (4, 1)), ("year", "2026", (1, 1))],
)
def test_a_day_is_as_coarse_as_agreed(span, shown, first):
    day = dt.date(2026, 5, 31)
    told = share(agreement("decided_on", dates=span), IDS, known(decided_on=day.isoformat()))
    assert told.data == {"decided_on": shown}
    assert told.occurred == coarse(NOW.date(), Span(span))
    assert first_of(day, Span(span)) == dt.date(2026, *first)


@pytest.mark.parametrize(
    "amount, least, below",
    [
        ("0.00", "0.00", "5000.00"),
        ("4999.99", "0.00", "5000.00"),
        ("5000.00", "5000.00", "10000.00"),
        ("-0.01", "-5000.00", "0.00"),
    ],
)
def test_a_sum_is_the_band_that_it_lies_in(amount, least, below):
    told = share(agreement("total_award"), IDS, known(total_award=amount))
    assert told.data == {"total_award": {"from": least, "below": below}}


def test_ones_own_cases_are_as_they_were_published():
    told = known(decided_on="2026-03-02", total_award="8641.98", policy_version="2026-01")
    own = share(agreement("decided_on", "total_award", view="own", band=None), IDS, told)
    assert own.data == {"decided_on": "2026-03-02", "total_award": "8641.98"}
    assert (own.case_id, own.event_id) == (told.case_id, told.event_id)
    assert own.occurred == NOW.isoformat()


def test_every_partner_and_every_key_gives_other_ids():
    told = known(decided_on="2026-03-02")
    seen = {share(agreement(), Pseudonyms(bytes([n]) * 32), told).case_id for n in range(50)}
    assert len(seen) == 50
    assert told.case_id not in seen
    assert IDS.of(told.case_id) == IDS.of(told.case_id)
    assert IDS.of_event("grants", told.event_id) != IDS.of_event("payments", told.event_id)


@pytest.mark.parametrize(
    "changes, pointer",
    [
        ({"types": [{"type": "grants.praised", "fields": []}]}, "/types/0/type"),
        ({"types": [{"type": "grants.closed", "fields": ["names"]}]}, "/types/0/fields/0"),
        ({"types": [{"type": "referral.received", "fields": ["reference"]}]}, "/types/0/fields/0"),
        (
            {"types": [{"type": "grants.approved", "fields": ["total_award"]}], "band": None},
            "/types/0/fields/0",
        ),
        ({"types": [{"type": "grants.closed", "fields": []}] * 2}, "/types"),
        ({"until": "2026-02-28"}, "/until"),
        ({"until": "2029-03-02"}, "/until"),
        ({"ways": ["webhook"]}, "/webhook"),
        ({"webhook": "https://example.org/"}, "/webhook"),
        ({"ways": ["webhook"], "webhook": "http://example.org/"}, "/webhook"),
        ({"ways": ["webhook"], "webhook": "https://10.0.0.1/"}, "/webhook"),
        ({"ways": ["webhook"], "webhook": "https://[::ffff:10.0.0.1]/"}, "/webhook"),
        ({"ways": ["webhook"], "webhook": "https://ada:secret@example.org/"}, "/webhook"),
        ({"ways": ["kafka"]}, "/ways"),
        ({"ways": ["feed", "feed"]}, "/ways"),
        ({"districts": [GLOUCESTER, GLOUCESTER]}, "/districts"),
    ],
)
def test_an_agreement_that_cannot_be(platform, changes, pointer):
    manager = platform.client("forum", "sharing_manager")
    refused = manager.post("/v1/agreements", json=agreed(**changes))
    problem(refused, "invalid-input", 422, pointer)


def test_who_makes_an_agreement_may_act_for_all_of_its_districts(platform):
    manager = platform.client(
        "forum", "sharing_manager", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    both = agreed(districts=[GLOUCESTER, STROUD])
    problem(manager.post("/v1/agreements", json=both), "out-of-reach", 403)
    assert manager.post("/v1/agreements", json=agreed()).status_code == 201


def test_a_key_that_the_deployment_does_not_have(platform):
    manager = platform.client("forum", "sharing_manager")
    problem(manager.post("/v1/agreements", json=agreed(key_version=3)), "no-sharing-key", 409)


def test_what_an_agreement_was_stays_on_record(platform):
    partner = Partner(platform)
    before, after = partner.agreement.until.isoformat(), from_now(platform, 300)
    partner.change(until=after)
    versions = partner.manager.get(f"/v1/agreements/{partner.id}").json()["items"]
    assert [v["number"] for v in versions] == [2, 1]
    assert [v["agreement"]["until"] for v in versions] == [after, before]
    assert versions[0]["reason"] == "so agreed"
    listed = partner.manager.get("/v1/agreements").json()["items"]
    assert [v["number"] for v in listed if v["agreement_id"] == partner.id] == [2]
    own = partner.client.get("/v1/shared").json()["items"]
    assert [v["agreement_id"] for v in own] == [partner.id]


def test_who_reads_does_not_change_and_true_ids_are_never_beside_pseudonyms(platform):
    partner = Partner(platform)
    told = partner.agreement.model_dump(mode="json")
    for changes in ({"principal": "somebody"}, {"receiver": "somebody"}, {"view": "own"}):
        body = {"agreement": told | changes, "reason": "wanted"}
        refused = partner.manager.put(f"/v1/agreements/{partner.id}", json=body)
        problem(refused, "wrong-state", 409)
    own = told | {"view": "own", "districts": [STROUD, GLOUCESTER]}
    problem(partner.manager.post("/v1/agreements", json=own), "wrong-state", 409)
    other = agreed(principal=partner.agreement.principal)
    problem(partner.manager.post("/v1/agreements", json=other), "wrong-state", 409)
    apart = told | {"view": "own", "districts": [STROUD]}
    assert partner.manager.post("/v1/agreements", json=apart).status_code == 201


def test_a_partner_gets_what_is_agreed_and_nothing_else(platform):
    fields = {"referral.received": ["source"], "grants.approved": ["decided_on"]}
    types = [{"type": name, "fields": named} for name, named in fields.items()]
    partner = Partner(platform, types=types)
    _, start = partner.read()
    case, elsewhere = whole_case(), whole_case(STROUD)
    platform.tell("forum", *case, *elsewhere)
    found, cursor = partner.read(start)
    assert {event["type"]: event["data"] for event in found} == {
        "referral.received": {"source": "gp"},
        "grants.approved": {"decided_on": "2026-Q1"},
    }
    assert {event["district"] for event in found} == {GLOUCESTER}
    assert len({event["case_id"] for event in found}) == 1
    assert str(case[0].case_id) not in json.dumps(found)
    assert partner.read(cursor)[0] == []
    filtered, _ = partner.read(start, type="grants.approved")
    assert [event["type"] for event in filtered] == ["grants.approved"]
    assert partner.read(start, district=STROUD)[0] == []


def test_of_a_person_who_withdraws_consent_nothing_more_is_shared_but_that(platform):
    named = ("grants.approved", "referral.consent-withdrawn", "referral.consent-given")
    partner = Partner(platform, types=[{"type": name, "fields": []} for name in named])
    _, start = partner.read()
    case = whole_case()
    about = {
        "case_id": case[0].case_id,
        "district": GLOUCESTER,
        "recipients": ("district_council",),
    }
    withdrawn = ReferralConsentWithdrawn(withdrawn_on=NOW.date(), case_stops=True, **about)
    platform.tell("forum", *case, withdrawn)
    assert [event["type"] for event in partner.read(start)[0]] == [withdrawn.TYPE]
    platform.tell("forum", ReferralConsentGiven(given_on=NOW.date(), **about))
    assert {event["type"] for event in partner.read(start)[0]} == set(named)


def test_pages_go_on_where_the_last_one_ended(platform):
    partner = Partner(platform)
    _, cursor = partner.read()
    events = [received() for _ in range(5)]
    platform.tell("forum", *events)
    found, _ = partner.read(cursor, limit=2)
    assert {event["event_id"] for event in found} == partner.ids_of(events)
    assert len(found) == 5
    assert found == sorted(found, key=lambda event: event["case_id"])


def test_an_agreement_is_its_partners_alone_for_as_long_as_it_lasts(platform):
    partner, other = Partner(platform), Partner(platform)
    problem(other.client.get(f"{partner.path}/feed"), "not-found", 404)
    problem(other.client.get(f"{partner.path}/stream"), "not-found", 404)
    problem(other.client.get(f"{partner.path}/secrets"), "not-found", 404)
    cursor = other.page().json()["next"]
    problem(partner.page(cursor=cursor), "invalid-input", 422, "/cursor")
    problem(partner.page(cursor="MTc="), "invalid-input", 422, "/cursor")
    partner.change(ways=["stream"])
    problem(partner.page(), "agreement-not-in-force", 403)
    partner.change(ways=["feed"], since=from_now(platform, -9), until=from_now(platform, -1))
    problem(partner.page(), "agreement-not-in-force", 403)
    early = Partner(platform, since=from_now(platform, 1))
    problem(early.page(), "agreement-not-in-force", 403)


def test_narrowed_it_gives_no_more_of_what_came_before(platform):
    partner = Partner(platform, districts=[GLOUCESTER, STROUD])
    _, start = partner.read()
    platform.tell("forum", received(), received(district=STROUD))
    assert len(partner.read(start)[0]) == 2
    partner.change(districts=[STROUD], types=[{"type": "referral.received", "fields": []}])
    [left] = partner.read(start)[0]
    assert (left["district"], left["data"]) == (STROUD, {})


def test_what_use_is_made_of_an_agreement_is_on_record(platform):
    partner = Partner(platform)
    _, start = partner.read()
    platform.tell("forum", received())
    [event], _ = partner.read(start)
    uses = partner.manager.get(f"/v1/agreements/{partner.id}/uses").json()["items"]
    assert uses[0] == {
        "at": platform.now.isoformat().replace("+00:00", "Z"),
        "number": 1,
        "principal": partner.agreement.principal,
        "way": "feed",
        "events": [event["event_id"]],
    }
    problem(partner.client.get(f"/v1/agreements/{partner.id}/uses"), "scope-missing", 403)


ID_LIKE = re.compile(r"[0-9A-Za-z_=+/-]{12,}")
"""Whatever is long enough to name one thing: numbers, hashes, tokens, cursors."""
ORDINARY = {name for names in map(fields_of, shareable()) for n in names for name in n.split(".")}


def id_like(told):
    """Every value that could name one thing, but for words of the contracts."""
    words = ORDINARY | {word for name in shareable() for word in name.split(".")}
    words.add(AssessorGrade.OCCUPATIONAL_THERAPIST.value)
    return set(ID_LIKE.findall(json.dumps(told))) - words


def test_two_partners_cannot_join_what_they_were_given_by_any_id(platform):
    """Together they try every value that could name a thing, in all that they were sent."""
    one, two = Partner(platform), Partner(platform)
    starts = [partner.read()[1] for partner in (one, two)]
    home, assessor = uuid.uuid4(), uuid.uuid4()
    cases = [whole_case(home_id=home, assessor_id=assessor) for _ in range(3)]
    platform.tell("forum", *itertools.chain.from_iterable(cases))
    sent = []
    for partner, start in zip((one, two), starts, strict=True):
        partner.wait_for_release()
        page = partner.page(cursor=start, limit=100)
        assert len(page.json()["items"]) == 21
        sent.append(id_like([page.json(), partner.client.get(f"{partner.path}/secrets").json()]))
    assert min(map(len, sent)) > 21 + 3
    assert sent[0] & sent[1] == set()
    real = {str(value) for case in cases for event in case for value in ids_in(event)}
    assert not real & (sent[0] | sent[1])
    days = {DAY.isoformat(), NOW.date().isoformat()}
    assert not days & {word for each in sent for word in each}


def test_within_what_one_partner_has_an_id_is_the_same_each_time(platform):
    partner = Partner(platform)
    _, start = partner.read()
    home = uuid.uuid4()
    platform.tell("forum", *whole_case(home_id=home), *whole_case(home_id=home))
    found, _ = partner.read(start)
    homes = {e["data"]["home_id"] for e in found if e["type"] == "register.relocation-completed"}
    assert len(homes) == 1
    assert len({event["case_id"] for event in found}) == 2


def test_with_another_key_a_partner_gets_all_ids_anew_and_its_cursors_still_hold(platform):
    partner = Partner(platform)
    _, start = partner.read()
    platform.tell("forum", *whole_case())
    before, _ = partner.read(start)
    partner.change(key_version=2)
    after, _ = partner.read(start)
    assert len(before) == len(after)
    assert id_like(before) & id_like(after) == set()
    body = {
        "agreement": partner.agreement.model_dump(mode="json") | {"key_version": 1},
        "reason": "back",
    }
    refused = partner.manager.put(f"/v1/agreements/{partner.id}", json=body)
    problem(refused, "invalid-input", 422, "/agreement/key_version")


def test_what_can_be_shared_is_listed(platform):
    listed = platform.client("forum", "sharing_manager").get("/v1/shareable").json()["items"]
    assert [each["type"] for each in listed] == list(shareable())
    [received_type] = [each for each in listed if each["type"] == "referral.received"]
    assert {"name": "reference", "kind": "text"} in received_type["fields"]
