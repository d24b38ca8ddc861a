"""References, officers, and what people are found by

Referrals that were there already get theirs here.
"""

import json

import sqlalchemy as sa
from alembic import op

from services.referral.domain.finding import pairs_of, plain, postcode_key, trigrams, words_of
from shared.identifiers import reference_of
from shared.persistence.security import Protection, protect

revision = "referral_0004"
down_revision = "referral_0003"

SCHEMA = "referral"
PLAIN = sa.Text(collation="C")
INDEXES = (
    ("referrals_reference", "referrals", ["reference"]),
    ("referrals_received", "referrals", ["received_on", "case_id"]),
    ("referrals_of_district", "referrals", ["district", "received_on", "case_id"]),
    ("referrals_of_officer", "referrals", ["officer", "received_on", "case_id"]),
    ("referrals_due", "referrals", ["due_on"]),
    ("person_keys_born", "person_keys", ["date_of_birth"]),
    ("person_keys_address", "person_keys", ["address"]),
    ("person_keys_postcode", "person_keys", ["postcode"]),
    ("person_keys_uprn", "person_keys", ["uprn"]),
    ("person_keys_nhs_number", "person_keys", ["nhs_number"]),
    ("person_names_family", "person_names", ["family", "given"]),
    ("person_names_given", "person_names", ["given", "family"]),
)
TABLES = {
    "person_keys": Protection.OWN_CASE,
    "person_names": Protection.OWN_CASE,
    "name_trigrams": Protection.MEMBERS,
}


def upgrade() -> None:
    op.add_column("referrals", sa.Column("reference", sa.Text(), nullable=True))
    op.add_column("referrals", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("referrals", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("referrals", sa.Column("officer", sa.Text(), nullable=True))
    op.create_table(
        "person_keys",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("address", PLAIN, nullable=False),
        sa.Column("postcode", PLAIN, nullable=False),
        sa.Column("uprn", sa.Text(), nullable=True),
        sa.Column("nhs_number", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "person_names",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("family", PLAIN, nullable=False),
        sa.Column("given", PLAIN, nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "family", "given"),
    )
    op.create_table(
        "name_trigrams",
        sa.Column("trigram", PLAIN, nullable=False),
        sa.Column("word", PLAIN, nullable=False),
        sa.PrimaryKeyConstraint("trigram", "word"),
    )
    _fill()
    op.alter_column("referrals", "reference", nullable=False)
    op.alter_column("referrals", "source", nullable=False)
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns, unique=name == "referrals_reference")
    for table, kind in TABLES.items():
        grants = "SELECT, INSERT" if table == "name_trigrams" else "SELECT, INSERT, DELETE"
        protect(op.execute, SCHEMA, table, kind, grants)


def _fill() -> None:
    for table in ("referrals", "enquiries", "screenings"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    connection = op.get_bind()
    op.execute("""
        UPDATE referrals SET due_on = (screenings.targets -> 0 ->> 'due_on')::date
        FROM screenings WHERE screenings.case_id = referrals.case_id
            AND screenings.number = referrals.screenings AND state = 'triaged'
    """)
    rows = connection.exec_driver_sql("""
        SELECT r.case_id, r.district, e.enquiry::text FROM referrals r JOIN enquiries e
        ON e.case_id = r.case_id AND e.number = r.enquiries
    """).all()
    for case_id, district, written in rows:
        enquiry = json.loads(written)
        connection.execute(
            sa.text("UPDATE referrals SET reference = :r, source = :s WHERE case_id = :c"),
            {"r": reference_of(case_id), "s": enquiry["source"], "c": case_id},
        )
        _make_findable(connection, case_id, district, enquiry["person"])
    for table in ("referrals", "enquiries", "screenings"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _make_findable(
    connection: sa.Connection, case_id: object, district: str, person: dict[str, str]
) -> None:
    words = words_of(person["name"])
    connection.execute(
        sa.text("""
            INSERT INTO person_keys (case_id, district, date_of_birth, address, postcode)
            VALUES (:c, :d, CAST(CAST(:born AS text) AS date), :address, :postcode)
        """),
        {
            "c": case_id,
            "d": district,
            "born": person["date_of_birth"],
            "address": plain(person["address"]),
            "postcode": postcode_key(person["postcode"]),
        },
    )
    for family, given in pairs_of(words):
        connection.execute(
            sa.text("INSERT INTO person_names VALUES (:c, :f, :g, :d)"),
            {"c": case_id, "f": family, "g": given, "d": district},
        )
    for trigram, word in ((three, each) for each in words for three in trigrams(each)):
        connection.execute(
            sa.text("INSERT INTO name_trigrams VALUES (:t, :w) ON CONFLICT DO NOTHING"),
            {"t": trigram, "w": word},
        )
