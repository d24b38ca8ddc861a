"""What a letter says, and how: every part that its clauses ask for, in words that people use."""

import datetime as dt
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from shared.letters import Size, UnknownLetter, write
from shared.letters.templates import contents_of, letters, version_on, versions
from shared.letters.wording import day, pounds
from tests.letters.given import ON, given
from tests.letters.notices import every_given

LETTER = "referral_acknowledgement"
GRADE, WORDS = 8, 25
"""The highest reading age (Automated Readability Index), and the most words in a sentence."""


class Reader(HTMLParser):
    """What stands in the letter: by id, and in sentences (a cell, a heading or a line is one)."""

    BREAKS = frozenset({"p", "h1", "h2", "td", "th", "caption", "br", "title", "li"})

    def __init__(self, html):
        super().__init__()
        self.tags, self.ids, self.text, self._open, self._hidden = [], {}, "", [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self._hidden = tag == "style"
        self._open.append((tag, dict(attributes).get("id")))
        self.text += "\n" if tag in self.BREAKS else ""

    def handle_endtag(self, tag):
        self._hidden = False
        while self._open and self._open.pop()[0] != tag:
            pass
        self.text += "\n" if tag in self.BREAKS else ""

    def handle_data(self, data):
        if not self._hidden:
            self.text += data
            for _, name in self._open:
                if name:
                    self.ids[name] = self.ids.get(name, "") + data


def read(html):
    return Reader(html)


def test_each_part_that_a_clause_asks_for_stands_in_the_letter():
    for letter in letters():
        for version in versions(letter):
            parts = contents_of(letter, version).parts
            for told in every_given(letter):
                said = read(write(letter, dt.date.fromisoformat(version), told).html).ids
                assert [part.id for part in parts if not said.get(part.id, "").strip()] == []
            assert all(part.clause for part in parts)


def test_the_next_step_who_is_responsible_a_contact_and_a_date_are_told():
    """Guidance 4.26 to 4.29."""
    said = {
        at: text.replace("\u00a0", " ")
        for at, text in read(write(LETTER, ON, given()).html).ids.items()
    }
    assert "27 November 2026" in said["received"]
    assert "An occupational therapist will visit you" in said["next-step"]
    assert "8 January 2027" in said["next-step"]
    for step in given()["steps"]:
        for told in (step["what"], step["who"], day(step["by"]).replace("\u00a0", " ")):
            assert told in said["who-does-what"]
    for told in ("Sam Field", "01453 000000", "adaptations@example.org", "STR-2026-000123"):
        assert told in said["contact"]
    assert (
        "If you have no answer by 8 January 2027, please call Sam Field" in said["if-we-are-late"]
    )
    assert "STR-2026-000123" in said["sender"]


def test_a_screen_reader_is_told_what_everything_is():
    html = write(LETTER, ON, given()).html
    tags = read(html).tags
    assert '<html lang="en-GB">' in html
    assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h2"]
    assert {"title", "main", "caption"} <= set(tags)
    assert html.count('scope="row"') == len(given()["steps"])


def test_nothing_that_it_is_given_is_more_than_text():
    html = write(LETTER, ON, given(name='<img src="x">', decision="A & B </p>")).html
    assert "<img" not in html
    assert "&lt;img src=&#34;x&#34;&gt;" in html
    assert "A &amp; B &lt;/p&gt;" in html


@pytest.mark.parametrize("size, points", [(Size.STANDARD, 12), (Size.LARGE, 16), (Size.LARGER, 20)])
def test_large_print_is_the_same_letter_with_larger_text(size, points):
    html = write(LETTER, ON, given(), size).html
    assert f"font: {points}pt/1.5" in html
    assert read(html).text == read(write(LETTER, ON, given()).html).text


def test_a_template_holds_from_its_date():
    assert version_on(LETTER, ON) == "2026-11-29"
    with pytest.raises(UnknownLetter, match="no template"):
        version_on(LETTER, dt.date(2026, 11, 28))
    with pytest.raises(UnknownLetter, match="no template"):
        version_on("../secrets", ON)


def test_a_letter_that_is_not_given_what_it_needs_is_not_written():
    lacks = given()
    del lacks["contact"]
    for wrong in (lacks, given(extra="x"), given(contact={"name": "Sam Field"})):
        with pytest.raises(UnknownLetter) as refused:
            write(LETTER, ON, wrong)
        assert "Person" not in refused.value.detail


@pytest.mark.parametrize("letter", letters())
def test_the_letter_can_be_read_by_most_people(letter):
    """Dates, sums, names and addresses count as one short word each; tables of the law do not."""
    html = write(letter, ON, every_given(letter)[0]).html
    html = re.sub(r'(?s)<table id="[a-z-]+" class="law">.*?</table>', "", html)
    plain = read(html).text.replace("\u00a0", " ").replace("Disabled Facilities Grant", "grant")
    plain = re.sub(r"1 Example Street, Stroud, GL5 1AA|Local Government and Social", "day", plain)
    plain = re.sub(r"\d{1,2} [A-Z][a-z]+ \d{4}|\S+@\S+|[A-Z]{3}-\S+|01453 000000", "day", plain)
    sentences = [s.split() for s in re.split(r"[.!?](?:\s|$)|\n|: ", plain) if re.search(r"\w", s)]
    words = [re.sub(r"\W", "", word) for sentence in sentences for word in sentence]
    assert max(map(len, sentences)) <= WORDS
    grade = 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / len(sentences) - 21.43
    assert grade <= GRADE


def test_dates_and_sums_are_written_as_people_say_them():
    assert day(dt.date(2026, 11, 8)) == "8\u00a0November 2026"
    assert pounds(Decimal("9000.00")) == "£9,000"
    assert pounds(Decimal("1234.50")) == "£1,234.50"
