"""What the means test service does about other services' events."""

from services.means_test import commands
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(commands.open_case)
SUBSCRIPTIONS.on(commands.note_application)
SUBSCRIPTIONS.on(commands.note_reduction)
SUBSCRIPTIONS.on(commands.note_withdrawn)
SUBSCRIPTIONS.on(commands.note_works_done)
