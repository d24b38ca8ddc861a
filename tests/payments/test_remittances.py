"""What a confirmed run paid a contractor is told them in a letter, kept as it was written."""

import uuid

import pytest

from tests.payments.releases import VOIDED, Desk
from tests.platform.answers import problem
from tests.platform.running import STROUD, until

ADDRESS = ["Unit 4, Quay Road", "Cainscross", "Stroud", "GL5 4AA"]
JOINER = "Hale Joiners"


def readers(platform, thing):
    """What the audit has of the reading of a thing that is of no one case."""
    rows = platform.sql(
        "SELECT action FROM payments.audit WHERE about = $1 AND case_id IS NULL",
        uuid.UUID(thing),
    )
    return [row["action"] for row in rows]


def asked(payee, **changes):
    return {
        "payee": payee,
        "address": [payee, *ADDRESS],
        "council": {"name": "The Council", "address": ["1 High Street", "Town GL1 1AA"]},
        "contact": {
            "name": "Ali Reed",
            "post": "Finance officer",
            "telephone": "01453 000000",
            "email": "payments@example.org",
        },
    } | changes


@pytest.fixture
def desk(platform):
    desk = Desk(platform, STROUD)
    for name in ("A. Builder Ltd", JOINER):
        desk.know_payee(name)
    return desk


@pytest.fixture
def paid(desk, approve):
    """A confirmed run: two invoices of one builder on two cases; the joiner's is rejected."""
    cases = [approve(pays="0.00", district=STROUD, contractors=None) for _ in range(2)]
    invoices = [desk.approved(case, "1000.00") for case in cases]
    failed = desk.approved(cases[0], "300.00", contractor=JOINER)
    run = desk.sealed(*invoices, failed)
    [rejected] = [line["reference"] for line in run["lines"] if line["name"] == JOINER]
    desk.answered(run, rejected)
    place = f"/v1/runs/{run['id']}/remittances"
    until(lambda: desk.prepares.get(place).status_code == 200)
    return place, run, invoices


def test_each_payee_whom_the_run_paid_is_listed_with_their_letters(desk, paid):
    place, _, _ = paid
    [builder] = desk.prepares.get(place).json()["items"]
    shown = ("name", "payments", "total", "letters")
    assert [builder[n] for n in shown] == ["A. Builder Ltd", 2, "2000.00", []]
    written = desk.prepares.post(place, json=asked("A. Builder Ltd"))
    assert written.status_code == 201, written.text
    [builder] = desk.prepares.get(place).json()["items"]
    assert builder["letters"] == [written.json()]


def test_the_letter_names_each_invoice_its_case_and_what_the_statement_shows(desk, paid):
    place, run, invoices = paid
    letter = desk.prepares.post(place, json=asked("A. Builder Ltd")).headers["location"]
    html = desk.prepares.get(letter).text
    assert readers(desk.platform, letter.split("/")[-2]) == ["read_remittance"]
    for told in ("10\u00a0March 2026", "\u00a32,000", "Unit 4, Quay Road", "01453 000000"):
        assert told in html
    for invoice in invoices:
        assert invoice["invoice"]["reference"] in html
    for line in run["lines"]:
        assert (line["reference"] in html) == (line["name"] != JOINER)


def test_who_was_not_paid_is_not_told_that_they_were(desk, paid):
    place, _, _ = paid
    problem(desk.prepares.post(place, json=asked(JOINER)), "invalid-input", 422, "/payee")


def test_nothing_is_told_before_the_bank_has_answered(desk, approve):
    case = approve(pays="0.00", district=STROUD)
    run = desk.sealed(desk.approved(case, "1000.00"))
    place = f"/v1/runs/{run['id']}/remittances"
    problem(desk.prepares.post(place, json=asked("A. Builder Ltd")), "wrong-state", 409)
    problem(desk.prepares.get(place), "wrong-state", 409)
    assert (
        desk.platform.client("payments", "payments_releaser", sub="other")
        .post(f"/v1/runs/{run['id']}/voidance", json=VOIDED)
        .is_success
    )


def test_a_letter_is_read_under_its_own_run_and_in_its_own_district(desk, paid):
    place, _, _ = paid
    letter = desk.prepares.post(place, json=asked("A. Builder Ltd")).json()
    elsewhere = f"/v1/runs/{letter['id']}/remittances/{letter['id']}/html"
    problem(desk.prepares.get(elsewhere), "not-found", 404)
    stranger = desk.platform.client(
        "payments", "finance", dfg_read=["E07000081"], dfg_write=["E07000081"]
    )
    problem(stranger.get(f"{place}/{letter['id']}/html"), "not-found", 404)
