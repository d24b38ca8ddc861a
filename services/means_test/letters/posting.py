"""Letters to households that go by themselves."""

from typing import ClassVar

from services.means_test.tables import LETTERS
from shared.bus import posting
from shared.bus.job import Job


class LetterDue(posting.LetterDue):
    """A letter is to go by post."""

    TYPE: ClassVar[str] = "means-test.letter-due"


class LetterOnItsWay(posting.LetterOnItsWay):
    """A letter was given away to be printed: it is asked what became of it."""

    TYPE: ClassVar[str] = "means-test.letter-on-its-way"


POSTBOX = posting.Postbox(LETTERS, LetterDue, LetterOnItsWay)


async def post_letter(job: Job, due: LetterDue) -> None:
    """Send a letter with the post, unless somebody has sent it."""
    await POSTBOX.send(job, due.letter_id)


async def look_after_letter(job: Job, on_its_way: LetterOnItsWay) -> None:
    """Ask what became of a letter, each day until it is in the post."""
    await POSTBOX.look_after(job, on_its_way.letter_id)
