"""Equipment that was a mistake; of works, which adaptations they were"""

from alembic import op

revision = "register_0021"
down_revision = "register_0020"


def upgrade() -> None:
    op.execute("ALTER TABLE surveys ADD adaptations jsonb NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE surveys ALTER adaptations DROP DEFAULT")
    op.execute("ALTER TABLE equipment ADD installed_by uuid, ADD recovered_by uuid")
    op.execute("ALTER TABLE equipment ADD taken_back jsonb")
    op.execute("ALTER TABLE equipment ADD recoveries_taken_back jsonb NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE equipment ALTER recoveries_taken_back DROP DEFAULT")
