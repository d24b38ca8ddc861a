"""A letter as PDF/UA, by WeasyPrint: in a printer, a process of its own, where it can be made.

Nothing here imports WeasyPrint: it stops at import where Pango is missing, and the services run
without. Importing takes ten times as long as printing a letter, so a printer is kept for the next
one. One that dies of a fault in a library below it takes no service with it.
"""

import asyncio
import contextlib
import subprocess
import sys
from enum import StrEnum
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NamedTuple

from shared.problems import Problem

NEEDS = "libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0"
SECONDS = 60
"""What a letter may take."""
KEPT = 1
"""Printers that wait for the next letter; more are begun while several are written at once."""


class Outcome(StrEnum):
    """What the printer's answer is: the PDF, what cannot be printed, or nothing."""

    PRINTED = "printed"
    UNPRINTABLE = "unprintable"
    WITHOUT_PANGO = "without-pango"


class PdfUnavailable(Problem):
    """Letters are kept as HTML until the PDF can be made."""

    slug = "pdf-unavailable"
    title = "Letters cannot be made as PDF on this machine"
    status = 503


class Unprintable(Problem):
    """Something in the letter cannot be printed; the detail names it."""

    slug = "letter-unprintable"
    title = "This letter cannot be printed"
    status = 422


async def printed(html: str) -> bytes | None:
    """The letter as PDF; none on a machine that cannot make one."""
    try:
        return await make_pdf(html)
    except PdfUnavailable:
        return None


async def make_pdf(html: str) -> bytes:
    """The letter as PDF/UA-1. The same letter gives the same bytes on one installation."""
    outcome, answer = await asyncio.to_thread(_print, html)
    if outcome is Outcome.WITHOUT_PANGO:
        raise PdfUnavailable(f"install {NEEDS} (their names in Debian): letters stay as HTML")
    if outcome is Outcome.UNPRINTABLE:
        raise Unprintable(answer.decode())
    return answer


class _Printer(NamedTuple):
    process: subprocess.Popen[bytes]
    connection: Connection

    def answer_to(self, html: str) -> tuple[Outcome, bytes] | None:
        """None where it dies of the letter, or takes too long over it."""
        with contextlib.suppress(EOFError, OSError):
            self.connection.send_bytes(html.encode())
            if self.connection.poll(SECONDS):
                outcome = Outcome(self.connection.recv_bytes().decode())
                return outcome, self.connection.recv_bytes()
        return None

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.wait()


_idle: list[_Printer] = []
_STOPPED = (Outcome.UNPRINTABLE, b"the PDF maker stopped: the letter stays as HTML")


def _print(html: str) -> tuple[Outcome, bytes]:
    printer = _waiting() or _begun()
    answer = printer.answer_to(html) or _STOPPED
    able = answer is not _STOPPED and answer[0] is not Outcome.WITHOUT_PANGO
    if able and len(_idle) < KEPT:
        _idle.append(printer)
    else:
        printer.end()
    return answer


def _waiting() -> _Printer | None:
    """One that has printed before and lives. Threads share them: who takes one has it alone."""
    with contextlib.suppress(IndexError):
        while printer := _idle.pop():
            if printer.process.poll() is None:
                return printer
            printer.end()
    return None


def end_idle() -> None:
    """The next letter begins a printer of its own: for measuring, and for tests."""
    while _idle:
        _idle.pop().end()


def _begun() -> _Printer:
    """A new one; it ends when this process does, as nobody is left to write to it."""
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "shared.letters.making"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    return _Printer(process, ours)
