"""pain.001.001.09, held by the schema as ISO 20022 publishes it and read back by lxml."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.payments.domain.runs import read_run
from services.payments.formats.pain001 import NAMESPACE, write
from shared.problems import InvalidInput
from tests.payments.runs import payment, run

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("pain.001.001.09.xsd")))


def read(document):
    """The initiation of a run's file, which the schema accepts."""
    tree = etree.fromstring(write(read_run(document)))
    SCHEMA.assertValid(tree)
    return tree[0]


def text(element, path):
    """What stands at a path of element names."""
    return element.findtext("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))


def each(element, path):
    return element.findall("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))


def test_a_run_as_one_batch():
    made = read(
        run(
            payment(1, name="Jø Łęcki & <Söhne>", amount="1234.50", reference="inv-7"),
            payment(2, amount="0.01"),
        )
    )
    for block in ("GrpHdr", "PmtInf"):
        assert text(made, f"{block}/NbOfTxs") == "2"
        assert text(made, f"{block}/CtrlSum") == "1234.51"
    assert text(made, "GrpHdr/MsgId") == "RUN-1"
    assert text(made, "GrpHdr/CreDtTm") == "2026-03-10T09:00:00+00:00"
    (batch,) = each(made, "PmtInf")
    assert text(batch, "PmtMtd") == "TRF"
    assert text(batch, "ReqdExctnDt/Dt") == "2026-03-11"
    assert text(batch, "Dbtr/Nm") == "Gloucester City"
    assert text(batch, "DbtrAcct/Id/Othr/Id") == "01234567"
    assert text(batch, "DbtrAgt/FinInstnId/ClrSysMmbId/MmbId") == "090909"
    first, second = each(batch, "CdtTrfTxInf")
    assert text(first, "PmtId/EndToEndId") == "PAY-1"
    assert text(first, "Amt/InstdAmt") == "1234.50"
    assert each(first, "Amt/InstdAmt")[0].get("Ccy") == "GBP"
    assert text(first, "CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Cd") == "GBDSC"
    assert text(first, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId") == "010203"
    assert text(first, "CdtrAcct/Id/Othr/Id") == "00012345"
    assert text(first, "Cdtr/Nm") == "Jø Łęcki & <Söhne>"
    assert text(first, "RmtInf/Ustrd") == "INV-7"
    assert text(second, "PmtId/EndToEndId") == "PAY-2"


@pytest.mark.parametrize("text_of_it", ["a\x07", "\x1b[0m", "\ufffe", "\x0b"])
def test_a_control_character_that_xml_cannot_hold(text_of_it):
    strange = run(payment(), payment(2, id=text_of_it, name=text_of_it), id=text_of_it)
    strange["originator"] |= {"name": text_of_it}
    with pytest.raises(InvalidInput) as refused:
        write(read_run(strange))
    assert [e.pointer for e in refused.value.errors] == [
        "/id",
        "/originator/name",
        "/payments/1/id",
        "/payments/1/name",
    ]


xml_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r&<>\"' ]"),
    min_size=1,
    max_size=35,
).filter(str.strip)


@given(st.lists(xml_texts, min_size=1, max_size=5, unique=True), xml_texts)
def test_ids_and_names_arrive_as_they_were_given(texts, own):
    document = run(*(payment(n, id=t, name=t) for n, t in enumerate(texts)), id=own)
    document["originator"] |= {"name": own}
    made = read(document)
    assert text(made, "GrpHdr/MsgId") == text(made, "PmtInf/PmtInfId") == own
    assert text(made, "PmtInf/Dbtr/Nm") == own
    paid = each(made, "PmtInf/CdtTrfTxInf")
    assert [text(p, "PmtId/EndToEndId") for p in paid] == texts
    assert [text(p, "Cdtr/Nm") for p in paid] == texts
