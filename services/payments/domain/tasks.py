"""What waits for finance, and for whom of them."""

import datetime as dt
from enum import StrEnum

NO_CLOCK = dt.date.max
"""Where no time runs: such a task comes after all others."""


class Task(StrEnum):
    """What is to be done next."""

    DECIDE_INVOICE = "decide_invoice"
    PAY_INVOICE = "pay_invoice"
    DECIDE_CREDIT = "decide_credit"
    APPROVE_RUN = "approve_run"
    SEAL_RUN = "seal_run"
    HAND_IN_RUN = "hand_in_run"
    CONFIRM_RUN = "confirm_run"
    MAKE_GOOD = "make_good"
    APPROVE_RECOVERY = "approve_recovery"
    TAKE_DEMAND_BACK = "take_demand_back"
    COLLECT = "collect"
    APPROVE_WRITE_OFF = "approve_write_off"
    CONFIRM_BANK_DETAILS = "confirm_bank_details"
    CONFIRM_DEBIT_ACCOUNT = "confirm_debit_account"
    APPROVE_CONTRACTOR = "approve_contractor"
    SETTLE_DISPUTE = "settle_dispute"
    CLASSIFY_SPENDING = "classify_spending"
    CONFIRM_SPENDING = "confirm_spending"
    TAKE_SPENDING_BACK = "take_spending_back"
    APPROVE_ORDER = "approve_order"
    PAY_HMRC = "pay_hmrc"


class Post(StrEnum):
    """Whose task it is, as roles are told apart."""

    PREPARER = "preparer"
    APPROVER = "approver"
    RELEASER = "releaser"
    OFFICER = "officer"


POSTS = {
    Task.DECIDE_INVOICE: Post.APPROVER,
    Task.PAY_INVOICE: Post.PREPARER,
    Task.DECIDE_CREDIT: Post.APPROVER,
    Task.APPROVE_RUN: Post.APPROVER,
    Task.SEAL_RUN: Post.RELEASER,
    Task.HAND_IN_RUN: Post.RELEASER,
    Task.CONFIRM_RUN: Post.RELEASER,
    Task.MAKE_GOOD: Post.APPROVER,
    Task.APPROVE_RECOVERY: Post.APPROVER,
    Task.TAKE_DEMAND_BACK: Post.APPROVER,
    Task.COLLECT: Post.PREPARER,
    Task.APPROVE_WRITE_OFF: Post.APPROVER,
    Task.CONFIRM_BANK_DETAILS: Post.APPROVER,
    Task.CONFIRM_DEBIT_ACCOUNT: Post.APPROVER,
    Task.APPROVE_CONTRACTOR: Post.APPROVER,
    Task.SETTLE_DISPUTE: Post.OFFICER,
    Task.CLASSIFY_SPENDING: Post.PREPARER,
    Task.CONFIRM_SPENDING: Post.APPROVER,
    Task.TAKE_SPENDING_BACK: Post.APPROVER,
    Task.APPROVE_ORDER: Post.APPROVER,
    Task.PAY_HMRC: Post.RELEASER,
}
"""Whose each task is."""
