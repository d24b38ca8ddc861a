"""What the referral service does about grants' events, and about its own that come due."""

from services.referral.answers import posting
from services.referral.casefile import clocks, reports
from services.referral.monitoring.commands import tell_monitoring
from services.referral.self_referrals.commands import take_up_self_referral
from services.referral.sheets.taking_in import take_in_sheet
from services.referral.targets import progress
from shared.bus.posting import OF_THE_POST
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(clocks.warn)
SUBSCRIPTIONS.on(clocks.note_miss)
SUBSCRIPTIONS.on(reports.warn_of_report)
SUBSCRIPTIONS.job(posting.post_answer, OF_THE_POST)
SUBSCRIPTIONS.job(posting.post_letter, OF_THE_POST)
SUBSCRIPTIONS.job(posting.look_after_letter, OF_THE_POST)
SUBSCRIPTIONS.on(take_up_self_referral)
SUBSCRIPTIONS.on(tell_monitoring)
SUBSCRIPTIONS.job(take_in_sheet)
SUBSCRIPTIONS.on(progress.note_application)
SUBSCRIPTIONS.on(progress.note_approval)
SUBSCRIPTIONS.on(progress.note_works)
SUBSCRIPTIONS.on(progress.note_works_not_done)
SUBSCRIPTIONS.on(progress.note_refusal)
SUBSCRIPTIONS.on(progress.note_review)
SUBSCRIPTIONS.on(progress.note_refusal_reopened)
SUBSCRIPTIONS.on(progress.note_withdrawal)
SUBSCRIPTIONS.on(progress.note_closure)
SUBSCRIPTIONS.on(progress.note_restored)
SUBSCRIPTIONS.on(progress.note_reopened)
