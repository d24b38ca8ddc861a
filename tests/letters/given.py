"""What the acknowledgement of a referral is given, in one line."""

import datetime as dt
import uuid
from decimal import Decimal

ON = dt.date(2026, 12, 1)
ADDRESS = ("Ms A. Person", "1 Example Street", "Stroud", "GL5 1AA")


def given(**changes):
    """All that the letter needs, changed."""
    return {
        "council": {
            "name": "Stroud District Council",
            "address": ["Ebley Mill", "Westward Road", "Stroud GL5 4UB"],
        },
        "date": ON,
        "reference": "STR-2026-000123",
        "address": ADDRESS,
        "name": "Ms Person",
        "received_on": dt.date(2026, 11, 27),
        "decision": "An occupational therapist will visit you to see what would help.",
        "steps": [
            {
                "what": "We call you to agree a day for the visit.",
                "who": "Sam Field",
                "by": dt.date(2026, 12, 4),
            },
            {
                "what": "You look out letters about your benefits and your rent or mortgage.",
                "who": "You",
                "by": dt.date(2026, 12, 11),
            },
            {
                "what": "The therapist visits and writes down what you need.",
                "who": "Jo Hill, occupational therapist",
                "by": dt.date(2026, 12, 18),
            },
        ],
        "contact": {
            "name": "Sam Field",
            "post": "Adaptations officer",
            "telephone": "01453 000000",
            "email": "adaptations@example.org",
        },
        "answer_by": dt.date(2027, 1, 8),
    } | changes


def remittance():
    """All that a remittance advice needs."""
    shared = ("council", "date", "address", "name", "contact")
    return {name: given()[name] for name in shared} | {
        "reference": "DFG-000042",
        "paid_on": dt.date(2026, 11, 27),
        "payments": [
            {
                "invoice": "2026-118",
                "case": "STR-2026-000123",
                "reference": "DFG-000042-00001",
                "amount": Decimal("5600.00"),
            },
        ],
        "total": Decimal("5600.00"),
    }


def deduction_statement():
    """All that a statement under the Construction Industry Scheme needs."""
    shared = ("council", "date", "address", "name", "contact")
    return {name: given()[name] for name in shared} | {
        "reference": "CIS 2026-11-05",
        "employer_reference": "123/AB456",
        "ending": dt.date(2026, 11, 5),
        "month": {
            "tax_reference": "1955839661",
            "verification": "V1234567890",
            "payments": Decimal("5000.00"),
            "materials": Decimal("2000.00"),
            "deducted": Decimal("600.00"),
        },
    }


def _head():
    """What every letter of a case needs."""
    shared = ("council", "date", "reference", "address", "name", "contact")
    return {name: given()[name] for name in shared}


def evidence(**changes):
    """All that a letter needs which asks for evidence again."""
    wanted = [
        {"what": "Payslips of the partner.", "asked_on": dt.date(2026, 11, 3)},
        {"what": "Bank statements of the disabled person.", "asked_on": dt.date(2026, 11, 27)},
    ]
    asked = {"wanted": wanted, "reminder": True, "answer_by": dt.date(2026, 12, 15)}
    return _head() | asked | changes


def invitation():
    """All that an invitation needs."""
    told = {"reason": "The lift would not fit.", "answer_by": dt.date(2026, 12, 15)}
    return _head() | {"invitation": told}


def complaint_received():
    """All that is said of a complaint that came."""
    made = {"made_on": dt.date(2026, 11, 27), "reason": "Nobody called back for a month."}
    by = {"answered_by": "the team leader", "answer_by": dt.date(2026, 12, 15)}
    return _head() | {"complaint": made} | by


def complaint_answered(**changes):
    """All that the answer to a complaint needs."""
    answer = {"answered_on": ON, "reason": "The message was not passed on. We are sorry."}
    return (
        _head()
        | {
            "complaint": complaint_received()["complaint"],
            "answer": answer,
            "found": "You were right",
            "remedies": [
                {"what": "We say sorry to you in writing", "by": ON, "amount": None},
                {"what": "We pay you", "by": ON, "amount": Decimal("50.00")},
            ],
            "following": "the Local Government and Social Care Ombudsman",
            "to_ombudsman": True,
        }
        | changes
    )


def vat_declaration():
    """All that a declaration to sign needs."""
    lines = [
        {"says": "Level-access shower", "basis": "Adapting a bathroom, washroom or lavatory"},
        {"says": "Wider door", "basis": "Building a ramp, or widening a door or a passage"},
    ]
    return _head() | {"home": ADDRESS[1:], "lines": lines}


REFERENCE = uuid.UUID(int=7)
