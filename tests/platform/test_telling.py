"""`Platform.tell` beside the publisher's own relay: neither's event is passed by."""

import uuid
from threading import Thread

from shared.contracts.codes import Complexity, Urgency
from shared.contracts.envelope import Envelope
from shared.contracts.referral import ReferralTriaged
from tests.platform.running import COLUMNS, GLOUCESTER, PUBLISH, Sql, until

_WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'bus.log'::regclass"


def triaged(platform):
    return ReferralTriaged(
        case_id=uuid.uuid4(),
        district=GLOUCESTER,
        triaged_on=platform.now.date(),
        complexity=Complexity.SIMPLE,
        urgency=Urgency.NON_URGENT,
        targets=(),
    )


def test_what_a_relay_has_not_yet_committed_is_not_passed_by(platform):
    platform.address("means_test")
    relayed = Envelope.of(
        triaged(platform), event_id=uuid.uuid4(), occurred_at=platform.now, traceparent=None
    )
    relay = Sql(platform.superuser_url)
    relay("BEGIN")
    relay(PUBLISH, *(getattr(relayed, column) for column in COLUMNS))

    told = Thread(target=platform.tell, args=("means_test", triaged(platform)))
    told.start()
    # As a relay would, it commits only now: who did not wait for it has already been read.
    until(lambda: not told.is_alive() or relay.one(_WAITS))
    relay("COMMIT")
    relay.close()
    told.join()

    platform.tell("means_test", triaged(platform))  # when this is read, all before it was
    assert platform.sql.one("SELECT count(*) FROM means_test.inbox WHERE event_id = $1", relayed.id)
