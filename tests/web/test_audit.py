"""Who did what on a case, as those read it who answer for what is done."""

import datetime as dt
import inspect
import uuid
from importlib import import_module

import pytest

from deploy.local.roles import SERVICES
from services.forum.domain.funding import Agreed
from shared.schema import example_of
from tests.payments.releases import Desk
from tests.platform.answers import problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, NOW, STROUD
from tests.referral.enquiries import SCREENING, refer
from tests.register.service import assessed

YESTERDAY, TODAY, TOMORROW = (str((NOW + dt.timedelta(days=n)).date()) for n in (-1, 0, 1))
AGREED = example_of(Agreed) | {"districts": [GLOUCESTER, STROUD]}


def manager(platform, service="referral", **claims):
    return platform.client(service, "service_manager", **claims)


def trail(client, case_id, **asked):
    answer = client.get(f"/v1/cases/{case_id}/audit", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_manager_reads_who_did_what_the_latest_first(platform, therapist):
    case_id = refer(therapist)
    triaged = therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    assert triaged.status_code == 200
    found = trail(manager(platform), case_id)["items"]
    assert [line["action"] for line in found] == ["triage_referral", "receive_referral"]
    assert {line["principal"] for line in found} == {"development:occupational_therapist"}
    assert found[0]["trace_id"] in triaged.headers["traceresponse"]
    assert "person" not in str(found)


def test_page_by_page_and_of_one_alone(platform, therapist):
    case_id = refer(therapist)
    other = platform.client("referral", "occupational_therapist", sub="another")
    other.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    client = manager(platform)
    first = trail(client, case_id, limit=1)
    [second] = trail(client, case_id, limit=1, cursor=first["next"])["items"]
    assert (first["items"][0]["principal"], second["action"]) == ("another", "receive_referral")
    assert len(trail(client, case_id, principal="another")["items"]) == 1


def test_who_does_not_read_the_district_finds_nothing(platform, therapist):
    case_id = refer(therapist, district=STROUD)
    elsewhere = manager(platform, dfg_read=[GLOUCESTER], dfg_write=[])
    problem(elsewhere.get(f"/v1/cases/{case_id}/audit"), "not-found", 404)
    assert len(trail(manager(platform), case_id)["items"]) == 1


def test_it_takes_a_scope_of_its_own(platform, therapist):
    case_id = refer(therapist)
    problem(therapist.get(f"/v1/cases/{case_id}/audit"), "scope-missing", 403)


def test_what_a_handler_did_stands_by_its_service(platform):
    case_id = uuid.uuid4()
    platform.tell("register", assessed(case_id))
    [line] = trail(manager(platform, "register"), case_id)["items"]
    assert line["principal"] == "service:register"


def test_every_service_shows_its_trail(platform):
    for name in SERVICES:
        paths = platform.client(name).get("/openapi.json").json()["paths"]
        assert paths.keys() >= {"/v1/cases/{case_id}/audit", "/v1/audit"}


MADE_WHEN_ASKED = {"send_return", "send_pack"}
"""Papers of a district's or a year's figures: nothing in them is of a person."""
NOTED_AS_USE = {"stream_shared"}
"""What partners take, which stands in the uses of their agreement."""


def sending(service):
    """Every route that answers with something other than JSON, by its operation."""
    for router in import_module(f"services.{service}.app").SERVICE.routers:
        for route in router.routes:
            told = getattr(route, "responses", {}).get(200, {}).get("content", {})
            if told and "application/json" not in told:
                yield route.name, inspect.getsource(route.endpoint)


def test_whatever_is_kept_and_sent_leaves_a_trace_of_who_read_it():
    """By one function, `Call.send`; what is not sent by it says here why not."""
    found = {name: source for service in SERVICES for name, source in sending(service)}
    assert {"read_document", "read_letter"} <= found.keys()
    untraced = {name for name, source in found.items() if "call.send(" not in source}
    assert untraced == MADE_WHEN_ASKED | NOTED_AS_USE


def last_reading(platform, service, case_id):
    """What the trail says last: who read what."""
    line = trail(manager(platform, service), case_id)["items"][0]
    return line["action"], line["principal"], line["about"]


def acts(client, **asked):
    """What was done under no case, the newest first: all pages, some at a time."""
    return every(client, "/v1/audit", limit=2, **asked)


def confirmed(platform, payee, **asked):
    """What the list has more of once a payee's details are confirmed: others' acts are in it too."""
    client, desk = manager(platform, "payments"), Desk(platform)
    before = acts(client, **asked)
    desk.confirmed_details(payee)
    return [line for line in acts(client, **asked) if line not in before]


def test_who_confirmed_a_payees_bank_details_is_found_though_it_belongs_to_no_case(platform):
    asked = {"district": GLOUCESTER, "since": TODAY, "until": TODAY}
    found = confirmed(platform, "Payee of the audit", **asked)
    assert [(line["action"], line["principal"]) for line in found] == [
        ("confirm_details", "development:payments_approver"),
        ("propose_details", "development:finance"),
    ]
    assert found[0].keys() == {"at", "principal", "action", "about", "trace_id", "district"}
    assert "Payee of the audit" not in str(found)


@pytest.mark.parametrize(
    "asked, times",
    [
        ({"action": "confirm_details"}, 1),
        ({"action": "confirm_details", "principal": "development:payments_approver"}, 1),
        ({"action": "confirm_details", "principal": "development:finance"}, 0),
        ({"action": "confirm_details", "until": YESTERDAY}, 0),
        ({"action": "confirm_details", "since": TOMORROW}, 0),
    ],
)
def test_acts_are_found_by_who_did_them_what_they_did_and_when(platform, asked, times):
    assert len(confirmed(platform, f"Payee of {asked}", **asked)) == times


def test_what_was_done_on_a_case_stands_with_the_case_alone(platform, therapist):
    refer(therapist)
    assert "receive_referral" not in {line["action"] for line in acts(manager(platform))}


def test_acts_of_another_district_are_not_seen_and_take_the_same_scope(platform):
    desk = Desk(platform)
    desk.confirmed_details("A third payee of the audit")
    elsewhere = manager(platform, "payments", dfg_read=[STROUD], dfg_write=[STROUD])
    assert {line["district"] for line in acts(elsewhere)} <= {STROUD}
    assert acts(elsewhere, district=GLOUCESTER) == []
    assert {line["district"] for line in acts(manager(platform, "payments"))} >= {GLOUCESTER}
    problem(desk.prepares.get("/v1/audit"), "scope-missing", 403)


def test_an_act_of_several_districts_is_seen_by_each(platform):
    made = manager(platform, "forum").post("/v1/money/agreements", json=AGREED)
    assert made.status_code == 201, made.text
    for district in (GLOUCESTER, STROUD):
        client = manager(platform, "forum", dfg_read=[district], dfg_write=[district])
        told = made.headers["traceresponse"]
        [line] = [line for line in acts(client) if line["trace_id"] and line["trace_id"] in told]
        assert (line["action"], line["district"]) == ("record_agreed", district)
