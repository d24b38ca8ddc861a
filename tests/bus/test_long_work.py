"""What takes long is a job of the bus, and of each job a test shows that it is gone on with."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from deploy.local.roles import SERVICES

ROOT = Path(__file__).parents[2]
SHOWN = {
    "grants.take-over-due": (
        "grants.test_take_over_killed",
        "test_a_sheet_whose_process_is_killed_is_gone_on_with",
    ),
    "grants.what-if-due": (
        "grants.test_policies_service",
        "test_what_ends_in_the_middle_is_gone_on_with_and_counts_no_case_twice",
    ),
    "grants.letter-due": (
        "grants.test_letters",
        "test_a_letter_is_posted_once_though_the_service_ends_before_it_has_noted_that",
    ),
    "register.load-due": (
        "register.test_load_jobs",
        "test_a_file_whose_process_is_killed_is_taken_in_by_the_next",
    ),
    "register.rematch-due": (
        "register.test_load_jobs",
        "test_a_rematch_whose_process_is_killed_is_gone_on_with_by_the_next",
    ),
    "register.stock-record-due": (
        "register.test_stock_service",
        "test_what_ends_in_the_middle_is_gone_on_with_and_counts_nobody_twice",
    ),
    "payments.run-confirmed": (
        "payments.test_releases",
        "test_the_postings_of_an_answered_run_are_gone_on_with_where_they_ended",
    ),
    "payments.ledger-export-due": (
        "payments.test_finance",
        "test_an_export_that_ends_in_the_middle_is_gone_on_with_and_has_every_entry_once",
    ),
    "referral.sheet-due": (
        "referral.test_sheets",
        "test_what_ends_in_the_middle_is_gone_on_with_and_takes_nobody_in_twice",
    ),
    "forum.delivery-due": (
        "forum.test_sharing_ways",
        "test_killed_and_back_a_partner_has_every_event_once_and_none_that_it_may_not_see",
    ),
}
"""By the job: what fails where it is begun anew, or not gone on with."""
AS_AN_OTHER = {
    "grants.letter-on-its-way": "one step: it is asked again",
    "means-test.letter-due": "the postbox of grants' letters",
    "means-test.letter-on-its-way": "the postbox of grants' letters",
    "referral.letter-due": "the postbox of grants' letters",
    "referral.letter-on-its-way": "the postbox of grants' letters",
    "referral.answer-due": "one step: it writes the letter that is then due",
}
"""Jobs that are done by what one of those above is done by, or in a single transaction."""
BESIDE: dict[str, set[str]] = {
    "create_task": {"shared/bus", "services/register/loads", "services/register/matching"},
    "create_subprocess_exec": set(),
    "run_in_executor": {"services/register/loads", "services/register/matching"},
    "ProcessPoolExecutor": {"services/register/county/processes.py", "shared/caseload.py"},
    "ensure_future": {"shared/bus"},
    "Thread": {"shared/processes.py"},
    "BackgroundTask": set(),
    "BackgroundTasks": set(),
    "Popen": {"shared/letters/pdf.py"},
}
"""What goes on after whoever began it has gone on, and where jobs or the bus do so; nobody else does."""


@pytest.mark.parametrize("service", SERVICES)
def test_each_job_is_shown_to_be_gone_on_with(service):
    jobs = import_module(f"services.{service}.app").SERVICE.subscriptions.jobs
    assert jobs.keys() - SHOWN.keys() - AS_AN_OTHER.keys() == set()
    for job in jobs.keys() & SHOWN.keys():
        module, test = SHOWN[job]
        assert hasattr(import_module(f"tests.{module}"), test), test


def test_no_job_is_shown_that_there_is_not():
    subscribed = (import_module(f"services.{s}.app").SERVICE.subscriptions for s in SERVICES)
    assert SHOWN.keys() | AS_AN_OTHER.keys() == {job for each in subscribed for job in each.jobs}


def begun_beside():
    """Where the code begins something beside what it does, by the name of the call."""
    for file in (*ROOT.glob("services/**/*.py"), *ROOT.glob("shared/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(node, "attr", getattr(node, "id", None))
            if name in BESIDE:
                yield name, file.relative_to(ROOT).as_posix()


def test_nothing_goes_on_in_a_requests_process_once_it_is_answered():
    found = set(begun_beside())
    assert ("create_task", "shared/bus/runtime.py") in found
    assert [
        (name, file)
        for name, file in sorted(found)
        if not any(file.startswith(place) for place in BESIDE[name])
    ] == []
