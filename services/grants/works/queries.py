"""What there is about the works once they are complete."""

import uuid

from services.grants.domain.casework import certificate
from services.grants.domain.casework.entries_of_papers import PaperFiled
from services.grants.domain.casework.entries_of_works import (
    Acceptance,
    AfterCheck,
    CheckedAfter,
    Dispute,
    DisputeRaised,
    DisputeSettled,
    Settlement,
)
from services.grants.domain.casework.history import History
from services.grants.domain.codes import SitePaper
from services.grants.in_force import law
from services.grants.record import read_case
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Date, Flag, Model


class DisputeLine(Model):
    """A dispute about the works, and how it was settled."""

    raised: Dispute
    """Who was not satisfied, and with what."""
    settled: Settlement | None
    """How it ended; null while it is open."""


class PackPaper(Model):
    """A document that goes into the pack."""

    document_id: uuid.UUID
    """The document, as it is listed among the case's."""
    shows: SitePaper
    """What it is."""


class CompletionPack(Model):
    """What shows that the works are complete, and what came after."""

    certified_on: Date
    """The certified date, from which conditions run."""
    works: tuple[str, ...]
    """Kinds of work that were done."""
    acceptance: Acceptance | None
    """The client's last word on them; null before they were asked."""
    whole: Flag
    """Whether the client has accepted the works, so that nothing is left to ask."""
    disputes: tuple[DisputeLine, ...]
    """Each dispute, in order."""
    checks: tuple[AfterCheck, ...]
    """Each look at the adaptations afterwards, in order."""
    papers: tuple[PackPaper, ...]
    """Photographs, certificates, warranties and the like that were filed, in order."""


async def completion_pack(reading: Reading, case_id: uuid.UUID) -> CompletionPack:
    """The papers of completion, once the works are certified."""
    history = (await read_case(reading, case_id)).history
    certified_on, word = history.certified_on, certificate.word_of_client(history)
    if certified_on is None:
        raise WrongState("the works are not certified yet")
    return CompletionPack(
        certified_on=certified_on,
        works=law.works_done(history),
        acceptance=Acceptance(**dict(word)) if word else None,
        whole=word is not None and word.accepted,
        disputes=_disputes(history),
        checks=tuple(AfterCheck(**dict(each)) for each in history.all(CheckedAfter)),
        papers=_papers(history),
    )


def _papers(history: History) -> tuple[PackPaper, ...]:
    site = {code.value: code for code in SitePaper}
    filed = (paper for paper in history.all(PaperFiled) if paper.shows in site)
    return tuple(
        PackPaper(document_id=paper.document_id, shows=site[paper.shows]) for paper in filed
    )


def _disputes(history: History) -> tuple[DisputeLine, ...]:
    settled = [Settlement(**dict(each)) for each in history.all(DisputeSettled)]
    raised = [Dispute(**dict(each)) for each in history.all(DisputeRaised)]
    open_ones = [None] * (len(raised) - len(settled))
    pairs = zip(raised, [*settled, *open_ones], strict=True)
    return tuple(DisputeLine(raised=each, settled=end) for each, end in pairs)
