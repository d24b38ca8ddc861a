"""Bacs Standard 18: a run as a file for a single processing day (`1 DAILY`).

Labels have 80 characters, credits and their contra 100. Fields that the sender may leave open
are blank.
"""

import datetime as dt
import re
import unicodedata

from services.payments.domain.runs import Originator, Payment, Run
from shared.money import pence
from shared.problems import FieldError, InvalidInput

LABEL = 80
CREDIT, DEBIT_CONTRA = "99", "17"
FIELD = 18
"""The characters of a name or reference."""

_LETTERS = str.maketrans(
    {"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "Ħ": "H", "Ŧ": "T"}
    | {"Ŋ": "N", "ẞ": "SS", "Ĳ": "IJ"}
)
"""Capitals that are no plain letter with an accent. Raising ß, ı and ligatures gives plain ones."""

_UNKNOWN = re.compile(r"[^A-Z0-9.&/ -]")


def write(run: Run) -> bytes:
    """The file of a run; `InvalidInput` where a name has no character that Bacs knows."""
    _check_names(run)
    total = pence(run.total)
    records = [
        *_headers(run),
        *(_credit(payment, run.originator) for payment in run.payments),
        _contra(run.originator, total),
        *_trailers(run, total),
    ]
    return "".join(record + "\r\n" for record in records).encode("ascii")


def bacs_name(name: str) -> str:
    """A name as Bacs writes it: at most 18 characters of A-Z, 0-9, full stop, & / - and space."""
    letters = unicodedata.normalize("NFD", name.upper().translate(_LETTERS))
    plain = "".join(c for c in letters if unicodedata.category(c) != "Mn")
    return _UNKNOWN.sub(" ", plain)[:FIELD]


def _check_names(run: Run) -> None:
    named = {"/originator/name": run.originator.name}
    named |= {f"/payments/{at}/name": p.name for at, p in enumerate(run.payments)}
    faults = [
        FieldError(at, f"no letter or digit that Bacs knows in its first {FIELD} characters")
        for at, name in named.items()
        if not bacs_name(name).strip()
    ]
    if faults:
        raise InvalidInput(errors=faults)


def _headers(run: Run) -> list[str]:
    volume = f"VOL1{run.serial}{'':31}{run.service_user_number}{'':32}1"
    processed = f"UHL1{_day(run.processing_date)}999999    00000000" + "1 DAILY  001"
    return [volume, *_file_labels("HDR", run), processed.ljust(LABEL)]


def _trailers(run: Run, total: int) -> list[str]:
    """Totals in pence and counts, debits before credits; the contra is the one debit."""
    totals = f"UTL1{total:013}{total:013}{1:07}{len(run.payments):07}"
    return [*_file_labels("EOF", run), totals.ljust(LABEL)]


def _file_labels(kind: str, run: Run) -> list[str]:
    """The two labels that stand before the records, and in the same words after them."""
    user = run.service_user_number
    first = f"{kind}1A{user}S  1{user}{run.serial}00010001{'':6}{_day(run.created_on)}"
    return [first.ljust(LABEL), f"{kind}2F0200000100".ljust(LABEL)]


def _credit(payment: Payment, by: Originator) -> str:
    return _record(
        f"{payment.sort_code}{payment.account_number}",
        CREDIT,
        by,
        pence(payment.amount),
        (bacs_name(by.name), payment.reference, bacs_name(payment.name)),
    )


def _contra(by: Originator, total: int) -> str:
    """What the credits come to, taken from the council's own account."""
    own = f"{by.sort_code}{by.account_number}"
    return _record(own, DEBIT_CONTRA, by, total, ("", "CONTRA", bacs_name(by.name)))


def _record(account: str, code: str, by: Originator, amount: int, texts: tuple[str, ...]) -> str:
    origin = f"{by.sort_code}{by.account_number}"
    return f"{account}0{code}{origin}    {amount:011}" + "".join(t.ljust(FIELD) for t in texts)


def _day(date: dt.date) -> str:
    """A space, the year in two digits, the day of the year in three."""
    return f" {date:%y%j}"
