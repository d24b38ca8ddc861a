"""The figures of the Regulations in force on one day, each with its provision.

Read from `data/` by `services.means_test.parameters`; the rules only see this.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from services.means_test.domain.availability import Availability
from services.means_test.domain.people import age_on
from shared.calendar import add_months


class Figure(NamedTuple):
    """One figure: pounds a week unless its name says otherwise, and the provision it is in."""

    value: Fraction
    provision: str


class PensionableAge(NamedTuple):
    """When those born on or after a day reach pensionable age: on a day, or at an age."""

    born_from: dt.date
    reached_on: dt.date | None
    years: int
    months: int


Provisions = Mapping[str, str]
"""From a code to the provision that lists it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The amounts for which both Schedules have a row."""

    child: Figure
    young_person: Figure
    family_premium: Figure
    baby_addition: Figure
    severe_single: Figure
    severe_couple_lower: Figure
    severe_couple_higher: Figure
    enhanced_child: Figure
    disabled_child: Figure
    carer: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule1(Schedule):
    """Where no adult has reached the qualifying age for state pension credit (reg 14)."""

    single_under_25: Figure
    single: Figure
    single_main_phase_esa: Figure | None
    """None before there was employment and support allowance in it."""
    lone_parent_under_18: Figure
    lone_parent: Figure
    couple_under_18: Figure
    couple: Figure
    pensioner_single: Figure
    pensioner_couple: Figure
    higher_pensioner_single: Figure
    higher_pensioner_couple: Figure
    disability_single: Figure
    disability_couple: Figure
    enhanced_single: Figure
    enhanced_couple: Figure
    disabled_child_capital: Figure
    """Pounds of the child's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule1A(Schedule):
    """Where one has (reg 14 as modified by SI 2005/3323 reg 3)."""

    single_under_65: Figure
    single: Figure
    couple_under_65: Figure
    couple: Figure
    polygamous_under_65: Figure
    spouse_under_65: Figure
    polygamous: Figure
    spouse: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One dated set of figures, as varied by the amendments in force on the day."""

    parameter_set: str
    grant_premium: Figure
    passport_amount: Figure
    tax_credit_limit: Figure | None
    """Pounds a year; None before tax credits were a passport."""

    owner_multiplier_1: Figure
    owner_multiplier_2: Figure
    owner_multiplier_3: Figure
    owner_multiplier_4: Figure
    tenant_multiplier_1: Figure
    tenant_multiplier_2: Figure
    tenant_multiplier_3: Figure
    tenant_multiplier_4: Figure
    band_limit_1: Figure
    band_limit_2: Figure
    band_limit_3: Figure
    look_back_owner: Figure
    look_back_tenant: Figure
    """Years, both."""

    sch1: Schedule1
    sch1a: Schedule1A

    remunerative_work_hours: Figure
    pension_contribution_share: Figure
    earnings_disability: Figure
    earnings_lone_parent: Figure
    earnings_carer: Figure
    earnings_carers_partner: Figure
    earnings_couple: Figure
    earnings_single: Figure
    earnings_additional: Figure
    additional_full_time_hours: Figure
    additional_full_time_age: Figure

    charitable: Figure
    war_pension: Figure
    widowed_parent: Figure
    combined_cap: Figure
    lodger: Figure
    lodger_heating: Figure
    boarder_first: Figure
    boarder_share: Figure
    maintenance: Figure
    grant_travel: Figure
    grant_books: Figure
    loan_travel: Figure
    loan_books: Figure
    loan_weekly: Figure
    child_care_one: Figure
    child_care_two: Figure
    sale_cost_share: Figure
    tariff_threshold: Figure
    tariff_step_under_60: Figure
    tariff_step: Figure

    passports: Provisions
    partner_passports: Provisions
    tax_credit_passports: Provisions
    additional_condition: Provisions
    main_phase_esa: Provisions
    severe_disability: Provisions
    enhanced_disability: Provisions
    disabled_child: Provisions
    disabled_young_person: Provisions
    additional_condition_in_hospital: Provisions
    severe_in_hospital: Provisions
    enhanced_in_hospital: Provisions
    child_in_hospital: Provisions
    young_person_in_hospital: Provisions
    child_care_disabled: Provisions
    child_care_pip: Provisions
    child_care_afip: Provisions
    income_left_out: Provisions
    capital_left_out: Provisions
    pensionable_age: tuple[PensionableAge, ...]
    available: Availability

    def pension_age_reached(self, born: dt.date, on: dt.date) -> bool:
        """Whether the qualifying age for state pension credit is reached (SI 2005/3323 reg 2)."""
        row = bisect_right(self.pensionable_age, born, key=lambda r: r.born_from) - 1
        _, reached_on, years, months = self.pensionable_age[row]
        if reached_on is not None:
            return on >= reached_on
        if months:
            return on >= add_months(born, 12 * years + months)
        return age_on(born, on) >= years
