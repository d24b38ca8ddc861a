"""Partners of the forum: their agreements, events of made-up cases, and how they read in a test."""

import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import uuid

from deploy.local.ports import LOOPBACK, free_port
from services.forum.domain.sharing.agreement import Agreement, View
from services.forum.domain.sharing.fields import Kind, fields_of, shareable
from services.forum.domain.sharing.release import SETTLES, next_first
from services.forum.sharing.keys import pseudonyms
from shared.calendar import begins
from shared.contracts.codes import AssessorGrade, MeansTestKind, MeansTestOutcome, PaymentStage
from shared.contracts.grants import Approved, Award, Contractor
from shared.contracts.means_test import MeansTestCompleted
from shared.contracts.payments import PaymentMade
from shared.contracts.referral import AssessorAllocated, ReferralReceived
from shared.contracts.register import Alternative, AlternativesAssessed, RelocationCompleted
from tests.platform.lists import read_on
from tests.platform.running import GLOUCESTER, STROUD

DAY = dt.date(2026, 3, 2)
SINCE, UNTIL = "2026-03-01", "2029-02-28"


def everything(view="shared"):
    """Every type of event, with every field that this view may name."""
    return [
        {
            "type": name,
            "fields": [f for f, k in fields_of(name).items() if view == "own" or k != Kind.TEXT],
        }
        for name in shareable()
    ]


def agreed(**changes):
    """A shared view of Gloucester's cases for a partner that nobody has been yet."""
    name = f"partner-{uuid.uuid4().hex[:8]}"
    whole = {
        "receiver": name,
        "principal": f"partner:{name}",
        "view": "shared",
        "districts": [GLOUCESTER],
        "types": everything(changes.get("view", "shared")),
        "ways": ["feed", "stream"],
        "purpose": "Planning together with the integrated care board",
        "since": SINCE,
        "until": UNTIL,
        "band": 5000,
    }
    return whole | changes


def from_now(platform, days=0):
    """A day so long after today, as an agreement writes it."""
    return (platform.now.date() + dt.timedelta(days=days)).isoformat()


class Partner:
    """A partner with an agreement, and a token of its own."""

    def __init__(self, platform, **changes):
        self.platform = platform
        self.manager = platform.client("forum", "sharing_manager")
        term = {"since": from_now(platform), "until": from_now(platform, 1000)}
        made = self.manager.post("/v1/agreements", json=agreed(**term | changes))
        assert made.status_code == 201, made.text
        self.id = made.json()["agreement_id"]
        self.agreement = Agreement.model_validate(made.json()["agreement"])
        self.claims = {"sub": self.agreement.principal}
        self.client = platform.client("forum", "sharing_partner", **self.claims)
        self.path = f"/v1/shared/{self.id}"

    def change(self, **changes):
        """The agreement as it is from now on."""
        body = self.agreement.model_dump(mode="json") | changes
        answer = self.manager.put(
            f"/v1/agreements/{self.id}", json={"agreement": body, "reason": "so agreed"}
        )
        assert answer.status_code == 200, answer.text
        self.agreement = Agreement.model_validate(answer.json()["agreement"])

    def page(self, **asked):
        return self.client.get(f"{self.path}/feed", params=asked)

    def wait_for_release(self):
        """Until what was told by now is released: at once where it is the partner's own."""
        if self.agreement.view is View.SHARED:
            opens = next_first(self.platform.now.date(), self.agreement.dates) + SETTLES
            self.platform.now = begins(opens) + dt.timedelta(hours=1)

    def read(self, cursor=None, **asked):
        """Every event after a cursor that is released once its period is over, and the new cursor."""
        self.wait_for_release()
        return read_on(self.client, f"{self.path}/feed", cursor, **asked)

    def ids_of(self, events):
        """How the partner knows these events, as the timeline has them."""
        rows = self.platform.sql(
            "SELECT service, event_id FROM forum.timeline WHERE case_id = ANY ($1)",
            list({event.case_id for event in events}),
        )
        if self.agreement.view is View.OWN:
            return {str(row["event_id"]) for row in rows}
        ids = pseudonyms(self.agreement)
        return {str(ids.of_event(row["service"], row["event_id"])) for row in rows}


class Process:
    """A partner's own system, which can be killed and started again; what it has stays."""

    def __init__(self, way, folder):
        self.port = free_port()
        self.address = f"http://{LOOPBACK}:{self.port}"
        self._kept = folder / f"{way}.jsonl"
        self._settings = {"WAY": way, "KEPT": str(self._kept), "PORT": str(self.port)}
        self._process = None

    def tell(self, **settings):
        """What it has to know besides."""
        self._settings |= settings

    def start(self):
        command = [sys.executable, "-m", "tests.forum.partner_process"]
        self._process = subprocess.Popen(command, env=os.environ | self._settings)

    def kill(self):
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def has(self):
        """Every event that it has kept, with each time that it came."""
        if not self._kept.exists():
            return []
        lines = self._kept.read_text().splitlines(keepends=True)
        return [json.loads(line)["event"] for line in lines if line.endswith("\n")]


def ids_in(event):
    """Every true number in an event."""
    return re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}", event.model_dump_json())


def received(case_id=None, district=GLOUCESTER):
    return ReferralReceived(
        case_id=case_id or uuid.uuid4(),
        district=district,
        received_on=DAY,
        source="gp",
        reference="AB-1234",
    )


def whole_case(district=GLOUCESTER, home_id=None, assessor_id=None):
    """A case with every kind of id in its events."""
    of = {"case_id": uuid.uuid4(), "district": district}
    home_id, assessor_id = home_id or uuid.uuid4(), assessor_id or uuid.uuid4()
    return [
        received(**of),
        AssessorAllocated(
            **of,
            allocated_on=DAY,
            assessor_id=assessor_id,
            grade=AssessorGrade.OCCUPATIONAL_THERAPIST,
        ),
        MeansTestCompleted(
            **of,
            test_id=uuid.uuid4(),
            kind=MeansTestKind.FORMAL,
            corrects=uuid.uuid4(),
            made_on=DAY,
            outcome=MeansTestOutcome.ASSESSED,
            reduction="1234.56",
            statutory_outcome=MeansTestOutcome.ASSESSED,
            statutory_reduction="1234.56",
            parameter_set="2026",
            policy_version="2026-01",
            fingerprint=uuid.uuid4().hex,
        ),
        AlternativesAssessed(
            **of,
            assessed_on=DAY,
            homes_considered=12,
            alternatives=(
                Alternative(home_id=home_id, district=STROUD, category="B", verdict="would_do"),
            ),
        ),
        Approved(
            **of,
            estimated_expense="9876.54",
            awards=(Award(kind="mandatory", amount="8641.98", clause="section 23"),),
            mandatory_grant="8641.98",
            reduction="1234.56",
            total_award="8641.98",
            applicant_pays="1234.56",
            land_charges=(),
            conditions=(),
            contractors=(Contractor(id=uuid.uuid4(), estimate="9876.54"),),
            policy_version="2026-01",
            decided_on=DAY,
        ),
        PaymentMade(
            **of,
            payment_id=uuid.uuid4(),
            paid_on=DAY,
            stage=PaymentStage.FINAL,
            amount="9876.54",
            paid_to_date="9876.54",
        ),
        RelocationCompleted(
            **of,
            relocation_id=uuid.uuid4(),
            home_id=home_id,
            home_district=STROUD,
            category="B",
            linked_case_id=uuid.uuid4(),
            moved_on=DAY,
            completed_on=DAY,
            planned_cost="30000.00",
            adaptation_cost="100.00",
            relocation_cost="5000.00",
            actual_cost="5100.00",
            saving="24900.00",
        ),
    ]
