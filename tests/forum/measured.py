"""Lives of cases with what the measures of impact, money and returns go by."""

import datetime as dt
import uuid

from shared.contracts.codes import (
    AccessCategory,
    AgeBand,
    AssessorGrade,
    Purpose,
)
from shared.contracts.grants import ApplicationCompleted, FundsAllocated
from shared.contracts.payments import ContributionReceived, PaymentMade
from shared.contracts.referral import (
    AccessNeed,
    AssessorAllocated,
    RecommendedWork,
    ReferralAssessed,
    TrainingHeld,
)
from shared.contracts.register import RelocationCompleted, StockRecorded
from tests.forum.histories import Life, envelopes, publish
from tests.platform.running import GLOUCESTER, STROUD

YEAR = 2022
"""A year that is over on the tests' tenth of March 2026: from April 2022 to March 2023."""
DAY = dt.date(2022, 6, 1)
SOMEBODY = uuid.UUID("5f0c2d6e-53f4-4d7e-9c57-0a7f3f1f2b11")


class Measured(Life):
    """A case with more of its facts."""

    def given_to(self, grade=AssessorGrade.TRUSTED_ASSESSOR_4, assessor=SOMEBODY):
        return self.tell(
            AssessorAllocated, allocated_on=self.received_on, assessor_id=assessor, grade=grade
        )

    def needs(self, *works):
        need = AccessNeed(category=AccessCategory.C, bedrooms=1, household_size=1, areas=())
        return self.tell(
            ReferralAssessed,
            assessed_on=self.received_on,
            needs=(Purpose.BATH_OR_SHOWER,),
            recommended_works=tuple(
                RecommendedWork(kind=kind, purposes=(Purpose.BATH_OR_SHOWER,)) for kind in works
            ),
            access_need=need,
        )

    def applies(self, tenure="owner_occupier", age=AgeBand.FROM_65):
        on = self.received_on
        by = on + dt.timedelta(days=183)
        return self.tell(
            ApplicationCompleted, applied_on=on, decide_by=by, tenure=tenure, age_band=age
        )

    def moved(self, planned, adaptation, relocation, saving):
        actual = f"{float(adaptation) + float(relocation):.2f}"
        return self.tell(
            RelocationCompleted,
            relocation_id=uuid.uuid5(self.case_id, "move"),
            home_id=uuid.uuid5(self.case_id, "home"),
            home_district=self.district,
            category=AccessCategory.B,
            linked_case_id=None,
            moved_on=self.received_on,
            completed_on=self.received_on,
            planned_cost=planned,
            adaptation_cost=adaptation,
            relocation_cost=relocation,
            actual_cost=actual,
            saving=saving,
        )

    def contributed(self, amount):
        receipt = uuid.uuid5(self.case_id, f"receipt {len(self.told)}")
        return self.tell(
            ContributionReceived,
            receipt_id=receipt,
            received_on=self.received_on,
            amount=amount,
            outstanding="0.00",
        )

    def part_paid(self, to_date):
        payment = uuid.uuid5(self.case_id, f"payment {len(self.told)}")
        return self.tell(
            PaymentMade,
            payment_id=payment,
            paid_on=self.received_on,
            stage="interim",
            amount=to_date,
            paid_to_date=to_date,
        )


class OfDistrict:
    """What is told of a district, as `envelopes` takes lives."""

    def __init__(self, name, *told):
        self.case_id = uuid.uuid5(SOMEBODY, name)
        self.told = told


def allocation(amount, district=GLOUCESTER, year=YEAR):
    return FundsAllocated(district=district, year=year, amount=amount)


def training(name, *topics, district=STROUD, therapists=10, trusted=2, others=1):
    return TrainingHeld(
        district=district,
        training_id=uuid.uuid5(SOMEBODY, name),
        held_on=DAY,
        topics=topics,
        therapists=therapists,
        trusted_assessors=trusted,
        others=others,
    )


def stock(*providers, district=STROUD, on=DAY):
    counted = [{"provider": p, "homes": homes, "categorised": n} for p, homes, n in providers]
    return StockRecorded(
        district=district,
        record_id=uuid.uuid5(SOMEBODY, f"{district} {on}"),
        taken_on=on,
        providers=counted,
    )


def tell(platform, lives):
    publish(platform, envelopes(lives, platform.now))


def line(report, code):
    """A line's figures by district and key: counts and sums together."""
    [found] = [each for each in report["lines"] if each["code"] == code]
    return {
        (row["district"], cell["key"]): None if cell["hidden"] else cell["counts"] | cell["sums"]
        for row in found["districts"]
        for cell in row["cells"]
    }
