"""The baseline of the same run: what this machine's disk and PostgreSQL do at their barest."""

import asyncio
import time

import asyncpg

SECONDS = 3


def inserts_a_second(database_url: str) -> float:
    """One connection that inserts a row and commits it, again and again."""
    return asyncio.run(_inserted(database_url))


async def _inserted(database_url: str) -> float:
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute("CREATE TABLE IF NOT EXISTS public.bare (at timestamptz, t text)")
        number, began = 0, time.monotonic()
        while time.monotonic() - began < SECONDS:
            await connection.execute("INSERT INTO public.bare VALUES (now(), 'a row')")
            number += 1
        return number / (time.monotonic() - began)
    finally:
        await connection.close()
