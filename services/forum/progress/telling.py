"""What a person is told of their case, from what the services published about it."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

STEPS = Path(__file__).with_name("steps.yaml")
QUIET = {
    *("referral.corrected", "grants.payment-held", "grants.payment-freed"),
    *("grants.change-decided", "grants.repayment-decided", "grants.deadline-neared"),
    *("grants.repayment-decision-struck-out", "payments.grant-demanded"),
    "payments.demand-corrected",
    *("grants.deadline-passed", "register.alternatives-assessed", "payments.payment-returned"),
    *("payments.invoice-overdue", "payments.grant-recovered", "payments.recovery-corrected"),
    *("grants.funds-allocated", "referral.training-held", "referral.training-corrected"),
    "register.stock-recorded",
    *("payments.spending-confirmed", "payments.spending-corrected", "payments.accruals-stated"),
    "referral.equality-counted",
    *("referral.clock-stopped", "referral.clock-started"),
}
"""Events that change nothing of what a person waits for, of which a letter tells them, or which
are about no case."""
TOLD_AT = {
    "referral": "/v1/referrals/{case_id}/told",
    "means_test": "/v1/cases/{case_id}/told",
    "grants": "/v1/cases/{case_id}/told",
}
"""Where each service tells the person in full what is wanted of them, and which letters they were
sent. All of it is personal, and stays there."""
WHO = {
    "you": "You",
    "referrals": "The council's referrals team",
    "therapists": "The occupational therapists",
    "grants": "The council's grants team",
    "payments": "The council's payments team",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a case."""

    type: str
    on: dt.date
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What happens next, who does it, by when, and what is wanted of the person."""

    next: str | None = None
    who: str | None = None
    by: dt.date | None = None
    wanted: str | None = None


@cache
def steps() -> Mapping[str, Mapping[str, Any]]:
    """What is said of each type of event."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(STEPS.read_text(encoding="utf-8"))
    return found


def told(happened: Iterable[Happened]) -> list[tuple[dt.date, str]]:
    """What has happened so far, the first first."""
    return [(each.on, _step(each)["said"]) for each in happened if each.type in steps()]


def ahead(happened: Iterable[Happened]) -> Ahead:
    """What is to come, after all that has happened: a step that says nothing of it leaves it."""
    found = Ahead()
    for each in happened:
        step = _step(each)
        if "next" in step:
            found = _ahead(step, each.data)
    return found


def wanted(happened: Sequence[Happened]) -> tuple[str, ...]:
    """What we want of the person: for the step that comes next, and what they were asked besides."""
    coming = ahead(happened)
    besides: dict[str, Collection[str]] = {}
    for each in happened:
        besides = {asked: ends for asked, ends in besides.items() if each.type not in ends}
        step = _step(each)
        if "besides" in step:
            besides[step["besides"]] = step["until"]
    return (*filter(None, [coming.wanted]), *(besides if coming.next else ()))


def told_at(happened: Iterable[Happened]) -> Mapping[str, str]:
    """The services that know the case and tell the person more, each with where."""
    know = {each.type.partition(".")[0].replace("-", "_") for each in happened}
    return {service: path for service, path in TOLD_AT.items() if service in know}


def _step(happened: Happened) -> Mapping[str, Any]:
    """What is said of it; where it says so itself, of what happened only in part."""
    step = steps().get(happened.type, {})
    if "only_where" in step and not happened.data.get(step["only_where"]):
        said: Mapping[str, Any] = step["else"]
        return said
    return step


def _ahead(step: Mapping[str, Any], data: Mapping[str, Any]) -> Ahead:
    if step["next"] is None:
        return Ahead()
    by = _at(data, step["by"]) if "by" in step else None
    day = dt.date.fromisoformat(by) if isinstance(by, str) else None
    return Ahead(step["next"], WHO[step["who"]], day, step.get("wanted"))


def _at(data: Any, path: str) -> Any:
    """What stands there, such as `targets.0.due_on`; None where nothing does."""
    for key in path.split("."):
        if isinstance(data, list):
            data = data[int(key)] if int(key) < len(data) else None
        else:
            data = (data or {}).get(key)
    return data
