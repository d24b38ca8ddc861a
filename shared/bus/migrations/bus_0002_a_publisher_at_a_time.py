"""A publisher's part of the log read by itself, and none but its own event types in it"""

from alembic import op

revision = "bus_0002"
down_revision = "bus_0001"

PUBLISHER = "substr(current_user::text, 5)"


def upgrade() -> None:
    op.execute("CREATE INDEX log_publishers ON bus.log (source, position)")
    op.execute("DROP POLICY log_appends ON bus.log")
    op.execute(
        "CREATE POLICY log_appends ON bus.log FOR INSERT"
        f" WITH CHECK (source = '/services/' || {PUBLISHER}"
        f" AND replace(split_part(type, '.', 1), '-', '_') = {PUBLISHER})"
    )
