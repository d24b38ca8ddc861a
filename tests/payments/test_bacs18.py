"""Bacs Standard 18, read back by position (the sector's description of the file)."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.payments.domain.runs import read_run
from services.payments.formats.bacs18 import bacs_name, write
from shared.problems import InvalidInput
from tests.payments.runs import payment, read_bacs, run

KNOWN = string.ascii_uppercase + string.digits + ".&/- "


def test_a_file_to_the_byte():
    """Two payments handed in on day 69 of 2026 and processed on day 70."""
    file = write(
        read_run(
            run(
                payment(1, name="Jø Łęcki & Söhne GmbH", amount="1234.50", reference="inv-7"),
                payment(2, name="Zoë", sort_code="998877", account_number="87654321"),
            )
        )
    )
    blank = " "
    assert file.decode("ascii").split("\r\n") == [
        "VOL1000042" + blank * 31 + "012345" + blank * 32 + "1",
        "HDR1A012345S  101234500004200010001" + blank * 6 + " 26069" + blank * 33,
        "HDR2F0200000100" + blank * 65,
        "UHL1 26070999999    000000001 DAILY  001" + blank * 40,
        "0102030001234509909090901234567    00000123450GLOUCESTER CITY   INV-7             JO LECKI & SOHNE G",
        "9988778765432109909090901234567    00000010000GLOUCESTER CITY   GLO DFG 2         ZOE               ",
        "0909090123456701709090901234567    00000133450                  CONTRA            GLOUCESTER CITY   ",
        "EOF1A012345S  101234500004200010001" + blank * 6 + " 26069" + blank * 33,
        "EOF2F0200000100" + blank * 65,
        "UTL10000000133450000000013345000000010000002" + blank * 36,
        "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "created_at, processing_date, created, processed",
    [
        ("2027-12-31T12:00:00Z", "2028-01-04", " 27365", " 28004"),
        ("2028-12-28T12:00:00Z", "2028-12-29", " 28363", " 28364"),  # a leap year
        ("2026-06-30T23:00:00Z", "2026-07-02", " 26182", " 26183"),  # 1 July in London
    ],
)
def test_the_days_of_a_file(created_at, processing_date, created, processed):
    labels = read_bacs(
        write(read_run(run(created_at=created_at, processing_date=processing_date)))
    ).labels
    assert labels["HDR1"][41:47] == labels["EOF1"][41:47] == created
    assert labels["UHL1"][4:10] == processed


@pytest.mark.parametrize(
    "given_name, written",
    [
        ("A. Builder Ltd", "A. BUILDER LTD"),
        ("a/b & c-d 9", "A/B & C-D 9"),
        ("Zoë Núñez", "ZOE NUNEZ"),
        ("Zoe\u0308", "ZOE"),  # the accent as a character of its own
        ("Ångström", "ANGSTROM"),
        ("Strauß", "STRAUSS"),
        ("STRAUẞ", "STRAUSS"),
        ("Søren Ægir Œil", "SOREN AEGIR OEIL"),
        ("Łódź", "LODZ"),
        ("Đorđe Þór Guðrún", "DORDE THOR GUDRUN"),
        ("Işık Ħaż-Żebbuġ", "ISIK HAZ-ZEBBUG"),
        ("O'Brien (Roofs), 50%", "O BRIEN  ROOFS   5"),
        ("Łukasz 日本", "LUKASZ   "),
        ("ﬁne", "FINE"),
        ("1½", "1 "),
        ("a\u0007b\tc\nd", "A B C D"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ABCDEFGHIJKLMNOPQR"),
        ("ABCDEFGHIJKLMNOPQßS", "ABCDEFGHIJKLMNOPQS"),  # ß is raised first, then cut
    ],
)
def test_a_name_as_bacs_writes_it(given_name, written):
    assert bacs_name(given_name) == written


@pytest.mark.parametrize("name", ["日本", "'()", " " * 18 + "Builder", "\u0301"])
def test_a_name_that_leaves_only_spaces(name):
    unnamed = run(payment(), payment(2, name=name))
    unnamed["originator"] |= {"name": name}
    with pytest.raises(InvalidInput) as refused:
        write(read_run(unnamed))
    assert [e.pointer for e in refused.value.errors] == ["/originator/name", "/payments/1/name"]


digits = st.text("0123456789", min_size=6, max_size=6).filter(int)
accounts = st.text("0123456789", min_size=8, max_size=8).filter(int)
# Category Cs: half surrogate pairs, which no text has; NUL is refused like them.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=139)
names = texts.map(lambda text: "A" + text)
payments = st.lists(
    st.fixed_dictionaries(
        {
            "name": names,
            "sort_code": digits,
            "account_number": accounts,
            "amount": st.integers(1, 10_000_000).map(lambda n: f"{n // 100}.{n % 100:02}"),
            "reference": st.text(KNOWN + string.ascii_lowercase, min_size=1, max_size=18),
        }
    ),
    min_size=1,
    max_size=20,
)


@given(payments, names, digits, accounts, st.tuples(digits, digits))
def test_any_run_is_read_back(made, name, sort_code, account_number, numbers):
    user, serial = numbers
    originator = {"name": name, "sort_code": sort_code, "account_number": account_number}
    document = run(
        *(payment(n, **given) for n, given in enumerate(made)),
        originator=originator,
        service_user_number=user,
        serial=serial,
    )
    file = write(read_run(document))
    assert set(file.decode("ascii")) <= set(KNOWN + "\r\n")
    read = read_bacs(file)
    assert [(*r.account, f"{r.amount:.2f}") for r in read.credits] == [
        (p["sort_code"], p["account_number"], p["amount"]) for p in document["payments"]
    ]
    assert [r.reference for r in read.credits] == [
        p["reference"].upper().rstrip() for p in document["payments"]
    ]
    assert {r.code for r in read.credits} == {"99"}
    assert {r.originating for r in read.records} == {(sort_code, account_number)}
    total = sum(r.amount for r in read.credits)
    contra = read.contra
    assert (contra.code, contra.amount, contra.reference) == ("17", total, "CONTRA")
    assert contra.account == (sort_code, account_number)
    totals = f"{int(total * 100):013}" * 2 + f"{1:07}{len(made):07}"
    assert read.labels["UTL1"][4:44] == totals
    assert read.labels["VOL1"][4:10] == read.labels["HDR1"][21:27] == serial
    assert read.labels["VOL1"][41:47] == read.labels["HDR1"][5:11] == user
    assert read.labels["HDR1"][4:] == read.labels["EOF1"][4:]
