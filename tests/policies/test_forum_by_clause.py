"""What the forum tells of policies and of what they did, each by its clause, without a platform."""

import datetime as dt
from decimal import Decimal

import pytest

from services.forum.domain.ending import End, Stop
from services.forum.domain.equality import Told, shares
from services.forum.domain.outcomes import Course, outcomes
from services.forum.domain.reviews import review_day
from services.forum.measuring.districts import used
from services.forum.policies.queries import shown
from services.forum.projections import SpentBeside
from shared import policies
from shared.policies import Adoption, Amendment, PolicyDocument
from shared.schema import Model
from tests.grants.cases import CANNOCK, GLOUCESTER, STROUD

TODAY = dt.date(2026, 11, 29)


def newest(authority: str) -> PolicyDocument:
    return policies.versions(authority)[-1]


def told(document: PolicyDocument) -> Model:
    return shown(document, policies.national(TODAY), TODAY)


@pytest.mark.parametrize("authority", [CANNOCK, GLOUCESTER, STROUD])
def test_a_policy_is_told_with_a_summary_in_plain_english(authority):
    """Guidance 3.27: as the public is told of it."""
    assert "If a disabled person needs changes to the home" in told(newest(authority)).summary


def test_a_minor_change_is_told_beside_the_policy_that_was_adopted():
    """Guidance 3.30: a change of eligibility or scope is a new edition, adopted for itself."""
    change = Amendment(
        made_on=dt.date(2026, 4, 1),
        by="the council",
        what="The hoarding grant also pays for a skip",
        clause="Stroud App 4 6",
    )
    document = newest(STROUD)
    adoption = Adoption.model_validate(dict(document.header.adoption) | {"amendments": (change,)})
    header = document.header.model_copy(update={"adoption": adoption})
    found = told(PolicyDocument(header, document.sections))
    assert (found.adopted_on, found.amendments) == (dt.date(2025, 3, 19), (change,))


def test_gloucester_reviews_its_policy_after_five_years_at_the_most():
    """Gloucester 3 names no day, so that it is counted from the first one."""
    assert review_day(newest(GLOUCESTER)) == dt.date(2031, 2, 1)


def test_cannock_chase_set_the_month_of_its_review():
    """Cannock Chase 15: March 2023, and who may make minor amendments."""
    found = told(newest(CANNOCK))
    assert (found.review_by, found.review) == (dt.date(2023, 3, 31), "overdue")
    assert found.minor_changes_by == "head of service with the portfolio leader"


def spent(amount, purpose="minor_works", fund="government"):
    return SpentBeside(district=STROUD, purpose=purpose, fund=fund, amount=Decimal(amount))


def test_what_is_declared_of_the_years_funding_is_government_money_by_way():
    """Guidance 2.9: a council's own money is nobody's to declare."""
    told = used([spent("100.00"), spent("50.00", "project"), spent("20.00", fund="own")])
    assert {cell.key: cell.sums["spent"] for cell in told[STROUD]} == {
        None: Decimal(150),
        "minor_works": Decimal(100),
        "project": Decimal(50),
    }


def test_who_was_reached_stands_beside_who_asked():
    """Guidance 3.46: due regard needs to know whom the service reaches, and whom it does not."""
    answers = [
        Told(STROUD, at, "sex", "female", people, 40)
        for at, people in (("enquiry", 20), ("completion", 10))
    ]
    [district] = shares(answers)
    [answer] = district.questions[0].answers
    assert {at: share.percent for at, share in answer.shares.items()} == {
        "enquiry": 50,
        "completion": 25,
    }


def course(ended: End | None = None, because: Stop | None = None, **parts: object) -> Course:
    known = {"went_on": ended is not End.STOPPED, "approved": False, "test_outcome": None}
    money = {"local_passport": None, "discount": Decimal(0), "paid": Decimal(0)}
    return Course(
        **{**known, **money, "satisfaction": None, "ended": ended, "stopped_because": because}
        | parts
    )


def test_what_people_said_of_the_works_is_counted():
    """Guidance 3.28: the customers' own view, beside the targets."""
    found = outcomes([course(satisfaction=n) for n in (5, 4, 4, None)]).satisfaction
    assert (found.said, found.by_answer, found.mean) == (3, (0, 0, 0, 2, 1), "4.33")


@pytest.mark.parametrize(
    "referrals, stopped, declined, too_high, percent",
    [(227, 114, 20, 29, (50, 22)), (305, 116, 26, 14, (38, 13))],
)
def test_how_many_stop_for_the_test_of_resources(referrals, stopped, declined, too_high, percent):
    """Cannock Chase report App 2: before the policy of June 2020 and after it."""
    other = stopped - declined - too_high
    found = outcomes(
        [course() for _ in range(referrals - stopped)]
        + [course(End.STOPPED, Stop.TEST_DECLINED) for _ in range(declined)]
        + [course(End.STOPPED, Stop.CONTRIBUTION_TOO_HIGH) for _ in range(too_high)]
        + [course(End.STOPPED, Stop.DIED) for _ in range(other)]
    )
    assert (found.not_gone_on.percent, found.test_of_resources.percent) == percent
    assert found.test_of_resources.cases == declined + too_high
