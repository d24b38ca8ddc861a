"""A test's fingerprint: the same inputs, figures and rules give the same one for ever."""

import json
from hashlib import sha256

from services.means_test.domain.answer import answer
from services.means_test.domain.assessment import Tested
from services.means_test.domain.household import Household


def fingerprint(household: Household, tested: Tested) -> str:
    """SHA-256, in hexadecimal, of the inputs, the parameter set and the result with its working.

    Inputs at their default are left out, so that a key added later changes no earlier test's.
    """
    inputs = household.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    content = {"household": inputs, "answer": answer(tested)}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
