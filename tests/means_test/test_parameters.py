"""Figures by date: what covers a day, and what an amendment changed on its day."""

import datetime as dt

import pytest

from services.means_test import parameters
from services.means_test.domain.answer import answer
from services.means_test.parameters import figures_on, parameter_sets
from shared.problems import InvalidInput
from tests.means_test.households import assessed, child, household, income, partner, person, savings


def found(made_on, *people, **parts):
    return answer(assessed(household(*people, application={"made_on": made_on}, **parts)))


@pytest.mark.parametrize(
    "day, expected",
    [
        ("2005-12-31", "ENG-2005-12-31"),
        ("2008-05-21", "ENG-2005-12-31"),
        ("2008-05-22", "ENG-2008-05-22"),
        ("2026-11-24", "ENG-2008-05-22"),
    ],
)
def test_the_set_of_the_day(day, expected):
    assert found(day)["parameter_set"] == expected


def test_a_day_before_every_set_is_refused():
    with pytest.raises(InvalidInput) as refused:
        figures_on(dt.date(2005, 12, 30))
    assert refused.value.errors[0].pointer == "/application/made_on"


def test_a_day_after_a_set_that_has_ended_is_refused_and_not_met_by_the_last(monkeypatch):
    only = parameter_sets()[:1]
    monkeypatch.setattr(parameters, "parameter_sets", lambda: only)
    with pytest.raises(InvalidInput):
        figures_on(dt.date(2008, 5, 22))


def test_every_entry_has_its_value_date_provision_and_source():
    for parameter_set in parameter_sets():
        for part in parameter_set.parts.values():
            for entry in filter(None, part.values() if isinstance(part, dict) else part):
                assert entry["provision"]
                assert isinstance(entry["from"], dt.date)
                assert "code" in entry or ("value" in entry and entry["source"])


def test_the_sets_follow_each_other_without_gap_or_overlap():
    older, newer = parameter_sets()
    assert older.effective_to + dt.timedelta(days=1) == newer.effective_from
    assert newer.effective_to is None


@pytest.mark.parametrize(
    "day, benefit, outcome",
    [
        ("2006-06-01", "income_support", "passported"),
        ("2006-06-01", "income_based_jsa", "passported"),
        ("2006-06-01", "guarantee_credit", "passported"),
        ("2008-05-21", "housing_benefit", "assessed"),
        ("2008-05-22", "housing_benefit", "passported"),
        ("2008-05-21", "child_tax_credit", "assessed"),
        ("2008-05-22", "child_tax_credit", "passported"),
        ("2009-08-04", "income_related_esa", "assessed"),
        ("2009-08-05", "income_related_esa", "passported"),
        ("2013-04-29", "universal_credit", "passported"),
    ],
)
def test_a_passport_from_its_day(day, benefit, outcome):
    facts = {"receives": [benefit], "tax_credit_income": "100.00"}
    assert found(day, person(**facts))["outcome"] == outcome


@pytest.mark.parametrize(
    "day, facts, amount",
    [
        ("2009-08-04", {"receives": ["contributory_esa_support"]}, "121.80"),
        ("2009-08-05", {"receives": ["contributory_esa_support"]}, "164.05"),
        ("2013-04-08", {"receives": ["pip_daily_living_enhanced"]}, "210.60"),
        ("2013-04-08", {"receives": ["armed_forces_independence_payment"]}, "210.60"),
    ],
)
def test_a_benefit_of_the_premiums_from_its_day(day, facts, amount):
    adult = person(**facts) | {"date_of_birth": "1980-01-01"}
    assert found(day, adult)["applicable_amount"] == amount


def test_tax_credits_as_income_until_they_were_left_out():
    """Sch 3 para 4B, SI 2008/3104."""
    credit = [income("50.00", "tax_credits")]
    assert found("2008-12-30", income=credit)["income"] == "50.00"
    assert found("2008-12-31", income=credit)["income"] == "0.00"


class TestAt2005Figures:
    """A published ready reckoner at these rates: the reduction to the pound."""

    ADULT = person() | {"date_of_birth": "1970-05-01"}
    COUPLE = (ADULT, partner() | {"date_of_birth": "1971-05-01"})
    CHILDREN = (
        child() | {"date_of_birth": "1998-05-01"},
        child(id_="d") | {"date_of_birth": "2001-05-01"},
    )

    @pytest.mark.parametrize(
        "people, weekly, reduction",
        [
            ((ADULT,), "112.60", "0.00"),
            ((ADULT,), "160.00", "918.14"),
            (COUPLE, "200.00", "1219.27"),
            ((*COUPLE, *CHILDREN), "280.00", "611.90"),
        ],
    )
    def test_owner(self, people, weekly, reduction):
        assert found("2006-06-01", *people, income=[income(weekly)])["reduction"] == reduction

    def test_bands(self):
        """56.20 and 56.40 a week; 47.95 x 19.37, 47.95 x 38.73, 95.90 x 154.93, the rest."""
        result = found("2006-06-01", self.ADULT, income=[income("305.40")])
        assert result["excess"] == "192.80"
        assert result["assessed_reduction"] == "18031.012"

    @pytest.mark.parametrize(
        "born, amount, tariff",
        [
            ("1970-05-01", "6000.00", "0.00"),
            ("1970-05-01", "6250.00", "1.00"),
            ("1970-05-01", "6250.01", "2.00"),
            ("1940-05-01", "6500.00", "1.00"),
            ("1940-05-01", "6500.01", "2.00"),
        ],
    )
    def test_tariff_income(self, born, amount, tariff):
        """Reg 40."""
        adult = person() | {"date_of_birth": born}
        assert found("2006-06-01", adult, capital=[savings(amount)])["tariff_income"] == tariff

    @pytest.mark.parametrize(
        "certificate, made_on, deducted",
        [
            ("owner", "1996-05-31", "0.00"),
            ("owner", "1996-06-01", "50.00"),
            ("tenant", "2001-05-31", "0.00"),
            ("tenant", "2001-06-01", "50.00"),
        ],
    )
    def test_earlier_grants(self, certificate, made_on, deducted):
        """Reg 13(3)."""
        earlier = {
            "made_on": made_on,
            "certificate": certificate,
            "dwelling": "home",
            "relevant_people": ["a"],
            "reduction": "50.00",
        }
        money = {"income": [income("160.00")], "earlier_grants": [earlier]}
        result = found("2006-06-01", self.ADULT, **money)
        assert result["earlier_grants_deducted"] == deducted

    @pytest.mark.parametrize(
        "rate", ["dla_care_lowest", "dla_care_middle", "dla_care_highest", "dla_mobility"]
    )
    def test_a_disabled_childs_care(self, rate):
        """Reg 19(5)(b), (8)(b): to the September after sixteen."""
        teenager = child(receives=[rate]) | {"date_of_birth": "1990-10-01"}
        charges = [{"for": "c", "amount": "60.00", "every": "week"}]
        adult = self.ADULT | {"hours_worked": 16}
        result = found("2006-09-20", adult, teenager, income=[income("200.00")], child_care=charges)
        assert result["income"] == "140.00"

    def test_premiums(self):
        """Sch 1 para 18(4)(a) by mobility supplement; Sch 1A para 13(1)(b)(i)."""
        supplement = self.ADULT | {"receives": ["mobility_supplement"]}
        assert found("2006-06-01", supplement)["applicable_amount"] == "136.55"
        care = {"receives": ["attendance_allowance"], "date_of_birth": "1936-05-01"}
        couple = (person() | care, partner() | care | {"carers_allowance_paid_for_them": True})
        assert found("2006-06-01", *couple)["applicable_amount"] == "290.50"

    def test_pension_age(self):
        """Sch 1A as inserted by SI 2005/3323: women and men from sixty."""
        sixty = person() | {"date_of_birth": "1946-05-01"}
        assert found("2006-06-01", sixty)["applicable_amount"] == "165.85"
        older = person() | {"date_of_birth": "1936-05-01"}
        assert found("2006-06-01", older)["applicable_amount"] == "182.30"
        assert found("2006-06-01", older, partner(60))["applicable_amount"] == "245.00"
