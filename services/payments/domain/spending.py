"""What the pooled fund pays beside grants (guidance 2.7 to 2.12)."""

from enum import StrEnum

from services.payments.domain.expenditure import APPENDIX, Expenditure, Nature, natures_of
from shared.contracts.event import District
from shared.problems import FieldError, InvalidInput
from shared.schema import Date, Field, Model, Pounds, example


class SpendingPurpose(StrEnum):
    """Which of the ways of guidance 2.7 it is."""

    MINOR_WORKS = "minor_works"
    EQUIPMENT = "equipment"
    PROJECT = "project"


class Fund(StrEnum):
    """Whose money it is."""

    GOVERNMENT = "government"
    OWN = "own"


class Spending(Model):
    """Money that was spent beside grants."""

    model_config = example(
        district="E07000083",
        purpose="project",
        spent_on="major_adaptation",
        nature="capital",
        fund="government",
        amount="18000.00",
        on="2026-03-04",
        about="Showers in two temporary flats",
        plan="Better Care Fund plan 2025, scheme 14",
    )

    district: District
    """ONS code of the district whose money it is."""
    purpose: SpendingPurpose
    """Which way of spending it is."""
    spent_on: Expenditure
    """What it was spent on."""
    nature: Nature
    """How it stands in the accounts."""
    fund: Fund
    """Whose money it is: the government's is for capital alone."""
    amount: Pounds = Field(gt=0)
    """How much, in pounds with VAT."""
    on: Date
    """The day on which it was spent; not after today."""
    about: str = Field(min_length=1, max_length=500)
    """What it is, up to 500 characters; no names."""
    plan: str | None = Field(default=None, min_length=1, max_length=200)
    """Where the approved spending plan has it; a project with government funding names it."""


class Classified(Model):
    """How finance finds that something stands in the accounts."""

    model_config = example(spent_on="handyperson", nature="capital", fund="government")

    spent_on: Expenditure
    """What it was spent on."""
    nature: Nature
    """How it stands in the accounts."""
    fund: Fund
    """Whose money it is: the government's is for capital alone."""


def check_spending(said: Spending) -> None:
    """What it is named to be is possible, and a project with government funding is in the plan."""
    faults = [*_faults(said)]
    if (
        said.purpose is SpendingPurpose.PROJECT
        and said.fund is Fund.GOVERNMENT
        and said.plan is None
    ):
        faults.append(
            FieldError("/plan", "a project is agreed and in the approved plan (guidance 2.11)")
        )
    if faults:
        raise InvalidInput(errors=faults)


def check_classified(said: Classified) -> None:
    """What it is named to be is possible (guidance Appendix A, 2.8)."""
    if faults := _faults(said):
        raise InvalidInput(errors=faults)


def _faults(said: Spending | Classified) -> list[FieldError]:
    faults = []
    if said.nature not in natures_of(said.spent_on):
        faults.append(FieldError("/nature", f"{said.spent_on} is never {said.nature} ({APPENDIX})"))
    if said.nature is Nature.REVENUE and said.fund is Fund.GOVERNMENT:
        faults.append(FieldError("/fund", "government funding is for capital alone (guidance 2.8)"))
    return faults
