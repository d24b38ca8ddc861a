"""Given works, services and a reduction, when help is asked for, then these sums under this clause."""

from decimal import Decimal

import pytest

from tests.grants.cases import NAMES, ask, award_of, decided, rows, works

KINDS = {"support": "client_contribution_support", "top_up": "top_up"}


def assistance(text):
    for part in filter(None, text.split(";")):
        name, _, amount = part.partition("=")
        kind, _, agreed = name.partition(" ")
        facts = {"agreed_above_limit": True} if agreed else {}
        yield ask(KINDS[kind], amount or None, **facts)


def clauses(answer):
    """Every clause that the determination cites anywhere."""
    if isinstance(answer, dict):
        return {answer.get("clause")}.union(*map(clauses, answer.values()))
    return set().union(*map(clauses, answer)) if isinstance(answer, list) else set()


def determination(row):
    return decided(
        authority=NAMES[row["authority"]],
        works=[works(row["works"])],
        services_and_charges=[{"kind": "plans", "amount": row["services"]}],
        reduction=row["reduction"],
        assistance=list(assistance(row["asked"])),
    )


def charged(answer, years):
    amounts = [Decimal(c["amount"]) for c in answer["land_charges"] if c["years"] == years]
    return str(sum(amounts)) if amounts else ""


@pytest.mark.parametrize(
    "row", rows("amounts"), ids=lambda r: f"{r['authority']} {r['works']} {r['asked']}"
)
def test_the_sums_of_a_case_under_the_clause_that_gives_them(row):
    answer = determination(row)
    found = {
        "outcome": answer["outcome"],
        "mandatory": answer["mandatory_grant"],
        "support": award_of(answer, "client_contribution_support") or "",
        "top_up": award_of(answer, "top_up") or "",
        "applicant_pays": answer["applicant_pays"],
        "charge_10_years": charged(answer, 10),
        "charge_15_years": charged(answer, 15),
        "approval": ";".join(a["by"] for a in answer["approvals_needed"]),
    }
    assert found == {key: row[key] for key in found}
    assert row["clause"] in clauses(answer)
