"""What the payments service does about other services' events."""

from services.payments.accounts import changes, commands
from services.payments.accounts.taken_over import note_taken_over
from services.payments.exports.commands import write_export
from services.payments.finance.checking import check_ledger
from services.payments.invoices.commands import tell_overdue
from services.payments.runs.confirming import confirm_each
from services.payments.spending.told import note_minor_works
from shared.bus.subscriptions import Subscriptions
from shared.contracts.referral import MinorWorksCompleted, MinorWorksCorrected

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(commands.open_account)
SUBSCRIPTIONS.on(commands.note_certified)
SUBSCRIPTIONS.on(commands.note_not_certified)
SUBSCRIPTIONS.on(commands.note_withdrawn)
SUBSCRIPTIONS.on(commands.note_restored)
for changed in (
    *(changes.note_varied, changes.note_contractor, changes.note_held, changes.note_freed),
    *(changes.drop_agreement, changes.note_repayment, changes.drop_repayment, note_taken_over),
):
    SUBSCRIPTIONS.on(changed)
for told in (MinorWorksCompleted, MinorWorksCorrected):
    SUBSCRIPTIONS.add(told, note_minor_works)
SUBSCRIPTIONS.on(tell_overdue)
SUBSCRIPTIONS.on(check_ledger)
SUBSCRIPTIONS.job(confirm_each)
SUBSCRIPTIONS.job(write_export)
