"""${message}"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}

SCHEMA = ${repr(up_revision.rpartition('_')[0])}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
