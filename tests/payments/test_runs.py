"""A payment run: what a bank can take at all, whatever the format."""

import pytest
from pydantic import ValidationError

from services.payments.domain.runs import read_run
from shared.problems import InvalidInput
from tests.payments.runs import payment, run


def pointers(document):
    """Where a run is at fault; nowhere if it can be written."""
    try:
        read_run(document)
    except InvalidInput as error:
        return [e.pointer for e in error.errors]
    except ValidationError as error:
        return [e.pointer for e in InvalidInput.of(error).errors]
    return []


def test_a_run_that_can_be_written():
    read = read_run(run(payment(amount="0.01"), payment(2, amount="1234.50")))
    assert (read.created_on.isoformat(), str(read.total)) == ("2026-03-10", "1234.51")


@pytest.mark.parametrize(
    "created_at, processing_date, taken",
    [
        ("2026-03-10T09:00:00Z", "2026-03-09", False),  # before
        ("2026-03-10T09:00:00Z", "2026-03-10", False),  # Bacs processes on the day after
        ("2026-03-10T09:00:00Z", "2026-03-11", True),
        ("2026-03-10T09:00:00Z", "2026-04-09", True),  # 30 days
        ("2026-03-10T09:00:00Z", "2026-04-10", False),  # 31 days
        ("2026-03-13T09:00:00Z", "2026-03-14", False),  # a Saturday
        ("2026-03-13T09:00:00Z", "2026-03-15", False),  # a Sunday
        ("2026-03-13T09:00:00Z", "2026-03-16", True),
        ("2026-04-01T09:00:00Z", "2026-04-03", False),  # Good Friday
        ("2026-04-01T09:00:00Z", "2026-04-06", False),  # Easter Monday
        ("2026-08-01T09:00:00Z", "2026-08-03", True),  # a bank holiday in Scotland alone
        ("2026-08-03T09:00:00Z", "2026-08-31", False),  # the summer bank holiday
        ("2026-12-20T09:00:00Z", "2026-12-28", False),  # in place of Boxing Day, a Saturday
        ("2022-09-10T09:00:00Z", "2022-09-19", False),  # proclaimed: the state funeral
        ("2023-05-02T09:00:00Z", "2023-05-08", False),  # proclaimed: the coronation
        # In summer it is tomorrow in London an hour before it is in Greenwich.
        ("2026-06-30T22:59:59Z", "2026-07-01", True),
        ("2026-06-30T23:00:00Z", "2026-07-01", False),
        ("2026-06-30T23:00:00Z", "2026-07-02", True),
        ("2026-06-30T23:00:00Z", "2026-07-31", True),
        ("2026-06-30T22:59:59Z", "2026-07-31", False),
        ("2026-06-30T23:30:00+01:00", "2026-07-01", True),
        ("2026-01-05T23:59:59Z", "2026-01-06", True),  # in winter the two agree
        ("2026-01-05T18:59:59-05:00", "2026-01-06", True),
        ("2026-01-05T19:00:00-05:00", "2026-01-06", False),
        ("2025-12-31T12:00:00Z", "2026-01-01", False),
        ("2025-12-31T12:00:00Z", "2026-01-02", True),
    ],
)
def test_the_processing_date(created_at, processing_date, taken):
    told = pointers(run(created_at=created_at, processing_date=processing_date))
    assert set(told) == (set() if taken else {"/processing_date"})


@pytest.mark.parametrize(
    "created_at",
    ["2026-03-10t09:00:00z", "2026-03-10T09:00:00.123456789+00:00", "2026-03-10T09:00:00-00:00"],
)
def test_every_way_to_write_an_instant(created_at):
    assert not pointers(run(created_at=created_at))


@pytest.mark.parametrize(
    "created_at",
    [
        "2026-03-10", "2026-03-10T09:00:00", "2026-03-10 09:00:00Z", "2026-03-10T09:00Z", "20260310T090000Z",
        "2026-03-10T09:00:00+01", "2026-02-30T09:00:00Z", "2026-03-10T24:00:00Z", "2026-03-10T09:00:00+24:00",
        "٢٠٢٦-03-10T09:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", 1773133200, None,
    ],
)  # fmt: skip
def test_what_is_no_instant(created_at):
    assert pointers(run(created_at=created_at)) == ["/created_at"]


@pytest.mark.parametrize(
    "field, value",
    [
        ("sort_code", "01020"), ("sort_code", "0102033"), ("sort_code", "01-02-03"), ("sort_code", " 010203"),
        ("sort_code", "01020a"), ("sort_code", "٠١٠٢٠٣"), ("sort_code", "01020²"), ("sort_code", "010203\n"),
        ("sort_code", "000000"), ("sort_code", 10203), ("sort_code", None),
        ("account_number", "1234567"), ("account_number", "123456789"), ("account_number", "00000000"),
        ("account_number", "1234567x"), ("account_number", "-1234567"), ("account_number", 12345678),
    ],
)  # fmt: skip
def test_what_is_no_account(field, value):
    """Text of six or eight digits: leading noughts count, and none is all noughts."""
    assert pointers(run(payment(**{field: value}))) == [f"/payments/0/{field}"]
    document = run()
    document["originator"] |= {field: value}
    assert pointers(document) == [f"/originator/{field}"]


@pytest.mark.parametrize("field", ["service_user_number", "serial"])
@pytest.mark.parametrize("value", ["000000", "12345", "1234567", "12345A", 123456])
def test_a_user_number_and_a_serial_are_six_digits(field, value):
    assert pointers(run(**{field: value})) == [f"/{field}"]


@pytest.mark.parametrize(
    "amount", ["0.00", "0", "-1.00", "1.001", "1e3", "1000000000.00", 100, 100.5, "", "NaN", None]
)
def test_what_is_no_amount(amount):
    assert pointers(run(payment(amount=amount))) == ["/payments/0/amount"]


def test_the_sum_of_a_run_fits_the_contra():
    """999,999,999.99 in all, in either format."""
    assert not pointers(run(payment(amount="999999999.99")))
    assert not pointers(run(payment(amount="999999999.98"), payment(2, amount="0.01")))
    above = run(payment(amount="999999999.99"), payment(2, amount="0.01"))
    assert pointers(above) == ["/payments"]


def test_a_repeated_id_is_told_at_each_repetition():
    repeated = run(*(payment(n, id=i) for n, i in enumerate(["A", "B", "A", "a", "A"])))
    assert pointers(repeated) == ["/payments/2/id", "/payments/4/id"]


def test_an_empty_run():
    assert pointers(run() | {"payments": []}) == ["/payments"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 36, "A\0B", 7, None])
def test_what_is_no_id(text):
    assert pointers(run(id=text)) == ["/id"]
    assert pointers(run(payment(id=text))) == ["/payments/0/id"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 141, "A\0B", "A\ud800B", "\udc00", 7, None])
def test_what_is_no_name(text):
    assert pointers(run(payment(name=text))) == ["/payments/0/name"]


def test_the_longest_texts():
    longest = payment(id="i" * 35, name="n" * 140, reference="r" * 18)
    assert not pointers(run(longest, id="i" * 35))


@pytest.mark.parametrize(
    "written, read",
    [("INV 7", "INV 7"), ("inv-7/a&b.c", "INV-7/A&B.C"), ("x", "X"), ("1" * 18, "1" * 18)],
)
def test_a_reference_is_raised(written, read):
    assert read_run(run(payment(reference=written))).payments[0].reference == read


@pytest.mark.parametrize(
    "reference",
    ["", "1" * 19, "INV_7", "INV:7", "£7", "É7", "straße", "ſ", "ı", "INV\n", "A\tB", "A\0", 7, None],
)  # fmt: skip
def test_a_reference_that_would_not_arrive_as_it_was_written(reference):
    assert pointers(run(payment(reference=reference))) == ["/payments/0/reference"]


def test_every_fault_is_told_at_once_and_no_value_with_it():
    document = run(payment(amount="x", sort_code="secret", colour="red"), serial=None)
    del document["originator"]["name"]
    assert sorted(pointers(document)) == [
        "/originator/name",
        "/payments/0/amount",
        "/payments/0/colour",
        "/payments/0/sort_code",
        "/serial",
    ]
    with pytest.raises(ValidationError) as error:
        read_run(document)
    assert "secret" not in str(InvalidInput.of(error.value).as_json())
