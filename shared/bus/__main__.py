"""What prepares the carriers of events, as an operator runs it.

`python -m shared.bus migrate`: the schema that carries them where PostgreSQL does.
`python -m shared.bus authority`: topics, and who may write and read each, where Kafka does.
"""

import argparse
import asyncio
import logging
from pathlib import Path

from shared.bus.authority import establish
from shared.bus.runtime import broker_of
from shared.commands import in_one_line
from shared.persistence.migrate import migrate
from shared.settings import AuthoritySettings, MigrationSettings

MIGRATIONS = Path(__file__).parent / "migrations"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m shared.bus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=["migrate", "authority"])
    act = {"migrate": _migrate, "authority": _authority}[parser.parse_args().command]
    with in_one_line(parser.prog):
        print(act())


def _migrate() -> str:
    url = MigrationSettings.of_operator("bus").migration_url
    return str(asyncio.run(migrate("bus", MIGRATIONS, url)))


def _authority() -> str:
    settings = AuthoritySettings.of_operator("bus")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # what fails is said once, at the end
    came, went = asyncio.run(establish(broker_of(settings), settings.kafka_partners))
    return f"{came} allowed, {went} no longer"


if __name__ == "__main__":
    main()
