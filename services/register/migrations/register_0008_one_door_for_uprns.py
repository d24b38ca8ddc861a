"""UPRNs without noughts in front; what kind of landlord a provider is

Homes entered before 29 November 2026 could have noughts in front of their UPRN. They come off,
unless the register has the home without them too: then somebody has to look at the two.
"""

import sqlalchemy as sa
from alembic import op

revision = "register_0008"
down_revision = "register_0007"


def upgrade() -> None:
    op.add_column(
        "loads",
        sa.Column("landlord_kind", sa.Text(), server_default="housing_association", nullable=False),
    )
    op.execute("ALTER TABLE homes NO FORCE ROW LEVEL SECURITY")
    op.execute("""
        UPDATE homes SET uprn = ltrim(uprn, '0')
        WHERE uprn ~ '^0+[1-9]' AND ltrim(uprn, '0') IN (
            SELECT ltrim(uprn, '0') FROM homes GROUP BY 1 HAVING count(*) = 1
        )
    """)
    op.execute("ALTER TABLE homes FORCE ROW LEVEL SECURITY")
