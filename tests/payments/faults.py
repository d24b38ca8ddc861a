"""Acts over HTTP of which some are lost on the way back and sent again, others broken off."""

import threading
import uuid
from contextlib import contextmanager

from tests.platform.running import until

CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE usename = 'dfg_payments' AND datname = current_database()"
)


class Line:
    """The line to the service, as it is by chance."""

    def __init__(self, platform, chance):
        self.platform, self.chance = platform, chance

    def send(self, client, place, body=None):
        """What was answered to an act that was allowed; None where it was refused."""
        key = {"idempotency-key": uuid.uuid4().hex}
        fault = self.chance.choices(["none", "lost", "cut off"], [7, 2, 1])[0]
        with self._maybe_cut_off(fault == "cut off"):
            answer = answered(lambda: client.post(place, json=body, headers=key))
        assert answer.status_code < 500, (place, answer.text)
        assert "is there already, or" not in answer.text, ("only the table refused", place)
        if fault == "lost" and answer.is_success:
            again = answered(lambda: client.post(place, json=body, headers=key))
            assert again.json() == answer.json(), place
        return answer.json() if answer.is_success else None

    def tell(self, event):
        """An event arrives, though the database may go away while it is acted on."""
        with self._maybe_cut_off(self.chance.random() < 0.1):
            self.platform.tell("payments", event)

    @contextmanager
    def _maybe_cut_off(self, does):
        cut_off = threading.Timer(self.chance.random() / 50, self._cut_off)
        if does:
            cut_off.start()
        yield
        if does:
            cut_off.join()

    def _cut_off(self):
        cutting = type(self.platform.sql)(self.platform.superuser_url)
        cutting(CUT_OFF)
        cutting.close()


def answered(ask):
    """What was answered once the service has its database again."""
    answers = []

    def is_answered():
        answers.append(ask())
        return answers[-1].status_code != 503

    until(is_answered)
    return answers[-1]
