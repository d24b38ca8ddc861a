"""Contractors whom a district knows: put there by two people, in date, not suspended, impartial."""

import pytest

from services.payments import in_force
from services.payments.domain.modulus import Checked, Method, check, read_weights
from shared.identifiers import parse_vat_number
from tests.payments.accounts import decide, receive
from tests.payments.test_releases import COTSWOLD, desk  # noqa: F401
from tests.platform.answers import problem

# Made up: these weights are no bank's.
WEIGHTS = """\
309000 309099 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1
309100 309199 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1
309100 309149 DBLAL 2 1 2 1 2 1 2 1 2 1 2 1 2 1
309200 309299 MOD10 0 0 0 0 0 0 1 1 1 1 1 1 1 1 5
"""
TABLE = read_weights(WEIGHTS)
NUMBER = "980780684"


def known(name, **changes):
    return {
        "district": COTSWOLD,
        "name": name,
        "trades": ["bathrooms"],
        "insured_until": "2026-12-31",
        "insured_for": "5000000.00",
        "accredited_until": "2026-12-31",
        "code_of_conduct_signed_on": "2026-02-01",
    } | changes


def refused(answer):
    return problem(answer, "payment-refused", 409)["detail"]


@pytest.fixture
def listed(desk):  # noqa: F811
    """Put a contractor on Cotswold's list."""

    def listed(name, **changes):
        entered = desk.prepares.post("/v1/contractors", json=known(name, **changes)).json()
        place = f"/v1/contractors/{entered['id']}"
        assert desk.approves.post(f"{place}/approval").status_code == 200
        return place

    return listed


@pytest.fixture
def invoice(platform, approve):
    def received(name, **changes):
        case_id = approve(district=COTSWOLD, pays="0.00", contractors=None)
        return receive(platform, case_id, "100.00", contractor=name, **changes).json()

    return received


def test_a_contractor_is_put_on_the_list_by_two_people(platform, desk):  # noqa: F811
    entered = desk.prepares.post("/v1/contractors", json=known("List Builders")).json()
    place = f"/v1/contractors/{entered['id']}/approval"
    both = platform.client("payments", "finance", scope="payments:approve")
    problem(both.post(place), "same-person", 409)
    assert desk.approves.post(place).json()["approved_on"] == "2026-03-10"
    again = desk.prepares.post("/v1/contractors", json=known("list builders")).json()
    assert (again["id"], again["approved_on"]) == (entered["id"], None)
    asked = {"district": COTSWOLD, "ends_before": "2027-01-01"}
    found = desk.prepares.get("/v1/contractors", params=asked).json()["items"]
    assert entered["id"] in [each["id"] for each in found]


def test_what_was_known_of_a_contractor_stays_with_who_had_approved_it(desk, listed):  # noqa: F811
    place = listed("Kept Builders")
    assert desk.prepares.get(f"{place}/history").json()["items"] == []
    renewed = known("Kept Builders", insured_until="2027-12-31", reason="A new certificate")
    assert desk.prepares.post("/v1/contractors", json=renewed).status_code == 201
    [before] = desk.prepares.get(f"{place}/history").json()["items"]
    assert before["was"]["accreditation"]["insured_until"] == "2026-12-31"
    assert (before["was"]["approved_on"], before["reason"]) == ("2026-03-10", "A new certificate")
    assert before["was"]["approved_by"] not in {None, before["was"]["entered_by"]}


def test_nothing_is_paid_to_whoever_is_suspended_or_not_in_date(platform, desk, listed, invoice):  # noqa: F811
    desk.confirmed_details("Sus Pended", "51000001")
    place = listed("Sus Pended")
    first, second = invoice("Sus Pended"), invoice("Sus Pended")
    approved = decide(platform, first).json()
    run = desk.propose(approved).json()
    desk.approve(run)
    why = {"reason": "No insurance"}
    assert desk.approves.post(f"{place}/suspension", json=why).json()["suspended_on"]
    problem(desk.approves.post(f"{place}/suspension", json=why), "wrong-state", 409)
    assert "suspended" in refused(decide(platform, second))
    assert "suspended" in refused(desk.release(run, "seal"))
    problem(desk.approves.post(f"{place}/reinstatement", json=why), "same-person", 409)
    other = platform.client("payments", "payments_approver", sub="another")
    put_back = other.post(f"{place}/reinstatement", json={"reason": "Insured again"}).json()
    assert (put_back["suspended_on"], put_back["suspended_because"]) == (None, "No insurance")
    assert desk.release(run, "seal").json()["state"] == "sealed"
    listed("Out Of Date", insured_until="2026-03-09")
    assert "2026-03-09" in refused(decide(platform, invoice("Out Of Date")))
    listed("Last Day", accredited_until="2026-03-10")
    assert decide(platform, invoice("Last Day")).json()["state"] == "approved"


def test_whoever_declared_an_interest_decides_nothing(platform, listed, invoice):
    listed("My Brother", interests=["development:payments_approver"])
    problem(decide(platform, invoice("My Brother")), "conflict-of-interest", 409)


def test_only_whoever_is_registered_charges_tax(platform, listed, invoice):
    taxed = [{"description": "Works", "net": "90.00", "vat": "10.00", "code": "S"}]
    listed("Small Works")
    listed("Large Works", vat_number=f"GB {NUMBER}")
    assert "not registered" in refused(decide(platform, invoice("Small Works", lines=taxed)))
    assert decide(platform, invoice("Large Works", lines=taxed)).json()["state"] == "approved"


def test_a_vat_number_is_known_by_its_check_digits(desk):  # noqa: F811
    assert parse_vat_number(f"gb {NUMBER}") == NUMBER
    wrong = known("Wrong Number", vat_number="980780685")
    problem(desk.prepares.post("/v1/contractors", json=wrong), "invalid-input", 422, "/vat_number")


@pytest.mark.parametrize(
    "sort_code, number, outcome",
    [
        ("309000", "10000003", Checked.POSSIBLE),  # 7 + 3 = 10
        ("309099", "10000003", Checked.POSSIBLE),
        ("309000", "10000004", Checked.IMPOSSIBLE),
        ("309150", "10000003", Checked.POSSIBLE),  # 8 + 3 = 11
        ("309150", "10000002", Checked.IMPOSSIBLE),
        ("309100", "10000003", Checked.IMPOSSIBLE),  # the second row of its range does not hold
        ("309200", "10000000", Checked.NOT_COVERED),  # an exception
        ("309300", "10000000", Checked.NOT_COVERED),
    ],
)
def test_the_modulus_check_by_weights_from_a_file(sort_code, number, outcome):
    assert check(TABLE, sort_code, number) is outcome


def test_doubled_digits_are_added_up_digit_by_digit():
    """3, 0, 9, 1, 0, 0 with every other one doubled: 6 + 9 = 15 of 18, 1; the account gives the rest."""
    [row] = [row for row in TABLE if row.method is Method.DBLAL]
    assert row.holds("309100" + "00000000") is False
    assert [last for last in range(10) if row.holds(f"309100{last:08}")] == [4]


@pytest.mark.parametrize(
    "line", ["309000 309099", "309000 309099 MOD9" + " 1" * 14, "a b MOD10" + " x" * 14]
)
def test_a_file_that_cannot_be_read_says_in_which_line(line):
    with pytest.raises(ValueError, match="line 2"):
        read_weights("309000 309099 MOD10" + " 1" * 14 + "\n" + line)


def test_bank_details_that_cannot_be_are_refused(desk, tmp_path, monkeypatch):  # noqa: F811
    file = tmp_path / "weights.txt"
    file.write_text(WEIGHTS)
    monkeypatch.setenv("DFG_MODULUS_WEIGHTS", str(file))
    in_force.modulus_weights.cache_clear()
    body = {"district": COTSWOLD, "name": "Mod Ulus", "evidence": "A letter"}
    account = {"sort_code": "309000", "account_number": "10000004"}
    refused_ = desk.prepares.post("/v1/bank-details", json=body | account)
    problem(refused_, "invalid-input", 422, "/account_number")
    taken = desk.prepares.post(
        "/v1/bank-details", json=body | account | {"account_number": "10000003"}
    )
    assert taken.json()["modulus"] == "possible"
    monkeypatch.undo()
    in_force.modulus_weights.cache_clear()
    assert desk.details("Not Covered")["modulus"] == "not_covered"
