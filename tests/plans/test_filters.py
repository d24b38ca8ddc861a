"""Each filter of each list is served by an index, also for what is rare, or says here why it is not."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import pytest

from shared.web.lists import Asked
from tests.plans.caseload import FEW, Asking
from tests.plans.test_plans import CASE, QUERIES, TODAY, Listed
from tests.platform.running import NOW

pytestmark = pytest.mark.xdist_group("plans")
CLINIC = "some dozens a year in the county: the newest first are walked"
SENT = "letters of a district are common; those to be sent are what the desk asks for"
SHEETS = "a district sends some a year"
MOVES = "some dozens a year in the county"
STEPS = "a few codes, each of them common"
WALKED: dict[tuple[str, str, str], tuple[str, str]] = {
    ("grants", "CaseFilters", "decide_by_before"): (
        "cases_by_state",
        "of those that are applied for",
    ),
    ("grants", "LetterFilters", "district"): ("letters_written", SENT),
    ("grants", "LetterFilters", "to_be_sent"): ("letters_written", SENT),
    ("grants", "PrecedentsAsked", "cost_from"): ("clinic_items_pkey", CLINIC),
    ("grants", "PrecedentsAsked", "cost_to"): ("clinic_items_pkey", CLINIC),
    ("grants", "PrecedentsAsked", "outcome"): ("clinic_items_pkey", CLINIC),
    ("grants", "PrecedentsAsked", "purpose"): ("clinic_items_pkey", CLINIC),
    ("grants", "PrecedentsAsked", "works"): ("clinic_items_pkey", CLINIC),
    ("grants", "SheetsAsked", "district"): ("take_overs_started", SHEETS),
    ("means_test", "CasesWanted", "declined"): ("cases_by_wait", "most did not decline"),
    ("means_test", "CasesWanted", "district"): ("cases_by_wait", "seven, each common"),
    ("means_test", "LetterFilters", "district"): ("letters_written", SENT),
    ("means_test", "LetterFilters", "to_be_sent"): ("letters_written", SENT),
    ("payments", "AccountSearch", "contracting_party"): ("ix_accounts_newest", STEPS),
    ("payments", "AccountSearch", "state"): ("ix_accounts_newest", STEPS),
    ("payments", "AccountSearch", "waiting_for"): ("ix_accounts_newest", STEPS),
    ("payments", "InvoicesSought", "state"): ("ix_invoices_due", "those of one state are sorted"),
    ("payments", "KnownContractorSearch", "ends_before"): (
        "ix_known_contractors_order",
        "a district's list, of some dozens",
    ),
    ("payments", "OrderSearch", "approved"): ("ix_work_orders_order", STEPS),
    ("payments", "OrderSearch", "taken_back"): ("ix_work_orders_order", "some dozens a year"),
    ("payments", "RunSearch", "district"): ("ix_runs_order", "one a week in each district"),
    ("payments", "RunSearch", "state"): ("ix_runs_order", "one a week in each district"),
    ("payments", "SpendingSearch", "confirmed"): ("ix_spending_days", STEPS),
    ("payments", "SpendingSearch", "purpose"): ("ix_spending_days", STEPS),
    ("payments", "SpendingSearch", "taken_back"): ("ix_spending_days", "some hundreds a year"),
    ("referral", "LetterFilters", "district"): ("letters_written", SENT),
    ("referral", "LetterFilters", "to_be_sent"): ("letters_written", SENT),
    ("referral", "ReferralFilters", "consent"): ("referrals_received", STEPS),
    ("referral", "ReferralFilters", "report_warned"): ("referrals_received", "beside the day"),
    ("referral", "ReferralFilters", "source"): ("referrals_received", STEPS),
    ("referral", "SheetsAsked", "district"): ("sheets_started", SHEETS),
    ("register", "MovesWanted", "district"): ("ix_relocations_since", MOVES),
    ("register", "MovesWanted", "home_district"): ("ix_relocations_since", MOVES),
    ("register", "MovesWanted", "stage"): ("ix_relocations_since", MOVES),
    ("register", "MovesWanted", "under_way"): ("ix_relocations_since", MOVES),
    ("register", "Search", "building_regulations"): ("homes_position_key", STEPS),
    ("register", "Search", "category"): ("ix_homes_search", "a seventh of the homes is sorted"),
}
"""Filters that are applied while an index is gone along: which, and why that is enough."""

OF_ONE = {("register", "RowSearch", "remarked")}
"""Which of the rows of one load, found by its key; the question cannot be written out here."""
INDEX = re.compile(r'"Index Name": "(\w+)"')
LONG_AGO = dt.date(2001, 1, 1)
RARE: dict[str, list[Any]] = {
    "district": ["E07000192"],
    "home_district": ["E07000192"],
    "reference": ["7J8-QDM-9X3"],
    "uprn": ["100120123456"],
    "since": [TODAY],
    "cost_from": ["900000.00"],
    "cost_to": ["0.01"],
}
"""By name, what no row or hardly one has; of other fields it follows from their kind."""
KINDS: dict[type, list[Any]] = {
    bool: [True, False],
    dt.date: [LONG_AGO],
    uuid.UUID: [CASE],
    str: ["nobody"],
}


def kind_of(annotation: Any) -> Any:
    """What a field holds where it holds something, without what is said of it besides."""
    held = [part for part in get_args(annotation) if part is not type(None)]
    return (
        kind_of(held[0]) if held and get_origin(annotation) not in {list, Literal} else annotation
    )


def values(asked: type[Asked], name: str) -> list[Any]:
    """Of a filter: what is rare, of a list of codes its first and its last."""
    kind = kind_of(asked.model_fields[name].annotation)
    if get_origin(kind) is list:
        return [[CASE]]
    if get_origin(kind) is Literal:
        return [*get_args(kind)][-1:]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[:: max(1, len(kind) - 1)]
    return RARE.get(name) or KINDS.get(kind) or [1]


def filters() -> Iterator[tuple[str, type[Asked], str, Listed]]:
    """Every filter of every list that is not of one thing, with the list."""
    lists = {(s, type(q.asked)): q for s, q in QUERIES.values() if type(q) is Listed}
    for (service, asked), query in lists.items():
        for name in asked.model_fields.keys() - Asked.model_fields.keys():
            if (service, asked.__name__, name) not in OF_ONE:
                yield service, asked, name, query


FILTERS = {
    (service, kind.__name__, name): (kind, query) for service, kind, name, query in filters()
}


@pytest.mark.parametrize("key", sorted(FILTERS), ids=" ".join)
async def test_each_filter_is_served_by_an_index(county, key):
    service, _, name = key
    kind, query = FILTERS[key]
    found = []
    for value in values(kind, name):
        asking = Asking(NOW, TODAY)
        try:
            await query.ask(asking, kind(**{name: value}))
        except AttributeError:
            assert asking.asked, "what it is a list of is not there, once it was asked"
        found += await county.faults_of(service, asking, FEW)
    if key in WALKED:
        index, _why = WALKED[key]
        assert any(f'"{index}' in each for each in found), found[:1]
    else:
        told = [each for each in found if not each.startswith("{")] + INDEX.findall(" ".join(found))
        assert told == []


def test_what_is_walked_is_a_filter():
    assert WALKED.keys() <= FILTERS.keys()
