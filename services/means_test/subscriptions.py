"""What the means test service does about other services' events."""

from services.means_test.cases import commands as cases
from services.means_test.contributions import commands as contributions
from services.means_test.letters import posting
from shared.bus.posting import OF_THE_POST
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(cases.open_case)
SUBSCRIPTIONS.on(cases.note_application)
SUBSCRIPTIONS.on(cases.note_refused)
SUBSCRIPTIONS.on(cases.note_review)
SUBSCRIPTIONS.on(cases.note_refusal_reopened)
SUBSCRIPTIONS.on(cases.note_closed)
SUBSCRIPTIONS.on(cases.note_reopened)
SUBSCRIPTIONS.on(contributions.note_reduction)
SUBSCRIPTIONS.on(contributions.note_withdrawn)
SUBSCRIPTIONS.on(contributions.note_restored)
SUBSCRIPTIONS.on(contributions.note_taken_over)
SUBSCRIPTIONS.on(contributions.note_works_done)
SUBSCRIPTIONS.on(contributions.note_works_not_done)
SUBSCRIPTIONS.job(posting.post_letter, OF_THE_POST)
SUBSCRIPTIONS.job(posting.look_after_letter, OF_THE_POST)
