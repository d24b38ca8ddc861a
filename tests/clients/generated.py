"""Clients generated from the services' own OpenAPI documents, as a front-end team would make them."""

import datetime as dt
import importlib
import importlib.util
import json
import re
import subprocess
import sys
import uuid
from http import HTTPStatus
from inspect import signature
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints
from urllib.parse import parse_qsl, urlsplit

import httpx

from deploy.local.journey.client import Client
from tests.clients.typed import Made

HERE = Path(sys.executable).parent
IDLE_HOOKS = "post_hooks: []\n"
"""Generated code is formatted by nobody: it is used as it came."""


class NotClean(AssertionError):  # noqa: N818
    """The generator warned, or left something out."""


def python_client(document: dict[str, Any], name: str, folder: Path) -> ModuleType:
    """The client package of one service. Raises `NotClean` with what the generator said."""
    described = folder / f"{name}.json"
    described.write_text(json.dumps(document))
    settings = folder / "settings.yaml"
    settings.write_text(IDLE_HOOKS)
    place = folder / f"client_{name}"
    command = [HERE / "openapi-python-client", "generate", "--path", described, "--meta", "none"]
    command += ["--output-path", place, "--config", settings, "--fail-on-warning"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise NotClean(f"{name}: {made.stdout}{made.stderr}")
    return _imported(place)


def _imported(place: Path) -> ModuleType:
    found = importlib.util.spec_from_file_location(place.name, place / "__init__.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[place.name] = module
    found.loader.exec_module(module)
    return module


class Generated:
    """One service through its generated client: only its functions, models and types are used."""

    def __init__(self, service: str, document: dict[str, Any], package: ModuleType) -> None:
        self._service = service
        self.made: list[Made] = []
        """What was asked of it and done, in turn."""
        self._package = package.__name__
        self._operations = [
            (method.upper(), _pattern(path), operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        ]

    def call(
        self, method: str, path: str, address: str, token: str, **given: Any
    ) -> httpx.Response:
        """Call the operation of that path with typed models; the answer parsed and written again."""
        operation, values = self._operation(method, path)
        tag = operation["tags"][0].replace(" ", "_").replace("'", "")
        module = self._module(f"api.{tag}.{operation['operationId']}")
        arguments = values | self._body(module, given.get("json"))
        if key := given.get("headers", {}).get("idempotency-key"):
            arguments["idempotency_key"] = key
        with self._module("client").AuthenticatedClient(address, token) as client:
            answer = module.sync_detailed(client=client, **arguments)
        assert answer.parsed is not None, f"{method} {path}: {answer.status_code} has no type"
        told = answer.parsed.to_dict()
        if answer.status_code < HTTPStatus.BAD_REQUEST:
            sent, status = given.get("json"), int(answer.status_code)
            self.made.append(Made(self._service, operation["operationId"], sent, status, told))
        return httpx.Response(int(answer.status_code), json=told)

    def _operation(self, method: str, path: str) -> tuple[dict[str, Any], dict[str, Any]]:
        parts = urlsplit(path)
        for verb, pattern, operation in self._operations:
            if verb == method and (found := pattern.fullmatch(parts.path)):
                return operation, self._typed(
                    operation, found.groupdict() | dict(parse_qsl(parts.query))
                )
        raise LookupError(f"no operation {method} {path}")

    @staticmethod
    def _typed(operation: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
        read = {"uuid": uuid.UUID, "date": dt.date.fromisoformat}
        formats = {p["name"]: p["schema"].get("format") for p in operation.get("parameters", ())}
        return {name: read.get(formats[name], str)(value) for name, value in values.items()}

    @staticmethod
    def _body(module: ModuleType, body: Any) -> dict[str, Any]:
        if "body" not in signature(module.sync_detailed).parameters:
            return {}
        model = get_type_hints(module.sync_detailed)["body"]
        return {"body": model.from_dict(body)}

    def _module(self, name: str) -> Any:
        return importlib.import_module(f"{self._package}.{name}")


class GeneratedClient(Client):
    """The journey's client, which calls nothing but what was generated."""

    generated: dict[str, Generated]

    def _send(
        self, method: str, role: str, service: str, path: str, **request: Any
    ) -> httpx.Response:
        address, token = self._address(service), self._bearer(role)
        return self.generated[service].call(method, path, address, token, **request)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
