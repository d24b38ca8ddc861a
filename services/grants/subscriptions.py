"""What the grants service does about other services' events, and about its own."""

from services.grants.budget import beside
from services.grants.clocks import commands as clocks
from services.grants.domain.casework.every_entry import TOLD
from services.grants.notices import book as letters
from services.grants.policies.commands import forget_what_if
from services.grants.policies.working_out import work_out_what_if
from services.grants.record import note_told
from services.grants.take_over.taking_in import take_over_sheet
from shared.bus.posting import OF_THE_POST
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(clocks.look_at_clock)
SUBSCRIPTIONS.on(forget_what_if)
SUBSCRIPTIONS.on(beside.note_spending)
SUBSCRIPTIONS.on(beside.note_corrected)
SUBSCRIPTIONS.on(beside.note_accruals)
SUBSCRIPTIONS.job(take_over_sheet)
SUBSCRIPTIONS.job(work_out_what_if)
SUBSCRIPTIONS.job(letters.post_letter, OF_THE_POST)
SUBSCRIPTIONS.job(letters.look_after_letter, OF_THE_POST)
for contract in TOLD:
    SUBSCRIPTIONS.add(contract, note_told)
