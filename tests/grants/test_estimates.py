"""The schedule of works, estimates by line, their comparison, and the price book."""

import datetime as dt

import pytest

from shared.contracts.codes import MeansTestKind
from tests.grants.cases import CANNOCK, works
from tests.grants.test_service import DECIDED, GrantCase, application, awaited, resources
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import GLOUCESTER, STROUD

COTSWOLD, TEWKESBURY = "E07000079", "E07000083"
"""Districts of which no other test supplies prices."""
VAT_NUMBER = "GB 980 7806 84"


def line(name, **changes):
    return {
        "id": name,
        "works": "w1",
        "says": "As specified",
        "quantity": 1,
        "unit": "each",
        "vat": "washroom",
    } | changes


TRAY, TILES = line("1"), line("2", quantity=4.5, unit="square_metre")
MOSAIC = line("3", preferred=True, vat="no_relief")
BEDROOM = line("1", vat="no_relief")


def estimate(contractor, prices, **changes):
    lines = [{"line": name, "price": price} for name, price in prices.items()]
    return {"contractor": contractor, "given_on": "2026-03-02", "lines": lines} | changes


def scheduled(platform, *lines, district=GLOUCESTER):
    case = GrantCase(platform, district).assessed()
    case.does("schedule", {"lines": list(lines)})
    return case


def priced(platform, district=GLOUCESTER):
    """A shower, of which two contractors gave estimates: 4,900 and 5,000."""
    case = scheduled(platform, TRAY, TILES, district=district)
    case.does("estimates", estimate("Severn", {"1": "4000.00", "2": "1000.00"}))
    case.does("estimates", estimate("Vale", {"1": "4500.00", "2": "400.00"}))
    return case


def made(case, **changes):
    """An application that leaves the estimates to the case."""
    return application(authority=case.district, works=[works(estimates=0, **changes)])


def compared(case, number=0):
    answer = case.officer.get(f"/v1/cases/{case.id}/estimates")
    assert answer.status_code == 200, answer.text
    return answer.json()["works"][number]


@pytest.mark.parametrize("district", [GLOUCESTER, STROUD, CANNOCK])
def test_what_contractors_ask_line_by_line_is_what_the_works_cost(platform, district):
    """B82, Cannock Chase 12(h): the lowest counts, and nobody types a sum beside it."""
    case = priced(platform, district)
    case.does("cost-estimate", {"works": made(case)["works"]})
    assert case.state()["estimated_cost"] == "4900.00"
    assert case.does("offer", made(case))["offer"]["mandatory_grant"] == "4900.00"
    [stated] = case.does("application", made(case))["application"]["works"]
    assert stated["estimates"] == [
        {"contractor": "Vale", "amount": "4900.00"},
        {"contractor": "Severn", "amount": "5000.00"},
    ]
    case.hears(resources(case.id, MeansTestKind.FORMAL, district=district))
    assert case.does("decision", DECIDED)["determination"]["mandatory_grant"] == "4900.00"


def test_other_sums_than_those_of_the_lines_are_refused(platform):
    case = priced(platform)
    typed = application(works=[works("4900.00", estimates=2)])
    with nothing_changes(platform, "grants", "entries"):
        for step, body in (("application", typed), ("cost-estimate", {"works": typed["works"]})):
            problem(case.post(step, body), "invalid-input", 422, "/works/0/estimates")
    case.does("application", made(case))
    again = {"application": case.state()["application"], "reason": "As it was"}
    assert case.post("application/amendment", again).status_code == 200


@pytest.mark.parametrize(
    "basis, charged",
    [
        *((b, "0.00") for b in ("ramp_or_doorway", "washroom", "lift", "equipment", "alarm")),
        ("mobility_aid", "50.01"),
        ("no_relief", "200.02"),
    ],
)
def test_vat_goes_by_what_the_line_is_and_is_part_of_the_expense(platform, basis, charged):
    """B95; to the penny, half up."""
    case = scheduled(platform, line("1", vat=basis))
    case.does("estimates", estimate("Severn", {"1": "1000.10"}, vat_number=VAT_NUMBER))
    [found] = compared(case)["estimates"]
    assert found["lines"][0]["vat"] == charged
    assert found["amount"] == f"{float(charged) + 1000.10:.2f}"
    assert found["on_equal_terms"] == "1000.10"


def test_who_is_not_registered_is_compared_on_equal_terms(platform):
    """B95: they charge no VAT and bear that of their materials; 4,800 of them hold 800."""
    case = scheduled(platform, BEDROOM)
    case.does("estimates", estimate("Severn", {"1": "10000.00"}, vat_number=VAT_NUMBER))
    by_hand = estimate(
        "Vale", {}, lines=[{"line": "1", "price": "11000.00", "materials": "4800.00"}]
    )
    case.does("estimates", by_hand)
    found = compared(case)
    assert [(e["contractor"], e["amount"], e["on_equal_terms"]) for e in found["estimates"]] == [
        ("Vale", "11000.00", "10200.00"),
        ("Severn", "12000.00", "10000.00"),
    ]
    assert (found["lowest"], found["lowest_on_equal_terms"]) == ("Vale", "Severn")


def test_the_applicants_own_choice_is_funded_to_what_is_needed(platform):
    """B82, B83, Gloucester 6(10): the mosaic is 500 with 100 of VAT, and the applicant's to pay."""
    case = scheduled(platform, TRAY, MOSAIC)
    for contractor, price in (("Severn", "5000.00"), ("Vale", "5200.00")):
        prices = {"1": price, "3": "500.00"}
        case.does("estimates", estimate(contractor, prices, vat_number=VAT_NUMBER))
    typed = made(case, preferred_scheme="5601.00")
    answer = case.post("application", typed)
    problem(answer, "invalid-input", 422, "/works/0/preferred_scheme")
    case.does("application", made(case))
    assert case.state()["application"]["works"][0]["preferred_scheme"] == "5600.00"
    case.hears(resources(case.id, MeansTestKind.FORMAL))
    found = case.does("decision", DECIDED)["determination"]
    assert (found["mandatory_grant"], found["beyond_the_scheme"]) == ("5000.00", "600.00")


def test_an_estimate_that_leaves_a_line_out_or_has_gone_stale_does_not_count(platform):
    """B90: two are needed in Gloucester."""
    case = scheduled(platform, TRAY, TILES)
    case.does("estimates", estimate("Severn", {"1": "4000.00", "2": "1000.00"}))
    case.does("estimates", estimate("Part", {"1": "100.00"}))
    old = estimate("Old", {"1": "100.00", "2": "100.00"}, holds_until="2026-03-09")
    case.does("estimates", old)
    counts = {e["contractor"]: e["counts"] for e in compared(case)["estimates"]}
    assert counts == {"Severn": True, "Old": False, "Part": False}
    assert compared(case)["lowest"] == "Severn"
    problem(case.post("application", made(case)), "application-incomplete", 409, "/documents")
    case.does("estimates", old | {"holds_until": "2026-03-10"})
    assert compared(case)["lowest"] == "Old"
    case.does("application", made(case))


def test_estimates_of_an_earlier_schedule_count_no_longer(platform):
    case = priced(platform)
    case.does("schedule", {"lines": [TRAY]})
    assert compared(case)["estimates"] == []


def test_a_later_estimate_of_the_same_contractor_replaces_the_earlier(platform):
    case = priced(platform)
    case.does("estimates", estimate("Severn", {"1": "3000.00", "2": "1000.00"}))
    found = [(e["contractor"], e["amount"]) for e in compared(case)["estimates"]]
    assert found == [("Severn", "4000.00"), ("Vale", "4900.00")]


def test_what_came_in_after_the_application_is_stated_before_the_decision(platform):
    case = priced(platform)
    case.does("application", made(case))
    case.hears(resources(case.id, MeansTestKind.FORMAL))
    case.does("estimates", estimate("Wye", {"1": "3000.00", "2": "1000.00"}))
    assert "state the works again" in awaited(case.post("decision", DECIDED))
    again = {"application": made(case), "reason": "A third estimate came in"}
    case.does("application/amendment", again)
    assert case.does("decision", DECIDED)["determination"]["mandatory_grant"] == "4000.00"


def test_after_approval_the_lines_go_into_a_variation(platform):
    case = priced(platform)
    case.does("application", made(case))
    case.hears(resources(case.id, MeansTestKind.FORMAL))
    case.does("decision", DECIDED)
    case.does("estimates", estimate("Vale", {"1": "4700.00", "2": "400.00"}))
    variation = {
        "works": made(case)["works"],
        "services_and_charges": [],
        "cause": "applicant_asked",
        "reason": "The tray is another",
    }
    case.does("variation", variation)
    answer = case.officer.get(f"/v1/cases/{case.id}/variation").json()
    assert answer["after"]["mandatory_grant"] == "5000.00"


@pytest.mark.parametrize(
    "body, pointer",
    [
        (estimate("Severn", {"9": "1.00"}), "/lines/0/line"),
        (estimate("Severn", {"1": "1.00"}, given_on="2026-03-11"), "/given_on"),
        (estimate("Severn", {"1": "1.00"}, holds_until="2026-03-01"), "/holds_until"),
        (estimate("Severn", {"1": "1.00"}, vat_number="GB 980 7806 85"), "/vat_number"),
        (
            estimate("S", {}, lines=[{"line": "1", "price": "1.00", "materials": "1.01"}]),
            "/lines/0/materials",
        ),
        (estimate("S", {}, lines=[{"line": "1", "price": "1.00"}] * 2), "/lines/1"),
    ],
)
def test_an_estimate_agrees_with_its_schedule_and_with_itself(platform, body, pointer):
    case = scheduled(platform, TRAY)
    with nothing_changes(platform, "grants", "entries"):
        problem(case.post("estimates", body), "invalid-input", 422, pointer)


def test_without_a_schedule_there_is_nothing_to_price_or_to_compare(platform):
    case = GrantCase(platform).assessed()
    assert "no schedule" in awaited(case.post("estimates", estimate("S", {"1": "1.00"})))
    assert "no schedule" in awaited(case.officer.get(f"/v1/cases/{case.id}/estimates"))


def book(district, since, rate, unit="each"):
    rates = [{"item": "tray", "says": "A tray", "unit": unit, "rate": rate}]
    return {"district": district, "since": since, "source": "Made up", "rates": rates}


def test_a_price_is_held_beside_the_book_of_its_day(platform):
    """B91, B93, 5.25: a later book changes nothing of a schedule that is drawn up."""
    manager = platform.client("grants", "service_manager")
    for since, rate in (("2026-01-01", "600.00"), ("2026-03-09", "650.00")):
        assert manager.post("/v1/price-books", json=book(COTSWOLD, since, rate)).is_success
    ahead = manager.post("/v1/price-books", json=book(COTSWOLD, "2026-03-11", "9.00"))
    tray = line("1", item="tray", quantity=2)
    case = scheduled(platform, tray, TILES, district=COTSWOLD)
    case.does("estimates", estimate("Severn", {"1": "1250.00", "2": "1000.00"}))
    platform.now += dt.timedelta(days=1)
    found = compared(case)
    assert found["by_the_book"] is None
    assert [li["above_the_book"] for li in found["estimates"][0]["lines"]] == ["-50.00", None]
    case.does("schedule", {"lines": [tray]})
    assert compared(case)["by_the_book"] == "18.00"
    whole = manager.get(ahead.headers["location"]).json()
    assert whole["rates"] == book(COTSWOLD, "2026-03-11", "9.00")["rates"]
    listed = manager.get("/v1/price-books", params={"district": COTSWOLD}).json()["items"]
    assert [each["since"] for each in listed] == ["2026-03-11", "2026-03-09", "2026-01-01"]


def test_a_line_names_what_the_book_has_in_its_unit(platform):
    manager = platform.client("grants", "service_manager")
    given = book(TEWKESBURY, "2026-03-01", "600.00", unit="metre")
    assert manager.post("/v1/price-books", json=given).is_success
    case = GrantCase(platform, TEWKESBURY).assessed()
    for item, pointer in (("lift", "/lines/0/item"), ("tray", "/lines/0/unit")):
        answer = case.post("schedule", {"lines": [line("1", item=item)]})
        problem(answer, "invalid-input", 422, pointer)
    twice = given | {"rates": given["rates"] * 2}
    problem(manager.post("/v1/price-books", json=twice), "invalid-input", 422, "/rates/1")


@pytest.mark.parametrize("role", ["grant_officer", "finance", "head_of_service"])
def test_only_who_holds_the_budget_supplies_prices(platform, role):
    with nothing_changes(platform, "grants", "price_books"):
        client = platform.client("grants", role)
        answer = client.post("/v1/price-books", json=book(GLOUCESTER, "2026-03-01", "1.00"))
        problem(answer, "scope-missing", 403)


def test_another_districts_prices_are_not_read(platform):
    manager = platform.client("grants", "service_manager")
    place = manager.post("/v1/price-books", json=book(STROUD, "2026-03-01", "1.00"))
    other = platform.client("grants", "gloucester_grant_officer")
    problem(other.get(place.headers["location"]), "not-found", 404)


def test_the_first_estimate_that_goes_stale_is_warned_of(platform):
    case = scheduled(platform, TRAY)
    for contractor, until in (("Severn", "2026-05-31"), ("Vale", "2026-04-30")):
        case.does("estimates", estimate(contractor, {"1": "5000.00"}, holds_until=until))
    shown = case.does("application", made(case))["clocks"]
    [clock] = [c for c in shown if c["limit"] == "estimates"]
    assert (clock["started_on"], clock["by"]) == ("2026-03-02", "2026-04-30")
    assert clock["warned_of_on"] == "2026-04-16"
