"""One word, one meaning: a word of the glossary names one thing in the code too."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "docs/glossary.md").read_text()
CODE = ("services", "shared", "deploy")
SAME = {
    "Application": "what was applied with, as each of two services needs it",
    "Award": "as decided, and as it is told",
    "Case": "the facts of a case, and what the forum was told of one",
    "Contribution": "in a notice, as an earlier grant was reduced by it, and as it comes in",
    "LandCharge": "as decided, and as it is told",
    "Passported": "what an offer asks of a household, and how many were",
    "Requirement": "of a rule, and of a home: the glossary has both",
    "View": "what a partner is shown, and a table as somebody reads it",
}
"""Words for which several classes stand, and why that is one meaning."""


def words():
    """The glossary's words as a class would be named."""
    for line in GLOSSARY.splitlines():
        if told := re.match(r"\| ([a-z][^|]*?) \|", line):
            for word in told[1].split(", "):
                yield "".join(part.capitalize() for part in re.split("[ -]", word))


def classes():
    """Where each public class is defined."""
    found = defaultdict(list)
    for file in (f for place in CODE for f in (ROOT / place).rglob("*.py")):
        for name in re.findall(r"^class ([A-Z]\w*)", file.read_text(), re.MULTILINE):
            found[name].append(str(file.relative_to(ROOT)))
    return found


def test_a_word_of_the_glossary_is_defined_once_or_it_is_said_why_not():
    found, named = classes(), set(words())
    assert len(named) > 50
    assert {word for word in named if len(found[word]) > 1} == set(SAME)


@pytest.mark.parametrize("word", ["Purpose", "Condition", "Decision", "Reading", "Assessment"])
def test_what_stood_for_several_things_stands_for_one(word):
    assert len(classes()[word]) == 1


def test_facts_are_always_said_with_whose_they_are():
    assert "Facts" not in classes()


def test_works_are_what_is_built_and_a_unit_of_work_is_uow():
    """What a command is given has one name wherever it is given."""
    names = set()
    for file in (f for place in CODE for f in (ROOT / place).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            match node:
                case ast.arg(arg=name, annotation=ast.Name("UnitOfWork")):
                    names.add(name)
    assert names == {"uow"}


def test_the_glossary_says_each_word_once_and_in_order():
    rows = re.findall(r"^\| ([^|]*?) \|", GLOSSARY, re.MULTILINE)
    for part in "\n".join(rows).split("word"):
        words_of = [row.casefold() for row in part.splitlines() if row and not row.startswith("-")]
        assert len(words_of) == len(set(words_of))
        assert words_of[1:] == sorted(words_of[1:])
