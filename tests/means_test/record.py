"""`python -m tests.means_test.record` records the random households' results again.

For when a rule or a figure has changed on purpose.
"""

from services.means_test.calculate import calculate
from tests.means_test.random_households import random_household
from tests.means_test.recorded import FILE, digest

HOUSEHOLDS = 3_000

if __name__ == "__main__":
    digests = [digest(calculate(random_household(seed))) for seed in range(HOUSEHOLDS)]
    lines = [" ".join(digests[i : i + 10]) for i in range(0, HOUSEHOLDS, 10)]
    FILE.write_text("\n".join(lines) + "\n")
