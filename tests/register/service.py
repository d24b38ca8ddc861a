"""The register over HTTP: homes, households and what other services told of them, in one line."""

import datetime as dt
import itertools
import uuid

from shared.contracts.codes import AccessCategory, Purpose
from shared.contracts.grants import CostEstimated
from shared.contracts.referral import AccessNeed, ReferralAssessed
from tests.platform.running import GLOUCESTER
from tests.register.homes import answers

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
UPRNS = itertools.count(100_300_000_001)
PROVIDER = "example-homes"


def day(days):
    """So many days after today, as JSON."""
    return (TODAY + dt.timedelta(days=days)).isoformat()


def home(changes=None, **said):
    """An empty home of category A in Gloucester, as its provider enters it."""
    return {
        "district": GLOUCESTER,
        "provider_id": "demo-provider",
        "uprn": str(next(UPRNS)),
        "occupancy": "empty",
        "consents_to_adaptation": True,
        "survey": answers(changes),
    } | said


def registered(client, changes=None, **said):
    """Such a home, as the register shows it."""
    answer = client.post("/v1/homes", json=home(changes, **said))
    assert answer.status_code == 201, answer.text
    return answer.json()


def enter(client, changes=None, *, occupancy="empty", district=GLOUCESTER, consents=True):
    """The accessible home of the rules' tests, changed, entered in the register: its id."""
    uprn = str(next(UPRNS))
    said = {"consents_to_adaptation": consents, "survey": answers(changes) | {"uprn": uprn}}
    where = {"uprn": uprn, "district": district, "provider_id": PROVIDER}
    return registered(client, occupancy=occupancy, **where, **said)["id"]


def assessed(case_id, district=GLOUCESTER, areas=None, category=AccessCategory.A, **need):
    """The therapist's findings on a household of three that needs two bedrooms."""
    return ReferralAssessed(
        case_id=case_id,
        district=district,
        assessed_on=TODAY,
        needs=(Purpose.BATH_OR_SHOWER,),
        recommended_works=(),
        access_need=AccessNeed(
            **{"category": category, "bedrooms": 2, "household_size": 3}
            | {"areas": (district,) if areas is None else areas}
            | need
        ),
    )


def estimated(case_id, cost, district=GLOUCESTER):
    return CostEstimated(
        case_id=case_id, district=district, estimated_on=TODAY, estimated_cost=cost
    )


def household(platform, cost=None, **need):
    """A case that was assessed, and if there is a cost, estimated."""
    case_id = uuid.uuid4()
    events = [assessed(case_id, **need)]
    if cost is not None:
        events.append(estimated(case_id, cost, need.get("district", GLOUCESTER)))
    platform.tell("register", *events)
    return case_id
