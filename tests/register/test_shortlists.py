"""What changed in a household's shortlist."""

import pytest

from services.register.domain.fitting import Verdict
from services.register.domain.shortlists import Change, Listed, compare

SUITABLE, ADAPTABLE = (Listed("s", Verdict.SUITABLE), Listed("a", Verdict.ADAPTABLE))


@pytest.mark.parametrize(
    "before, now, change",
    [
        (None, [], Change.FIRST),
        (None, [SUITABLE], Change.FIRST),
        ([], [], Change.NONE),
        ([SUITABLE, ADAPTABLE], [SUITABLE, ADAPTABLE], Change.NONE),
        ([ADAPTABLE], [SUITABLE, ADAPTABLE], Change.BETTER),
        ([ADAPTABLE], [Listed("a", Verdict.SUITABLE)], Change.BETTER),
        ([], [Listed("v", Verdict.VERIFY)], Change.BETTER),
        ([SUITABLE, ADAPTABLE], [ADAPTABLE], Change.WORSE),
        ([ADAPTABLE], [], Change.WORSE),
        ([SUITABLE], [Listed("t", Verdict.SUITABLE)], Change.OTHER_HOMES),
        ([SUITABLE, ADAPTABLE], [SUITABLE], Change.OTHER_HOMES),
    ],
)
def test_a_shortlist_is_judged_by_its_best_home_and_then_by_its_homes(before, now, change):
    assert compare(before, now).change is change


def test_homes_that_entered_and_left_are_named_in_their_order():
    before = [Listed(home, Verdict.VERIFY) for home in "cab"]
    now = [Listed(home, Verdict.VERIFY) for home in "eda"]
    assert compare(before, now)[1:] == (["e", "d"], ["c", "b"])
    assert compare(None, now)[1:] == ([], [])
