"""Files as nobody should send them, made by chance from good ones: the same seed, the same file."""

import csv
import io
import random
import warnings
import zipfile
from collections.abc import Callable

OFFICE = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{OFFICE}/spreadsheetml/2006/main"'
KIND = f"{OFFICE}/officeDocument/2006/relationships"
HEADINGS = ["UPRN", "Bedrooms", "Front door width", "Survey date", "Postcode", "Parking"]
ROWS = [
    [f"10012000{n:04}", "2", "850", "2026-03-01", "GL20 5AA", "on the street"] for n in range(9)
]
PARTS = {
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{KIND}"><sheets>'
    '<sheet name="Homes" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="r1" Target="worksheets/sheet1.xml" Type="{KIND}/worksheet"/>'
    f'<Relationship Id="t" Target="sharedStrings.xml" Type="{KIND}/sharedStrings"/>'
    f'<Relationship Id="s" Target="styles.xml" Type="{KIND}/styles"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd mmm"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>UPRN</t></si><si><t>Bedrooms</t></si></sst>",
    "xl/worksheets/sheet1.xml": f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>0</v>'
    '</c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>100120000001</v></c>'
    '<c r="B2" s="1"><v>46143</v></c></row></sheetData></worksheet>',
}
CELLS = [
    *("", "0", "-1", "1e400", "NaN", "inf", "1.00121E+11", "9" * 5000, "x" * 40_000, "=1+1"),
    *("31/02/2026", "9999-12-31", "0000-00-00", "\u202eGL20", "\ud7ff\uffff", "\x00", "\x1b[2J"),
    *("#REF!", "\u0661\u0662", "1'2\"", '"', "'", "850mm", "2026-03-01T25:61", "£", "\ufeff"),
]
CHANGES = ["xml", "xml", "xml", "flip", "cut", "splice", "part", "bomb", "twice", "flags"]
Change = Callable[[random.Random, str], str]


def _words(chance: random.Random, body: str) -> str:
    """An attribute or a text of its own in place of one that is there."""
    places = [n for n, mark in enumerate(body) if mark in '">']
    at = chance.choice(places) + 1
    ends = [n for n in (body.find('"', at), body.find("<", at)) if n >= 0]
    cell = chance.choice(CELLS).replace("&", "").replace("<", "").replace('"', "")
    return body[:at] + cell + body[min(ends, default=len(body)) :]


def _declared(chance: random.Random, body: str) -> str:
    """A prolog: another encoding, a document type that says one text in many others."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    return (
        chance.choice(
            [
                f'<!DOCTYPE r [<!ENTITY e0 "{"x" * 50}">{entities}]>',
                '<!DOCTYPE r SYSTEM "file:///etc/passwd">',
                f"<!--{'-' * 10}{'x' * 100_000}--><!DOCTYPE r>",
                *(
                    f'<?xml version="1.0" encoding="{name}"?>'
                    for name in ("utf-7", "utf-32", "no-such", "cp037", "idna", "x" * 300)
                ),
                '<?xml version="1.1"?>',
                "\ufeff\ufeff",
                " ",
            ]
        )
        + body
    )


def _nested(chance: random.Random, body: str) -> str:
    """Elements in elements, or attributes beside attributes, without end."""
    deep = chance.choice([100, 10_000, 200_000])
    inside = chance.choice(["<x>" * deep, "".join(f"<x{n}/>" for n in range(min(deep, 50_000)))])
    attributes = " ".join(f"a{n}='1'" for n in range(min(deep, 20_000)))
    wide = f"<c {attributes}/>"
    at = body.index(">") + 1
    return body[:at] + chance.choice([inside, wide]) + body[at:]


def _moved(chance: random.Random, body: str) -> str:
    """A piece of it once more, somewhere else."""
    start, to = sorted(chance.choices(range(len(body)), k=2))
    return body[:to] + body[start : start + chance.randint(1, 200)] + body[to:]


XML: list[Change] = [_words, _words, _words, _declared, _nested, _moved]


def workbook(chance: random.Random) -> bytes:
    """A workbook in which one to four things are changed, in its parts or in how it is packed."""
    parts: dict[str, bytes] = {name: body.encode() for name, body in PARTS.items()}
    changes = chance.choices(CHANGES, k=chance.randint(1, 4))
    for change in changes:
        _change_parts(chance, change, parts)
    packed = _packed(chance, parts, twice="twice" in changes)
    for change in changes:
        packed = _change_bytes(chance, change, packed)
    return packed


def _change_parts(chance: random.Random, change: str, parts: dict[str, bytes]) -> None:
    name = chance.choice(list(parts))
    if change == "xml":
        body = chance.choice(XML)(chance, parts[name].decode(errors="replace"))
        code = chance.choice(["utf-8"] * 5 + ["utf-16", "utf-16-le", "utf-8-sig"])
        parts[name] = body.encode(code, errors="replace")
    elif change == "part":
        parts[chance.choice([name, "../../x", "xl/\u0000", "x" * 5000])] = chance.randbytes(999)
    elif change == "bomb":
        size = chance.choice([1, 30]) * 1024 * 1024
        inside = chance.choice([b" ", b"<row/>", b"<si><t/></si>", b"x", b"\0"])
        head, _, tail = parts[name].partition(b">")
        parts[name] = head + b">" + inside * (size // len(inside)) + tail


def _packed(chance: random.Random, parts: dict[str, bytes], *, twice: bool) -> bytes:
    file, methods = (
        io.BytesIO(),
        [zipfile.ZIP_DEFLATED] * 4 + [zipfile.ZIP_STORED, zipfile.ZIP_LZMA],
    )
    with zipfile.ZipFile(file, "w", chance.choice(methods), compresslevel=1) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
        if twice:
            with warnings.catch_warnings(action="ignore"):
                archive.writestr(chance.choice(list(parts)), chance.randbytes(200))
    return file.getvalue()


def _change_bytes(chance: random.Random, change: str, packed: bytes) -> bytes:
    at = chance.randrange(len(packed) or 1)
    if change == "flip":
        some = bytearray(packed)
        for _ in range(chance.randint(1, 30)):
            some[chance.randrange(len(some))] = chance.randrange(256)
        return b"PK\x03\x04" + bytes(some[4:])
    if change == "cut":
        return packed[:at]
    if change == "splice":
        return packed[:at] + chance.choice([chance.randbytes(400), packed[at // 2 :]]) + packed[at:]
    if change == "flags":
        return packed.replace(b"PK\x01\x02", b"PK\x01\x02" + chance.randbytes(2), 1)
    return packed


def table(chance: random.Random) -> bytes:
    """A CSV file in which cells, marks, lines and encoding are changed."""
    rows = [HEADINGS, *(list(row) for row in ROWS)]
    for _ in range(chance.randint(1, 12)):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(CELLS)
    if chance.random() < 0.1:
        rows.append(["x"] * chance.choice([1_000, 200_000]))
    text = io.StringIO()
    mark = chance.choice(",;\t|")
    csv.writer(text, delimiter=mark, lineterminator=chance.choice(["\n", "\r\n", "\r"])).writerows(
        rows
    )
    body = text.getvalue()
    for _ in range(chance.choice([0, 0, 1, 5, 500])):
        at = chance.randrange(len(body))
        body = body[:at] + chance.choice(['"', '""', "\0", mark, "\n", "\r", "\u2028"]) + body[at:]
    code = chance.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32", "utf-7"])
    raw = body.encode(code, errors="replace")
    if chance.random() < 0.3:
        at = chance.randrange(len(raw))
        raw = raw[:at] + chance.randbytes(chance.choice([1, 3, 3000])) + raw[at:]
    return raw


def made(number: int) -> bytes:
    """The file of that number: two workbooks, then a table."""
    chance = random.Random(number)
    return table(chance) if number % 3 == 2 else workbook(chance)
