"""A made-up register of people, put into the referral service's tables as the service would."""

import datetime as dt
import json
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import asyncpg

from bench.running import Platform
from services.referral.domain.finding import pairs_of, plain, postcode_key, trigrams, words_of
from shared.identifiers import reference_of

DISTRICTS = [f"E0700{n:04}" for n in range(78, 84)]
FAMILIES, GIVEN = 12_000, 850
AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
_SYLLABLES = (
    *(
        "al",
        "an",
        "ar",
        "ash",
        "bar",
        "ber",
        "bram",
        "car",
        "cher",
        "cor",
        "dal",
        "dun",
        "ed",
        "el",
    ),
    *("fair", "gar", "gil", "hal", "har", "hol", "ing", "ken", "lam", "lin", "mac", "mar", "nor"),
    *("o", "pen", "per", "ray", "rig", "sal", "shel", "stan", "thor", "tre", "un", "wal", "wil"),
)
_ENDINGS = ("ton", "ley", "son", "field", "ham", "wood", "er", "s", "by", "man", "worth", "ard")
COMMON = (
    *("margaret", "john", "mary", "william", "elizabeth", "robert", "susan", "james", "catherine"),
    *("thomas", "dorothy", "george", "helen", "michael", "patricia", "stephen", "ann", "david"),
    *("joan", "jean", "alan", "ian", "winifred", "muhammad", "sarah", "charles", "florence"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up person."""

    given: str
    family: str
    born: dt.date
    address: str
    postcode: str
    nhs_number: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".title()

    def as_person(self) -> dict[str, Any]:
        """As an enquiry names them."""
        return {
            "name": self.name,
            "date_of_birth": self.born.isoformat(),
            "address": self.address,
            "postcode": self.postcode,
            "nhs_number": self.nhs_number,
            "uprn": None,
            "communication_needs": [],
            "representative": None,
        }


class Maker:
    """Makes people whose names are as unevenly shared as names are."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)
        made = dict.fromkeys(self._word() for _ in range(FAMILIES * 2))
        self.families = list(made)[:FAMILIES]
        self.given = [*COMMON, *list(made)[FAMILIES : FAMILIES + GIVEN - len(COMMON)]]

    def _word(self) -> str:
        choose = self.choose
        middle = "".join(choose.choice(_SYLLABLES) for _ in range(choose.choice((1, 1, 2))))
        return middle + choose.choice(_ENDINGS)

    def skewed(self, words: Sequence[str]) -> str:
        """A word, those in front far more often."""
        return words[int(len(words) * self.choose.random() ** 3)]

    def person(self) -> Made:
        born = dt.date(1920, 1, 1) + dt.timedelta(days=self.choose.randrange(38_000))
        return Made(self.skewed(self.given), self.skewed(self.families), born, *self.home())

    def home(self) -> tuple[str, str]:
        """An address and its postcode: some twenty homes have one."""
        street, area = self.choose.randrange(4_000), self.choose.randrange(1, 57)
        letters = chr(65 + street % 20) + chr(65 + street // 20 % 20)
        address = f"{self.choose.randint(1, 40)} {self.families[street].title()} Street"
        return address, f"GL{area} {street // 400 % 9 + 1}{letters}"

    def people(self, count: int) -> Iterator[Made]:
        return (self.person() for _ in range(count))


def keep(running: Platform, people: Sequence[Made]) -> list[uuid.UUID]:
    """Put them into the tables, a case each; the ids of the cases in their order."""
    cases = [uuid.UUID(int=random.Random(n).getrandbits(128)) for n in range(len(people))]
    tables = _rows(cases, people)

    async def copy(connection: asyncpg.Connection) -> None:
        await connection.execute("SET session_replication_role = replica")
        for table, (columns, rows) in tables.items():
            await connection.copy_records_to_table(
                table, schema_name="referral", columns=columns, records=rows
            )
        await connection.execute("ANALYZE")

    running.connected(copy)
    return cases


def _rows(
    cases: Sequence[uuid.UUID], people: Sequence[Made]
) -> dict[str, tuple[Sequence[str], list[tuple[Any, ...]]]]:
    referrals, enquiries, keys, names = [], [], [], []
    words: set[str] = set()
    for n, (case_id, made) in enumerate(zip(cases, people, strict=True)):
        district, word = DISTRICTS[n % len(DISTRICTS)], words_of(made.name)
        words.update(word)
        referrals.append((case_id, district, "received", reference_of(case_id), AT.date(), "gp", "given", 1, 0, 0, 1, 0, 0, 0, 1))  # fmt: skip
        enquiries.append((case_id, 1, district, AT, "bench", json.dumps(_enquiry(district, made))))
        keys.append((case_id, district, made.born, plain(made.address), postcode_key(made.postcode), made.nhs_number))  # fmt: skip
        names.extend((case_id, family, given, district) for family, given in pairs_of(word))
    threes = [(three, word) for word in sorted(words) for three in trigrams(word)]
    counts = (
        *("consent", "consents", "answers", "lettered"),
        *("enquiries", "screenings", "signpostings", "assessments"),
    )
    return {
        "referrals": (
            (
                "case_id",
                "district",
                "state",
                "reference",
                "received_on",
                "source",
                *counts,
                "version",
            ),
            referrals,
        ),
        "enquiries": (
            ("case_id", "number", "district", "recorded_at", "recorded_by", "enquiry"),
            enquiries,
        ),
        "person_keys": (
            ("case_id", "district", "date_of_birth", "address", "postcode", "nhs_number"),
            keys,
        ),
        "person_names": (("case_id", "family", "given", "district"), names),
        "name_trigrams": (("trigram", "word"), threes),
    }


def _enquiry(district: str, made: Made) -> dict[str, Any]:
    return {
        "district": district,
        "received_on": AT.date().isoformat(),
        "source": "gp",
        "person": made.as_person(),
        "consent": {"given": True, "by": made.name, "on": AT.date().isoformat()},
        "reason": "Finds it hard to get about at home.",
    }


def slip(choose: random.Random, word: str) -> str:
    """The word with one letter left out, doubled, changed or changed over with the next."""
    at = choose.randrange(1, len(word))
    kind = choose.randrange(4)
    if kind == 0 and len(word) > 3:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return word[:at] + choose.choice("aeiourstln") + word[at + 1 :]


def moved(made: Made, home: tuple[str, str]) -> Made:
    """The same person in another home."""
    return replace(made, address=home[0], postcode=home[1])
