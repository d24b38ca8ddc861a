"""`make bench`: measure, add the figures to bench/results.csv, and print them.

`ONLY=relay` (or several, with commas) measures a part.
"""

import argparse
from collections.abc import Callable

from rich.table import Table

from bench import (
    alternatives,
    duplicates,
    forum,
    grants,
    largest,
    latency,
    ledger,
    letters,
    loading,
    means_test,
    payments,
    post,
    register,
    register_rematch,
    register_service,
    relay,
    seal,
    sheets,
    take_over,
    waiting_list,
    waiting_page,
    what_if,
)
from bench.figures import Figure, append
from bench.rounds import console
from bench.yardstick import against, yardstick

PARTS: dict[str, Callable[[], list[Figure]]] = {
    "means_test": means_test.figures,
    "grants": grants.figures,
    "payments": payments.figures,
    "seal": seal.figures,
    "ledger": ledger.figures,
    "register": register.figures,
    "register_service": register_service.figures,
    "alternatives": alternatives.figures,
    "letters": letters.figures,
    "loading": loading.figures,
    "register_rematch": register_rematch.figures,
    "people": duplicates.figures,
    "sheets": sheets.figures,
    "take_over": take_over.figures,
    "waiting_list": waiting_list.figures,
    "waiting_page": waiting_page.figures,
    "what_if": what_if.figures,
    "post": post.figures,
    "relay": relay.figures,
    "latency": latency.figures,
    "forum": forum.figures,
    "largest": largest.figures,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"of {', '.join(PARTS)}; several with commas")
    wanted = [part for part in parser.parse_args().only.split(",") if part] or list(PARTS)
    unknown = set(wanted) - set(PARTS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose of {', '.join(PARTS)}")
    table = Table("figure", "measured", "of the baseline", "rounds")
    for part in wanted:
        console.print(f"[bold]{part}[/bold]")
        before = yardstick()
        figures = PARTS[part]()
        measured = list(against(figures, (before + yardstick()) / 2))
        append(measured)
        for figure in measured:
            table.add_row(*figure.cells())
    console.print(table)


if __name__ == "__main__":
    main()
