"""The case that a journey carries, and what its roles make of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import orjson

from shared.calendar import legal_date
from shared.schema import Model, Pounds

Json = dict[str, Any]
STRUCTURAL = {"extension", "through_floor_lift", "level_access_shower", "ramp", "step_lift"}
"""Kinds of work that change the home structurally (guidance 4.36)."""
URGENT = {
    "being_discharged_from_hospital": "leaving_hospital_at_risk",
    "life_expectancy_under_two_years": "limited_life_expectancy",
}


class Expected(Model):
    """What the case should come to; pounds."""

    mandatory_grant: Pounds
    total_award: Pounds
    applicant_pays: Pounds
    land_charge: Pounds


class CaseFile(Model):
    """A household (contract 1), an application (contract 2) and what they should come to."""

    household: Json
    case: Json
    expect: Expected

    @classmethod
    def read(cls, path: Path) -> "CaseFile":
        return cls.model_validate(orjson.loads(path.read_bytes()))

    @property
    def district(self) -> str:
        return str(self.case["authority"])

    @property
    def works(self) -> list[Json]:
        return list(self.case["works"])

    @property
    def contractor(self) -> str:
        """Who does the works: the first that gave an estimate."""
        return str(self.works[0]["estimates"][0]["contractor"])

    @property
    def seen_on(self) -> dt.date:
        """When the person was referred and visited: by the application, and not after today."""
        today = legal_date(dt.datetime.now(dt.UTC))
        return min(today, dt.date.fromisoformat(self.case["applied_on"]))

    def enquiry(self) -> Json:
        """The referral, of a person who is made up."""
        seen_on = self.seen_on.isoformat()
        age = dt.timedelta(days=365 * int(self.case["disabled_person"]["age"]))
        return {
            "district": self.district,
            "received_on": seen_on,
            "source": "occupational_therapist",
            "person": {
                "name": "A. Person",
                "date_of_birth": (self.seen_on - age).isoformat(),
                "address": "1 Example Street",
                "postcode": "GL1 1AA",
            },
            "consent": {"given": True, "by": "A. Person", "on": seen_on},
            "reason": "Finds it hard to get about at home.",
        }

    def screening(self) -> Json:
        """What the screening officer finds."""
        person = self.case["disabled_person"]
        return {
            "major_adaptation": any(w["kind"] in STRUCTURAL for w in self.works),
            "complicated_situation": bool(person.get("diagnoses")),
            "circumstances": [code for fact, code in URGENT.items() if person.get(fact)],
        }

    def assessment(self) -> Json:
        """What the occupational therapist finds: the needs that the works answer."""
        purposes = dict.fromkeys(p for w in self.works for p in w["purposes"])
        return {
            "assessed_on": self.seen_on.isoformat(),
            "needs": list(purposes) or ["safety"],
            "recommended_works": [
                {"kind": w["kind"], "purposes": w["purposes"]} for w in self.works
            ],
            "access_need": {
                "category": "C",
                "bedrooms": 1,
                "household_size": len(self.household["people"]),
                "areas": [self.district],
            },
        }

    def finding(self) -> Json:
        """The authority's finding that the person is disabled (section 100)."""
        return {
            "disabled": True,
            "ground": "substantial_physical_disability",
            "found_on": self.seen_on.isoformat(),
        }

    def tested_household(self) -> Json:
        """The household on the date of this application."""
        application = self.household["application"] | {"made_on": self.case["applied_on"]}
        return self.household | {"application": application}

    def application(self) -> Json:
        """The application as it is made: the decision's date comes with the decision."""
        return {key: value for key, value in self.case.items() if key != "decided_on"}
