"""${message}"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

% if down_revision is None:
from shared.persistence.kernel import create_kernel
% endif
from shared.persistence.security import Protection, protect

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}

SCHEMA = ${repr(up_revision.rpartition('_')[0])}


def upgrade() -> None:
% if down_revision is None:
    create_kernel(op.execute, SCHEMA)
% endif
    ${upgrades if upgrades else "pass"}
