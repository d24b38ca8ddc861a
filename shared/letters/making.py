"""`python -m shared.letters.making`: HTML in, PDF/UA out. Run by `pdf.py` for each letter."""

import logging
import sys
import unicodedata
from pathlib import Path
from typing import Any

from shared.letters.pdf import UNPRINTABLE, WITHOUT_PANGO

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
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    check_characters(html)
    faults = _Faults()
    weasyprint.LOGGER.addHandler(faults)
    weasyprint.LOGGER.propagate = False
    fonts = FontConfiguration()
    own = URLFetcher(allowed_protocols={"file"}, allow_redirects=False)
    faces = weasyprint.CSS(string=_faces(), font_config=fonts, url_fetcher=own)
    only_data = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    letter = weasyprint.HTML(string=html, url_fetcher=only_data)
    pdf: bytes = letter.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")
    if faults.told:
        raise UnprintableError(
            "something that the letter refers to is not part of it: leave it out"
        )
    return pdf


def _faces() -> str:
    return "".join(
        f"@font-face {{ font-family: Letter; font-weight: {weight};"
        f" src: url({(FONTS / file).as_uri()}) }}"
        for weight, file in FACES
    )


def check_characters(html: str) -> None:
    """Refuse a character that a font lacks: it would be lost, and the PDF no longer accessible."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - with WeasyPrint

    for _, file in FACES:
        with TTFont(FONTS / file) as font:
            known: Any = font.getBestCmap()
        for mark in sorted(set(html)):
            if ord(mark) not in known and unicodedata.category(mark) not in _INVISIBLE:
                name = unicodedata.name(mark, "a character without a name")
                raise UnprintableError(
                    f"the letter's fonts lack U+{ord(mark):04X} ({name}): write it another way"
                )


def main() -> int:
    """The exit code says whether it is the letter or the machine."""
    try:
        pdf = pdf_of(sys.stdin.buffer.read().decode())
    except UnprintableError as error:
        sys.stderr.write(str(error))
        return UNPRINTABLE
    except (ImportError, OSError):
        return WITHOUT_PANGO
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
