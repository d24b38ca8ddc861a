"""How household and home stood before a letting, a move or a link, to which a mistake goes back

Of what was recorded before, as far as it is known: the home that was left is not, and whoever's need
has no history stays as they are until they are assessed again.
"""

from alembic import op

revision = "register_0022"
down_revision = "register_0021"

_TABLES = ("homes", "needs", "need_history", "adverts", "bids", "relocations")
_STOOD = """
CREATE VIEW found_homes AS SELECT
    n.case_id, n.home_id, jsonb_build_object(
        'at', n.ended_at, 'home_before', h.was -> 'home_id',
        'ended_before', CASE WHEN h.seq IS NULL THEN n.ended_at END
    ) AS stood
FROM needs n LEFT JOIN need_history h ON h.case_id = n.case_id AND h.changed_at = n.ended_at
WHERE n.home_id IS NOT NULL AND n.ended_at IS NOT NULL
"""
_LINKS = """
UPDATE relocations r SET linked = stood FROM found_homes f
WHERE f.case_id = r.linked_case_id AND f.home_id = r.home_id
"""
_MOVES = """
UPDATE relocations r SET housed = stood || jsonb_build_object('by', r.id, 'was_empty', true)
FROM found_homes f
WHERE r.stage = 'moved' AND f.case_id = r.case_id AND f.home_id = r.home_id
"""
_LETTINGS = """
UPDATE bids r SET housed = stood || jsonb_build_object('by', r.id, 'was_empty', true)
FROM adverts a, found_homes f
WHERE r.decision = 'let' AND a.id = r.advert_id
    AND f.case_id = r.case_id AND f.home_id = a.home_id
"""
_LET_BY = """
UPDATE homes SET let_by = who.id FROM (
    SELECT DISTINCT ON (home_id) id, home_id FROM (
        SELECT id, home_id, moved_on AS day FROM relocations WHERE moved_on IS NOT NULL
        UNION ALL
        SELECT b.id, a.home_id, b.decided_on FROM bids b JOIN adverts a ON a.id = b.advert_id
        WHERE b.decision = 'let'
    ) each ORDER BY home_id, day DESC
) who WHERE who.home_id = homes.id AND homes.occupancy = 'occupied'
"""
"""By whichever came last: whoever had the home before has left it."""


def upgrade() -> None:
    op.execute("ALTER TABLE homes ADD let_by uuid")
    op.execute("ALTER TABLE bids ADD housed jsonb")
    op.execute("ALTER TABLE relocations ADD housed jsonb, ADD linked jsonb")
    for table, column in (("bids", "taken_back"), ("relocations", "links_taken_back")):
        op.execute(f"ALTER TABLE {table} ADD {column} jsonb NOT NULL DEFAULT '[]'")
        op.execute(f"ALTER TABLE {table} ALTER {column} DROP DEFAULT")
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for statement in (_STOOD, _LINKS, _MOVES, _LETTINGS, _LET_BY, "DROP VIEW found_homes"):
        op.execute(statement)
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
