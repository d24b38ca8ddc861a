"""The ledger's rules: what every event posts balances, and no pound of an award is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.payments.domain.ledger import entries
from services.payments.domain.ledger.balances import Balances
from services.payments.domain.ledger.chart import Code
from services.payments.domain.ledger.entries import Posting, balanced, drawn_from
from shared.money import pence, pounds

amounts = st.integers(1, 10_000_000)
awards = st.dictionaries(
    st.sampled_from(["mandatory", "top_up", "relocation"]), amounts, min_size=1
)


def test_the_worked_example_of_a_stage_paid_grant():
    """A grant of 16,000 and a contribution of 2,000, of which a stage of 9,000 is paid."""
    ledger = Balances()
    for entry in (
        entries.approval({"mandatory": 16_000_00}),
        entries.contribution(2_000_00),
        entries.invoice("builder", 2_000_00, {"mandatory": 7_000_00}),
        entries.payment("builder", 9_000_00),
        entries.release({"mandatory": 9_000_00}),
    ):
        assert balanced(entry)
        ledger.post(entry)
    assert ledger.by(Code.APPROVED) == {"mandatory": -16_000_00}
    assert ledger.by(Code.DRAWN) == {"mandatory": 7_000_00}
    assert ledger.by(Code.RELEASED) == {"mandatory": 9_000_00}
    assert ledger.by(Code.EXPENDITURE) == {"mandatory": 7_000_00}
    assert ledger.by(Code.BANK) == {"": -7_000_00}
    assert not ledger.by(Code.COMMITTED)
    assert not ledger.by(Code.PAYABLE)
    assert not ledger.by(Code.CONTRIBUTION)
    assert (ledger.debits(Code.PAYABLE), ledger.credits(Code.PAYABLE)) == (9_000_00, 9_000_00)


@given(awards, st.lists(st.tuples(amounts, amounts), max_size=8), st.integers(0, 5_000_000))
def test_every_pound_of_an_award_is_committed_drawn_or_released(made, invoices, contribution):
    """And every pound drawn was paid; whatever comes in which order, each entry balances."""
    ledger, posted = Balances(), []

    def post(entry):
        posted.append(entry)
        ledger.post(entry)

    post(entries.approval(made))
    if contribution:
        post(entries.contribution(contribution))
    for own, other in invoices:
        held = -sum(ledger.by(Code.CONTRIBUTION).values())
        left = ledger.by(Code.COMMITTED)
        own, other = min(own, held), min(other, sum(left.values()))  # noqa: PLW2901
        if own + other:
            post(entries.invoice("builder", own, drawn_from(left, other)))
            post(entries.payment("builder", own + other))
    assert all(map(balanced, posted))
    for kind, amount in made.items():
        became = sum(ledger.by(c).get(kind, 0) for c in (Code.COMMITTED, Code.DRAWN, Code.RELEASED))
        assert became == amount == -ledger.by(Code.APPROVED)[kind]
    assert ledger.by(Code.DRAWN) == ledger.by(Code.EXPENDITURE)
    assert not ledger.by(Code.PAYABLE)
    if left := ledger.by(Code.COMMITTED):
        ledger.post(entries.release(left))
        assert not ledger.by(Code.COMMITTED)


@given(awards, st.data())
def test_awards_are_drawn_one_after_the_other_to_the_penny(made, data):
    wanted = data.draw(st.integers(0, sum(made.values())))
    drawn = drawn_from(made, wanted)
    assert sum(drawn.values()) == wanted
    assert list(drawn) == list(made)[: len(drawn)]
    assert all(drawn[kind] == made[kind] for kind in list(drawn)[:-1])
    with pytest.raises(ValueError, match="committed"):
        drawn_from(made, sum(made.values()) + 1)


@given(awards, st.data())
def test_a_credit_gives_back_what_was_drawn_last_and_of_it_what_is_revenue_first(made, data):
    drawn = drawn_from(made, data.draw(st.integers(1, sum(made.values()))))
    whole = sum(drawn.values())
    revenue, back = data.draw(st.integers(0, whole)), data.draw(st.integers(1, whole))
    invoice = entries.invoice("builder", 0, drawn, revenue=revenue)
    credit = entries.credited("builder", drawn, revenue, back)
    ledger = Balances()
    for entry in (entries.approval(made), invoice, credit):
        assert balanced(entry)
        ledger.post(entry)
    assert ledger.by(Code.DRAWN) == drawn_from(made, whole - back)
    assert sum(ledger.by(Code.REVENUE).values()) == max(0, revenue - back)
    for kind, left in ledger.by(Code.DRAWN).items():
        assert left == sum(ledger.by(c).get(kind, 0) for c in (Code.EXPENDITURE, Code.REVENUE))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (Posting(Code.BANK, "", 1),),
        (Posting(Code.BANK, "", 1), Posting(Code.PAYABLE, "", -2)),
        (Posting(Code.BANK, "", 0), Posting(Code.PAYABLE, "", 0)),
        (Posting(Code.BANK, "", 1), Posting(Code.DRAWN, "", -1)),
    ],
)
def test_what_is_no_entry(lines):
    assert not balanced(lines)


@given(st.integers(-(10**12), 10**12))
def test_pence_and_pounds(whole):
    assert pence(pounds(whole)) == whole


def test_part_of_a_penny_is_no_pence():
    with pytest.raises(ValueError, match="penny"):
        pence(pounds(1) / 2)
