"""Whether a finished journey came to what was expected, and whether all services agree on it."""

from collections.abc import Iterator
from decimal import Decimal

from deploy.local.journey.case_file import CaseFile, Json
from deploy.local.journey.client import Client
from deploy.local.journey.journey import FINANCE, OFFICER
from shared.money import NIL
from shared.schema import pounds_text


def figures(file: CaseFile, determination: Json) -> Iterator[tuple[str, str, str]]:
    """Each figure's name, what was expected of it and what it came to; pounds."""
    charges = sum((Decimal(c["amount"]) for c in determination["land_charges"]), NIL)
    came_to = {
        "mandatory_grant": determination["mandatory_grant"],
        "total_award": determination["total_award"],
        "applicant_pays": determination["applicant_pays"],
        "land_charge": pounds_text(charges),
    }
    for name, expected in file.expect.model_dump(mode="json").items():
        yield name, expected, came_to[name]


def disagreements(client: Client, case_id: str, timeline: list[Json]) -> Iterator[str]:
    """What one service sees otherwise than another."""
    grant = client.get(OFFICER, "grants", f"/v1/cases/{case_id}")
    types = [entry["type"] for entry in timeline]
    if grant["state"] != "closed":
        yield f"grants: the case is {grant['state']}, not closed"
    if types.count("grants.closed") != 1:
        yield "forum: the case is not closed exactly once"
    approved = [e["data"] for e in timeline if e["type"] == "grants.approved"]
    if not approved:
        return
    account = client.get(FINANCE, "payments", f"/v1/accounts/{case_id}")
    for figure in ("mandatory_grant", "total_award", "applicant_pays"):
        if approved[0][figure] != grant["determination"][figure]:
            yield f"forum: {figure} is {approved[0][figure]}"
    if account["award"] != grant["determination"]["total_award"]:
        yield f"payments: the award is {account['award']}"
    if account["paid"] != grant["paid"] or Decimal(account["left"]) != NIL:
        yield f"payments: {account['paid']} paid, {account['left']} left; grants: {grant['paid']}"
    if account["contribution_received"] != grant["contribution_received"]:
        yield f"payments: a contribution of {account['contribution_received']} came in"
    if account["settled_on"] != grant["settled_on"]:
        yield f"payments: settled on {account['settled_on']}"
