"""A letter as PDF/UA, by WeasyPrint: in a process of its own, and only where it can be made.

Nothing here imports WeasyPrint: it stops at import where Pango is missing, and the services run
without. A process that dies of a fault in a library below it takes no service with it.
"""

import asyncio
import sys

from shared.problems import Problem

NEEDS = "libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0"
SECONDS = 60
UNPRINTABLE, WITHOUT_PANGO = 3, 4
"""Exit codes of `shared.letters.making`."""


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
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "shared.letters.making",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(SECONDS):
            pdf, told = await process.communicate(html.encode())
    except BaseException:
        process.kill()
        await process.wait()
        raise
    if process.returncode == WITHOUT_PANGO:
        raise PdfUnavailable(f"install {NEEDS} (their names in Debian): letters stay as HTML")
    if process.returncode == UNPRINTABLE:
        raise Unprintable(told.decode().strip())
    if process.returncode:
        raise Unprintable("the PDF maker stopped: the letter stays as HTML")
    return pdf
