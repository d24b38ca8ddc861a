"""What was kept before a bound, or under a wider one, opens; at the door the bound holds."""

from typing import Annotated

import pytest
from pydantic import ValidationError

from services.grants.domain.facts.application import Application
from services.grants.domain.facts.fields import MANY
from services.register.domain import home, needs
from services.register.domain.needs import MOST
from shared.bounds import AtMost
from shared.persistence.stored import Stored
from shared.schema import Model, example_of

APPLICATION = example_of(Application) | {"documents": ["proof_of_title"] * (MANY + 1)}


class Noted(Model):
    """A text, a list and a table of it."""

    text: Annotated[str, AtMost(3)] | None = None
    words: Annotated[tuple[str, ...], AtMost(2)] = ()
    table: Annotated[dict[str, int], AtMost(1)] | None = None


TOO_MUCH = [{"text": "long"}, {"words": ["a", "b", "c"]}, {"table": {"a": 1, "b": 2}}]


@pytest.mark.parametrize("content", TOO_MUCH)
def test_more_than_that_is_refused_at_the_door_and_opens_where_it_is_kept(content):
    with pytest.raises(ValidationError, match="are taken"):
        Noted.model_validate(content)
    stored = Stored(Noted)
    assert stored.written(stored.opened(content)).items() >= content.items()


def test_as_much_as_that_is_taken():
    assert Noted.model_validate({"text": "abc", "words": ["a", "b"], "table": {"a": 1}})


def test_the_document_says_the_bound_and_what_is_kept_does_not_have_it():
    shown, kept = Noted.model_json_schema()["properties"], Stored(Noted).schema()["properties"]
    assert shown["text"]["anyOf"][0] == {"type": "string", "maxLength": 3}
    assert kept["text"]["anyOf"][0] == {"type": "string"}
    assert (shown["words"]["maxItems"], shown["table"]["anyOf"][0]["maxProperties"]) == (2, 1)
    assert "maxItems" not in kept["words"]
    assert "maxProperties" not in kept["table"]["anyOf"][0]


def test_an_application_with_more_papers_than_are_taken_today_opens():
    with pytest.raises(ValidationError):
        Application.model_validate(APPLICATION)
    assert len(Stored(Application).opened(APPLICATION).documents) == MANY + 1


def test_a_home_and_a_need_from_before_the_bounds_open():
    survey = {"parking": "x" * 5000, "override": {"category": "B", "reason": "r" * 5000, "by": "b"}}
    survey["override"]["on"] = "2026-03-02"
    assert len(home.opened(survey).override.reason) == 5000
    need = {"id": "1", "category": "C", "bedrooms": 1, "household_size": 1, "areas": []}
    asked = [{"measure": "entrance_door", "value": 800}] * (MOST + 1)
    assert len(needs.opened(need | {"requirements": asked}).requirements) == MOST + 1
