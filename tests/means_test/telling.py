"""The recorded households with their digests, those first that tell most: for mutation testing."""

import json
import sys
from collections import Counter

from services.means_test.calculate import assess_again
from services.means_test.domain.household import Household
from tests.means_test.recorded import EDITIONS, recorded

ENOUGH = 4
"""Households of an edition that meet a rule, before the rest are left for the end."""

if __name__ == "__main__":
    met: Counter[tuple[int, str, str]] = Counter()
    first, rest = [], []
    for edition, (household, _, _) in EDITIONS.items():
        for seed, expected in enumerate(recorded(edition)):
            document = household(seed)
            assessed = assess_again(Household.model_validate(document), edition)
            lines = assessed.local.working
            rules = {(edition, w.provision, w.item.split(" of ")[0]) for w in lines}
            tells = any(met[rule] < ENOUGH for rule in rules)
            met.update(rules)
            (first if tells else rest).append((edition, document, expected))
    json.dump([*first, *rest], sys.stdout)
