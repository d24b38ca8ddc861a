"""Query parameters: one that a route does not know is refused.

A filter that is silently left out shows another district's rows to somebody who asked for their own.
"""

import re

from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request

from shared.contracts.event import ONS_CODE
from shared.policies import authorities
from shared.problems import FieldError, InvalidInput, pointer_to

DISTRICTS = {"district", "home_district"}
"""Parameters that name one."""


def refuse_unknown(request: Request) -> None:
    """Raise `InvalidInput` that names every query parameter which the route does not take."""
    if not request.query_params:
        return
    known = _known(request.scope["route"])
    if unknown := [name for name in request.query_params if name not in known]:
        takes = f"this takes {', '.join(sorted(known))}" if known else "this takes none"
        raise InvalidInput(
            errors=(
                FieldError(pointer_to([name]), f"query parameter: unknown; {takes}")
                for name in unknown
            )
        )


def refuse_unknown_district(request: Request) -> None:
    """Raise `InvalidInput` where a district is asked for that decides no cases here.

    Its list would be empty, as if there were nothing: `/v1/vocabularies/districts` has those known.
    """
    asked = {**request.query_params, **request.path_params}
    faults = [
        FieldError(pointer_to([name]), "no district of the platform: /v1/vocabularies/districts")
        for name in DISTRICTS & asked.keys()
        if re.fullmatch(ONS_CODE, asked[name]) and asked[name] not in authorities()
    ]
    if faults:
        raise InvalidInput(errors=faults)


def _known(route: APIRoute) -> set[str]:
    names: set[str] = set()
    for parameter in route.dependant.query_params:
        kind = parameter.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names.update(field.alias or name for name, field in kind.model_fields.items())
        else:
            names.add(parameter.alias)
    return names
