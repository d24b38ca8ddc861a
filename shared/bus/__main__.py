"""`python -m shared.bus migrate`: the schema that carries events where PostgreSQL does."""

import argparse
import asyncio
from pathlib import Path

from shared.persistence.migrate import migrate
from shared.settings import MigrationSettings

MIGRATIONS = Path(__file__).parent / "migrations"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m shared.bus", description=__doc__)
    parser.add_argument("command", choices=["migrate"])
    parser.parse_args()
    url = MigrationSettings.of_operator("bus").migration_url
    print(asyncio.run(migrate("bus", MIGRATIONS, url)))


if __name__ == "__main__":
    main()
