"""Lives of cases as the services tell them: events that the contracts accept, in their order."""

import datetime as dt
import json
import uuid
from itertools import zip_longest

from services.forum.projections.cases import BLANK
from services.forum.projections.facts import TELLS
from shared.calendar import add_working_days
from shared.contracts.codes import (
    AccessCategory,
    Complexity,
    MeansTestKind,
    MeansTestOutcome,
    PaymentStage,
    Purpose,
    ReferralSource,
    Urgency,
)
from shared.contracts.envelope import Envelope
from shared.contracts.grants import (
    ApplicationCompleted,
    Approved,
    Award,
    Closed,
    OfferMade,
    Refused,
    WorksCertified,
)
from shared.contracts.means_test import MeansTestCompleted, MeansTestDeclined
from shared.contracts.payments import AccountSettled, PaymentMade
from shared.contracts.referral import (
    AccessNeed,
    ReferralAssessed,
    ReferralReceived,
    ReferralTriaged,
    StageTarget,
)
from shared.money import NIL
from tests.platform.running import COLUMNS, GLOUCESTER, until

SPACE = uuid.UUID("a9a3e0b5-5f0a-4a57-9d2e-0f1f6a3a7c50")
TARGETS = {
    (Urgency.URGENT, Complexity.SIMPLE): (5, 25, 5, 20),
    (Urgency.NON_URGENT, Complexity.SIMPLE): (20, 50, 20, 40),
    (Urgency.URGENT, Complexity.COMPLEX): (20, 45, 5, 60),
    (Urgency.NON_URGENT, Complexity.COMPLEX): (35, 55, 20, 80),
}
"""Guidance 4.16."""


class Life:
    """One case: what the services tell of it, in order."""

    def __init__(self, name, received_on, district=GLOUCESTER):
        self.case_id = uuid.uuid5(SPACE, name)
        self.district = district
        self.received_on = received_on
        self.told = []
        self.tell(ReferralReceived, received_on=received_on, source=ReferralSource.GP)

    def tell(self, event, **body):
        self.told.append(event(case_id=self.case_id, district=self.district, **body))
        return self

    def triaged(self, urgency=Urgency.NON_URGENT, complexity=Complexity.SIMPLE):
        targets = tuple(
            StageTarget(
                stage=stage, working_days=days, due_on=add_working_days(self.received_on, days)
            )
            for stage, days in enumerate(TARGETS[urgency, complexity], 1)
        )
        return self.tell(
            ReferralTriaged,
            triaged_on=self.received_on,
            urgency=urgency,
            complexity=complexity,
            targets=targets,
        )

    def assessed(self, on):
        need = AccessNeed(category=AccessCategory.C, bedrooms=1, household_size=1, areas=())
        return self.tell(
            ReferralAssessed,
            assessed_on=on,
            needs=(Purpose.BATH_OR_SHOWER,),
            recommended_works=(),
            access_need=need,
        )

    def tested(self, on, contribution="0.00", *, passport=None, kind=MeansTestKind.FORMAL, **body):
        outcome = MeansTestOutcome.PASSPORTED if passport else MeansTestOutcome.ASSESSED
        return self.tell(
            MeansTestCompleted,
            **{
                "test_id": uuid.uuid5(self.case_id, kind),
                "kind": kind,
                "made_on": on,
                "outcome": outcome,
                "reduction": contribution,
                "statutory_outcome": MeansTestOutcome.ASSESSED,
                "statutory_reduction": contribution,
                "parameter_set": "2008-05-22",
                "policy_version": "E07000192/2020-06-01",
                "local_passport": passport,
                "fingerprint": "0" * 64,
            }
            | body,
        )

    def declined(self, on):
        return self.tell(MeansTestDeclined, declined_on=on)

    def offered(self, on, total="5000.00"):
        sums = {"mandatory_grant": total, "total_award": total, "applicant_pays": "0.00"}
        return self.tell(OfferMade, offered_on=on, policy_version="p", **sums)

    def applied(self, on):
        by = on + dt.timedelta(days=184)
        return self.tell(ApplicationCompleted, applied_on=on, decide_by=by)

    def approved(self, on, *awards, pays="0.00"):
        """`awards` are kinds with pounds; without any 5,000 as a mandatory grant."""
        given = [
            Award(kind=kind, amount=amount, clause="section 23")
            for kind, amount in awards or [("mandatory", "5000.00")]
        ]
        mandatory = sum((a.amount for a in given if a.kind == "mandatory"), NIL)
        return self.tell(
            Approved,
            decided_on=on,
            estimated_expense=sum(award.amount for award in given),
            awards=given,
            mandatory_grant=mandatory,
            total_award=sum(award.amount for award in given),
            applicant_pays=pays,
            land_charges=(),
            conditions=(),
            policy_version="p",
        )

    def refused(self, on, *codes):
        reasons = [{"code": code, "clause": "section 24"} for code in codes]
        return self.tell(Refused, decided_on=on, reasons=reasons, policy_version="p")

    def certified(self, on):
        return self.tell(WorksCertified, certified_on=on, works=())

    def paid(self, on, amount):
        payment = {"payment_id": uuid.uuid5(self.case_id, "payment"), "stage": PaymentStage.FINAL}
        self.tell(PaymentMade, **payment, paid_on=on, amount=amount, paid_to_date=amount)
        return self.tell(AccountSettled, settled_on=on, paid=amount)

    def closed(self, on, outcome="completed", **body):
        return self.tell(Closed, closed_on=on, outcome=outcome, **body)

    def gave_up(self, on, because=None):
        return self.closed(on, "withdrawn", reason="applicant_withdrew", because=because)


def envelopes(lives, at):
    """What they tell, each event with an id of its own by its place in the life."""
    return [
        Envelope.of(
            event,
            event_id=uuid.uuid5(life.case_id, f"{number} {event.TYPE}"),
            occurred_at=at,
            traceparent=None,
        )
        for life in lives
        for number, event in enumerate(life.told)
    ]


def by_publisher(told, first):
    """The same events in another order that the bus may bring: publishers whole, one after another.

    Those of one publisher about one case stay in theirs.
    """
    sources = sorted({e.source for e in told}, reverse=first)
    lanes = [[e for e in told if e.source == source] for source in sources]
    return [e for lane in lanes for e in lane]


def by_turns(told):
    """And in a third: a turn for each publisher."""
    sources = sorted({e.source for e in told})
    lanes = [[e for e in told if e.source == source] for source in sources]
    return [e for turn in zip_longest(*lanes) for e in turn if e is not None]


def told_in_a_row(life):
    """What its events fill the columns of its row with."""
    row = BLANK | {"case_id": life.case_id, "district": life.district}
    for event in life.told:
        row |= TELLS[type(event)](event, row)
    return row


_LOG = f"""
INSERT INTO bus.log ({", ".join(COLUMNS)})
SELECT {", ".join(COLUMNS)} FROM jsonb_populate_recordset(NULL::bus.log, $1) WITH ORDINALITY
ORDER BY ordinality
"""


def publish(platform, told):
    """Put events of other services on the bus, all at once, and wait until the forum has them."""
    platform.address("forum")
    rows = [{column: getattr(e, column) for column in COLUMNS} for e in told]
    platform.sql(_LOG, json.dumps(rows, default=str))
    platform.sql("SELECT pg_notify('dfg_bus', source) FROM bus.log LIMIT 1")
    settled(platform)


def settled(platform):
    """Wait until the forum has applied all of the log that it takes."""
    until(lambda: platform.sql.one(_LEFT) == 0)
    assert platform.sql("SELECT type, error FROM forum.inbox WHERE error IS NOT NULL") == []


_LEFT = """
SELECT count(*) FROM bus.log l WHERE NOT EXISTS (
    SELECT FROM forum.inbox i WHERE i.event_id = l.id AND i.source = l.source
        AND i.handled_at IS NOT NULL)
"""
