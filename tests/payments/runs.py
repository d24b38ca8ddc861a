"""Runs to write, and Standard 18 read back by the positions of its own description."""

from dataclasses import dataclass
from decimal import Decimal

LABELS_BEFORE, LABELS_AFTER = ("VOL1", "HDR1", "HDR2", "UHL1"), ("EOF1", "EOF2", "UTL1")


def payment(number=1, **changes):
    """A credit of £100 to a builder, unless told otherwise."""
    return {
        "id": f"PAY-{number}",
        "name": "A. Builder Ltd",
        "sort_code": "010203",
        "account_number": "00012345",
        "amount": "100.00",
        "reference": f"GLO DFG {number}",
    } | changes


def run(*payments, **changes):
    """A run of Gloucester's that can be written; one payment unless told otherwise."""
    return {
        "id": "RUN-1",
        "service_user_number": "012345",
        "serial": "000042",
        "created_at": "2026-03-10T09:00:00Z",
        "processing_date": "2026-03-11",
        "originator": {
            "name": "Gloucester City",
            "sort_code": "090909",
            "account_number": "01234567",
        },
        "payments": list(payments) or [payment()],
    } | changes


@dataclass(frozen=True)
class Record:
    """A credit or contra of 100 characters; positions are counted from 1."""

    line: str

    def at(self, first, last):
        return self.line[first - 1 : last]

    @property
    def code(self):
        return self.at(16, 17)

    @property
    def account(self):
        return self.at(1, 6), self.at(7, 14)

    @property
    def originating(self):
        return self.at(18, 23), self.at(24, 31)

    @property
    def amount(self):
        return Decimal(self.at(36, 46)) / 100

    @property
    def reference(self):
        return self.at(65, 82).rstrip()

    @property
    def name(self):
        return self.at(83, 100).rstrip()


@dataclass(frozen=True)
class File:
    """A Standard 18 file read back."""

    labels: dict[str, str]
    records: tuple[Record, ...]

    @property
    def credits(self):
        return self.records[:-1]

    @property
    def contra(self):
        return self.records[-1]


def read_bacs(file):
    """The labels and records of a file, whose order and lengths are held."""
    assert file.endswith(b"\r\n")
    lines = file.decode("ascii").split("\r\n")[:-1]
    before, records, after = lines[:4], lines[4:-3], lines[-3:]
    assert tuple(line[:4] for line in before) == LABELS_BEFORE
    assert tuple(line[:4] for line in after) == LABELS_AFTER
    assert {len(line) for line in before + after} == {80}
    assert {len(line) for line in records} == {100}
    labels = {line[:4]: line for line in before + after}
    return File(labels, tuple(Record(line) for line in records))
