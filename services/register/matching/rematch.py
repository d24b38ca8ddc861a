"""`python -m services.register rematch`: the whole county under new rules, prices or limits."""

import argparse
import asyncio
import getpass
from collections import Counter

from services.register.domain.shortlists import Among, Change
from services.register.matching.rematching import AT_ONCE, match_county, rework_county
from shared.caseload import telling
from shared.cli import print_answer
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.policies import authorities
from shared.schema import Model
from shared.settings import DatabaseSettings


class Rematched(Model):
    """What a run changed; a second one finds nothing to change."""

    homes: int
    """Worked out again."""
    recategorised: int
    """Of these, in another category than before."""
    shortlists: dict[Among, dict[Change, int]]
    """Made anew, by what changed in them."""

    @classmethod
    def of(cls, homes: Counter[str], shortlists: Counter[tuple[Among, Change]]) -> "Rematched":
        return cls(
            homes=homes["homes"],
            recategorised=homes["recategorised"],
            shortlists={
                among: {change: n for change in Change if (n := shortlists[among, change])}
                for among in Among
            },
        )


def rematch(_: argparse.Namespace) -> int:
    """Work the homes out and match the needs again; print what changed; the exit code."""
    url = DatabaseSettings.of_operator("register").database_url
    return print_answer(lambda: asyncio.run(_rematch(Database("register", url, pool_size=AT_ONCE))))


async def _rematch(database: Database) -> Rematched:
    reach = Reach(f"operator:{getpass.getuser()}", authorities(), authorities())
    with telling("homes") as told:
        homes = await rework_county(database, reach, told)
    with telling("households") as told:
        shortlists = await match_county(database, reach, told)
    await database.dispose()
    return Rematched.of(homes, shortlists)
