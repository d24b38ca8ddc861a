"""A referral as occupational therapists send it, and the tokens to send it with."""

import json

from bench.load import Plan
from bench.running import Platform

ENQUIRY = {
    "district": "E07000081",
    "received_on": "2026-03-02",
    "source": "occupational_therapist",
    "person": {
        "name": "A. Person",
        "date_of_birth": "1985-06-15",
        "address": "1 Example Street",
        "postcode": "GL1 1AA",
    },
    "consent": {"given": True, "by": "A. Person", "on": "2026-03-02"},
    "reason": "Finds it hard to get about at home.",
}

CALLERS = 8
"""Therapists: one alone is served two requests at a time, whatever they send."""


def referring(platform: Platform, seconds: float, rate: float | None = None) -> Plan:
    """Post referrals to the referral service."""
    mint = platform.stack.issuer.mint
    tokens = [mint("occupational_therapist", sub=f"therapist {n}") for n in range(CALLERS)]
    return Plan(
        port=platform.stack.ports["referral"],
        path="/v1/referrals",
        headers=[{"authorization": f"Bearer {token}"} for token in tokens],
        body=json.dumps(ENQUIRY),
        seconds=seconds,
        rate=rate,
    )
