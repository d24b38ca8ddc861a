"""Documents are entries of the history too: they count on the checklist until struck out"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "grants_0022"
down_revision = "grants_0021"

FILL = """
INSERT INTO grants.entries (case_id, number, district, kind, at, by, paper_filed)
SELECT d.case_id, c.entries + row_number() OVER (PARTITION BY d.case_id ORDER BY d.kept_at, d.id),
    d.district, 'paper_filed', d.kept_at, d.kept_by,
    jsonb_build_object('document_id', d.id, 'shows', d.shows)
FROM grants.documents d JOIN grants.cases c USING (case_id)
"""
"""Entries are added and never renumbered: those of earlier documents follow all others."""
COUNT = """
UPDATE grants.cases c SET entries = (SELECT count(*) FROM grants.entries e
    WHERE e.case_id = c.case_id)
WHERE EXISTS (SELECT FROM grants.documents d WHERE d.case_id = c.case_id)
"""
READ = ("cases", "entries", "documents")
"""What the owner has to read and write of every district, whatever the policies say."""


def upgrade() -> None:
    op.add_column("entries", sa.Column("paper_filed", postgresql.JSONB(), nullable=True))
    for table in READ:
        op.execute(f"ALTER TABLE grants.{table} NO FORCE ROW LEVEL SECURITY")
    op.execute(FILL)
    op.execute(COUNT)
    for table in READ:
        op.execute(f"ALTER TABLE grants.{table} FORCE ROW LEVEL SECURITY")
