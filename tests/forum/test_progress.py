"""What a person is told of their case, across all services and in plain English (guidance 4.28)."""

import datetime as dt
import re
import uuid

import pytest

from services.forum.progress.telling import QUIET, WHO, Happened, ahead, steps, told, wanted
from shared.contracts import EVENT_TYPES
from shared.contracts.codes import Complexity, ReferralSource, Urgency
from shared.contracts.grants import ApplicationCompleted, Closed, OfferMade
from shared.contracts.referral import ReferralReceived, ReferralTriaged, StageTarget
from tests.platform.answers import problem
from tests.platform.running import GLOUCESTER, until

DAY = dt.date(2026, 3, 10)
LONGEST = 16
"""Words in a sentence that is read on a telephone's screen."""
JARGON = ("assess", "triage", "referral", "determination", "applicant", "section", "means test")


def test_of_every_event_it_is_said_what_a_person_is_told():
    assert set(steps()) | QUIET == set(EVENT_TYPES)
    assert not set(steps()) & QUIET


def test_where_something_comes_next_it_is_said_who_does_it():
    for step in steps().values():
        assert (step.get("next") is not None) == ("who" in step)
        assert "who" not in step or step["who"] in WHO
        assert "wanted" not in step or step["next"]


def test_by_when_is_a_day_of_the_event():
    for kind, step in steps().items():
        if "by" in step:
            assert step["by"].split(".")[0] in EVENT_TYPES[kind].model_fields


def test_what_is_asked_besides_ends_with_an_event_that_there_is():
    asked = [step for step in steps().values() if "besides" in step]
    assert asked
    for step in asked:
        assert step["until"]
        assert set(step["until"]) <= set(EVENT_TYPES)


PAPERS, ANSWER = "Papers about your money.", "Your answer to what we asked you."
OFFERED = ("grants.offer-made", "means-test.evidence-requested")
FORM = "Your application form and the papers that it asks for."


@pytest.mark.parametrize(
    "happened, is_wanted",
    [
        (OFFERED, [FORM, PAPERS]),
        ((*OFFERED, "means-test.evidence-completed"), [FORM]),
        ((*OFFERED, "grants.application-completed"), [PAPERS]),
        ((*OFFERED, "grants.refused"), []),
        ((*OFFERED, "grants.closed"), []),
        ((*OFFERED[1:], "grants.closed"), []),
        (("grants.application-completed", "grants.answer-requested"), [ANSWER]),
        (("grants.answer-requested", "grants.answer-settled"), []),
    ],
)
def test_a_person_is_asked_for_what_was_asked_until_it_came_or_is_not_needed(happened, is_wanted):
    told_so = [Happened(kind, DAY, {}) for kind in happened]
    assert list(wanted([Happened("referral.received", DAY, {}), *told_so])) == is_wanted


@pytest.mark.parametrize("key", ["said", "next", "wanted", "besides"])
def test_sentences_are_short_and_have_no_jargon(key):
    for step in steps().values():
        for sentence in re.findall(r"[^.]+\.", step.get(key) or ""):
            assert len(sentence.split()) <= LONGEST, sentence
            assert not [word for word in JARGON if word in sentence.lower()], sentence
        assert (step.get(key) or ".").endswith(".")


def test_a_step_that_says_nothing_of_what_comes_leaves_it():
    happened = [
        Happened("grants.application-completed", DAY, {"decide_by": "2026-09-10"}),
        Happened("payments.contribution-received", DAY, {}),
    ]
    assert ahead(happened).by == dt.date(2026, 9, 10)
    assert [said for _, said in told(happened)][-1] == "We have a payment from you. Thank you."


@pytest.mark.parametrize(
    "stops, wanted", [(True, "Tell us if you want us to go on."), (False, None)]
)
def test_who_shares_less_is_not_told_that_everything_stops(stops, wanted):
    happened = [
        Happened("referral.received", DAY, {}),
        Happened("referral.consent-withdrawn", DAY, {"case_stops": stops}),
    ]
    assert ahead(happened).wanted == wanted
    assert ("less" in told(happened)[-1][1]) is not stops
    assert (ahead(happened).next == "We stop until you agree again.") is stops


@pytest.mark.parametrize("registered_on", [DAY.isoformat(), None])
def test_of_a_charge_it_is_said_which_of_its_entries_was_none(registered_on):
    corrected = Happened("grants.land-charge-corrected", DAY, {"registered_on": registered_on})
    [said] = [said for _, said in told([corrected])]
    assert ("still there" in said) is (registered_on is not None)


@pytest.fixture
def case(platform):
    """A case of which the services told, and the person's own token."""
    case_id = uuid.uuid4()
    own = {"case_id": case_id, "district": GLOUCESTER}
    target = StageTarget(stage=1, working_days=20, due_on=dt.date(2026, 3, 30))

    def tell(*events):
        platform.tell("forum", *(kind(**own, **body) for kind, body in events))

    tell(
        (
            ReferralReceived,
            {"received_on": DAY, "source": ReferralSource.SELF, "reference": "AB-1"},
        ),
        (
            ReferralTriaged,
            {
                "triaged_on": DAY,
                "complexity": Complexity.SIMPLE,
                "urgency": Urgency.NON_URGENT,
                "targets": (target,),
            },
        ),
    )
    return str(case_id), tell


def seen(platform, case_id, role="resident"):
    person = platform.client("forum", role, dfg_case=case_id)
    answer = person.get(f"/v1/timelines/{case_id}/progress")
    assert answer.status_code == 200, answer.text
    return answer.json()


def shows(platform, case_id, where):
    until(lambda: seen(platform, case_id)["where"] == where)
    return seen(platform, case_id)


def test_a_person_sees_where_their_case_is_and_what_happens_next(platform, case):
    case_id, tell = case
    view = shows(platform, case_id, "We know how urgent your case is.")
    assert view["next"] == "Somebody visits you at home to see what would help."
    assert (view["by"], view["who"]) == ("2026-03-30", "The occupational therapists")
    assert (view["council"], view["reference"], view["wanted"]) == (
        "Gloucester City",
        "AB-1",
        [],
    )
    assert (view["contact"]["team"], view["contact"]["telephone"]) == (
        "Private Sector Housing Team",
        "01452 393 396",
    ), "as the city's policy prints them"
    assert [line["said"] for line in view["done"]] == [
        "We have your request for help.",
        "We know how urgent your case is.",
    ]
    offer = dict.fromkeys(("mandatory_grant", "total_award", "applicant_pays"), "1.00")
    tell((OfferMade, {"offered_on": DAY, "policy_version": "x"} | offer))
    view = shows(platform, case_id, "We told you what help the council can give.")
    assert view["wanted"] == ["Your application form and the papers that it asks for."]
    tell((ApplicationCompleted, {"applied_on": DAY, "decide_by": dt.date(2026, 9, 10)}))
    view = shows(platform, case_id, "We have all that we need for your application.")
    assert (view["by"], view["wanted"]) == ("2026-09-10", [])
    tell((Closed, {"closed_on": DAY, "outcome": "completed"}))
    view = shows(platform, case_id, "Your case is finished.")
    assert (view["next"], view["who"], view["by"]) == (None, None, None)


def test_nobody_sees_another_s_case(platform, case):
    case_id, _ = case
    other = platform.client("forum", "resident", dfg_case=str(uuid.uuid4()))
    problem(other.get(f"/v1/timelines/{case_id}/progress"), "not-found", 404)
