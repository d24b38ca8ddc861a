"""That the ledger balances is looked at every day, case by case, day by day, for each district."""

import datetime as dt

import pytest

from tests.platform.running import until

FOREST = "E07000192"
FORGED = """
SET session_replication_role = replica;
INSERT INTO payments.entries (id, case_id, district, cause, step, recorded_at, actor)
SELECT gen_random_uuid(), '{case}', '{district}', gen_random_uuid(), 'forged', now(), 'nobody';
INSERT INTO payments.postings (entry_id, line, case_id, district, effective_on, code, of, pence)
SELECT id, 1, case_id, district, '2026-03-10', 'A10', '', 1 FROM payments.entries
WHERE step = 'forged' AND case_id = '{case}';
SET session_replication_role = origin
"""


def counted(platform):
    """What the metric says by case, day and district."""
    lines = platform.client("payments").get("/metrics").text.splitlines()
    ours = [line for line in lines if "imbalances" in line and f'district="{FOREST}"' in line]
    return {line.split('by="')[1].split('"')[0]: float(line.split()[-1]) for line in ours}


def looked_at(platform):
    rows = "SELECT count(*) FROM payments.inbox WHERE type = 'payments.ledger-check-due'"
    return platform.sql.one(f"{rows} AND handled_at IS NOT NULL AND district = '{FOREST}'")


def the_next_day(platform, days):
    before = looked_at(platform)
    platform.now += dt.timedelta(days=days)
    until(lambda: looked_at(platform) > before)


def test_what_does_not_balance_is_counted_once_a_day(platform, approve):
    case_id = approve(district=FOREST, pays="0.00")
    approve(district=FOREST, pays="0.00")
    the_next_day(platform, 1)
    assert set(counted(platform).values()) <= {0.0}
    for statement in FORGED.format(case=case_id, district=FOREST).split(";\n"):
        platform.sql(statement)
    the_next_day(platform, 1)
    assert counted(platform) == {"case": 1.0, "day": 1.0, "district": 1.0}
    waits = "SELECT count(*) FROM payments.inbox WHERE type = 'payments.ledger-check-due'"
    assert platform.sql.one(f"{waits} AND handled_at IS NULL AND district = '{FOREST}'") == 1


@pytest.fixture(autouse=True)
def _same_day(platform):
    yield
    platform.sql("SET session_replication_role = replica")
    platform.sql(
        "DELETE FROM payments.postings WHERE entry_id IN (SELECT id FROM payments.entries WHERE step = 'forged')"
    )
    platform.sql("DELETE FROM payments.entries WHERE step = 'forged'")
    platform.sql("SET session_replication_role = origin")
