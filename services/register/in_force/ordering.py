"""In which order the shortlists of a district come."""

import datetime as dt
from collections.abc import Sequence

from services.register import data
from services.register.domain.policy import DistrictPolicy
from shared.policies import load


def ranking_of(district: str, on: dt.date) -> Sequence[str]:
    """The keys that the district's policy of the day chose, first key first; else the usual ones."""
    chosen = load(district, on).section("register", DistrictPolicy).ranking
    return chosen.keys if chosen else data.ranking()
