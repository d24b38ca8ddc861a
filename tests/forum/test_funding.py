"""Agreements on money: who pays whom for what, until when; corrected with a reason."""

import pytest

from services.forum.domain.funding import Agreed
from shared.schema import example_of
from tests.forum.signing_in import Visitor
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, STROUD

PATH = "/v1/money/agreements"


@pytest.fixture
def manager(platform):
    return platform.client("forum", "service_manager")


def recorded(manager, **changes):
    answer = manager.post(PATH, json=example_of(Agreed) | changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def listed(client, **asked):
    answer = client.get(PATH, params=asked)
    assert answer.status_code == 200, answer.text
    return {each["agreement_id"]: each for each in answer.json()["items"]}


def test_the_countys_pool_is_there_from_the_beginning(manager):
    [pool] = [e for e in listed(manager).values() if e["agreed"]["kind"] == "pool"]
    assert len(pool["agreed"]["districts"]) == len(pool["agreed"]["payers"]) == 6
    assert pool["recorded_by"] == pool["agreed"]["clause"] == "Stroud App 4 5"


def test_an_agreement_is_shown_in_the_years_and_districts_that_it_is_about(manager):
    its = recorded(manager)["agreement_id"]
    assert its in listed(manager, district=STROUD, year=2026)
    assert its in listed(manager, year=2027)
    assert its not in listed(manager, district=GLOUCESTER)
    assert its not in listed(manager, year=2025)
    assert its not in listed(manager, year=2028)
    told = manager.get("/v1/money", params={"year": 2026, "district": STROUD}).json()
    assert its in {each["agreement_id"] for each in told["agreements"]}


def test_what_was_corrected_is_kept_with_its_reason(manager):
    made = recorded(manager)
    agreed = made["agreed"] | {"until": "2029-03-31", "amount_a_year": "130000.00"}
    body = {"agreed": agreed, "reason": "Prolonged by both cabinets."}
    path = f"{PATH}/{made['agreement_id']}"
    assert manager.put(path, json=body).status_code == 200
    latest, first = manager.get(path).json()["items"]
    assert (latest["number"], latest["reason"]) == (2, body["reason"])
    assert (latest["agreed"], first["agreed"]) == (agreed, made["agreed"])
    assert listed(manager)[made["agreement_id"]]["number"] == 2


@pytest.mark.parametrize(
    "changes, pointer",
    [
        ({"until": "2026-03-31"}, "/until"),
        ({"until": "2036-04-02"}, "/until"),
        ({"share_percent": 50}, "/share_percent"),
        ({"payee": "Stroud"}, "/payee"),
        ({"payers": ["Stroud", "Stroud"]}, "/payers"),
        ({"kind": "pool"}, "/districts"),
        ({"districts": []}, "/districts"),
        ({"amount_a_year": "-1.00"}, "/amount_a_year"),
    ],
)
def test_an_agreement_that_cannot_be(manager, changes, pointer):
    refused = manager.post(PATH, json=example_of(Agreed) | changes)
    problem(refused, "invalid-input", 422, pointer)


def test_who_records_one_may_act_for_the_districts_that_it_was_and_is_about(platform, manager):
    made = recorded(manager)
    own = {"dfg_read": [GLOUCESTER], "dfg_write": [GLOUCESTER]}
    outside = platform.client("forum", "service_manager", **own)
    problem(outside.post(PATH, json=example_of(Agreed)), "out-of-reach", 403)
    theirs = {"agreed": made["agreed"] | {"districts": [GLOUCESTER]}, "reason": "Ours now."}
    problem(outside.put(f"{PATH}/{made['agreement_id']}", json=theirs), "out-of-reach", 403)
    reader = platform.client("forum", "forum_analyst")
    assert made["agreement_id"] in listed(reader)
    problem(reader.post(PATH, json=example_of(Agreed)), "scope-missing", 403)


def test_the_money_page_leads_to_an_agreement_and_to_what_it_was(platform, manager):
    made = recorded(manager, name="Equipment of the county", kind="equipment", share_percent=40,
                    amount_a_year=None)  # fmt: skip
    visitor = Visitor(platform)
    visitor.sign_in("grant_officer")
    page = visitor.get("/money", year="2026", district=STROUD).text
    at = f"/money/agreements/{made['agreement_id']}"
    assert f'href="/pages{at}"' in page
    page = visitor.get(at).text
    visitor.close()
    for said in ("40 of each hundred pounds", "31 March 2028", "As first recorded"):
        assert said in page, said
