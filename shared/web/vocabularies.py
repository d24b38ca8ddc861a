"""Closed lists of codes over HTTP: what each code is called, what it means, where it comes from.

A screen shows these words and never has a list of its own. They stand in `vocabularies.yaml` of
the contracts, for what the services share, and of each service.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from fastapi import APIRouter, Response
from fastapi import Path as InPath

from shared import contracts
from shared.policies import authorities, versions
from shared.problems import NotFound
from shared.schema import Field, Model
from shared.web.call import Call, anyone
from shared.web.desk import desk
from shared.web.openapi import DISTRICTS

FILE = "vocabularies.yaml"
FIELDS = "fields"
"""The part of a service's file that is no list: which fields take a code of which as text."""
SHARED = Path(contracts.__file__).with_name(FILE)
Asking = Annotated[Call, anyone()]
ListName = Annotated[str, InPath(description="The list, by its name", max_length=60)]


class Term(Model):
    """One code of a closed list."""

    code: str = Field(description="As bodies and answers have it")
    label: str = Field(description="What a screen calls it")
    meaning: str = Field(description="What it stands for, in a sentence")
    clause: str | None = Field(description="Where it comes from, where law or guidance names it")


class Vocabulary(Model):
    """A closed list: no other code is taken, unless the field that takes it says so."""

    name: str = Field(description="As in the address; `x-vocabulary` of a field names it")
    about: str = Field(description="What the list is of")
    terms: tuple[Term, ...] = Field(description="In the order in which a screen shows them")


class VocabularyList(Model):
    """Every closed list that the service's bodies and answers use."""

    items: tuple[Vocabulary, ...]
    """The lists, each with its codes."""


@cache
def vocabularies(own: Path) -> Mapping[str, Vocabulary]:
    """The shared lists and those of the service whose folder it is, by name."""
    files = [SHARED, *([own / FILE] if (own / FILE).exists() else [])]
    found = [v for file in files for v in _read(file)]
    return {vocabulary.name: vocabulary for vocabulary in (*found, _districts())}


@cache
def fields(own: Path) -> Mapping[str, str]:
    """Fields that take a code as text, as `Model.field`, each with the name of its list."""
    file = own / FILE
    written = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {at: name for name, places in written.get(FIELDS, {}).items() for at in places}


def vocabulary_desk(found: Mapping[str, Vocabulary]) -> APIRouter:
    """The routes that serve them, to everybody with a token."""
    router = desk("/v1/vocabularies", "vocabularies")

    @router.get("", response_model=VocabularyList)
    async def list_vocabularies(call: Asking) -> Response:
        """Every closed list of codes, with label, meaning and clause."""
        return call.tell(VocabularyList(items=tuple(found.values())))

    @router.get("/{name}", response_model=Vocabulary)
    async def show_vocabulary(name: ListName, call: Asking) -> Response:
        """One closed list of codes."""
        if name not in found:
            raise NotFound(f"there is no such list; known are {', '.join(sorted(found))}")
        return call.tell(found[name])

    return router


def named_by_codes(found: Mapping[str, Vocabulary]) -> Mapping[frozenset[str], str]:
    """The name of the list by the codes in it: fields are matched to their list by these."""
    return {frozenset(t.code for t in v.terms): name for name, v in found.items()}


def _read(file: Path) -> Sequence[Vocabulary]:
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Vocabulary(
            name=name,
            about=stated["about"],
            terms=tuple(
                Term.model_validate({"code": str(code), "clause": stated.get("clause")} | term)
                for code, term in stated["terms"].items()
            ),
        )
        for name, stated in written.items()
        if name != FIELDS
    ]


def _districts() -> Vocabulary:
    """The authorities that have a policy, by ONS code."""
    terms = [
        Term(
            code=code,
            label=(header := versions(code)[-1].header).name,
            meaning=f"{header.name}, whose policy is {header.source}",
            clause=None,
        )
        for code in authorities()
    ]
    about = "Authorities that decide cases, by the code of the Office for National Statistics"
    return Vocabulary(name=DISTRICTS, about=about, terms=tuple(terms))
