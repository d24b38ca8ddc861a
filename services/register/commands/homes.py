"""Homes: entered, surveyed, empty or lived in."""

import uuid

from services.register import data
from services.register.domain.categorising import categorise
from services.register.domain.home import Home
from services.register.domain.listing import Entry, Occupancy, check_entry
from services.register.tables import RegisteredHome
from shared.persistence.unit_of_work import UnitOfWork


async def register_home(work: UnitOfWork, entry: Entry) -> RegisteredHome:
    """Enter a surveyed home: it is categorised by the rules at once."""
    work.concerns(entry.district)
    check_entry(entry, work.reach.provider)
    home = RegisteredHome(
        id=work.new_id("home"),
        district=entry.district,
        provider_id=entry.provider_id,
        uprn=entry.uprn,
        occupancy=entry.occupancy,
        consents_to_adaptation=entry.consents_to_adaptation,
    )
    _survey(home, entry.survey)
    work.add(home)
    return home


async def note_occupancy(
    work: UnitOfWork, home_id: uuid.UUID, occupancy: Occupancy
) -> RegisteredHome:
    """A home became empty, or somebody moved in."""
    home = await work.load(RegisteredHome, home_id)
    work.concerns(home.district)
    home.occupancy = occupancy
    return home


def _survey(home: RegisteredHome, survey: Home) -> None:
    """Take a survey over and categorise the home by it."""
    found = categorise(survey, data.rule_set(survey.rule_set))
    home.survey = survey.model_dump(mode="json", exclude_unset=True)
    home.category = found.category
    home.categorisation = found.model_dump(mode="json")
