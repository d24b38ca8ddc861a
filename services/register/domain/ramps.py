"""Ramps: how steep their parts are, in whole numbers, and whether all of them were measured."""

from collections.abc import Callable
from functools import cache

from services.register.domain.survey import UNKNOWN, Path, Survey, Truth

Gradient = tuple[int, int]
"""Rise and run, mm."""

LONG_RAMP = 5000
"""A ramp section of this length or more has the gradients of a long one (rules 13 to 16), mm."""


def alternative_steps(survey: Survey, ramp: Path) -> int:
    """Steps of the way round a ramp: nought (no stepped way) where not recorded."""
    value = survey.peek((*ramp, "alternative_steps"))
    return value if isinstance(value, int) else 0


def steeper(survey: Survey, ramp: Path, than: str) -> Truth:
    """Whether any part of the ramp is steeper than '1:12': exact, in whole numbers."""
    limit = _ratio(than)
    return _some_part(survey, ramp, lambda part: _steeper(part, limit))


def between(survey: Survey, ramp: Path, than: str, up_to: str) -> Truth:
    """Whether any part is steeper than the first gradient and not steeper than the second."""
    limit, top = _ratio(than), _ratio(up_to)
    return _some_part(survey, ramp, lambda part: _steeper(part, limit) and not _steeper(part, top))


def short_and_steeper(survey: Survey, ramp: Path, than: str) -> Truth:
    limit = _ratio(than)
    return _some_part(survey, ramp, lambda part: not _long(part) and _steeper(part, limit))


def long_and_steeper(survey: Survey, ramp: Path, than: str) -> Truth:
    limit = _ratio(than)
    return _some_part(survey, ramp, lambda part: _long(part) and _steeper(part, limit))


def long_and_between(survey: Survey, ramp: Path, than: str, up_to: str) -> Truth:
    limit, top = _ratio(than), _ratio(up_to)
    return _some_part(
        survey,
        ramp,
        lambda part: _long(part) and _steeper(part, limit) and not _steeper(part, top),
    )


def ramp_unmeasured(survey: Survey, ramp: Path) -> bool:
    """Rules 103 to 105: a rise or run of the ramp, or of one of its sections, is blank."""
    return any(
        not isinstance(survey.peek((*part, side)), int)
        for part in survey.ramp_parts(ramp)
        for side in ("rise", "run")
    )


@cache
def _ratio(text: str) -> Gradient:
    rise, run = text.split(":")
    return int(rise), int(run)


def _steeper(part: Gradient, limit: Gradient) -> bool:
    return part[0] * limit[1] > limit[0] * part[1]


def _long(part: Gradient) -> bool:
    return part[1] >= LONG_RAMP


def _some_part(survey: Survey, ramp: Path, test: Callable[[Gradient], bool]) -> Truth:
    there = survey.at(ramp)
    if there is UNKNOWN or there is None:
        return UNKNOWN if there is UNKNOWN else False
    gradients = [
        (survey.at((*part, "rise")), survey.at((*part, "run"))) for part in survey.ramp_parts(ramp)
    ]
    measured = [(r, n) for r, n in gradients if isinstance(r, int) and isinstance(n, int)]
    if any(map(test, measured)):
        return True
    return False if len(measured) == len(gradients) else UNKNOWN
