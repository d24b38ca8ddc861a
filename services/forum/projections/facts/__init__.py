"""What each event tells of its case: the columns of `cases` that it fills, a file a publisher."""

from services.forum.projections.facts import grants, means_test, payments, referral, register
from services.forum.projections.facts.row import NOTHING_YET, Row

TELLS = referral.TELLS | means_test.TELLS | grants.TELLS | payments.TELLS | register.TELLS
"""Of each event what it tells. Those that no measure needs are left out."""

__all__ = ["NOTHING_YET", "TELLS", "Row"]
