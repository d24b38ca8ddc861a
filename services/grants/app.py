"""The grants service."""

from pathlib import Path

from services.grants.application import routes as application
from services.grants.budget import routes as budget
from services.grants.cases import routes as cases
from services.grants.changes import routes as changes
from services.grants.charges import routes as charges
from services.grants.clinic import routes as clinic
from services.grants.decision import routes as decision
from services.grants.diary import routes as diary
from services.grants.disputes import routes as disputes
from services.grants.documents import routes as documents
from services.grants.in_force.policies import check_all
from services.grants.notices import routes as notices
from services.grants.policies import routes as policies
from services.grants.prices import routes as prices
from services.grants.reviews import routes as reviews
from services.grants.scheme import routes as scheme
from services.grants.subscriptions import SUBSCRIPTIONS
from services.grants.take_over import routes as take_over
from services.grants.variations import routes as variations
from services.grants.worklist import routes as worklist
from services.grants.works import routes as works
from shared.web.app import Service
from shared.web.audit import router as audit

DESKS = (
    worklist,
    cases,
    scheme,
    application,
    documents,
    decision,
    notices,
    variations,
    works,
    diary,
    disputes,
    changes,
    charges,
    reviews,
    policies,
    budget,
    prices,
    clinic,
    take_over,
)

SERVICE = Service(
    name="grants",
    about="From estimate and offer to decision, certified works and closure.",
    routers=(*(desk.router for desk in DESKS), audit),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    files=documents.FILES | take_over.FILES,
    check=check_all,
)
