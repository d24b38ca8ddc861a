"""The register over HTTP and events: homes entered, and the answer whether one would do."""

import datetime as dt
import uuid

import pytest

from shared.contracts.codes import AccessCategory, Purpose
from shared.contracts.grants import CostEstimated
from shared.contracts.referral import AccessNeed, ReferralAssessed
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD
from tests.register.homes import answers
from tests.register.service import UPRNS, home, registered

DAY = dt.date(2026, 3, 2)
TEWKESBURY = "E07000083"


pytestmark = pytest.mark.usefixtures("a_day_with_prices")


@pytest.fixture
def provider(platform):
    return platform.client("register", "housing_provider")


def needs(case_id, areas=(TEWKESBURY,), category=AccessCategory.C, bedrooms=1):
    return ReferralAssessed(
        case_id=case_id,
        district=GLOUCESTER,
        assessed_on=DAY,
        needs=(Purpose.BATH_OR_SHOWER,),
        recommended_works=(),
        access_need=AccessNeed(category=category, bedrooms=bedrooms, household_size=1, areas=areas),
    )


def costs(case_id, amount="25000.00"):
    return CostEstimated(
        case_id=case_id, district=GLOUCESTER, estimated_on=DAY, estimated_cost=amount
    )


def test_a_home_is_categorised_as_it_is_entered(options):
    entered = registered(options)
    assert entered["category"] == "A"
    worse = registered(options, {"property_entrance.steps": 3})
    assert worse["category"] != "A"
    shown = options.get(f"/v1/homes/{entered['id']}")
    assert shown.json() == entered


def test_a_home_is_entered_once(platform, options):
    entered = registered(options)
    with nothing_changes(platform, "register", "homes"):
        again = options.post("/v1/homes", json=home(uprn=entered["uprn"]))
        problem(again, "wrong-state", 409)


def test_a_provider_enters_and_changes_its_own_homes_and_no_other_s(platform, options, provider):
    own, other = registered(provider), registered(options, provider_id="another")
    with nothing_changes(platform, "register", "homes"):
        answer = provider.post("/v1/homes", json=home(provider_id="another"))
        problem(answer, "out-of-reach", 403)
        answer = provider.post(f"/v1/homes/{other['id']}/occupancy", json={"occupancy": "occupied"})
        problem(answer, "not-found", 404)
    path = f"/v1/homes/{own['id']}/occupancy"
    assert provider.post(path, json={"occupancy": "occupied"}).json()["occupancy"] == "occupied"
    assert provider.get(f"/v1/homes/{other['id']}").status_code == 200


def test_every_member_sees_a_home_and_its_district_alone_changes_it(platform, options):
    theirs = registered(options, district=STROUD)
    gloucester = platform.client(
        "register", "housing_options", dfg_read=[GLOUCESTER], dfg_write=[GLOUCESTER]
    )
    assert gloucester.get(f"/v1/homes/{theirs['id']}").status_code == 200
    with nothing_changes(platform, "register", "homes"):
        path = f"/v1/homes/{theirs['id']}/occupancy"
        problem(gloucester.post(path, json={"occupancy": "occupied"}), "not-found", 404)
        answer = gloucester.post("/v1/homes", json=home(district=STROUD))
        problem(answer, "out-of-reach", 403)


def test_a_home_is_the_same_however_its_uprn_is_typed(platform, options):
    uprn = str(next(UPRNS))
    entered = registered(options, uprn=f"'{uprn[:3]} {uprn[3:6]} {uprn[6:9]} {uprn[9:]}")
    assert entered["uprn"] == uprn
    with nothing_changes(platform, "register", "homes"):
        again = options.post("/v1/homes", json=home(uprn=f"0{uprn}"))
        assert again.status_code == 409


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"uprn": "12a"}, "/uprn"),
        ({"uprn": "100080000000"}, "/uprn"),
        ({"survey": answers({"postcode": "GL5"})}, "/survey/postcode"),
        ({"uprn": 100}, "/uprn"),
        ({"provider_id": "A Provider"}, "/provider_id"),
        ({"occupancy": "haunted"}, "/occupancy"),
        ({"district": "Gloucester"}, "/district"),
        ({"survey": answers({"hall.turning_width": "wide"})}, "/survey/hall/turning_width"),
        ({"survey": answers({"hall.turning_width": -1})}, "/survey/hall/turning_width"),
        ({"note": "x"}, "/note"),
    ],
)
def test_an_entry_that_cannot_be(platform, options, changes, pointer):
    with nothing_changes(platform, "register", "homes"):
        answer = options.post("/v1/homes", json=home() | changes)
        problem(answer, "invalid-input", 422, pointer)


@pytest.mark.parametrize("need_first", [True, False])
def test_once_need_and_cost_are_known_in_either_order_the_register_answers(
    platform, options, need_first
):
    area = TEWKESBURY
    fits = registered(options, district=area)
    lived_in = registered(options, district=area, occupancy="occupied")
    elsewhere = registered(options, district=STROUD)
    case_id = uuid.uuid4()
    first, second = needs(case_id), costs(case_id)
    if not need_first:
        first, second = second, first
    platform.tell("register", first)
    assert platform.told("register", case_id) == []
    platform.tell("register", second)
    [(kind, event)] = platform.told("register", case_id)
    assert kind == "register.alternatives-assessed"
    found = {a["home_id"] for a in event["alternatives"]}
    assert fits["id"] in found
    assert not {lived_in["id"], elsewhere["id"]} & found
    assert {a["district"] for a in event["alternatives"]} == {area}
    assert event["homes_considered"] >= len(event["alternatives"]) >= 1
    assert fits["uprn"] not in str(event)
    shown = options.get(f"/v1/cases/{case_id}/alternatives").json()
    assert shown["cost_here"] == "25000.00"
    assert {a["home"] for a in shown["alternatives"]} == found
    options.post(f"/v1/homes/{fits['id']}/occupancy", json={"occupancy": "occupied"})


def test_where_no_home_would_do_the_answer_is_none_and_not_silence(platform):
    case_id = uuid.uuid4()
    platform.tell("register", needs(case_id, areas=("E07000080",), bedrooms=20), costs(case_id))
    [(_, event)] = platform.told("register", case_id)
    assert event["alternatives"] == []


def test_a_new_estimate_is_answered_anew(platform):
    case_id = uuid.uuid4()
    platform.tell("register", needs(case_id), costs(case_id))
    platform.tell("register", costs(case_id, "30000.00"))
    assert len(platform.told("register", case_id)) == 2


def test_a_district_sees_the_alternatives_of_its_own_cases(platform, options):
    case_id = uuid.uuid4()
    platform.tell("register", needs(case_id), costs(case_id))
    path = f"/v1/cases/{case_id}/alternatives"
    assert options.get(path).status_code == 200
    stroud = platform.client("register", "housing_options", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(stroud.get(path), "not-found", 404)
    problem(platform.client("register", "housing_provider").get(path), "not-found", 404)
    problem(platform.client("register", "finance").get(path), "scope-missing", 403)
