"""Separation of duties: whoever prepares money does not release it.

Every act of grants and payments is in the table: a new one fails here until somebody says what it
does with money.
"""

from itertools import product

import pytest

from tests.web.test_authority import ROLES, described, every

AWARDS = {
    *("offer", "apply", "amend", "estimate", "decide", "agree", "answer_review"),
    *("propose_variation", "decide_variation", "agree_to_contractor", "settle_dispute"),
    *("decide_change", "draw_schedule", "take_estimate", "put_urgent_first", "answer_complaint"),
    *("send_take_over", "reopen_case"),
}
"""What makes an award, and says which contractor it may go to."""
INVOICES = {
    *("receive_invoice", "propose_bank_details", "propose_debit_account", "propose_run"),
    *("propose_refund", "propose_recovery", "propose_write_off", "enter_contractor"),
    *("receive_credit", "propose_order"),
}
"""What puts an invoice into a payment run, and says to which account it goes."""
APPROVALS = {
    *("approve", "approve_invoice", "confirm_bank_details", "confirm_debit_account"),
    *("approve_run", "make_good", "state_funds", "allocate"),
    *("approve_refund", "approve_recovery", "approve_write_off", "approve_contractor"),
    *("approve_credit", "pay_applicant", "approve_order"),
}
SENDS = {"seal_run", "hand_in", "confirm_run", "pay_invoice", "pay_hmrc"}
"""What lets the money out: by a run, or as the council's own ledger pays."""
MOVES_NOTHING = {
    *("assign", "add_note", "withdraw", "close", "find_disability", "note_view", "checklist"),
    *(
        "certify",
        "correct_certificate",
        "register_charge",
        "ask_what_if",
        "receive",
        "reject_invoice",
    ),
    *("fix_stages", "value_works", "note_acceptance", "hold_payment", "lift_hold"),
    *("write_letter", "send_letter", "post_letter_again", "consent_to_variation", "drop_variation"),
    *("withdraw_letter", "strike_out_sending"),
    *("raise_dispute", "check_afterwards", "keep_document", "supply_price_book"),
    "strike_out_document",
    *("invite_applicant", "note_invitation_answer", "strike_out", "complain", "carry_out_remedy"),
    *("refer_to_clinic", "note_advice", "decide_after_clinic"),
    *("plan_visit", "record_visit", "note_fault", "put_fault_right", "begin_decant", "end_decant"),
    *("arrange_servicing", "note_servicing"),
    *("note_disposal", "decide_repayment", "remove_charge", "make_register_items"),
    *("receive_repayment", "continue_payment", "cancel_invoice"),
    *("suspend_contractor", "reinstate_contractor", "write_remittance"),
    *("reject_credit", "correct", "make_export"),
    *("record_spending", "classify", "confirm_spending"),
    *("complete_works", "write_statement", "state_accruals"),
    *("withdraw_order", "end_order", "correct_completion", "correct_hmrc_payment"),
    *("withdraw_spending", "correct_spending", "withdraw_recovery", "correct_recovery"),
    *("withdraw_bank_details", "withdraw_debit_account", "correct_payment", "correct_repayment"),
    *("withdraw_write_off", "correct_write_off", "correct_stages", "correct_agreement"),
    *("correct_answer", "correct_return"),
    *("void_run", "recall_payment", "note_return", "extend", "request_review"),
}
"""Neither lets money out nor says how much or to whom."""
APART = [(AWARDS, SENDS), (INVOICES, SENDS), (INVOICES, APPROVALS), (APPROVALS, SENDS)]
"""Acts on the same money that are never one role's."""


@pytest.fixture
def acts(platform):
    """Every act of the two services that hold money, with the scopes that open it."""
    return {
        operation["operationId"]: scopes
        for service in ("grants", "payments")
        for method, _, operation, scopes in every(described(platform, service))
        if method != "get"
    }


def test_of_every_act_it_is_said_what_it_does_with_money(acts):
    said = set().union(AWARDS, INVOICES, APPROVALS, SENDS, MOVES_NOTHING)
    assert acts.keys() <= said


def test_what_lets_money_out_is_found(acts):
    """Else the table would hold nobody to anything."""
    assert acts.keys() & AWARDS == AWARDS
    assert acts.keys() & SENDS == SENDS


@pytest.mark.parametrize("role", ROLES)
def test_no_role_does_two_acts_that_are_kept_apart(acts, role):
    held = set(ROLES[role]["scopes"])
    # An approval is read by its scope of reading, and asks for that of the post in its body.
    may = {
        name
        for name, scopes in acts.items()
        if (scopes & held if name != "approve" else any("approval:" in s for s in held))
    }
    both = [
        (first, second)
        for one, other in APART
        for first, second in product(sorted(may & one), sorted(may & other))
    ]
    assert both == []
