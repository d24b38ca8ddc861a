"""What prepares the carriers of events, as an operator runs it.

`python -m shared.bus migrate`: the schema that carries them where PostgreSQL does.
`python -m shared.bus authority`: topics, and who may write and read each, where Kafka does.
"""

import argparse
import asyncio
from pathlib import Path

from shared.bus.authority import establish
from shared.bus.runtime import broker_of
from shared.persistence.migrate import migrate
from shared.settings import BrokerSettings, MigrationSettings

MIGRATIONS = Path(__file__).parent / "migrations"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m shared.bus",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=["migrate", "authority"])
    print({"migrate": _migrate, "authority": _authority}[parser.parse_args().command]())


def _migrate() -> str:
    url = MigrationSettings.of_operator("bus").migration_url
    return str(asyncio.run(migrate("bus", MIGRATIONS, url)))


def _authority() -> str:
    settings = BrokerSettings.read()
    came, went = asyncio.run(establish(broker_of(settings), settings.kafka_partners))
    return f"{came} allowed, {went} no longer"


if __name__ == "__main__":
    main()
