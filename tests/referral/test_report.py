"""The assessment and OT housing report: what others see, what is sealed, and the check at the end."""

import asyncio
import datetime as dt
import uuid
from pathlib import Path

import pytest
import yaml
from cryptography.fernet import Fernet

from deploy.local.roles import role_url
from services.referral.clinical import sealing
from services.referral.clinical.reseal import reseal_all
from services.referral.clinical.sealing import Unsealed, row_name, seal, unseal
from shared.contracts.codes import AccessDomain
from shared.contracts.grants import WorksCertified
from shared.persistence.security import runtime_role
from tests.platform.answers import nothing_changes, problem
from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, until
from tests.referral.enquiries import ASSESSMENT
from tests.web.test_audit import last_reading

WORDS = "flugelhorn"
NARRATIVE = {
    "findings": f"Cannot lift the {WORDS}.",
    "anticipated_needs": f"Will not lift the {WORDS} next year.",
    "effect_on_care": "One carer will do instead of two.",
    "limited_life_expectancy": True,
    "works": [{"kind": "level_access_shower", "why": f"So that the {WORDS} is in reach."}],
    "alternatives": [{"what": "A hoist", "technology": True, "why_not": "No room."}],
}
REPORT = ASSESSMENT | {
    "requirements": [
        {"domain": "bathroom", "level": "required"},
        {"domain": "kitchen", "level": "preferred"},
        {"domain": "second_exit", "level": "not_needed"},
    ],
    "one_lower_acceptable": True,
    "disabled_people": 2,
    "joint_visit": True,
    "technology_considered": True,
    "valid_until": "2027-03-04",
}


@pytest.fixture
def officer(platform):
    return platform.client("referral", "grant_officer")


def assess(client, case_id, **changes):
    body = REPORT | {"narrative": NARRATIVE} | changes
    return client.post(f"/v1/referrals/{case_id}/assessment", json=body)


def narratives(client, case_id):
    return client.get(f"/v1/referrals/{case_id}/narratives")


def test_others_see_the_vector_and_the_category_and_no_clinical_word(
    platform, therapist, officer, triaged
):
    assert assess(therapist, triaged).status_code == 200
    for path in ("", "/history"):
        seen = officer.get(f"/v1/referrals/{triaged}{path}")
        assert WORDS not in seen.text
    assert officer.get(f"/v1/referrals/{triaged}").json()["assessment"] == REPORT
    _, event = platform.told("referral", triaged)[-1]
    assert event["requirements"] == REPORT["requirements"]
    assert (event["one_lower_acceptable"], event["access_need"]["category"]) == (True, "C")
    problem(narratives(officer, triaged), "scope-missing", 403)
    stored = platform.sql(
        "SELECT sealed FROM referral.narratives WHERE case_id = $1", uuid.UUID(triaged)
    )
    assert WORDS.encode() not in stored[0]["sealed"]


def test_the_care_team_reads_what_was_found_with_each_version(therapist, triaged):
    assess(therapist, triaged)
    again = {
        "assessment": REPORT | {"narrative": {"findings": "Walks with two sticks now."}},
        "because": "reassessment",
        "reason": "After the operation",
    }
    assert therapist.put(f"/v1/referrals/{triaged}/assessment", json=again).is_success
    first, second = narratives(therapist, triaged).json()["items"]
    assert first["number"] == 1
    assert {k: v for k, v in first["narrative"].items() if k in NARRATIVE} == NARRATIVE
    assert second["narrative"]["findings"] == "Walks with two sticks now."
    signed = therapist.get(f"/v1/referrals/{triaged}/history").json()["assessments"]
    assert {entry["recorded_by"] for entry in signed} == {"development:occupational_therapist"}


def test_who_reads_a_narrative_stands_in_the_audit_and_what_it_says_does_not(
    platform, therapist, triaged
):
    assess(therapist, triaged)
    assert narratives(therapist, triaged).is_success
    read = ("show_narratives", "development:occupational_therapist", None)
    assert last_reading(platform, "referral", triaged) == read


def test_another_district_s_narrative_is_not_there(platform, therapist, triaged):
    assess(therapist, triaged)
    elsewhere = platform.client(
        "referral", "occupational_therapist", dfg_read=["E07000082"], dfg_write=["E07000082"]
    )
    problem(narratives(elsewhere, triaged), "not-found", 404)


@pytest.mark.parametrize(
    "changes,pointer",
    [
        ({"requirements": [REPORT["requirements"][0]] * 2}, "/requirements/1/domain"),
        ({"requirements": [{"domain": "cellar", "level": "required"}]}, "/requirements/0/domain"),
        ({"valid_until": "2026-03-03"}, "/valid_until"),
        ({"narrative": {"works": [{"kind": "ramp", "why": "x"}]}}, "/narrative/works/0/kind"),
        ({"report": "as it was called before"}, "/report"),
    ],
)
def test_a_report_that_cannot_be(platform, therapist, triaged, changes, pointer):
    with nothing_changes(platform, table="assessments"):
        problem(assess(therapist, triaged, **changes), "invalid-input", 422, pointer)


def test_the_domains_are_those_of_the_housing_register():
    rules = yaml.safe_load(Path("services/register/data/rules.yaml").read_text(encoding="utf-8"))
    assert list(rules["sections"]) == [*AccessDomain, "not_assessed"]


def test_completed_works_are_checked_by_who_may_assess(platform, therapist, triaged):
    """Guidance 6.17: does what was built meet the need?"""
    assess(therapist, triaged)
    at = f"/v1/referrals/{triaged}/completion-checks"
    check = {
        "checked_on": "2026-03-09",
        "needs_met": False,
        "accepted": True,
        "satisfaction": 2,
        "remarks": f"The {WORDS} is still out of reach.",
    }
    with nothing_changes(platform, table="completion_checks"):
        problem(therapist.post(at, json=check), "wrong-state", 409)
    platform.tell(
        "referral",
        WorksCertified(
            case_id=uuid.UUID(triaged),
            district=GLOUCESTER,
            certified_on=dt.date(2026, 3, 6),
            works=("level_access_shower",),
        ),
    )
    stranger = platform.client("referral", "occupational_therapist", sub="stranger")
    with nothing_changes(platform, table="completion_checks"):
        early = check | {"checked_on": "2026-03-05"}
        problem(therapist.post(at, json=early), "invalid-input", 422, "/checked_on")
        problem(stranger.post(at, json=check), "not-an-assessor", 403)
        for said in (0, 6, "5"):
            answer = therapist.post(at, json=check | {"satisfaction": said})
            problem(answer, "invalid-input", 422, "/satisfaction")
    found = therapist.post(at, json=check).json()
    assert (found["needs_met"], found["satisfaction"]) == (False, 2)
    assert WORDS not in therapist.get(at).text
    assert platform.told("referral", triaged)[-1] == (
        "referral.works-checked",
        {
            "case_id": triaged,
            "district": GLOUCESTER,
            "checked_on": "2026-03-09",
            "needs_met": False,
            "satisfaction": 2,
        },
    )


@pytest.fixture
def with_keys(monkeypatch):
    """The service with these keys, until the test ends."""

    def told(*held):
        monkeypatch.setenv("DFG_CLINICAL_KEYS", ",".join(key.decode() for key in held))
        sealing.keys.cache_clear()

    yield told
    monkeypatch.undo()
    sealing.keys.cache_clear()


def test_a_seal_is_of_one_row_and_opens_under_an_older_key(with_keys):
    old, new = Fernet.generate_key(), Fernet.generate_key()
    name, other = (row_name("assessment", uuid.UUID(int=n), 1) for n in (1, 2))
    with_keys(old)
    sealed = seal(name, {"findings": WORDS})
    with pytest.raises(Unsealed):
        unseal(other, sealed)
    with_keys(new, old)
    assert unseal(name, sealed) == {"findings": WORDS}
    with_keys(new)
    with pytest.raises(Unsealed):
        unseal(name, sealed)


def test_after_sealing_anew_the_older_key_can_go(platform, therapist, triaged, with_keys):
    assess(therapist, triaged)
    url = role_url(platform.superuser_url, runtime_role("referral"), platform.database)
    old = sealing.ClinicalSettings().clinical_keys.get_secret_value().encode()
    new = Fernet.generate_key()
    with_keys(new, old)
    assert asyncio.run(reseal_all(url)) > 0
    with_keys(new)
    assert WORDS in narratives(therapist, triaged).text
    with_keys(old, new)
    asyncio.run(reseal_all(url))


@pytest.mark.parametrize("told", ["", "no key"])
def test_without_a_key_the_service_does_not_start(monkeypatch, with_keys, told):
    with_keys(told.encode())
    with pytest.raises(SystemExit, match="DFG_CLINICAL_KEYS"):
        sealing.keys()


def test_before_a_report_holds_no_more_it_is_said(platform, therapist, triaged):
    """Four weeks before; a new assessment sets the day anew."""
    at = f"/v1/referrals/{triaged}"
    assert therapist.post(f"{at}/assessment", json=REPORT).is_success
    platform.now = dt.datetime(2027, 2, 3, 12, tzinfo=dt.UTC)
    assert therapist.get(at).json()["report_warned_at"] is None
    platform.now = dt.datetime(2027, 2, 4, 12, tzinfo=dt.UTC)
    until(lambda: therapist.get(at).json()["report_warned_at"])
    asked = {"report_warned": True, "report_ends_before": "2027-03-05"}
    found = every(therapist, "/v1/referrals", **asked)
    assert (triaged, "2027-03-04") in {(each["case_id"], each["report_until"]) for each in found}
    again = {
        "assessment": REPORT | {"assessed_on": "2027-02-04", "valid_until": "2028-02-04"},
        "because": "reassessment",
        "reason": "It was to hold until March",
    }
    shown = therapist.put(f"{at}/assessment", json=again).json()
    assert (shown["report_warned_at"], shown["assessment"]["valid_until"]) == (None, "2028-02-04")
