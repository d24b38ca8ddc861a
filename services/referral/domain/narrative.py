"""What goes with an assessment in the assessor's own words: for the care team alone.

Everything else about an assessment is codes and figures; what is said of the person's condition,
of their family and of why works are needed stands here, and is kept sealed.
"""

from shared.schema import Field, Flag, Model

MOST = 50
LONG = Field(default="", max_length=20000)


class WorkReason(Model):
    """Why works are necessary and appropriate (section 24(3)(a) of the Act)."""

    kind: str = Field(max_length=60)
    """The recommended works, by their code."""
    why: str = Field(min_length=1, max_length=4000)
    """Which need they meet, and why nothing less would."""


class Alternative(Model):
    """What else was considered (guidance 4.41, 4.46, 7.11)."""

    what: str = Field(min_length=1, max_length=500)
    """The other solution: equipment, other works, care, a move."""
    technology: Flag = False
    """Whether it is assistive technology."""
    why_not: str = Field(min_length=1, max_length=4000)
    """Why it would not do, or not alone."""


class Narrative(Model):
    """What was found and why, in the assessor's words."""

    findings: str = LONG
    """What the person can and cannot do at home now, and what matters to them (guidance 4.40)."""
    anticipated_needs: str = LONG
    """What is to be expected (guidance 4.40)."""
    development: str = LONG
    """Of a child: growth, and progress towards independence (guidance 4.34, B77)."""
    other_people: str = LONG
    """Other disabled people in the home, carers, and the family's needs (guidance 4.42)."""
    effect_on_care: str = LONG
    """What the works change for those who care for the person."""
    limited_life_expectancy: Flag = False
    """Whether the person is not expected to live long (guidance 4.38)."""
    works: tuple[WorkReason, ...] = Field(default=(), max_length=MOST)
    """Why each of the recommended works is necessary and appropriate."""
    alternatives: tuple[Alternative, ...] = Field(default=(), max_length=MOST)
    """What else was considered, and why it would not do."""
