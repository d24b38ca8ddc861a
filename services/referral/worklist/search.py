"""Finding a case by what somebody typed: a name (misspelt too), a number, a date, a home.

Under row-level security only equality and beginnings use an index. So misspelt words are looked up
by their threes of letters, ranked here, and then persons by words that there are.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union_all

from services.referral.casefile.persons import by_case
from services.referral.domain.finding import Sought, most_alike, sought, trigrams
from services.referral.tables import NameTrigram, PersonKeys, PersonName, Referral
from services.referral.worklist.queries import ReferralLine
from shared.persistence.reading import Reading
from shared.schema import Field, Model, example

MOST_WORDS_COMPARED = 60
MOST_PERSONS_COMPARED = 500


class ReferralSearch(Model):
    """What somebody typed. It may be a name, so it is sent in a body and never in an address."""

    model_config = example(text="Ada Example 15/06/1967", limit=20)

    text: str = Field(min_length=2, max_length=200)
    """A name, reference, NHS number, UPRN, postcode, address from its beginning, or date of birth;
    a name or address may stand beside a date of birth."""
    limit: int = Field(default=20, strict=True, ge=1, le=100)
    """The most cases to answer with, 1 to 100."""


class FoundReferral(ReferralLine):
    """A case that may be the one."""

    alike: float
    """How alike the name is to what was typed, from 0 to 1; 1 where it was a number or a home."""


class SearchView(Model):
    """The cases that may be meant, the likeliest first."""

    items: list[FoundReferral]
    """Each case that may be meant."""


async def search(reading: Reading, wanted: ReferralSearch) -> SearchView:
    """The cases that may be meant, among those that the caller may see."""
    typed = sought(wanted.text)
    scores = await _by_reference(reading, typed)
    if not scores and typed.words:
        scores = await _by_name(reading, typed)
    scores = scores or await _by_keys(reading, typed)
    best = sorted(scores, key=lambda case_id: (-scores[case_id], case_id))[: wanted.limit]
    rows = await reading.session.execute(by_case(best))
    shown = {row.case_id: ReferralLine.of(row, record) for row, record in rows}
    return SearchView(
        items=[FoundReferral(**dict(shown[each]), alike=round(scores[each], 3)) for each in best]
    )


async def _by_reference(reading: Reading, typed: Sought) -> dict[uuid.UUID, float]:
    """The case of a reference; what nobody has as a reference may be something else."""
    if typed.reference is None:
        return {}
    return dict.fromkeys(await reading.session.scalars(by_reference(typed)), 1.0)


async def _by_keys(reading: Reading, typed: Sought) -> dict[uuid.UUID, float]:
    """Everybody with that number, home or date of birth; nobody where nothing was typed."""
    if not _conditions(typed):
        return {}
    rows = await reading.session.scalars(by_keys(typed))
    return dict.fromkeys(rows, 1.0)


async def _by_name(reading: Reading, typed: Sought) -> dict[uuid.UUID, float]:
    """Everybody whose names are like those typed, by how like they are."""
    first, last = await _alike(reading, typed.words[0], typed.words[-1])
    rows = await reading.session.execute(by_name(typed, list(first), list(last)))
    scores: dict[uuid.UUID, float] = {}
    for case_id, family, given in rows:
        score = max(_score(family, given, first, last), _score(given, family, first, last))
        if len(typed.words) == 1:
            score = max(first.get(family, 0.0), first.get(given, 0.0))
        scores[case_id] = max(score, scores.get(case_id, 0.0))
    return scores


def _score(family: str, given: str, first: dict[str, float], last: dict[str, float]) -> float:
    return (last.get(family, 0.0) + first.get(given, 0.0)) / 2


async def _alike(reading: Reading, *typed: str) -> list[dict[str, float]]:
    """The words of people's names most like each that was typed, and how like they are."""
    found = set(await reading.session.scalars(words_like(*typed)))
    return [most_alike(word, found) for word in typed]


def words_like(*typed: str) -> CompoundSelect[str]:
    """The words that share most threes of letters with one or another, asked for once."""
    return union_all(
        *(
            select(NameTrigram.word)
            .where(NameTrigram.trigram.in_(trigrams(word)))
            .group_by(NameTrigram.word)
            .order_by(func.count().desc(), NameTrigram.word)
            .limit(MOST_WORDS_COMPARED)
            .subquery()
            .select()
            for word in dict.fromkeys(typed)
        )
    )


def by_reference(typed: Sought) -> Select[uuid.UUID]:
    """The case of a reference."""
    return select(Referral.case_id).where(Referral.reference == typed.reference)


def by_keys(typed: Sought) -> Select[uuid.UUID]:
    """The cases of the person's numbers, home and date of birth."""
    return select(PersonKeys.case_id).where(*_conditions(typed)).limit(MOST_PERSONS_COMPARED)


def _conditions(typed: Sought) -> Sequence[ColumnElement[bool]]:
    stated = (
        (typed.nhs_number, PersonKeys.nhs_number == typed.nhs_number),
        (typed.uprn, PersonKeys.uprn == typed.uprn),
        (typed.date_of_birth, PersonKeys.date_of_birth == typed.date_of_birth),
        (typed.postcode, PersonKeys.postcode.op("^@")(typed.postcode)),
        (typed.address, PersonKeys.address.op("^@")(typed.address)),
    )
    return [condition for value, condition in stated if value is not None]


def by_name(typed: Sought, first: list[str], last: list[str]) -> Select[uuid.UUID, str, str]:
    """The persons with two such words in either order, or with one where one was typed."""
    family, given = PersonName.family, PersonName.given
    if len(typed.words) == 1:
        meets = or_(family.in_(first), given.in_(first))
    else:
        meets = or_(
            and_(family.in_(last), given.in_(first)), and_(family.in_(first), given.in_(last))
        )
    rows = select(PersonName.case_id, family, given).where(meets).limit(MOST_PERSONS_COMPARED)
    if typed.date_of_birth is not None:
        born = and_(
            PersonKeys.case_id == PersonName.case_id,
            PersonKeys.date_of_birth == typed.date_of_birth,
        )
        rows = rows.join(PersonKeys, born)
    return rows
