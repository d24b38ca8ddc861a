"""What operations teams watch. Names are the Prometheus names without the `_total` of counters."""

from opentelemetry import metrics

_meter = metrics.get_meter("dfg")

EVENTS_RELAYED = _meter.create_counter(
    "dfg_events_relayed", description="Events moved from the outbox to the log"
)
EVENTS_HANDLED = _meter.create_counter(
    "dfg_events_handled", description="Events whose effect is committed"
)
OUTBOX_UNSENT = _meter.create_gauge(
    "dfg_outbox_unsent", description="Events in the outbox that are not in the log yet"
)
INBOX_PENDING = _meter.create_gauge(
    "dfg_inbox_pending", description="Events stored and not yet handled, dead letters left out"
)
DEAD_LETTERS = _meter.create_gauge(
    "dfg_dead_letters", description="Events that wait for an operator"
)
BUS_DEGRADED = _meter.create_gauge(
    "dfg_bus_degraded", description="1 while the relay or the receiver cannot reach the log"
)
DATABASE_AWAY = _meter.create_gauge(
    "dfg_database_away", description="1 while PostgreSQL does not answer the service"
)
LEDGER_IMBALANCES = _meter.create_counter(
    "dfg_ledger_imbalances", description="Cases, days or districts whose ledger does not balance"
)
