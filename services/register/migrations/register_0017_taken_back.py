"""Steps of moves and rights of nomination that were mistakes; why an advert was withdrawn"""

from alembic import op

revision = "register_0017"
down_revision = "register_0016"


def upgrade() -> None:
    op.execute("ALTER TABLE relocations ADD taken_back jsonb NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE relocations ALTER taken_back DROP DEFAULT")
    op.execute("ALTER TABLE nomination_rights ADD taken_back jsonb")
    op.execute("ALTER TABLE adverts ADD withdrawn_because text")
