"""A letter on paper: PDF/UA by the judge of the format, in the places that the printer allows.

Left out, with what is missing, where Pango is not installed; the judge needs Java and Maven.
"""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from shared.letters import PdfUnavailable, Size, Unprintable, make_pdf, write
from shared.letters import pdf as printing
from shared.letters.templates import letters
from tests.letters.given import ON, given
from tests.letters.notices import every_given
from tests.letters.printing import demand_printing
from tests.needs import leave_out, require_programs
from tests.platform.running import until

POM = Path(__file__).with_name("verapdf.pom.xml")
WINDOW, SENDER, BODY = (24.6, 39.5, 120, 66.3), (125, 5, 195, 95), (15, 95, 195, 292)
"""Left, top, right, bottom in mm from the top left corner of the first page: GOV.UK Notify's areas."""
MM = 72 / 25.4


@pytest.fixture
async def pdf():
    """Makes a letter; the test is left out where this machine cannot."""

    async def made(size=Size.STANDARD, html=None, **changes):
        try:
            return await make_pdf(
                html or write("referral_acknowledgement", ON, given(**changes), size).html
            )
        except PdfUnavailable as lacks:
            leave_out(lacks.detail)

    return made


@pytest.fixture(scope="session")
def verapdf(tmp_path_factory):
    """The command of veraPDF, fetched from Maven Central."""
    require_programs("java", "mvn")
    jars = tmp_path_factory.mktemp("verapdf")
    copy = "dependency:copy-dependencies"
    subprocess.run(
        ["mvn", "-q", "-B", "-f", str(POM), copy, f"-DoutputDirectory={jars}"], check=True
    )
    return ["java", "-cp", f"{jars}/*", "org.verapdf.apps.GreenfieldCliWrapper"]


async def test_every_letter_is_an_accessible_pdf(pdf, verapdf, tmp_path):
    """One of each kind that there is a template for; also in large print, with a name in Welsh or
    Vietnamese, and over several pages. All are judged in one run.
    """
    made = {letter: write(letter, ON, every_given(letter)[0]).html for letter in letters()}
    variants = [{"name": "Siân Ŵyn Nguyễn"}, {"steps": given()["steps"] * 9}]
    for variant in variants:
        changed = given(**variant)
        made["-".join(variant)] = write("referral_acknowledgement", ON, changed).html
    made["larger"] = write("approval", ON, every_given("approval")[0], Size.LARGER).html
    for name, html in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(await pdf(html=html))
    (tmp_path / "untagged.pdf").write_bytes(_without_tags(tmp_path / "evidence.pdf"))
    told = await asyncio.to_thread(_judged, verapdf, tmp_path)
    assert told == dict.fromkeys(made, True) | {"untagged": False}


def _judged(verapdf, folder):
    """Whether each file of the folder is accessible; veraPDF exits with 1 where one is not."""
    files = sorted(map(str, folder.glob("*.pdf")))
    command = [*verapdf, "-f", "ua1", "--format", "json", *files]
    done = subprocess.run(command, capture_output=True, check=False)
    return {
        Path(job["itemDetails"]["name"]).stem: job["validationResult"][0]["compliant"]
        for job in json.loads(done.stdout)["report"]["jobs"]
    }


def _without_tags(path):
    """The same page as a printer's driver gives it: so that the judge is seen to refuse one."""
    source, plain = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    plain.import_pages(source)
    out = io.BytesIO()
    plain.save(out)
    for document in (source, plain):
        document.close()
    return out.getvalue()


@pytest.mark.parametrize("size", Size)
async def test_everything_on_the_first_page_stands_where_the_printer_allows(pdf, size):
    address = (
        "Ms A. Person",
        "Flat 2",
        "The House",
        "1 Example Street",
        "Uplands",
        "Stroud",
        "GL5 1AA",
    )
    document = pypdfium2.PdfDocument(await pdf(size, address=address))
    assert len(document) <= 10
    text = document[0].get_textpage()
    assert {_area(text, n, document[0].get_height()) for n in _seen(text)} == {
        "window",
        "sender",
        "body",
    }
    left, top, right, bottom = (side * MM for side in WINDOW)
    height = document[0].get_height()
    window = text.get_text_bounded(left, height - bottom, right, height - top)
    assert tuple(window.split("\r\n")) == address
    text.close()
    document.close()


def _seen(text):
    return [n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]


def _area(text, n, height):
    """Which of the areas holds the character whole; its own place where none does."""
    left, bottom, right, top = text.get_charbox(n)
    box = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
    for name, area in (("window", WINDOW), ("sender", SENDER), ("body", BODY)):
        if box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]:
            return name
    return (text.get_text_range(n, 1), box)


async def test_the_same_letter_gives_the_same_bytes(pdf):
    """Whatever its printer has printed before, and from a new one."""
    first = await pdf()
    await pdf(Size.LARGER, name="Siân Ŵyn Nguyễn")
    assert await pdf() == first
    printing.end_idle()
    assert await pdf() == first


async def test_the_next_letter_has_the_printer_of_the_last(pdf):
    await pdf()
    (printer,) = printing._idle
    await asyncio.gather(pdf(), pdf())
    assert [printer.process.pid] == [each.process.pid for each in printing._idle]


async def test_a_printer_that_dies_is_replaced_and_takes_nothing_along(pdf, monkeypatch):
    """Between two letters nobody sees it; over a letter, or where it takes too long, it is said."""
    await pdf()
    printing._idle[0].process.kill()
    printing._idle[0].process.wait()
    assert (await pdf()).startswith(b"%PDF")
    os.kill(printing._idle[0].process.pid, signal.SIGSTOP)
    monkeypatch.setattr(printing, "SECONDS", 0.1)
    with pytest.raises(Unprintable, match="stopped"):
        await pdf()
    monkeypatch.undo()
    assert (await pdf()).startswith(b"%PDF")


def test_a_printer_ends_with_its_service_however_that_ends():
    demand_printing()
    code = (
        "import asyncio, os, signal; from shared.letters import pdf;"
        "asyncio.run(pdf.make_pdf('<html lang=en><title>A letter</title></html>'));"
        "print(pdf._idle[0].process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=False)
    printer = Path("/proc", done.stdout.decode().strip(), "cmdline")
    assert done.returncode == -signal.SIGKILL
    until(lambda: not printer.exists() or not printer.read_bytes())


async def test_a_character_that_the_fonts_lack_is_named_and_nothing_else(pdf):
    with pytest.raises(Unprintable) as refused:
        await pdf(name="Ms Person \U0001f6c1")
    assert refused.value.detail.startswith("the letter's fonts lack U+1F6C1 (BATHTUB)")
    assert "Person" not in refused.value.detail


async def test_a_letter_takes_nothing_from_the_machine_that_makes_it(pdf, tmp_path):
    """Neither an image nor a file attached: such a letter is not made."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    html = write("referral_acknowledgement", ON, given()).html
    for taken in (
        f'<img alt="x" src="{secret.as_uri()}">',
        f'<a rel="attachment" href="{secret.as_uri()}">x</a>',
    ):
        with pytest.raises(Unprintable, match="refers to"):
            await pdf(html=html.replace("</main>", f"{taken}</main>"))
    head = f'<link rel="attachment" href="{secret.as_uri()}">'
    with pytest.raises(Unprintable, match="refers to"):
        await pdf(html=html.replace("</head>", f"{head}</head>"))


async def test_without_pango_it_is_said_what_to_install_and_html_is_written_all_the_same(
    tmp_path, monkeypatch
):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    printing.end_idle()
    html = write("referral_acknowledgement", ON, given()).html
    with pytest.raises(PdfUnavailable, match=r"libpango-1\.0-0"):
        await make_pdf(html)
    assert printing._idle == []  # what is installed meanwhile is seen


def test_nothing_of_a_service_loads_the_pdf_maker():
    code = "import sys, shared.letters; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
