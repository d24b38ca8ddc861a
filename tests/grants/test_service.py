"""The grants service: from estimate and offer to decision, certified works and closure."""

import datetime as dt
import uuid

import pytest

from services.grants.domain.codes import Missing
from shared.calendar import add_months
from shared.contracts.codes import AccessCategory, MeansTestKind, MeansTestOutcome, Purpose
from shared.contracts.contractors import contractor_id
from shared.contracts.means_test import MeansTestCompleted
from shared.contracts.payments import AccountSettled, ContributionReceived, PaymentMade
from shared.contracts.referral import AccessNeed, RecommendedWork, ReferralAssessed
from tests.grants.cases import case as stated
from tests.grants.cases import works
from tests.grants.site import visit
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

DAY = dt.date(2026, 3, 2)
DECIDED = {"decided_on": "2026-03-05"}
SUPPLIED = sorted(set(Missing) - {Missing.OWNER_INTEREST, Missing.ESTIMATES})
FINDING = {
    "disabled": True,
    "ground": "substantial_physical_disability",
    "found_on": DAY.isoformat(),
}
INVITATION = {
    "invited_on": "2026-03-03",
    "answer_by": "2026-03-23",
    "reason": "The works look to be of no use",
}
ANSWER = {"answered_on": "2026-03-04", "reason": "Nothing to add"}
STEPS = (
    "cost-estimate",
    "offer",
    "application",
    "decision",
    "works-certification",
    "land-charge-registration",
    "closure",
)


def application(**changes):
    """An application as it is made: without the test and the decision's date."""
    made = stated(**{"documents": SUPPLIED} | changes)
    return {k: v for k, v in made.items() if k not in {"decided_on", "means_test"}}


def assessed(case_id, district=GLOUCESTER):
    return ReferralAssessed(
        case_id=case_id,
        district=district,
        assessed_on=DAY,
        needs=(Purpose.BATH_OR_SHOWER,),
        recommended_works=(
            RecommendedWork(kind="level_access_shower", purposes=(Purpose.BATH_OR_SHOWER,)),
        ),
        access_need=AccessNeed(
            category=AccessCategory.C, bedrooms=1, household_size=1, areas=(district,)
        ),
    )


def resources(case_id, kind=MeansTestKind.PRELIMINARY, reduction="0.00", district=GLOUCESTER):
    return MeansTestCompleted(
        case_id=case_id,
        district=district,
        test_id=uuid.uuid4(),
        kind=kind,
        made_on=DAY,
        outcome=MeansTestOutcome.ASSESSED,
        reduction=reduction,
        statutory_outcome=MeansTestOutcome.ASSESSED,
        statutory_reduction=reduction,
        parameter_set="2008-05-22",
        policy_version=f"{district}/2026-02-01",
        fingerprint="f",
    )


class GrantCase:
    """A case before its grant officer."""

    def __init__(self, platform, district=GLOUCESTER):
        self.id = uuid.uuid4()
        self.platform = platform
        self.district = district
        self.officer = platform.client("grants", "grant_officer")

    def hears(self, *events):
        self.platform.tell("grants", *events)
        return self

    def post(self, step, body=None):
        return self.officer.post(f"/v1/cases/{self.id}/{step}", json=body)

    def answers(self, step, body, name="colleague"):
        """Somebody of this name answers, in the post that the policy names."""
        waiting = self.state()["review" if step.startswith("review") else "complaint"] or {}
        post = waiting.get("answered_by")
        scope = f"grants:read approval:{post}" if post else "grants:read grants:write"
        client = self.platform.client("grants", "grant_officer", sub=name, scope=scope)
        stated = body | ({"by": post} if post else {})
        return client.post(f"/v1/cases/{self.id}/{step}", json=stated)

    def does(self, step, body=None):
        answer = self.post(step, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def state(self):
        return self.officer.get(f"/v1/cases/{self.id}").json()

    def told(self):
        return [kind for kind, _ in self.platform.told("grants", self.id)]

    def assessed(self):
        self.hears(assessed(self.id, self.district), resources(self.id, district=self.district))
        self.does("disability-finding", FINDING)
        return self

    def offered(self, **changes):
        made = application(**changes)
        estimate = {"works": made["works"], "services_and_charges": made["services_and_charges"]}
        self.assessed().does("cost-estimate", estimate)
        self.does("offer", made)
        return self

    def applied(self, reduction="0.00", **changes):
        made = application(**{"authority": self.district} | changes)
        self.assessed().does("application", made)
        return self.hears(resources(self.id, MeansTestKind.FORMAL, reduction, self.district))

    def approved(self, reduction="0.00", **changes):
        self.applied(reduction, **changes).does("decision", DECIDED)
        return self

    def invited(self):
        """To add information before a refusal, and answered."""
        self.does("invitation", INVITATION)
        self.does("invitation/answer", ANSWER)
        return self

    def settled(self):
        self.does("visits/record", visit("completion"))
        self.does("works-certification", {"certified_on": "2026-03-09"})
        return self.hears(self.settlement())

    def settlement(self, paid="1.00", **told):
        """What payments tells once nothing more is to be paid."""
        about = {"case_id": self.id, "district": self.district, "settled_on": DAY, "paid": paid}
        return AccountSettled(**about, **told)


@pytest.fixture
def case(platform):
    return GrantCase(platform)


def awaited(answer):
    return problem(answer, "wrong-state", 409)["detail"]


def test_an_estimate_waits_for_the_assessment_and_takes_the_lowest_of_each_work(case):
    case.hears(resources(case.id))
    estimate = {
        "works": [works("10000.00"), works("2000.50", id="w2")],
        "services_and_charges": [{"kind": "surveys", "amount": "500.00"}],
    }
    assert "assessment" in awaited(case.post("cost-estimate", estimate))
    case.hears(assessed(case.id))
    assert case.does("cost-estimate", estimate)["estimated_cost"] == "12500.50"
    assert case.told() == ["grants.cost-estimated"]


def test_an_offer_waits_for_the_preliminary_test_and_the_estimate(case):
    case.hears(assessed(case.id))
    assert "preliminary" in awaited(case.post("offer", application()))
    case.hears(resources(case.id))
    assert "estimated cost" in awaited(case.post("offer", application()))
    case.offered()
    assert case.state()["state"] == "offered"


def test_an_offer_can_be_made_again_on_new_estimates(case):
    case.offered(works=[works("10000.00")])
    assert case.does("offer", application(works=[works("12000.00")]))["offer"]
    offers = [e for k, e in case.platform.told("grants", case.id) if k == "grants.offer-made"]
    assert [o["mandatory_grant"] for o in offers] == ["10000.00", "12000.00"]


def test_nothing_that_was_recorded_can_be_changed(case):
    """The database itself refuses it to the service."""
    case.offered()
    rights = (
        "SELECT array_agg(privilege_type::text ORDER BY 1) FROM information_schema.table_privileges"
        " WHERE table_schema = 'grants' AND table_name = 'entries' AND grantee = 'dfg_grants'"
    )
    assert case.platform.sql.one(rights) == ["INSERT", "SELECT"]


def test_what_gives_nothing_is_not_offered_and_the_reason_has_its_clause(case):
    """An application can still be made: the refusal is then a decision, with a right of review."""
    refused = application(works_state="completed")
    case.assessed().does("cost-estimate", {"works": refused["works"]})
    with nothing_changes(case.platform, "grants", "cases"):
        body = problem(case.post("offer", refused), "no-offer", 409)
    assert "(" in body["detail"]


@pytest.mark.parametrize(
    "applied_on,decide_by",
    [("2026-03-02", "2026-09-02"), ("2026-03-31", "2026-09-30"), ("2026-08-31", "2027-02-28")],
)
def test_with_a_complete_application_the_six_months_begin(case, applied_on, decide_by):
    """Section 34; guidance B122: from the application, to the same day or the month's last."""
    case.platform.now = dt.datetime.fromisoformat(f"{applied_on}T12:00:00Z")
    answer = case.assessed().does("application", application(applied_on=applied_on))
    assert (answer["state"], answer["decide_by"]) == ("applied", decide_by)
    [(kind, event)] = case.platform.told("grants", case.id)
    assert kind == "grants.application-completed"
    assert (event["applied_on"], event["decide_by"]) == (applied_on, decide_by)
    assert add_months(dt.date.fromisoformat(applied_on), 6).isoformat() == decide_by


def test_an_application_without_its_documents_is_not_complete_and_no_clock_starts(case):
    """Guidance 5.6: each that is missing is named with its clause."""
    case.assessed()
    with nothing_changes(case.platform, "grants", "cases"):
        answer = case.post("application", application(documents=[]))
    body = problem(answer, "application-incomplete", 409, "/documents")
    assert len(body["errors"]) > 1
    assert case.state()["state"] == "open"


def test_the_decision_waits_for_the_formal_test(case):
    case.assessed().does("application", application())
    assert "formal" in awaited(case.post("decision", DECIDED))
    assert "formal" in awaited(
        case.officer.get(f"/v1/cases/{case.id}/proposal?decided_on=2026-03-05")
    )


def test_the_formal_test_decides_and_not_the_preliminary_one(case):
    case.approved(reduction="1000.00")
    assert case.state()["determination"]["mandatory_grant"] == "9000.00"
    approved = case.platform.told("grants", case.id)[-1][1]
    assert (approved["mandatory_grant"], approved["applicant_pays"]) == ("9000.00", "1000.00")
    assert approved["policy_version"] == "E07000081/2026-02-01"
    assert all(c["clause"] for c in approved["conditions"])


def test_an_approval_tells_who_gave_an_estimate_without_their_names(case):
    """Guidance B132; the dearer estimate counts up to the authority's reasonable price."""
    priced = works("10000.00", estimates=2, reasonable_price="10200.00")
    refused = works("99.00", id="another", reasonable_and_practicable=False)
    case.approved(works=[priced, refused])
    approved = case.platform.told("grants", case.id)[-1][1]
    assert [(c["id"], c["estimate"]) for c in approved["contractors"]] == [
        (str(contractor_id(case.id, "Contractor 0")), "10000.00"),
        (str(contractor_id(case.id, "Contractor 1")), "10200.00"),
    ]
    assert "contractor 0" not in str(approved)


def test_a_proposal_is_what_the_decision_would_be_and_decides_nothing(case):
    case.applied()
    with nothing_changes(case.platform, "grants", "cases"):
        proposal = case.officer.get(f"/v1/cases/{case.id}/proposal?decided_on=2026-03-05").json()
    assert case.does("decision", DECIDED)["determination"] == proposal


def test_a_nil_grant_is_an_approval(case):
    """Guidance B114: so that a later application can count on it."""
    case.approved(reduction="50000.00")
    assert case.told()[-1] == "grants.approved"
    assert case.state()["determination"]["mandatory_grant"] == "0.00"


def test_a_refusal_gives_every_reason_with_its_clause(case):
    """Section 34(1)."""
    case.approved(works_state="completed")
    kind, event = case.platform.told("grants", case.id)[-1]
    assert kind == "grants.refused"
    assert event["reasons"]
    assert all(r["clause"] for r in event["reasons"])
    assert case.state()["state"] == "refused"
    assert case.does("closure")["state"] == "closed"
    assert case.platform.told("grants", case.id)[-1][1]["outcome"] == "refused"


def test_what_is_for_another_to_help_with_is_signposted_and_closed(case):
    case.approved(applicant={"kind": "service_accommodation"})
    assert case.state()["state"] == "closed"
    kind, event = case.platform.told("grants", case.id)[-1]
    assert (kind, event["outcome"]) == ("grants.closed", "signposted")


def test_a_decision_before_the_application_is_impossible(case):
    case.applied()
    with nothing_changes(case.platform, "grants", "cases"):
        answer = case.post("decision", DECIDED | {"decided_on": "2026-03-01"})
        problem(answer, "invalid-input", 422, "/decided_on")


def test_to_the_end(case):
    case.approved(reduction="3329.25", works=[works("27500.00")])
    case.hears(
        ContributionReceived(
            case_id=case.id,
            district=GLOUCESTER,
            receipt_id=uuid.uuid4(),
            received_on=DAY,
            amount="3329.25",
            outstanding="0.00",
        ),
        PaymentMade(
            case_id=case.id,
            district=GLOUCESTER,
            payment_id=uuid.uuid4(),
            paid_on=DAY,
            stage="interim",
            amount="20000.00",
            paid_to_date="20000.00",
        ),
    )
    charge = {"registered_on": "2026-03-10"}
    assert "certified" in awaited(case.post("land-charge-registration", charge))
    case.does("works-certification", {"certified_on": "2026-03-09"})
    assert "settled" in awaited(case.post("land-charge-registration", charge))
    assert "settled" in awaited(case.post("closure"))
    case.hears(
        AccountSettled(case_id=case.id, district=GLOUCESTER, settled_on=DAY, paid="27500.00")
    )
    assert "land charge" in awaited(case.post("closure"))
    case.does("land-charge-registration", charge)
    assert "2026-03-10" in awaited(case.post("land-charge-registration", charge))
    closed = case.does("closure")
    assert (closed["state"], closed["contribution_received"], closed["paid"]) == (
        "closed",
        "3329.25",
        "20000.00",
    )
    assert case.told()[-4:] == [
        "grants.approved",
        "grants.works-certified",
        "grants.land-charge-registered",
        "grants.closed",
    ]
    registered = case.platform.told("grants", case.id)[-2][1]
    assert (registered["amount"], registered["ends_on"]) == ("8056.92", "2036-03-09")


def test_works_are_not_certified_ahead(case):
    case.approved()
    with nothing_changes(case.platform, "grants", "cases"):
        answer = case.post("works-certification", {"certified_on": "2026-03-11"})
        problem(answer, "invalid-input", 422, "/certified_on")


BODIES = {
    "cost-estimate": {"works": []},
    "offer": application(),
    "application": application(),
    "decision": DECIDED,
    "works-certification": {"certified_on": "2026-03-09"},
    "land-charge-registration": {"registered_on": "2026-03-10"},
    "closure": None,
}
POSSIBLE = {
    "assessed": {"cost-estimate", "application"},
    "offered": {"cost-estimate", "offer", "application"},
    "applied": {"decision"},
    "approved": {"works-certification"},
}


@pytest.mark.parametrize("at,possible", POSSIBLE.items())
def test_each_step_has_its_place(case, at, possible):
    getattr(case, at)()
    for step in set(STEPS) - possible:
        with nothing_changes(case.platform, "grants", "cases"):
            awaited(case.post(step, BODIES[step]))


def test_after_the_closure_nothing_can_be_done(case):
    case.approved(works_state="completed").does("closure")
    for step in STEPS:
        awaited(case.post(step, BODIES[step]))


def test_the_facts_of_other_services_may_come_in_any_order(case):
    case.hears(
        AccountSettled(case_id=case.id, district=GLOUCESTER, settled_on=DAY, paid="1.00"),
        resources(case.id, MeansTestKind.FORMAL, "2.00"),
        resources(case.id, reduction="1.00"),
        assessed(case.id),
    )
    shown = case.state()
    assert shown["settled_on"] == "2026-03-02"
    assert shown["formal_test"]["reduction"] == "2.00"
    assert shown["preliminary_test"]["reduction"] == "1.00"
    assert shown["assessment"]["needs"] == ["bath_or_shower"]


def test_the_district_of_the_case_decides_it(case):
    case.assessed()
    for step in ("offer", "application"):
        case.does("cost-estimate", {"works": application()["works"]})
        answer = case.post(step, application(authority=STROUD))
        problem(answer, "invalid-input", 422, "/authority")


def test_an_estimate_too_large_to_be_kept(case):
    case.assessed()
    many = [works("999999999.99", id=f"w{n}", estimates=1) for n in range(11)]
    with nothing_changes(case.platform, "grants", "cases"):
        problem(case.post("cost-estimate", {"works": many}), "invalid-input", 422, "/works")
        answer = case.post("application", application(works=many[:2]))
        problem(answer, "invalid-input", 422, "/works")


def test_who_may_see_and_decide(platform, case):
    case.assessed()
    path = f"/v1/cases/{case.id}"
    stroud = platform.client("grants", "grant_officer", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(stroud.get(path), "not-found", 404)
    therapist = platform.client("grants", "occupational_therapist")
    assert therapist.get(path).status_code == 200
    problem(therapist.post(f"{path}/closure"), "scope-missing", 403)


def test_finance_sees_the_sums_of_a_decision_and_nothing_of_the_case_behind_them(platform, case):
    finance, place = platform.client("grants", "finance"), f"/v1/cases/{case.id}/decision"
    case.applied()
    problem(finance.get(place), "not-found", 404)
    case.does("decision", DECIDED)
    decided, shown = case.state()["determination"], finance.get(place).json()
    assert shown["total_award"] == decided["total_award"]
    assert shown["awards"] == decided["awards"]
    assert not shown.keys() & {"application", "assessment", "working", "conditions"}
    problem(finance.get(f"/v1/cases/{case.id}"), "scope-missing", 403)
