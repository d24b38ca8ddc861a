"""How people are found by what somebody types: as names are misspelt, in whatever order."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from shared.identifiers import (
    parse_case_reference,
    parse_nhs_number,
    parse_postcode,
    parse_uprn,
)

MOST_WORDS = 5
"""Of one name or search: more make no difference to who is found."""
MOST_ALIKE = 15
LEAST_ALIKE = 0.6
"""Words less alike than this are other names, from 0 to 1."""
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( ?[0-9][A-Z]{0,2})?")
_UK_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)


def plain(text: str) -> str:
    """A text without marks, capitals and punctuation: `Zoë O'Neill` is `zoe oneill`."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c if c.isalnum() else " " for c in apart if c not in "'’" and c.isprintable())
    return " ".join(kept.split())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name by which it is found."""
    return tuple(plain(name).split()[:MOST_WORDS])


def pairs_of(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each word as family name with each before it as given name; a single word has no other."""
    if len(words) == 1:
        return ((words[0], ""),)
    return tuple(
        dict.fromkeys((words[f], words[g]) for f in range(1, len(words)) for g in range(f))
    )


def trigrams(word: str) -> tuple[str, ...]:
    """The threes of letters in a word, its beginning and end marked by blanks."""
    padded = f"  {word} "
    return tuple(sorted({padded[n : n + 3] for n in range(len(padded) - 2)}))


def alikeness(one: str, other: str) -> float:
    """How alike two words are, from 0 to 1."""
    return Indel.normalized_similarity(one, other)


def most_alike(word: str, candidates: Iterable[str]) -> dict[str, float]:
    """The candidates most like a word, the best first."""
    scored = ((alikeness(word, each), each) for each in candidates)
    best = sorted((each for each in scored if each[0] >= LEAST_ALIKE), reverse=True)
    return {each: score for score, each in best[:MOST_ALIKE]}


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed, told by its shape. What is None was not typed."""

    reference: str | None = None
    """Beside what else it may be: one of thirty references has no digit, as a name has none."""
    nhs_number: str | None = None
    uprn: str | None = None
    postcode: str | None = None
    """Its beginning, without blanks."""
    date_of_birth: dt.date | None = None
    address: str | None = None
    """Its beginning, plain."""
    words: tuple[str, ...] = ()


def sought(text: str) -> Sought:
    """Read what was typed: a number by its check, a date, a postcode, an address, else a name."""
    typed = " ".join(text.split())
    return replace(_besides_reference(typed), reference=_reference(typed))


def _reference(typed: str) -> str | None:
    with suppress(ValueError):
        return parse_case_reference(typed)
    return None


def _besides_reference(typed: str) -> Sought:
    with suppress(ValueError):
        return Sought(nhs_number=parse_nhs_number(typed))
    with suppress(ValueError):
        return Sought(uprn=parse_uprn(typed))
    if _OUTWARD.fullmatch(typed.upper()):
        return Sought(postcode=postcode_key(typed))
    born, rest = _born(typed)
    if rest[:1].isdigit():
        return Sought(date_of_birth=born, address=plain(rest))
    # A home may have a name for its number, so what is nobody's name is looked for as a home.
    return Sought(date_of_birth=born, words=words_of(rest), address=plain(rest) or None)


def postcode_key(text: str) -> str:
    """A postcode or its beginning as it is compared, without a blank."""
    with suppress(ValueError):
        text = parse_postcode(text)
    return text.upper().replace(" ", "")


def _born(typed: str) -> tuple[dt.date | None, str]:
    """A date of birth among the words, and the words without it."""
    for word in typed.split():
        with suppress(ValueError):
            day = _date(word)
            return day, " ".join(typed.replace(word, " ", 1).split())
    return None, typed


def _date(word: str) -> dt.date:
    if parts := _UK_DATE.fullmatch(word):
        day, month, year = map(int, parts.groups())
        return dt.date(year, month, day)
    if len(word) != len("2026-01-31"):
        raise ValueError
    return dt.date.fromisoformat(word)
