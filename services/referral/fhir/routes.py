"""HTTP of FHIR: requests in, tasks out."""

import json
import uuid
from typing import Annotated

from fastapi import Query, Request, Response

from services.referral.fhir import commands, tasks
from services.referral.fhir.outcomes import OUTCOMES, FhirRoute
from services.referral.fhir.reading import NHS_NUMBER, RequestAsked
from services.referral.fhir.tasks import Task
from shared.web.call import Call, needs
from shared.web.desk import desk

router = desk("/v1/fhir", "FHIR")
router.route_class = FhirRoute
Seeing = Annotated[Call, needs("referral:read")]
Writing = Annotated[Call, needs("referral:write")]
EXAMPLE = {
    "resourceType": "ServiceRequest",
    "status": "active",
    "intent": "order",
    "identifier": [{"system": "https://trust.example/requests", "value": "R-1"}],
    "authoredOn": "2026-03-02",
    "subject": {"reference": "#patient"},
    "requester": {"display": "R. Referrer"},
    "reasonCode": [{"text": "Cannot get into the bath safely any more"}],
    "contained": [
        {
            "resourceType": "Patient",
            "id": "patient",
            "identifier": [{"system": NHS_NUMBER, "value": "9434765870"}],
            "name": [{"use": "official", "family": "Example", "given": ["Ada"]}],
            "birthDate": "1967-06-15",
            "address": [
                {"line": ["1 Example Street"], "city": "Tewkesbury", "postalCode": "GL20 5AA"}
            ],
        }
    ],
}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "A ServiceRequest of FHIR UK Core (R4) with its Patient, or a Bundle of them;"
        " an active Consent beside them says that the person agrees",
        "content": {
            "application/fhir+json": {
                "schema": {"type": "string", "format": "binary", "examples": [json.dumps(EXAMPLE)]}
            }
        },
    }
}


@router.post(
    "/ServiceRequest",
    status_code=201,
    response_model=Task,
    responses=OUTCOMES,
    openapi_extra=_BODY,
)
async def take_up_request(
    asked: Annotated[RequestAsked, Query()], request: Request, call: Writing
) -> Response:
    """Take up a FHIR request as a referral; the same one again gives the same Task."""
    body = await request.body()
    return await call.create("/v1/fhir/Task/{id}", Task.of, commands.take_up_request, body, asked)


@router.get("/Task/{case_id}", response_model=Task, responses=OUTCOMES)
async def show_task(case_id: uuid.UUID, call: Seeing) -> Response:
    """What became of a request."""
    return await call.ask(tasks.task, case_id)
