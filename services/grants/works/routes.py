"""HTTP of the works."""

import uuid
from typing import Annotated

from fastapi import Response

from services.grants.domain.casework.entries_of_time import Extension
from services.grants.record.view import GrantCaseView
from services.grants.works import commands
from shared.schema import Date, Model, example
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/cases/{case_id}", "works")
Writing = Annotated[Call, needs("grants:write")]


class Certification(Model):
    """The date on which the works were found complete."""

    model_config = example(certified_on="2026-03-09")

    certified_on: Date
    """The day on which the authority found the works complete; not after today."""


@router.post("/extension", response_model=GrantCaseView)
async def extend(case_id: uuid.UUID, body: Extension, call: Writing) -> Response:
    """Agree to more time for the works."""
    return await call.do(GrantCaseView.of, commands.extend_time, case_id, body)


@router.post("/works-certification", response_model=GrantCaseView)
async def certify(case_id: uuid.UUID, body: Certification, call: Writing) -> Response:
    """Certify that the works are complete."""
    return await call.do(GrantCaseView.of, commands.certify_works, case_id, body.certified_on)
