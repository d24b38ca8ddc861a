"""A training that was recorded by mistake is taken back"""

from alembic import op

from shared.persistence.security import runtime_role

revision = "referral_0028"
down_revision = "referral_0027"


def upgrade() -> None:
    op.execute("ALTER TABLE trainings ADD taken_back jsonb")
    op.execute(f"GRANT UPDATE (taken_back) ON trainings TO {runtime_role('referral')}")
    op.execute("DROP INDEX ix_trainings_held_on")
    op.execute("CREATE INDEX ix_trainings_order ON trainings (held_on, id)")
