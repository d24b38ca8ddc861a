"""The county under new rules, prices or limits: homes worked out again, needs matched again.

Each command takes a part, in one transaction. What is by the rules already stays as it is, so that
a run may be stopped, started again and repeated.
"""

import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import LargeBinary, Text, Uuid, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from services.register.domain.shortlists import Among, Change, Listed, compare
from services.register.tables import KeptShortlist, RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork

_KEY = ("case_id", "among")

Shortlists = Mapping[Among, Sequence[Listed]]
"""Of one household, by the homes that were looked among."""


class OldHome(NamedTuple):
    """A home as other rules left it: its survey as JSON, for another process to read."""

    id: uuid.UUID
    district: str
    survey: str
    consents: bool | None
    category: str


class NewHome(NamedTuple):
    """What the rules make of it now: the categorisation as JSON."""

    id: uuid.UUID
    category: str
    categorisation: str
    fitness: bytes | None


WorkOut = Callable[[Sequence[OldHome]], Awaitable[Sequence[NewHome]]]
"""Has homes worked out, wherever that is done."""


async def rework_homes(
    uow: UnitOfWork, district: str, ids: Sequence[uuid.UUID], rules: str, work_out: WorkOut
) -> Counter[str]:
    """Work out again those of the homes that are by other rules; counts them.

    Whoever is changing one of them is waited for, and it is read as they leave it.
    """
    uow.concerns(district)
    home = RegisteredHome
    columns = (home.id, home.district, cast(home.survey, Text), home.consents_to_adaptation)
    by_others = (
        select(*columns, home.category)
        .where(home.id.in_(ids), home.fitness_by.is_distinct_from(rules))
        .order_by(home.id)
        .with_for_update()
    )
    before = [OldHome(*row) for row in await uow.session.execute(by_others)]
    now = await work_out(before)
    await _keep(uow, now, rules)
    changed = sum(old.category != new.category for old, new in zip(before, now, strict=True))
    return Counter(homes=len(now), recategorised=changed)


async def keep_shortlists(
    uow: UnitOfWork, district: str, found: Mapping[uuid.UUID, Shortlists], rules: str
) -> Counter[tuple[Among, Change]]:
    """Keep what households' shortlists are now beside what they were; counts those that changed.

    One that the same rules made before, and that is the same, stays with what had changed then.
    """
    uow.concerns(district)
    wanted = select(KeptShortlist).where(KeptShortlist.case_id.in_(found))
    kept = {(row.case_id, row.among): row for row in await uow.session.scalars(wanted)}
    rows: list[dict[str, Any]] = [
        {"case_id": case_id, "among": among, "district": district, "matched_on": uow.today} | row
        for case_id, shortlists in found.items()
        for among, homes in shortlists.items()
        if (row := _beside(kept.get((case_id, among)), homes, rules))
    ]
    if rows:
        new = insert(KeptShortlist)
        changes = {name: new.excluded[name] for name in rows[0] if name not in _KEY}
        await uow.session.execute(
            new.on_conflict_do_update(index_elements=_KEY, set_=changes), rows
        )
    return Counter((row["among"], row["change"]) for row in rows)


async def forget_shortlists(
    uow: UnitOfWork, district: str, cases: Sequence[uuid.UUID]
) -> Counter[str]:
    """Let go of the shortlists of households whose needs hold no more; counts the households."""
    uow.concerns(district)
    await uow.session.execute(delete(KeptShortlist).where(KeptShortlist.case_id.in_(cases)))
    return Counter(forgotten=len(cases))


async def _keep(uow: UnitOfWork, homes: Sequence[NewHome], rules: str) -> None:
    """In one statement, as there are many."""
    kinds: dict[str, Any] = {
        "id": Uuid,
        "category": Text,
        "categorisation": Text,
        "fitness": LargeBinary,
    }
    arrays = [
        cast([getattr(home, name) for home in homes], ARRAY(kind)) for name, kind in kinds.items()
    ]
    new = func.unnest(*arrays).table_valued(*kinds).render_derived().c
    changes = update(RegisteredHome).where(RegisteredHome.id == new.id)
    await uow.session.execute(
        changes.values(
            category=new.category,
            categorisation=cast(new.categorisation, JSONB),
            fitness=new.fitness,
            fitness_by=rules,
            version=RegisteredHome.version + 1,
        ),
        execution_options={"synchronize_session": False},
    )


def _beside(
    before: KeptShortlist | None, homes: Sequence[Listed], rules: str
) -> dict[str, Any] | None:
    """A shortlist with what changed in it; None where the same rules made the same before."""
    now = [one._asdict() for one in homes]
    if before is not None and (before.rules, before.homes) == (rules, now):
        return None
    earlier = None if before is None else [Listed(**home) for home in before.homes]
    changed = compare(earlier, homes)
    return {
        "rules": rules,
        "homes": now,
        "change": changed.change,
        "homes_entered": changed.entered,
        "homes_left": changed.left,
    }
