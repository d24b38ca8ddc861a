"""The payments service."""

from pathlib import Path

from services.payments.accounts.routes import router as accounts
from services.payments.bank.routes import router as bank
from services.payments.cis.routes import router as cis
from services.payments.contractors.routes import router as contractors
from services.payments.contributions.routes import router as contributions
from services.payments.credits.routes import router as credit_notes
from services.payments.documents import routes as documents
from services.payments.domain.policy import PaymentsPolicy
from services.payments.exports.routes import router as exports
from services.payments.finance.routes import router as finance
from services.payments.in_force import cis_rates, mapping_of, modulus_weights
from services.payments.invoices.routes import of_all_cases
from services.payments.invoices.routes import router as invoices
from services.payments.own_works.routes import router as own_works
from services.payments.recoveries.routes import router as recoveries
from services.payments.register.routes import router as register
from services.payments.remittances.routes import router as remittances
from services.payments.runs.routes import returns
from services.payments.runs.routes import router as runs
from services.payments.spending.routes import router as spending
from services.payments.subscriptions import SUBSCRIPTIONS
from services.payments.worklist.routes import router as worklist
from services.payments.works.routes import router as works
from shared.policies import check_all
from shared.web.app import Service
from shared.web.audit import router as audit


def _check_files() -> None:
    """Every policy holds, and the banks' weights and the council's own tables can be read."""
    check_all("payments", PaymentsPolicy)
    modulus_weights()
    mapping_of("default")
    cis_rates()


SERVICE = Service(
    name="payments",
    about="Contributions, invoices and payments on approved grants.",
    routers=(
        *(accounts, contractors, contributions, invoices, of_all_cases),
        *(credit_notes, documents.router, works, recoveries, register, bank, own_works, cis),
        *(runs, returns, remittances, spending, exports, finance, worklist, audit),
    ),
    migrations=Path(__file__).parent / "migrations",
    files=documents.FILES,
    subscriptions=SUBSCRIPTIONS,
    check=_check_files,
)
