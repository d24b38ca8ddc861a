"""What is recorded on site, each in one line."""

MATTERS = ["works_to_date", "standard", "concerns", "supplies", "specification"]


def plan(kind, on, **changes):
    return {"kind": kind, "on": on, "by": "o.grant"} | changes


def visit(kind="progress", held_on="2026-03-09", **changes):
    """A visit at which everybody was there, and everything was looked at."""
    attended = ["officer", "assessor", "client", "contractor"]
    looked = {"looked_at": MATTERS if kind == "progress" else []}
    return {"kind": kind, "held_on": held_on, "attended": attended, "found": "x"} | looked | changes


def servicing(**changes):
    return {
        "works": "hoist",
        "installed_on": "2026-03-09",
        "maintained_by": "manufacturer",
        "first_due": "2026-09-09",
        "every_months": 6,
        "until": "2031-03-09",
    } | changes


def diary(case):
    answer = case.officer.get(f"/v1/cases/{case.id}/diary")
    assert answer.status_code == 200, answer.text
    return answer.json()


def number(case, part):
    """The number of the last line of this part of the diary."""
    return diary(case)[part][-1]["number"]
