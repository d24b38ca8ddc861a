"""The log of events, which every service may read and append its own to, and no one may change."""

from alembic import op

revision = "bus_0001"
down_revision = None

RUNTIME_ROLES = "dfg_referral, dfg_means_test, dfg_grants, dfg_register, dfg_payments, dfg_forum"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE bus.log (
            position    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id          uuid NOT NULL,
            type        text NOT NULL,
            source      text NOT NULL,
            subject     text NOT NULL,
            key         text NOT NULL,
            case_id     uuid,
            district    text NOT NULL,
            occurred_at timestamptz NOT NULL,
            traceparent text,
            data        text NOT NULL
        )
        """
    )
    op.execute("ALTER TABLE bus.log ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE bus.log FORCE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY log_reads ON bus.log FOR SELECT USING (true)")
    op.execute(
        "CREATE POLICY log_appends ON bus.log FOR INSERT"
        " WITH CHECK (source = '/services/' || substr(current_user::text, 5))"
    )
    op.execute(f"GRANT USAGE ON SCHEMA bus TO {RUNTIME_ROLES}")
    op.execute(f"GRANT SELECT, INSERT ON bus.log TO {RUNTIME_ROLES}")
