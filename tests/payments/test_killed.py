"""`kill -9` before and after the commit of every act of a run: one file, one set of postings."""

import json
import signal
import subprocess
import sys

import pytest

from tests.payments.killed import ACTS
from tests.payments.test_releases import COTSWOLD, account, case, desk, nets  # noqa: F401
from tests.platform.running import until


def act_and_die(platform, run, act, when, body):
    who = "development:payments_approver" if act == "approval" else "development:payments_releaser"
    told = [platform.settings("payments").database_url, platform.now.isoformat(), act, when, who]
    told += [COTSWOLD, run["id"], json.dumps(body)]
    died = subprocess.run(
        [sys.executable, "-m", "tests.payments.killed", *told], capture_output=True, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("killed_at", ACTS)
def test_a_run_that_is_killed_anywhere_is_gone_on_with(platform, desk, case, killed_at, when):  # noqa: F811
    case_id = case()
    run = desk.propose(desk.approved(case_id, "100.00")).json()
    seen = {name: run[name] for name in ("payments", "total", "digest")}
    bodies = {"approval": seen, "confirmation": {"confirmed_on": "2026-03-10", "rejected": []}}
    for act in ACTS:
        if act == killed_at:
            act_and_die(platform, run, act, when, bodies.get(act))
        who = desk.approves if act == "approval" else desk.releases
        answer = who.post(f"/v1/runs/{run['id']}/{act}", json=bodies.get(act))
        done = act == killed_at and when == "after"
        assert answer.status_code == (409 if done else 200), (act, answer.text)
    until(lambda: account(desk, case_id)["paid"] == "100.00")
    assert nets(platform, case_id, "L10", "L40", "A10") == {"L10": 0, "L40": 0, "A10": -100_00}
    rows = platform.sql("SELECT step FROM payments.entries WHERE case_id = $1", case_id)
    assert sorted(row["step"] for row in rows) == ["approval", "debited", "invoice", "sealed"]
