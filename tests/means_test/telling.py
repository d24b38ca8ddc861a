"""The recorded households with their digests, those first that tell most: for mutation testing."""

import json
import sys
from collections import Counter

from tests.means_test.households import assessed
from tests.means_test.random_households import random_household
from tests.means_test.recorded import recorded

ENOUGH = 4
"""Households that meet a rule, before the rest are left for the end."""

if __name__ == "__main__":
    met: Counter[tuple[str, str]] = Counter()
    first, rest = [], []
    for seed, expected in enumerate(recorded()):
        document = random_household(seed)
        rules = {(w.provision, w.item.split(" of ")[0]) for w in assessed(document).local.working}
        tells = any(met[rule] < ENOUGH for rule in rules)
        met.update(rules)
        (first if tells else rest).append((document, expected))
    json.dump([*first, *rest], sys.stdout)
