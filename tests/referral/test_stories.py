"""From first contact on: one story for each kind of referral, as an occupational therapist tells it."""

import json
import uuid

import pytest

from services.referral.fhir.routes import EXAMPLE
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, until
from tests.referral.enquiries import ASSESSMENT, SCREENING, enquiry
from tests.referral.test_self_referral import REQUEST
from tests.referral.waiting import CANNOCK


class Story:
    """A case, as whoever has it in hand goes on with it."""

    def __init__(self, platform, client, case_id):
        self._platform, self._client, self.case_id = platform, client, case_id
        self.at = f"/v1/referrals/{case_id}"

    def does(self, step, body, by="POST"):
        answer = self._client.request(by, f"{self.at}/{step}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def sees(self, what="", **asked):
        answer = self._client.get(f"{self.at}{what and '/'}{what}", params=asked)
        assert answer.is_success, answer.text
        return answer.json()

    @property
    def told(self):
        """What the person was told comes next, who does it and by when."""
        answer = self.sees()["answer"]
        return answer["next_step"], answer["responsible"], answer["by"]

    @property
    def heard(self):
        """What the other services heard, in order."""
        return [kind for kind, _ in self._platform.told("referral", self.case_id)]

    def last_heard(self):
        return self._platform.told("referral", self.case_id)[-1][1]


@pytest.fixture
def begins(platform, therapist):
    """A case from an enquiry; the person is answered at once."""

    def made(source, told_as, **changes):
        answer = therapist.post("/v1/referrals", json=enquiry(source=source, **changes))
        assert answer.status_code == 201, answer.text
        story = Story(platform, therapist, answer.json()["case_id"])
        if answer.json()["consent"] == "given":
            assert story.last_heard()["source"] == told_as
            assert story.told == ("screening", "referral_team", "2026-03-17")
        return story

    return made


def test_a_therapist_refers_somebody_whose_case_is_complex(begins):
    """Structural works in a complicated situation: a therapist takes it, and signs what was found."""
    story = begins("occupational_therapist", "occupational_therapist")
    screening = {"major_adaptation": True, "complicated_situation": True}
    triage = story.does("triage", screening)["triage"]
    assert (triage["complexity"], triage["urgency"]) == ("complex", "non_urgent")
    assert [each["working_days"] for each in triage["targets"]] == [35, 55, 20, 80]
    assert story.told == ("assessment", "therapists", "2026-04-22")
    given = story.does("assessor", {"assessor": "development:occupational_therapist"})
    assert (given["grade"], given["overridden"]) == ("occupational_therapist", False)
    assert story.does("assessment", ASSESSMENT)["state"] == "assessed"
    assert story.heard == [
        *("referral.received", "referral.triaged", "referral.assessor-allocated"),
        "referral.assessed",
    ]
    [first, *_] = story.sees("clocks")["stages"]
    assert (first["ended_on"], first["met"]) == ("2026-03-04", True)


def test_a_hospital_s_therapist_sends_somebody_home(begins, therapist):
    """Guidance 4.38 and 3.21: assessed before the discharge, with a ramp on loan until the works."""
    story = begins("hospital_occupational_therapist", "hospital")
    screening = SCREENING | {
        "circumstances": ["leaving_hospital_at_risk"],
        "discharge_on": "2026-03-06",
        "temporary_fittings": ["ramp"],
    }
    shown = story.does("triage", screening)
    assert (shown["triage"]["urgency"], shown["due_on"]) == ("urgent", "2026-03-06")
    assert shown["triage"]["temporary_fittings"] == ["ramp"]
    assert shown["triage"]["targets"][0]["due_on"] == "2026-03-09"
    found = every(therapist, "/v1/referrals", discharge_before="2026-03-07")
    assert (story.case_id, "2026-03-06") in {(e["case_id"], e["discharge_on"]) for e in found}
    later = screening | {"discharge_on": "2026-03-20"}
    revised = {"screening": later, "reason": "The ward keeps her for two weeks"}
    assert story.does("triage", revised, by="PUT")["due_on"] == "2026-03-09"


def test_a_doctor_refers_somebody_who_does_not_agree_yet(begins):
    """Cannock Chase 12(d): recorded, answered with advice, and nothing shared until they agree."""
    story = begins("gp", "gp", consent__given=False)
    assert (story.told[0], story.heard) == ("ask_for_consent", [])
    said = {"by": "A. Person", "on": "2026-03-10"}
    story.does("consents", said)
    assert (story.told[0], story.heard) == ("screening", ["referral.received"])
    story.does("triage", SCREENING)
    assert story.told == ("assessment", "therapists", "2026-03-30")
    story.does("waiting", {"waiting_since": "2026-03-02", "circumstances": None} | ANSWERS)
    assert story.sees("waiting")["place"]["points"] == 3


ANSWERS = {"answers": {str(number): number == 3 for number in range(1, 11)}}


@pytest.fixture(autouse=True)
def gloucester_has_points(platform):
    """The list of the district where these stories play goes by points."""
    manager = platform.client("referral", "service_manager")
    points = {
        "questions": {str(number): number for number in range(1, 11)},
        "waiting": {"points": 1, "every_months": 3},
        "threshold": 9,
    }
    body = {"settings": points, "reason": "Funds of the year"}
    assert manager.post(f"/v1/waiting-lists/{GLOUCESTER}/settings", json=body).is_success


def test_a_physiotherapist_asks_for_rails_which_need_no_grant(begins):
    """Guidance 2.24: ordered within the minor limit, and what was spent is told as it was."""
    story = begins("clinician", "other")
    [offer] = story.sees("suggestions", estimated_cost="85.00")["items"]
    assert (offer["to"], offer["instead"]) == ("minor_adaptations", False)
    order = {"kind": "minor_adaptation", "works": "Two grab rails", "estimate": "85.00"}
    ordered = story.does("minor-works", order)
    assert story.told == ("minor_works", "referral_team", "2026-03-17")
    done = {"done_on": "2026-03-10", "cost": "92.50"}
    story.does(f"minor-works/{ordered['id']}/completion", done)
    spent = story.last_heard()
    assert (spent["cost"], spent["completed_on"]) == ("92.50", "2026-03-10")
    assert story.does("triage", SCREENING)["state"] == "triaged"


def test_the_service_for_disabled_children_refers_a_child_who_grows(begins):
    """Guidance 4.34 and B77: a parent speaks for the child, who is assessed again in time."""
    parent = {"name": "P. Parent", "capacity": "parent", "telephone": "01632 960002"}
    story = begins(
        "childrens_services",
        "social_care",
        person__date_of_birth="2019-05-01",
        person__representative=parent,
        person__communication_needs=["large_print"],
        consent__by="P. Parent",
    )
    assert story.sees()["enquiry"]["person"]["representative"]["capacity"] == "parent"
    story.does("triage", SCREENING)
    narrative = {"development": "Walks with a frame; a wheelchair within two years."}
    story.does("assessment", ASSESSMENT | {"narrative": narrative, "valid_until": "2027-03-04"})
    [entry] = story.sees("narratives")["items"]
    assert entry["narrative"]["development"].startswith("Walks with a frame")
    again = {
        "assessment": ASSESSMENT | {"needs": ["bath_or_shower", "access_dwelling", "garden"]},
        "because": "reassessment",
        "reason": "She has grown",
    }
    assert "garden" in story.does("assessment", again, by="PUT")["assessment"]["needs"]
    assert "wheelchair" not in json.dumps(story.last_heard())


def test_a_housing_provider_refers_its_tenant(begins):
    """Section 19: the landlord's own team is advice; the tenant keeps the right to apply."""
    referrer = {"name": "H. Officer", "organisation": "A council's landlord", "reference": "T-1"}
    story = begins("landlord", "landlord", district=CANNOCK, referrer=referrer)
    offered = story.sees("suggestions", council_tenant=True)["items"]
    assert ("council_landlord", False) in {(e["to"], e["instead"]) for e in offered}
    story.does("triage", SCREENING)
    placing = {"waiting_since": "2026-03-02", "council_tenant": True}
    needs = {"circumstances": {"child": False, "care_act_needs": 2}}
    place = story.does("waiting", placing | needs)["place"]
    assert (place["group"], place["advice"]["to"]) == ("high", "council_landlord")


def test_the_contact_centre_takes_a_call_that_equipment_would_meet(begins):
    """Guidance 4.18 and 4.24: pointed to community equipment, and taken up again when it will not do."""
    story = begins("contact_centre", "social_care")
    [offer] = story.sees("suggestions", equipment_would_do=True)["items"]
    story.does("signposting", {"to": offer["to"]})
    assert story.told == ("another_service", "another_service", "2026-03-17")
    assert story.last_heard()["to"] == "community_equipment"
    story.does("taking-up", {"reason": "The bath board does not fit"})
    assert story.told[0] == "screening"
    assert story.does("triage", SCREENING)["state"] == "triaged"


@pytest.mark.parametrize(
    "asking, source", [("the_person", "self"), ("family_or_carer", "family_or_carer")]
)
def test_a_person_or_their_family_asks_and_sees_what_comes_next(
    platform, therapist, asking, source
):
    """A self-assessment becomes a referral like any other; guidance 4.28."""
    case_id = str(uuid.uuid4())
    person = platform.client("referral", "resident", dfg_case=case_id)
    assert person.post("/v1/self-referrals", json=REQUEST | {"asking": asking}).is_success
    at = f"/v1/referrals/{case_id}/told"
    until(lambda: person.get(at).is_success)
    told = person.get(at).json()
    assert told["said"] == "We look at what you told us and find out who can help you best."
    assert (told["steps"][0]["by"], told["wanted"]) == ("2026-03-17", [])
    assert (told["contact"]["council"], told["contact"]["telephone"]) == (
        "Gloucester City Council",
        "01452 393 396",
    )
    story = Story(platform, therapist, case_id)
    assert story.sees()["enquiry"]["source"] == source
    story.does("triage", SCREENING)
    assert person.get(at).json()["steps"][0]["by"] == "2026-04-09"


def test_a_trust_s_system_sends_a_request_and_asks_what_became_of_it(platform, therapist):
    """FHIR UK Core: a ServiceRequest in, and its Task out."""
    name = {"system": "https://trust.example/requests", "value": uuid.uuid4().hex}
    consent = {
        "resourceType": "Consent",
        "status": "active",
        "scope": {"coding": [{"code": "patient-privacy"}]},
        "category": [{"coding": [{"code": "INFA"}]}],
        "policyRule": {"coding": [{"code": "OPTIN"}]},
    }
    request = EXAMPLE | {"identifier": [name], "contained": [*EXAMPLE["contained"], consent]}
    asked = {"district": GLOUCESTER, "source": "hospital"}
    answer = therapist.post("/v1/fhir/ServiceRequest", params=asked, json=request)
    assert answer.status_code == 201, answer.text
    story = Story(platform, therapist, answer.json()["id"])
    story.does("triage", SCREENING)
    story.does("assessment", ASSESSMENT)
    task = therapist.get(f"/v1/fhir/Task/{story.case_id}").json()
    assert (task["status"], task["businessStatus"]["text"]) == ("completed", "assessed")


def test_a_trust_sends_a_sheet_of_those_whom_it_refers(platform, therapist):
    """Row by row; each begins a case that goes on like any other."""
    rows = "Reference,Name,DOB,Address,Postcode,Reason,Consent\n"
    rows += f"{uuid.uuid4().hex},Ann Person,31/01/1950,1 Example Street,GL1 1AA,Falls,Y\n"
    asked = {"district": GLOUCESTER, "source": "hospital", "organisation": "A Trust"}
    sheet = therapist.post("/v1/sheets", params=asked, content=rows).json()["id"]
    at = f"/v1/sheets/{sheet}"
    until(lambda: therapist.get(at).json()["state"] != "running")
    [row] = therapist.get(f"{at}/rows").json()["items"]
    story = Story(platform, therapist, row["referral"])
    assert story.told[0] == "screening"
    assert story.does("triage", SCREENING)["state"] == "triaged"


def test_a_source_that_other_services_hear_of_alike_is_corrected_without_telling_them(begins):
    story = begins("contact_centre", "social_care")
    body = {"enquiry": enquiry(source="social_care"), "reason": "the team itself rang"}
    story.does("enquiry", body, by="PUT")
    assert story.heard == ["referral.received"]
