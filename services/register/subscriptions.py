"""What the register does about other services' events, and about its own."""

from services.register.loads import loading
from services.register.matching import rematch
from services.register.moves import spending
from services.register.needs import commands as needs
from services.register.stock import recording
from services.register.works import commands as works
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(needs.record_need)
SUBSCRIPTIONS.on(needs.record_cost)
SUBSCRIPTIONS.on(needs.note_withdrawal)
SUBSCRIPTIONS.on(needs.note_restored)
SUBSCRIPTIONS.on(spending.note_approval)
SUBSCRIPTIONS.on(spending.note_payment)
SUBSCRIPTIONS.on(spending.note_return)
SUBSCRIPTIONS.on(spending.note_settlement)
SUBSCRIPTIONS.on(spending.note_reopened)
SUBSCRIPTIONS.on(spending.note_closure)
SUBSCRIPTIONS.on(spending.note_reopening)
SUBSCRIPTIONS.on(works.note_works)
SUBSCRIPTIONS.on(works.take_back_works)
SUBSCRIPTIONS.job(loading.take_in_sent)
SUBSCRIPTIONS.job(rematch.rematch_county)
SUBSCRIPTIONS.job(recording.make_stock_record)
