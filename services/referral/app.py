"""The referral service."""

from pathlib import Path

from services.referral.answers.routes import router as answers
from services.referral.assessments.routes import router as assessments
from services.referral.assessors.routes import router as assessors
from services.referral.clinical.routes import router as clinical
from services.referral.clinical.sealing import keys
from services.referral.consent.routes import router as consent
from services.referral.duplicates.routes import router as duplicates
from services.referral.fhir.routes import router as fhir
from services.referral.in_force.policies import check_all
from services.referral.intake.routes import router as intake
from services.referral.minor_works.routes import router as minor_works
from services.referral.monitoring.routes import router as monitoring
from services.referral.screening.routes import router as screening
from services.referral.self_referrals.routes import router as self_referrals
from services.referral.sheets.routes import FILES
from services.referral.sheets.routes import router as sheets
from services.referral.subscriptions import SUBSCRIPTIONS
from services.referral.targets.routes import router as targets
from services.referral.waiting_list.routes import router as waiting_list
from services.referral.worklist.routes import router as worklist
from shared.web.app import Service
from shared.web.audit import router as audit


def _check() -> None:
    """Every policy holds, and clinical words can be sealed."""
    check_all()
    keys()


SERVICE = Service(
    name="referral",
    about="Referrals and what the occupational therapist finds: where every case begins.",
    routers=(
        *(worklist, intake, self_referrals, sheets, consent, duplicates, answers, minor_works),
        *(fhir, monitoring),
        *(screening, assessments, targets, waiting_list, audit),
        *(assessors, clinical),
    ),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    files=FILES,
    check=_check,
)
