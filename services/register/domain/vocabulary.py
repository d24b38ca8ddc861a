"""The words that the criteria of the rules may use besides comparisons.

Each takes the survey, then paths of measurements and whole numbers, and answers a value, a truth
or UNKNOWN.
"""

from collections.abc import Callable
from typing import Any

from services.register.domain.ramps import (
    alternative_steps,
    between,
    long_and_between,
    long_and_steeper,
    ramp_unmeasured,
    short_and_steeper,
    steeper,
)
from services.register.domain.survey import UNKNOWN, Path, Survey, Truth

STEP_RISE = 170
"""What one step is taken to climb until the ramp is designed, mm: a planning figure of ours."""


def count(survey: Survey, path: Path) -> Any:
    """A number of things: none recorded as `null` is nought."""
    value = survey.at(path)
    return 0 if value is None else value


def steps(survey: Survey, entrance: Path) -> Any:
    """Steps at a door; nought where a lift bypasses them."""
    if survey.peek((*entrance, "steps_bypassed_by_lift")) is True:
        return 0
    return count(survey, (*entrance, "steps"))


def rise(survey: Survey, entrance: Path) -> Any:
    """Height from the ground to a door, mm: its ramp's where there is one, else by its steps."""
    ramp = (*entrance, "ramp")
    if known(survey, ramp):
        heights = [survey.at((*part, "rise")) for part in survey.ramp_parts(ramp)]
        return sum(heights) if all(isinstance(h, int) for h in heights) else UNKNOWN
    number = steps(survey, entrance)
    return UNKNOWN if number is UNKNOWN else number * STEP_RISE


def lacks(survey: Survey, path: Path, *needed: int) -> Truth:
    """Whether a space falls short: of a width, or of a length and width either way round."""
    value = survey.at(path)
    if value is UNKNOWN or value is None:
        return UNKNOWN if value is UNKNOWN else True
    have = sorted(value) if isinstance(value, list | tuple) else [value]
    return any(h < n for h, n in zip(have, sorted(needed), strict=True))


def smaller(survey: Survey, length: Path, width: Path, long: int, short: int) -> Truth:
    """Whether a space is smaller than `long` by `short`, mm, turned whichever way fits best."""
    sides = [survey.at(length), survey.at(width)]
    if None in sides:
        return False
    known = sorted(side for side in sides if side is not UNKNOWN)
    if known and (known[0] < short or (len(known) > 1 and known[1] < long)):
        return True
    return UNKNOWN if UNKNOWN in sides else False


def there(survey: Survey, path: Path) -> Truth:
    value = survey.at(path)
    return UNKNOWN if value is UNKNOWN else value is not None


def narrow_side(survey: Survey, path: Path) -> Any:
    """The lesser side of a turning space, mm."""
    value = survey.at(path)
    return min(value) if isinstance(value, list | tuple) else value


def long_side(survey: Survey, path: Path) -> Any:
    sides = survey.at((*path, "length")), survey.at((*path, "width"))
    return UNKNOWN if UNKNOWN in sides else None if None in sides else max(sides)


def short_side(survey: Survey, path: Path) -> Any:
    sides = survey.at((*path, "length")), survey.at((*path, "width"))
    return UNKNOWN if UNKNOWN in sides else None if None in sides else min(sides)


def door_below(survey: Survey, width: int) -> Truth:
    """Whether any internal door is narrower; unknown where none is but some were not measured."""
    widths, complete = survey.doors()
    if any(w < width for w in widths):
        return True
    return False if complete else UNKNOWN


def narrowest_door(survey: Survey) -> Any:
    """The narrowest internal door, mm, once all on the access level are measured."""
    widths, complete = survey.doors()
    return min(widths, default=None) if complete else UNKNOWN


def no_lift(survey: Survey) -> Truth:
    """Whether the block has no lift: the count decides, else what was said of the lift itself."""
    lifts = survey.at(("communal_lifts",))
    if lifts is not UNKNOWN:
        return not lifts
    lift = survey.at(("communal_lift",))
    return UNKNOWN if lift is UNKNOWN else lift is None


def on_access_level(survey: Survey, room: str) -> Truth:
    rooms = survey.at(("internal", "rooms_on_access_level"))
    return UNKNOWN if rooms is UNKNOWN else room in (rooms or ())


def wc_on_access_level(survey: Survey) -> Truth:
    """A WC or combined bathroom among the rooms of the access level, or a separate WC on it."""
    rooms = survey.at(("internal", "rooms_on_access_level"))
    if rooms is not UNKNOWN and {"wc", "combined_bathroom"} & set(rooms or ()):
        return True
    if survey.at(("separate_wc", "on_access_level")) is True:
        return True
    return UNKNOWN if rooms is UNKNOWN else False


def blank(survey: Survey, path: Path) -> bool:
    """Not filled in on the form."""
    return survey.peek(path) is UNKNOWN


def empty(survey: Survey, path: Path) -> bool:
    """Not filled in, or filled in with nothing: for answers that every home must have."""
    return survey.peek(path) in (UNKNOWN, None, "")


def listed_none(survey: Survey, path: Path) -> bool:
    """A list is given and has nothing in it."""
    return survey.peek(path) in ([], {})


def steps_blank(survey: Survey, entrance: Path) -> bool:
    bypassed = survey.peek((*entrance, "steps_bypassed_by_lift")) is True
    return not bypassed and blank(survey, (*entrance, "steps"))


def known(survey: Survey, path: Path) -> bool:
    """Recorded, and there."""
    return survey.peek(path) not in (UNKNOWN, None)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        count,
        steps,
        rise,
        alternative_steps,
        lacks,
        smaller,
        steeper,
        between,
        short_and_steeper,
        long_and_steeper,
        long_and_between,
        ramp_unmeasured,
        there,
        narrow_side,
        long_side,
        short_side,
        door_below,
        narrowest_door,
        no_lift,
        on_access_level,
        wc_on_access_level,
        blank,
        empty,
        listed_none,
        steps_blank,
        known,
    )
}

IMPLIED: dict[str, tuple[str, ...]] = {
    "no_lift": ("communal_lifts", "communal_lift"),
    "on_access_level": ("internal",),
    "wc_on_access_level": ("internal", "separate_wc"),
    "door_below": ("internal", "door_widths"),
    "narrowest_door": ("internal", "door_widths"),
}
"""Headings of the survey that a function looks under without being given their path."""
