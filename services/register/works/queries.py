"""What readers are shown of works: what a home would be, what stands in it, what was certified."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Annotated

from sqlalchemy import select

from services.register import data
from services.register.domain.adaptations import AdaptedHome, what_if
from services.register.domain.equipment import RecoveryTakenBack
from services.register.domain.home import Code
from services.register.domain.matching import shortfalls
from services.register.domain.works import CertifiedWorks
from services.register.in_force.fitness import facts_of, rules_on
from services.register.tables import Equipment, RegisteredHome
from shared.contracts.codes import AccessCategory
from shared.mistakes import TakenBack
from shared.persistence.reading import Reading
from shared.problems import InvalidInput
from shared.schema import Field, Model, example
from shared.views import ViewOfRow


class WhatIf(Model):
    """Adaptations of the catalogue to try on a home."""

    model_config = example(adaptations=["wet_room"])

    adaptations: Annotated[list[Code], Field(min_length=1, max_length=20)]
    """Codes of the catalogue to try together, 1 to 20."""


class EquipmentView(ViewOfRow):
    """Equipment in a home, or taken out of it."""

    id: uuid.UUID
    """The register's number of this piece of equipment."""
    version: int
    """Counts the changes; the ETag is made of it."""
    home_id: uuid.UUID
    """The home that it was put into."""
    adaptation: str
    """What it is, by its code in the catalogue of adaptations."""
    installed_on: dt.date
    """The day it was put in."""
    supplier: str | None
    """The firm that supplied it; null where not known."""
    warranty_until: dt.date | None
    """The last day of its guarantee; null where there is none or it is not known."""
    recovered_on: dt.date | None
    """The day it was taken out; null while it is there."""
    recovered_to: str | None
    """Where it went; null while it is there."""
    recoveries_taken_back: tuple[RecoveryTakenBack, ...]
    """When it was said to have been taken out and was not, the first first."""
    taken_back: TakenBack | None
    """When it was found that it was never put in, by whom and why; null: it was."""


class EquipmentList(Model):
    items: list[EquipmentView]
    """Each piece of equipment, with its guarantee."""

    @classmethod
    def of(cls, rows: Sequence[Equipment]) -> "EquipmentList":
        return cls(items=[EquipmentView.of(row) for row in rows])


class HomeOfCase(ViewOfRow):
    """Where a case lives, and what became of the works certified on it."""

    case_id: uuid.UUID
    """The case."""
    home_id: uuid.UUID | None
    """The registered home that the case lives in; null where that is not known."""
    certified_works: list[CertifiedWorks]
    """Each set of works certified on the case, and what it changed in the home's survey."""


async def with_adaptations(reading: Reading, home_id: uuid.UUID, asked: WhatIf) -> AdaptedHome:
    """What the home would be with these adaptations."""
    catalogue = data.catalogue()
    for position, code in enumerate(asked.adaptations):
        if code not in catalogue:
            known = ", ".join(sorted(catalogue))
            raise InvalidInput.at(f"/adaptations/{position}", f"one of {known}")
    return await _projected(reading, home_id, asked.adaptations)


async def towards(reading: Reading, home_id: uuid.UUID, category: AccessCategory) -> AdaptedHome:
    """What the home would be with the adaptations that its way to a category needs."""
    facts = facts_of(await reading.read(RegisteredHome, home_id))
    found = shortfalls(category, facts, rules_on(reading.today).policy)
    return await _projected(reading, home_id, sorted({f.adaptation for f in found if f.adaptation}))


async def equipment(reading: Reading, home_id: uuid.UUID) -> EquipmentList:
    """All equipment of a home, the latest last."""
    await reading.read(RegisteredHome, home_id)
    wanted = select(Equipment).where(Equipment.home_id == home_id)
    return EquipmentList.of(
        (await reading.session.scalars(wanted.order_by(Equipment.installed_on, Equipment.id))).all()
    )


async def _projected(reading: Reading, home_id: uuid.UUID, codes: Sequence[str]) -> AdaptedHome:
    facts = facts_of(await reading.read(RegisteredHome, home_id))
    policy = rules_on(reading.today).policy
    chosen = [policy.catalogue[code] for code in codes]
    rule_set = data.rule_set(facts.home.rule_set)
    return what_if(facts.answers, chosen, rule_set, policy.prices)
