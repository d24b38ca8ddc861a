"""Whatever an officer can record, an officer can correct, with a reason and what it was before.

The table is compared with the documents: a new command fails here until somebody says how it is put
right, or why it is final.
"""

from copy import deepcopy

import pytest

from deploy.local.roles import SERVICES
from tests.web.corrections import TABLE, classed, named, unclassed, unknown, unread, without_reason
from tests.web.test_authority import described


@pytest.fixture(params=SERVICES)
def service(request):
    return request.param


@pytest.fixture
def document(platform, service):
    return described(platform, service)


def test_of_every_act_it_is_said_how_it_is_put_right(document, service):
    assert unclassed(document, TABLE[service]) == set()


def test_what_the_table_names_is_there(document, service):
    assert unknown(document, TABLE[service]) == set()


def test_of_no_act_two_things_are_said(service):
    assert [act for act, times in classed(TABLE[service]).items() if times > 1] == []


def test_each_correction_takes_a_reason(document, service):
    assert without_reason(document, TABLE[service]) == set()


def test_each_reason_is_read_with_what_it_took_back(document, service):
    assert unread(document, TABLE[service]) == set()


def test_why_something_is_final_is_said(service):
    assert all(len(why.split()) > 3 for why in TABLE[service]["final"].values())


def test_what_is_missing_is_found(platform):
    document, table = deepcopy(described(platform, "payments")), deepcopy(TABLE["payments"])
    named(document)["hand_in"]["operationId"] = "hand_over"
    table["corrected"] += [
        {"acts": ["seal_run"], "by": ["confirm_debit_account"], "read": "list_exports"},
    ]
    assert unclassed(document, table) == {"hand_over"}
    assert unknown(document, table) == {"hand_in"}
    assert without_reason(document, table) == {"confirm_debit_account"}
    assert unread(document, table) == {"list_exports"}
