"""Where a measurement comes from decides which of two that disagree is kept."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from services.register.domain.provenance import Basis, Record, Source, merged
from services.register.domain.recording import HomeRecord
from tests.register.strategies import surveys

NOTHING = Record(answers={}, sources={})


def source(basis, on="2026-01-01"):
    return Source(basis=basis, on=on)


def record(answers, basis="landlord_claim", on="2026-01-01"):
    return merged(NOTHING, answers, source(basis, on))


def test_a_survey_is_not_undone_by_what_a_landlord_claims_later():
    surveyed = record({"hall": {"turning_width": 850}}, "surveyed")
    claim = {"hall": {"turning_width": 1200, "head_on_width": 900}}
    after = merged(surveyed, claim, source("landlord_claim", "2026-09-01"))
    assert after.answers == {"hall": {"turning_width": 850, "head_on_width": 900}}
    assert after.sources["/hall/turning_width"].basis is Basis.SURVEYED
    assert after.sources["/hall/head_on_width"].basis is Basis.LANDLORD_CLAIM


def test_a_survey_takes_the_place_of_the_design_standard_and_that_of_a_claim():
    claimed = record({"bedrooms": 3})
    designed = merged(claimed, {"bedrooms": 2}, source("design_standard", "2020-01-01"))
    assert designed.answers == {"bedrooms": 2}
    assert merged(designed, {"bedrooms": 1}, source("surveyed", "2019-01-01")).answers == {
        "bedrooms": 1
    }


def test_of_two_claims_the_later_is_kept():
    first = record({"bedrooms": 3}, on="2026-02-01")
    assert merged(first, {"bedrooms": 2}, source("landlord_claim", "2026-01-31")) == first
    assert merged(first, {"bedrooms": 2}, source("landlord_claim", "2026-02-01")).answers == {
        "bedrooms": 2
    }


def test_a_thing_said_not_to_be_there_stands_against_all_that_was_measured_of_it():
    there = record({"separate_wc": {"length": 2000, "width": 1700}}, "surveyed")
    assert merged(there, {"separate_wc": None}, source("landlord_claim")) == there
    gone = merged(there, {"separate_wc": None}, source("surveyed", "2026-02-01"))
    assert (gone.answers, set(gone.sources)) == ({"separate_wc": None}, {"/separate_wc"})
    back = merged(gone, {"separate_wc": {"length": 1500}}, source("surveyed", "2026-03-01"))
    assert back.answers == {"separate_wc": {"length": 1500}}


def test_a_thing_only_said_to_be_there_takes_nothing_from_what_was_measured_of_it():
    there = record({"internal": {"stairs": {"width": 800}}})
    assert merged(there, {"internal": {"stairs": {}}}, source("landlord_claim")) == there
    none = record({"internal": {"stairs": None}})
    said = merged(none, {"internal": {"stairs": {}}}, source("landlord_claim"))
    assert said.answers == {"internal": {"stairs": {}}}


@settings(max_examples=100, deadline=None)
@given(surveys, surveys, st.sampled_from(list(Basis)))
def test_the_same_file_sent_again_changes_nothing(before, sent, basis):
    once = merged(record(before, "design_standard"), sent, source(basis, "2026-05-01"))
    assert merged(once, sent, source(basis, "2026-05-01")) == once


@settings(max_examples=100, deadline=None)
@given(surveys)
def test_a_first_record_is_what_was_sent(sent):
    assert record(sent).answers == sent


def test_an_answer_of_unknown_provenance_yields_to_every_other():
    unknown = Record(answers={"bedrooms": 3}, sources={})
    after = merged(unknown, {"bedrooms": 2}, source("landlord_claim"))
    assert after == record({"bedrooms": 2})


def test_a_measurement_stands_beside_the_better_founded_word_that_the_thing_is_there():
    there = record({"kitchen": {}}, "surveyed")
    measured = {"kitchen": {"turning": [1500, 1500]}}
    assert merged(there, measured, source("landlord_claim")) == record(measured)


def test_what_was_set_by_hand_stays_beside_the_answers_and_the_last_survey_counts():
    by_hand = {"override": {"category": "B"}, "rule_set": "recommended"}
    before = HomeRecord({"hall": {"turning_width": 800}, **by_hand}, {}, date(2026, 3, 5))
    source = Source(basis=Basis.SURVEYED, on=date(2026, 3, 2))
    after = before.with_answers({"hall": {"turning_width": 900}}, source)
    assert after.survey == {"hall": {"turning_width": 900}, **by_hand}
    assert after.sources == {"/hall/turning_width": source}
    assert after.surveyed_on == date(2026, 3, 5)
    assert before.survey["hall"] == {"turning_width": 800}
