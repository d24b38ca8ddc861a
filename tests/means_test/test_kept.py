"""A kept test opens and recalculates for ever, under the readings of its day."""

import json
import uuid

import pytest

from services.means_test.calculate import assess_again
from services.means_test.domain.answer import answer
from services.means_test.domain.fingerprint import fingerprint
from services.means_test.domain.household import Household
from services.means_test.domain.readings import corrected_since
from tests.means_test.households import household, income, person
from tests.means_test.told import triaged
from tests.platform.running import GLOUCESTER

MOTHER_AND_DAUGHTER = household(
    person("mother", 75, receives=["attendance_allowance"]),
    person("daughter", 45),
    income=[
        income("230.25", "state_pension", of="mother"),
        income("200.00", "occupational_pension", of="mother"),
    ],
    application={"made_on": "2026-03-02", "authority": GLOUCESTER},
)
TAX_CREDIT_IN_2026 = household(
    person(receives=["working_tax_credit"], tax_credit_income="9000.00"),
    income=[income("80.00", "war_pension"), income("40.00", "war_pension")],
    application={"made_on": "2026-02-02", "authority": GLOUCESTER},
)
STUDENT = household(
    income=[
        income("250.00"),
        *(
            income("3000.00", "student_grant", every="year", weeks=40, payment=name)
            for name in "xy"
        ),
    ],
    application={"made_on": "2026-06-01", "authority": GLOUCESTER},
)
LANDLORD = household(application={"certificate": "landlord", "made_on": "2026-03-02"})


@pytest.fixture
def case_id(platform):
    made = uuid.uuid4()
    platform.tell("means_test", triaged(made))
    return made


@pytest.fixture
def keep(platform, case_id):
    """Put a test into the table as the service did under an edition, the first unless told."""

    def kept(document, edition=1):
        described = Household.model_validate(document)
        assessment = assess_again(described, edition)
        test_id = uuid.uuid4()
        platform.sql(
            "INSERT INTO means_test.tests (id, case_id, district, number, kind, made_at, household,"
            " policy_version, result, fingerprint, readings)"
            " VALUES ($1, $2, $3, 0, 'preliminary', $4, $5, $6, $7, $8, $9)",
            test_id,
            case_id,
            GLOUCESTER,
            platform.now,
            json.dumps(document),
            f"{GLOUCESTER}/2026-02-01",
            json.dumps(answer(assessment)),
            fingerprint(described, assessment),
            edition,
        )
        return test_id

    return kept


@pytest.mark.parametrize(
    "document, reduction",
    [(MOTHER_AND_DAUGHTER, "5485.26"), (TAX_CREDIT_IN_2026, "0.00"), (LANDLORD, None)],
    ids=["by label", "a tax credit in 2026", "a landlord"],
)
def test_it_comes_to_the_same_bytes(officer, keep, document, reduction):
    test_id = keep(document)
    shown = officer.get(f"/v1/tests/{test_id}").json()
    assert (shown["result"]["reduction"], shown["readings"]) == (reduction, 1)
    working = officer.get(f"/v1/tests/{test_id}/working").json()
    assert working["same_as_kept"] is True
    assert [c["point"] for c in working["corrected_since"]] == [
        "non-dependants",
        "part disregards of a payment",
        "a disabled child's care",
        "child care above the income",
        "joint owners and tenants",
        *(c.point for c in corrected_since(5)),
    ]


def test_one_of_the_fifth_edition_comes_to_what_it_came_to(officer, keep):
    """A student's exclusions were given once for each named payment."""
    test_id = keep(STUDENT, 5)
    assert officer.get(f"/v1/tests/{test_id}").json()["result"]["reduction"] == "38089.55"
    working = officer.get(f"/v1/tests/{test_id}/working").json()
    assert working["same_as_kept"] is True
    assert "a student's exclusions" in {c["point"] for c in working["corrected_since"]}


def test_a_new_test_is_made_under_the_newest_and_compared_with_it(officer, keep, case_id):
    before = keep(MOTHER_AND_DAUGHTER)
    path = f"/v1/cases/{case_id}/preliminary-tests"
    made = officer.post(path, json=MOTHER_AND_DAUGHTER).json()
    assert (made["result"]["reduction"], made["readings"]) == ("13076.53", 6)
    assert officer.get(f"/v1/tests/{made['id']}/working").json()["corrected_since"] == []
    compared = officer.get(f"/v1/tests/{before}/comparison", params={"after": made["id"]}).json()
    assert compared["difference"] == "7591.27"


def test_what_nobody_has_is_refused_when_a_test_is_made(officer, case_id):
    path = f"/v1/cases/{case_id}/preliminary-tests"
    refused = officer.post(path, json=TAX_CREDIT_IN_2026)
    assert refused.status_code == 422
    assert [e["pointer"] for e in refused.json()["errors"]] == ["/people/0/receives/0"]
