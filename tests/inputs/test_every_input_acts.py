"""No field of the five commands' inputs is taken in and then says nothing: it acts, or it is said.

What rightly has no effect stands here, with why. The bodies of the services are the same models.
"""

import re

import pytest

from services.grants.domain.facts.case import Case
from services.grants.in_force.law import answer as determine
from services.means_test.calculate import calculate
from services.means_test.domain.household import Household
from services.payments.domain.runs import Run, read_run
from services.payments.formats import bacs18, pain001
from services.referral.domain.priority.facts import GroupsList, PointsList
from services.referral.waiting_list.prioritise import prioritise
from services.register.domain.home import Home
from services.register.surveys.categorise import categorise_survey
from tests.inputs import documents
from tests.inputs.varying import without_effect

LEFT_OUT = "a line of the working says that it is left out, and by which paragraph"
BY_ONE_PAYMENT = "only what is disregarded of each such payment asks which payment it is"
A_NAME = "a name, to which other lists refer"
RECORDED = "recorded and not scored (guide, Appendix 2)"
AUTHORED = "whose word an override is: the category that it sets acts"

RIGHTLY: dict[str, str] = {
    "Household:/application/polygamous_marriage of owner": "permits a second partner, else refused",
    "Household:/capital/(amount|equal_owners|sale_costs|secured_debt) of "
    "(business|disregarded|home|life_policy|pension_fund|personal_injury_trust)": LEFT_OUT,
    "Household:/income/(amount|every) of "
    "(charitable_payment|disability_benefit|disregarded|rent|tax_credits)": LEFT_OUT,
    "Household:/income/every of student_(grant|loan)": "the academic year, stated or not",
    "Household:/income/payment of (?!war_pension|widowed_parents|student)[a-z_]+": BY_ONE_PAYMENT,
    "Household:/income/payment of student_(grant|loan)": "over other weeks it must be named, else refused",
    "Household:/people/date_of_birth of other": "who is taken out by kind is so at any age",
    "Household:/people/id of (non_dependant|other)": A_NAME,
    "Case:/services_and_charges/kind": "each kind of the 1996 Order counts (guidance B96, B97)",
    "Home:/(uprn|landlord/name of council)": A_NAME,
    "Home:/(building_regulations|ceiling_track_hoist|outdoor_space|parking|stairlift|step_lift)": RECORDED,
    "Home:/override/(by|on|reason)": AUTHORED,
    "Home:/internal/rooms_on_access_level=(bathroom|bedroom|kitchen|living_room)": (
        "rule 70 asks for a WC or a combined bathroom among them"
    ),
}
"""Patterns of fields that change nothing, and why that is right."""


def files(document):
    run = read_run(document)
    return bacs18.write(run), pain001.write(run)


@pytest.mark.parametrize(
    "model, given, answer",
    [
        (Household, documents.households, calculate),
        (Case, documents.cases, determine),
        (Home, documents.homes, categorise_survey),
        (PointsList, documents.lists_by_points, prioritise),
        (GroupsList, documents.lists_by_groups, prioritise),
        (Run, documents.runs, files),
    ],
)
def test_every_field_acts_or_is_said_not_to(model, given, answer):
    found = without_effect(model, given(), answer)
    patterns = [pattern for pattern in RIGHTLY if pattern.startswith(f"{model.__name__}:")]
    rightly = {pattern: {f for f in found if re.fullmatch(pattern, f)} for pattern in patterns}
    assert found - set().union(*rightly.values()) == set()
    assert [pattern for pattern, fields in rightly.items() if not fields] == []
