"""A file is what it holds: whatever its name says has to agree."""

import io

import pytest

from shared.files import Kind, NotAccepted
from shared.files.incoming import cleaned
from shared.files.kinds import MOST_UNPACKED, kind_of
from tests.files import samples


@pytest.mark.parametrize(
    "content, name, kind",
    [
        (samples.PDF, "Certificate.PDF", Kind.PDF),
        (samples.JPEG, "bathroom.jpeg", Kind.JPEG),
        (samples.PNG, "plan.png", Kind.PNG),
        (samples.HEIC, "IMG_0001.HEIC", Kind.HEIC),
        (samples.TIFF, "scan.tif", Kind.TIFF),
        (samples.office("word"), "letter.docx", Kind.WORD),
        (samples.office("xl"), "estimate.xlsx", Kind.EXCEL),
        ("Café, £5\r\n".encode(), "note.txt", Kind.TEXT),
        (b"a,b\r\n1,2\r\n", "sums.csv", Kind.TEXT),
    ],
)
def test_an_accepted_file_is_told_by_its_content(content, name, kind):
    assert kind_of(io.BytesIO(content), name) is kind


@pytest.mark.parametrize(
    "content, name, says",
    [
        (samples.EXE, "certificate.pdf", "send a PDF"),
        (samples.HTML, "letter.txt", "send a PDF"),
        (samples.SVG, "plan.txt", "send a PDF"),
        (samples.archive(), "letter.docx", "send a PDF"),
        (b"junk" + samples.PDF[:6] + b"\x00", "certificate.pdf", "send a PDF"),
        (b"\xff\xfe\x00", "note.txt", "send a PDF"),
        (samples.PDF, "plan.png", "ending in .pdf"),
        (samples.JPEG, "photo", "ending in .jpeg or .jpg"),
        (b"", "note.txt", "empty"),
        (samples.office("word")[:-30], "letter.docx", "damaged"),
        (samples.office("word", MOST_UNPACKED), "letter.docx", "unpacked"),
    ],
)
def test_anything_else_is_refused_in_words(content, name, says):
    with pytest.raises(NotAccepted) as refused:
        kind_of(io.BytesIO(content), name)
    assert says in refused.value.detail
    assert name not in refused.value.detail


@pytest.mark.parametrize(
    "name, shown",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("plan\u202egpj.exe", "plangpj.exe"),
        ("a" * 500 + ".pdf", "a" * 116 + ".pdf"),
        ("line\nbreak.pdf", "linebreak.pdf"),
    ],
)
def test_a_name_is_shown_without_what_misleads(name, shown):
    assert cleaned(name) == shown
