"""Whether this machine makes letters as PDF, which is what goes by post."""

import asyncio

from shared.letters import PdfUnavailable, make_pdf
from tests.needs import leave_out


def demand_printing():
    """Leave the test out where it makes none; where everything is demanded, fail."""
    try:
        asyncio.run(make_pdf("<html lang='en'><title>A letter</title></html>"))
    except PdfUnavailable as lacks:
        leave_out(lacks.detail)
