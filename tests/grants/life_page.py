"""What random lives came to, as the page in the docs has it."""

import datetime as dt
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "lives-of-grant-cases.md"


def keep(heading, text):
    """Put the text in the place of what stood under that heading."""
    section = re.compile(rf"(^## {heading}\n\n).*?(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
    page, found = section.subn(lambda match: match[1] + text + "\n", PAGE.read_text())
    assert found == 1, heading
    PAGE.write_text(page)


def today():
    return f"{dt.datetime.now(dt.UTC):%-d %B %Y}"


def commit():
    """Of which state of the project it is said."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def lived(whole, known, minutes):
    """The lives, act by act, with why acts were refused and how far cases came."""
    taken = sum(n for (_, was_taken), n in whole.acts.items() if was_taken)
    acts = whole.acts.total()
    yield f"{today()}, commit `{commit()}`, {known}, one process, niced, beside others on two processors:"
    yield f"{whole.lives:,} lives with {acts:,} acts, {taken:,} of them taken, in {minutes:.0f}"
    yield f"minutes ({whole.lives / minutes:.0f} lives a minute). Everything held."
    names = sorted({name for name, _ in whole.acts})
    rows = [(n, whole.acts[n, True], whole.acts[n, False]) for n in names]
    yield from table(("act", "taken", "refused"), rows)
    yield from table(("refused because", "acts"), whole.refused.most_common())
    yield from table(("state reached", "lives"), whole.states.most_common())
    yield from table(("began as", "lives"), whole.began.most_common())


def table(heads, rows):
    """A table of the page."""
    yield from ("", f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|")
    for row in rows:
        cells = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
        yield f"| {' | '.join(cells)} |"
