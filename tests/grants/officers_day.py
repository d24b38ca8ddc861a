"""One officer's day, from real answers of the API: `python -m tests.grants.officers_day`."""

import datetime as dt
import json
import tempfile
import uuid
from pathlib import Path

from deploy.local.postgres import LocalPostgres
from shared.contracts.codes import MeansTestKind
from tests.grants.cases import works
from tests.grants.notices import asked
from tests.grants.test_estimates import VAT_NUMBER, estimate, line
from tests.grants.test_service import GrantCase, application, resources
from tests.letters.test_writing import read
from tests.platform.running import Platform, new_database

PAGE = Path(__file__).parents[2] / "docs" / "officers-day.md"
BOOK = Path(__file__).parents[2] / "deploy" / "local" / "price_book.json"
OFFICER = "s.field"
MORNING = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
HEAD = """# One officer's day

Written by `python -m tests.grants.officers_day` from what the grants service answered; a test keeps it
so. Sam Field is a grant officer of Gloucester City. It is the morning of 10 March 2026. Names of people
stand in letters alone, and this one is made up.
"""
SCHEDULE = [
    line("1", item="strip_out_bathroom", says="Strip out the bathroom"),
    line("2", item="shower_tray", says="Level-access shower tray with waste"),
    line("3", item="wall_tiling", says="Tile the walls", quantity=12, unit="square_metre"),
    line("4", says="Decorative border", vat="no_relief", preferred=True),
]
LETTER_LINES = 24
"""How many of a letter are shown; the rest of it is like any other."""


def prepared(platform, number):
    """A case of Gloucester with a number of its own, assessed and in the officer's hands."""
    case = GrantCase(platform)
    case.id = uuid.uuid5(uuid.NAMESPACE_URL, f"officer's day {number}")
    case.assessed()
    body = {"officer": OFFICER, "team": "adaptations"}
    assert case.officer.put(f"/v1/cases/{case.id}/assignment", json=body).is_success
    return case


def priced(case):
    """A shower by line: one contractor is registered for VAT, one is not."""
    case.does("schedule", {"lines": SCHEDULE})
    first = {"1": "450.00", "2": "700.00", "3": "960.00", "4": "150.00"}
    second = [
        {"line": "1", "price": "400.00"},
        {"line": "2", "price": "720.00", "materials": "600.00"},
        {"line": "3", "price": "1020.00", "materials": "300.00"},
    ]
    held = {"holds_until": "2026-05-31"}
    case.does("estimates", estimate("Severn Builders", first, vat_number=VAT_NUMBER, **held))
    case.does("estimates", estimate("Vale Bathrooms", {}, lines=second, **held))
    return case


def three_cases(platform):
    """One to decide on, one with the applicant, one with its works."""
    platform.now = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
    manager = platform.client("grants", "service_manager")
    assert manager.post("/v1/price-books", json=json.loads(BOOK.read_text())).is_success
    ready = priced(prepared(platform, 1))
    ready.does("application", application(works=[works(estimates=0)]))
    ready.hears(resources(ready.id, MeansTestKind.FORMAL, "350.00"))
    with_applicant = prepared(platform, 2)
    made = application()
    with_applicant.does("cost-estimate", {"works": made["works"]})
    with_applicant.does("offer", made)
    in_works = prepared(platform, 3)
    in_works.does("application", made)
    in_works.hears(resources(in_works.id, MeansTestKind.FORMAL))
    in_works.does("decision", {"decided_on": "2026-03-05"})
    return ready


def page(platform):
    """The page as Markdown."""
    case = three_cases(platform)
    platform.now = MORNING
    case.officer = platform.client("grants", "grant_officer", sub=OFFICER)
    parts = [
        HEAD,
        "## The worklist",
        "`GET /v1/my-cases`, the nearest clock first.",
        worklist(case),
    ]
    parts += the_case(case)
    parts += the_decision(case)
    parts += the_letter(case)
    parts += ["## At the end of the day", worklist(case)]
    parts += ["What the first case has in its history, by whom:", history(case)]
    return "\n\n".join(parts) + "\n"


def table(rows, *columns):
    """The columns of some rows, as Markdown."""
    head = [
        f"| {' | '.join(c.replace('_', ' ') for c in columns)} |",
        "| --- " * len(columns) + "|",
    ]
    return "\n".join([*head, *(_row([row[c] for c in columns]) for row in rows)])


def _row(values):
    shown = ("" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for v in values)
    return f"| {' | '.join(shown)} |"


def got(case, place):
    answer = case.officer.get(place)
    assert answer.status_code == 200, answer.text
    return answer.json()


def worklist(case):
    columns = ("reference", "state", "waiting_for", "due_for", "due_on", "breached")
    return table(got(case, "/v1/my-cases")["items"], *columns)


def clocks(shown):
    return table(
        shown["clocks"], "limit", "started_on", "warned_of_on", "by", "of_the_law", "clause"
    )


def the_case(case):
    """How it stands: its clocks, and its estimates side by side."""
    shown = got(case, f"/v1/cases/{case.id}")
    [compared] = got(case, f"/v1/cases/{case.id}/estimates")["works"]
    columns = ("contractor", "registered", "counts", "amount", "choices", "on_equal_terms")
    kept = ("reference", "state", "waiting_for", "applied_on", "decide_by", "version")
    return [
        f"## The first case: {shown['reference']}",
        "`GET /v1/cases/{case_id}`, a part of the answer:",
        f"```json\n{json.dumps({k: shown[k] for k in kept}, indent=2)}\n```",
        "Its clocks. The time of the law is never stopped; the others warn and are measured.",
        clocks(shown),
        _said_of_estimates(compared),
        table(compared["estimates"], *columns),
    ]


def _said_of_estimates(compared):
    return (
        "`GET /v1/cases/{case_id}/estimates`. By the district's price book what is needed comes to"
        f" {compared['by_the_book']}. The border is the applicant's own choice: the grant pays none"
        f" of it (Gloucester 6(10)). The lowest is that of {compared['lowest']}; without any VAT, also that"
        f" on the materials of who is not registered, it would be"
        f" that of {compared['lowest_on_equal_terms']} (B95), which the officer weighs."
    )


def the_decision(case):
    """What the decision would be, and the decision."""
    proposal = got(case, f"/v1/cases/{case.id}/proposal?decided_on=2026-03-10")
    case.does("decision", {"decided_on": "2026-03-10"})
    return [
        "## The decision",
        (
            "`GET /v1/cases/{case_id}/proposal` says what it would be, line by line with the clause; `POST"
            " /v1/cases/{case_id}/decision` makes it."
        ),
        table(proposal["working"], "step", "says", "amount", "clause"),
        (
            f"Outcome: {proposal['outcome']}. Mandatory grant {proposal['mandatory_grant']}; the"
            f" applicant pays {proposal['applicant_pays']} of the scheme and"
            f" {proposal['beyond_the_scheme']} for the border."
        ),
    ]


def the_letter(case):
    """The approval letter, and that it was posted."""
    answer = case.officer.post(f"/v1/cases/{case.id}/letters", json=asked())
    assert answer.status_code == 201, answer.text
    place = f"letters/{answer.json()['id']}"
    html = case.officer.get(f"/v1/cases/{case.id}/{place}/html").text
    lines = [said for said in map(str.strip, read(html).text.splitlines()) if said]
    sending = {"sent_on": "2026-03-10", "channel": "post"}
    assert case.officer.post(f"/v1/cases/{case.id}/{place}/sending", json=sending).is_success
    quoted = "\n>\n".join(f"> {said}" for said in lines[:LETTER_LINES])
    return [
        "## Its letter",
        (
            "`POST /v1/cases/{case_id}/letters` writes it, as HTML and as accessible PDF; it is kept as it"
            " is, and that it was posted is recorded. It begins:"
        ),
        quoted,
        "What runs from now on:",
        clocks(got(case, f"/v1/cases/{case.id}")),
    ]


def history(case):
    return table(got(case, f"/v1/cases/{case.id}/history")["items"], "number", "kind", "by")


def main():
    """Write the page, from a platform of its own."""
    with tempfile.TemporaryDirectory() as folder:
        server = LocalPostgres(Path(folder) / "data")
        server.start()
        platform = Platform(server.superuser_url, new_database("day"))
        try:
            PAGE.write_text(page(platform), encoding="utf-8")
        finally:
            platform.stop()
            server.stop("immediate")


if __name__ == "__main__":
    main()
