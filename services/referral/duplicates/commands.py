"""Saying that two records are of one person, or are not, and taking it back.

Nothing is moved and nothing is lost: each record stays as it is, and each is told in a row of its own.
"""

import uuid

from services.referral.domain.links import Linking, check_link, standing
from services.referral.duplicates.links import links_of
from services.referral.duplicates.queries import LikenessView, likenesses
from services.referral.tables import PersonLink, Referral
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, NotFound, OutOfReach


async def say_of_another(uow: UnitOfWork, case_id: uuid.UUID, linking: Linking) -> LikenessView:
    """Record what is said of two records, under both; who says it may change both."""
    if linking.other == case_id:
        raise InvalidInput.at("/other", "that is the case itself")
    found = {each: await _locked(uow, each, case_id) for each in sorted([case_id, linking.other])}
    here, there = found[case_id], found[linking.other]
    rows = await links_of(uow, case_id)
    stands = standing((row.other_case_id, row.said) for row in rows)
    check_link(linking.said, stands.get(linking.other))
    for referral, other in ((there, here), (here, there)):
        uow.concerns(referral.district, referral.case_id)
        await _add(uow, referral, other, linking)
    await uow.session.flush()
    return await likenesses(uow, case_id)


async def _locked(uow: UnitOfWork, each: uuid.UUID, case_id: uuid.UUID) -> Referral:
    """The row of a case; of the one that was asked for, as its reader knows it."""
    if each == case_id:
        return await uow.load(Referral, each)
    row = await uow.session.get(Referral, each)
    if row is None:
        raise NotFound(
            "you may see no such case: of one in another district somebody says it who works for both"
        )
    if row.district not in uow.reach.write:
        raise OutOfReach(
            f"the other case is of {row.district}, for which you may not act: ask somebody who works"
            " for both districts to say it, as it is kept under both"
        )
    await uow.session.refresh(row, with_for_update=True)
    return row


async def _add(uow: UnitOfWork, referral: Referral, other: Referral, linking: Linking) -> None:
    row = PersonLink(
        case_id=referral.case_id,
        number=len(await links_of(uow, referral.case_id)) + 1,
        district=referral.district,
        recorded_at=uow.now,
        recorded_by=uow.reach.principal,
        reason=linking.reason,
        other_case_id=other.case_id,
        said=linking.said,
    )
    uow.add(row)
