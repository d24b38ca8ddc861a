"""A waiting list by points: the county's clinical prioritisation form (Stroud App 4 D)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from services.referral.domain.priority.codes import Reason
from services.referral.domain.priority.facts import PointsCase, Settings
from services.referral.domain.priority.places import Clock, PlaceByPoints, Why
from services.referral.domain.priority.scheme import PointsScheme
from shared.calendar import add_months


def place_by_points(
    cases: Sequence[PointsCase], settings: Settings, scheme: PointsScheme, clock: Clock
) -> tuple[PlaceByPoints, ...]:
    """Most points first; those with the same points in date order, then by id."""
    count = Count(scheme, settings, clock.on)
    counted = []
    for case in cases:
        reasons = tuple(count.reasons(case))
        points = sum(reason.points or 0 for reason in reasons)
        counted.append((-points, case.waiting_since, case.id, case, reasons))
    counted.sort(key=lambda each: each[:3])
    level = Counter(minus for minus, *_ in counted)
    in_date_order = Why(Reason.DATE_ORDER, None, scheme.clause)
    return tuple(
        PlaceByPoints(
            id=case.id,
            place=place,
            points=-minus,
            reaches_threshold=-minus >= settings.threshold,
            decide_by=(due := clock.decide_by(case.valid_application_on)),
            near=clock.is_near(due),
            reasons=(*reasons, in_date_order) if level[minus] > 1 else reasons,
        )
        for place, (minus, _, _, case, reasons) in enumerate(counted, start=1)
    )


class Count:
    """What counts for a case under a district's settings on a day."""

    def __init__(self, scheme: PointsScheme, settings: Settings, on: dt.date) -> None:
        self._clause, self._waiting, self._on = scheme.clause, settings.waiting, on
        for_yes = vars(settings.questions)
        self._for_yes = [Why(q.code, for_yes[q.code], scheme.clause) for q in scheme.questions]

    def reasons(self, case: PointsCase) -> Iterator[Why]:
        """Points for each yes and for the periods waited; or that there are none."""
        answers, nothing = vars(case.answers), True
        for why in self._for_yes:
            if answers[why.code]:
                nothing = False
                yield why
        months = months_completed(case.waiting_since, self._on)
        if periods := months // self._waiting.every_months:
            nothing = False
            yield Why(Reason.WAITING, periods * self._waiting.points, self._clause)
        if nothing:
            yield Why(Reason.NO_POINTS, 0, self._clause)


def months_completed(since: dt.date, on: dt.date) -> int:
    """Whole months from a day to a later one; each is completed on its day, or its month's last."""
    months = (on.year - since.year) * 12 + on.month - since.month
    return months if add_months(since, months) <= on else months - 1
