"""`python -m shared.letters.making`: a printer, HTML in and PDF/UA out. Begun and kept by `pdf.py`."""

import functools
import logging
import sys
import unicodedata
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from shared.letters.pdf import Outcome

FONTS = Path(__file__).parent / "fonts"
FACES = (("normal", "DejaVuSans.ttf"), ("bold", "DejaVuSans-Bold.ttf"))
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class UnprintableError(Exception):
    """Told to who writes the letter: never with more of it than one character."""


class _Faults(logging.Handler):
    """What WeasyPrint only logs, such as an image that it could not load, is a fault here."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - its text may be personal
        self.told += 1


def pdf_of(html: str) -> bytes:
    """The letter as PDF/UA-1; `ImportError` or `OSError` where Pango is missing."""
    import weasyprint  # noqa: PLC0415 - it stops at import where Pango is missing
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    check_characters(html)
    faults = _Faults()
    weasyprint.LOGGER.handlers = [faults]
    weasyprint.LOGGER.propagate = False
    fonts, faces = _faces()
    only_data = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    letter = weasyprint.HTML(string=html, url_fetcher=only_data)
    pdf: bytes = letter.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")
    if faults.told:
        raise UnprintableError(
            "something that the letter refers to is not part of it: leave it out"
        )
    return pdf


@functools.cache
def _faces() -> tuple[Any, Any]:
    """The letter's fonts: loaded once, as WeasyPrint never frees what a configuration has loaded."""
    import weasyprint  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fonts = FontConfiguration()
    own = URLFetcher(allowed_protocols={"file"}, allow_redirects=False)
    rules = "".join(
        f"@font-face {{ font-family: Letter; font-weight: {weight};"
        f" src: url({(FONTS / file).as_uri()}) }}"
        for weight, file in FACES
    )
    return fonts, weasyprint.CSS(string=rules, font_config=fonts, url_fetcher=own)


def check_characters(html: str) -> None:
    """Refuse a character that a font lacks: it would be lost, and the PDF no longer accessible."""
    for mark in sorted(set(html)):
        if ord(mark) not in _known() and unicodedata.category(mark) not in _INVISIBLE:
            name = unicodedata.name(mark, "a character without a name")
            raise UnprintableError(
                f"the letter's fonts lack U+{ord(mark):04X} ({name}): write it another way"
            )


@functools.cache
def _known() -> frozenset[int]:
    """The characters that each of the fonts has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - with WeasyPrint

    maps = [TTFont(FONTS / file, lazy=True).getBestCmap() or {} for _, file in FACES]
    return frozenset(set.intersection(*map(set, maps)))


def answer_to(html: str) -> tuple[Outcome, bytes]:
    """The outcome says whether it is the letter or the machine."""
    try:
        return Outcome.PRINTED, pdf_of(html)
    except UnprintableError as error:
        return Outcome.UNPRINTABLE, str(error).encode()
    except (ImportError, OSError):
        return Outcome.WITHOUT_PANGO, b""


def main() -> None:
    """Print what comes until nobody is there any more."""
    with Connection(sys.stdin.fileno()) as asked:
        while True:
            try:
                html = asked.recv_bytes().decode()
            except EOFError:
                return
            for part in answer_to(html):
                asked.send_bytes(part.encode() if isinstance(part, str) else part)


if __name__ == "__main__":
    main()
