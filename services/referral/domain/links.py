"""What an officer says of two records: that they are of one person, or are not."""

import uuid
from collections.abc import Iterable
from enum import StrEnum

from services.referral.domain.reasons import Reason
from shared.problems import WrongState
from shared.schema import Model, example


class LinkSaid(StrEnum):
    """What is said of two records."""

    SAME_PERSON = "same_person"
    ANOTHER_PERSON = "another_person"
    TAKEN_BACK = "taken_back"


class Linking(Model):
    """What is said of another record, and why."""

    model_config = example(
        other="7b1c7a0e-2f0e-4c55-8f2f-6f0f0c1d3a52",
        said="same_person",
        reason="She moved in with her daughter and told us of both addresses",
    )

    other: uuid.UUID
    """The other case."""
    said: LinkSaid
    """That both are of one person, of two people, or that what was said is taken back."""
    reason: Reason
    """Why, in the officer's words; kept in the history."""


def check_link(said: LinkSaid, before: LinkSaid | None) -> None:
    """What stands is taken back before something else is said. Raises `WrongState`."""
    stands = before not in {None, LinkSaid.TAKEN_BACK}
    if said is LinkSaid.TAKEN_BACK and not stands:
        raise WrongState("nothing was said of the two that could be taken back")
    if said is not LinkSaid.TAKEN_BACK and stands:
        raise WrongState(f"it was said of the two before: {before}; take that back first")


def standing(said: Iterable[tuple[uuid.UUID, str]]) -> dict[uuid.UUID, LinkSaid]:
    """What stands of each other case, after all that was said in its order."""
    last = {other: LinkSaid(each) for other, each in said}
    return {other: each for other, each in last.items() if each is not LinkSaid.TAKEN_BACK}
