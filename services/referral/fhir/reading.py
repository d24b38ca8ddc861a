"""A ServiceRequest and its Patient as an enquiry.

The library checks the form of FHIR and nothing else: codes, check digits and what refers to what are
checked here. What is wrong is told by its place and never by its value.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from fhir.resources.R4B.consent import Consent as FhirConsent
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.servicerequest import ServiceRequest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from services.referral.domain.enquiry import Enquiry
from services.referral.domain.sources import Source
from shared.contracts.event import District
from shared.problems import FieldError, InvalidInput, pointer_to
from shared.schema import Model

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ADDRESS_KEY = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AddressKey"
DEEPEST = 30
"""Levels of a body: deeper ones are no request, and would stop the library."""
_SPACE = uuid.UUID("0d6f9a0e-9a55-4d0e-a1ef-5f2c7cf64a11")
"""Namespace of the cases that requests begin."""
_NOT_FHIR = "not as FHIR R4 (UK Core) has it"


class RequestAsked(Model):
    """What a request does not say itself."""

    district: District
    """ONS code of the district that the home is in."""
    source: Source
    """As what the sender refers people."""


class RequestRead(Model):
    """A request as it was read: the case that it begins, and its enquiry."""

    case_id: uuid.UUID
    enquiry: Enquiry


def read_request(body: bytes, asked: RequestAsked, today: dt.date) -> RequestRead:
    """The enquiry that a ServiceRequest makes, or a Bundle with one. Raises `InvalidInput`."""
    resources = _resources(_object(body))
    request = _one(resources, "ServiceRequest", ServiceRequest)
    if request.status != "active":
        raise InvalidInput.at("/status", "only an active request begins a referral")
    patient = _one(resources, "Patient", Patient)
    identifier = next((i for i in request.identifier or () if i.system and i.value), None)
    if identifier is None:
        raise InvalidInput.at(
            "/identifier", "needs one with a system and a value: it is known by it"
        )
    try:
        enquiry = Enquiry.model_validate(_enquiry(request, patient, resources, asked, today))
    except ValidationError as error:
        raise InvalidInput.of(error) from error
    name = f"{asked.district} {identifier.system} {identifier.value}"
    return RequestRead(case_id=uuid.uuid5(_SPACE, name), enquiry=enquiry)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidInput.at("", "not JSON") from error
    if not isinstance(value, dict) or _too_deep(value, DEEPEST):
        raise InvalidInput.at("", _NOT_FHIR)
    return value


def _too_deep(value: object, left: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left == 0 or any(_too_deep(each, left - 1) for each in inner)


def _resources(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The resource itself, what it contains, and the entries of a bundle."""
    if value.get("resourceType") == "Bundle":
        entries = [each for each in value.get("entry") or () if isinstance(each, dict)]
        return [inner for each in entries for inner in _resources(each.get("resource") or {})]
    contained = value.get("contained") or ()
    return [value, *(each for each in contained if isinstance(each, dict))]


R = Any
"""A resource, as the library has it."""


def _one(resources: Sequence[Mapping[str, Any]], kind: str, model: type[BaseModel]) -> R:
    """The one resource of a kind, in the form that FHIR has it."""
    found = [each for each in resources if each.get("resourceType") == kind]
    if len(found) != 1:
        raise InvalidInput.at("", f"needs one {kind}, contained or in the same bundle")
    try:
        return model.model_validate(found[0])
    except ValidationError as error:
        places = {_place(each) for each in error.errors(include_input=False)}
        faults = [FieldError(place, f"{kind}: {_NOT_FHIR}") for place in sorted(places)]
        raise InvalidInput(errors=faults) from error


def _place(fault: ErrorDetails) -> str:
    """Where a fault is; of a field that FHIR does not know, where it stands and not its name."""
    known = fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"]
    return pointer_to(known)


def _enquiry(
    request: R,
    patient: R,
    resources: Sequence[Mapping[str, Any]],
    asked: RequestAsked,
    today: dt.date,
) -> Mapping[str, object]:
    received_on = _day(request.authoredOn) or today
    name = _name(patient)
    texts = [concept.text for concept in request.reasonCode or () if concept.text]
    texts += [note.text for note in request.note or () if note.text]
    requester = request.requester.display if request.requester else None
    return {
        "district": asked.district,
        "received_on": received_on,
        "source": asked.source,
        "referrer": {"name": requester, "reference": request.identifier[0].value}
        if requester
        else None,
        "person": _person(patient, name),
        "consent": {"given": _consents(resources), "by": name, "on": received_on},
        "reason": " ".join(texts),
    }


def _consents(resources: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an active consent comes with the request; without one it is answered with advice."""
    if not any(each.get("resourceType") == "Consent" for each in resources):
        return False
    return bool(_one(resources, "Consent", FhirConsent).status == "active")


def _name(patient: R) -> str | None:
    """The official name, or the usual one, as the national service calls the official one."""
    names = {name.use: name for name in reversed(patient.name or ())}
    name = next((names[use] for use in ("official", "usual", None) if use in names), None)
    if name is None:
        return None
    return name.text or " ".join([*(name.given or ()), name.family or ""]).strip()


def _person(patient: R, name: str | None) -> dict[str, object]:
    address = next(iter(patient.address or ()), None)
    lines = [*(address.line or ()), address.city] if address else []
    number = next((i.value for i in patient.identifier or () if i.system == NHS_NUMBER), None)
    return {
        "name": name,
        "date_of_birth": _whole_day(patient.birthDate),
        "address": ", ".join(filter(None, lines)) or None,
        "postcode": address.postalCode if address else None,
        "nhs_number": number,
        "uprn": _uprn(address),
    }


def _uprn(address: R) -> str | None:
    for extension in (address.extension or ()) if address else ():
        inner = {each.url: each for each in extension.extension or ()}
        if extension.url == ADDRESS_KEY and {"type", "value"} <= inner.keys():
            coding = inner["type"].valueCoding
            if coding and coding.code == "UPRN":
                uprn: str | None = inner["value"].valueString
                return uprn
    return None


def _whole_day(date: object) -> dt.date | None:
    """A date of birth of which the day is known: a missing day is never made up."""
    if isinstance(date, dt.date) and not isinstance(date, dt.datetime):
        return date
    raise InvalidInput.at("/birthDate", "the whole date is needed: ask the sender for the day")


def _day(moment: object) -> dt.date | None:
    if isinstance(moment, dt.datetime):
        return moment.date()
    return moment if isinstance(moment, dt.date) else None
