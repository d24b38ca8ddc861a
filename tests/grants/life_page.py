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


def lived(whole, known, minutes, worked):
    """The lives, act by act, with why acts were refused and how far cases came.

    `worked` is how many minutes the process had of a processor; the database has its own.
    """
    taken = sum(n for (_, was_taken), n in whole.acts.items() if was_taken)
    yield f"{today()}, commit `{commit()}`, {known}, one process, niced, beside others on two"
    yield f"processors: {whole.lives:,} lives with {whole.acts.total():,} acts, {taken:,} of them taken, in"
    yield f"{minutes:.0f} minutes, of which the process had {worked:.1f} of a processor. Everything held."
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
