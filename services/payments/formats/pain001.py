"""ISO 20022 pain.001.001.09: a run as a customer credit transfer initiation."""

import re
from xml.etree.ElementTree import Element, tostring

from services.payments.domain.runs import Originator, Payment, Run
from shared.problems import FieldError, InvalidInput
from shared.schema import pounds_text

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(run: Run) -> bytes:
    """The file of a run; `InvalidInput` where a text has a character that XML cannot hold."""
    _check_texts(run)
    document = _element("Document", _element("CstmrCdtTrfInitn", _header(run), _debit(run)))
    document.set("xmlns", NAMESPACE)
    written: bytes = tostring(document, encoding="utf-8", xml_declaration=True)
    # A parser reads a bare carriage return as a line feed: written out, it arrives as given.
    return written.replace(b"\r", b"&#13;")


def _check_texts(run: Run) -> None:
    texts = {"/id": run.id, "/originator/name": run.originator.name}
    for at, payment in enumerate(run.payments):
        texts[f"/payments/{at}/id"] = payment.id
        texts[f"/payments/{at}/name"] = payment.name
    faults = [
        FieldError(at, "a control character that XML cannot hold: take it out")
        for at, text in texts.items()
        if _NOT_IN_XML.search(text)
    ]
    if faults:
        raise InvalidInput(errors=faults)


def _header(run: Run) -> Element:
    return _element(
        "GrpHdr",
        _element("MsgId", run.id),
        _element("CreDtTm", run.created_at.isoformat()),
        *_totals(run),
        _element("InitgPty", _element("Nm", run.originator.name)),
    )


def _debit(run: Run) -> Element:
    """The one account that is debited on the one day, and the credits."""
    by = run.originator
    return _element(
        "PmtInf",
        _element("PmtInfId", run.id),
        _element("PmtMtd", "TRF"),
        *_totals(run),
        _element("ReqdExctnDt", _element("Dt", run.processing_date.isoformat())),
        _element("Dbtr", _element("Nm", by.name)),
        _account("DbtrAcct", by),
        _bank("DbtrAgt", by),
        *(_credit(payment) for payment in run.payments),
    )


def _credit(payment: Payment) -> Element:
    amount = _element("InstdAmt", pounds_text(payment.amount))
    amount.set("Ccy", "GBP")
    return _element(
        "CdtTrfTxInf",
        _element("PmtId", _element("EndToEndId", payment.id)),
        _element("Amt", amount),
        _bank("CdtrAgt", payment),
        _element("Cdtr", _element("Nm", payment.name)),
        _account("CdtrAcct", payment),
        _element("RmtInf", _element("Ustrd", payment.reference)),
    )


def _totals(run: Run) -> tuple[Element, Element]:
    number = _element("NbOfTxs", str(len(run.payments)))
    return number, _element("CtrlSum", pounds_text(run.total))


def _account(name: str, of: Originator | Payment) -> Element:
    return _element(name, _element("Id", _element("Othr", _element("Id", of.account_number))))


def _bank(name: str, of: Originator | Payment) -> Element:
    """The bank by its sort code: GBDSC is the code of the United Kingdom's."""
    scheme = _element("ClrSysId", _element("Cd", "GBDSC"))
    member = _element("ClrSysMmbId", scheme, _element("MmbId", of.sort_code))
    return _element(name, _element("FinInstnId", member))


def _element(name: str, *content: Element | str) -> Element:
    made = Element(name)
    for part in content:
        if isinstance(part, str):
            made.text = part
        else:
            made.append(part)
    return made
