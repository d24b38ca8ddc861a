"""The lists of a benefits desk are those of the rules, each code with its words."""

from pathlib import Path
from typing import get_args

import pytest

from services import means_test
from services.means_test.domain.codes import Certificate, Role
from services.means_test.domain.evidence import EvidenceKind, EvidenceStepKind
from services.means_test.domain.life import Awaited, State
from shared.web.vocabularies import vocabularies


@pytest.mark.parametrize(
    "name, codes",
    [
        ("test_states", State),
        ("awaited", Awaited),
        ("evidence_kinds", EvidenceKind),
        ("evidence_steps", EvidenceStepKind),
        ("certificates", get_args(Certificate)),
        ("roles", get_args(Role)),
    ],
)
def test_a_list_has_every_code(name, codes):
    found = vocabularies(Path(means_test.__file__).parent)[name]
    assert [t.code for t in found.terms] == list(codes)
