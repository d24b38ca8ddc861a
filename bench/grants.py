"""How long a determination takes, and the 'what if' of a forum over 20,000 cases."""

import datetime as dt
import json
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from bench.figures import Figure
from services.grants.domain.determination.trial import Trial
from services.grants.domain.facts.case import Case
from services.grants.domain.policy.amending import ChangedValue
from services.grants.in_force import law
from services.grants.policies.caseload import case_of
from services.grants.policies.what_if import Proposed, Written, compared, tried, what_if, with_cases
from shared.policies.document import ROOT
from tests.grants.cases import GLOUCESTER, ask, case, works

CASES = 20_000
RUNS = 2_000


def figures() -> list[Figure]:
    """The rules alone."""
    return [
        Figure("grants: one determination with working, median", _one(), "ms"),
        Figure(f"grants: what if over {CASES:,} cases", _what_if(), "s"),
        Figure(f"grants: what if over {CASES:,} live cases as stored", _live(), "s"),
    ]


def cases() -> list[dict]:
    """A spread of schemes, some above the maximum, some with help asked for."""
    helped = [ask("client_contribution_support"), ask("top_up")]
    return [
        case(
            works=[works(f"{2_000 + 157 * n}.00"), works(f"{900 + 31 * n}.00", id="w2")],
            services_and_charges=[{"kind": "plans", "amount": f"{100 + n}.00"}],
            reduction=f"{13 * n}.00",
            assistance=helped if n % 3 else [],
            applicant={"kind": "private_tenant" if n % 4 == 0 else "owner_occupier"},
        )
        for n in range(400)
    ]


def _one() -> float:
    stated = [Case.model_validate(made) for made in cases()]
    taken = []
    for n in range(RUNS):
        started = time.perf_counter()
        law.determine(stated[n % len(stated)])
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1_000


def _what_if() -> float:
    lines = [json.dumps(made).encode() for made in cases()]
    text = (ROOT / GLOUCESTER / "2026-02-01.yaml").read_text()
    text = text.replace("effective_from: 2026-02-01", "effective_from: 2027-04-01")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "candidate.yaml"
        file.write_text(text.replace("{amount: 40000.00, clause", "{amount: 50000.00, clause"))
        started = time.perf_counter()
        found = what_if(Written(str(file)), (lines[n % len(lines)] for n in range(CASES)))
    assert found.effects is not None
    assert found.effects.cases == CASES
    return time.perf_counter() - started


def _live() -> float:
    """A changed figure over cases as their history holds them; reading them is not in it."""
    lines = [json.dumps(stored(made)).encode() for made in cases()]
    amendment = ChangedValue(at="offers.top_up.limit.amount", to="50000.00")
    proposal = Proposed(Trial(authority=GLOUCESTER, on=dt.date(2026, 3, 2), changes=(amendment,)))
    started = time.perf_counter()
    effects = tried(proposal, (lines[n % len(lines)] for n in range(CASES)), case_of)
    found = with_cases(compared(proposal), effects)
    assert found.effects is not None
    assert found.effects.cases == CASES
    return time.perf_counter() - started


def stored(made: dict) -> dict:
    apart = {"decided_on", "means_test"}
    test, application = made["means_test"], {k: v for k, v in made.items() if k not in apart}
    told = {
        "case_id": str(uuid.UUID(int=1)),
        "district": GLOUCESTER,
        "test_id": str(uuid.UUID(int=2)),
        "kind": "formal",
        "made_on": "2026-03-02",
        "outcome": test["outcome"],
        "reduction": test["reduction"],
        "statutory_outcome": test["outcome"],
        "statutory_reduction": test["reduction"],
        "parameter_set": "2008-05-22",
        "policy_version": f"{GLOUCESTER}/2026-02-01",
        "fingerprint": "f",
    }
    applied = {"application": application, "decide_by": "2026-09-02"}
    return {"applied": applied, "amended": None, "told": told}
