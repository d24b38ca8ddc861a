"""Words of our own in every field that takes words: whatever leaves a service is searched for them.

A body is filled by its schema: each text that takes a marker gets one, and texts that may be left
out are added. Where a service refuses some of them, these are given back what they had, and it is
sent again: so each field either holds a marker or is known to take none.
"""

import itertools
import re
from copy import deepcopy

from deploy.local.journey.client import Client, Refused
from shared.web.openapi import operations

MARKER = "zqmark"
ROUNDS = 12
"""Times a body is sent with ever fewer markers, before it goes as it was."""
NAMES_ANOTHER = {"Invoice.plan_stage"}
"""Fields that name something recorded elsewhere: where nothing is, they are left out."""
_GONE = object()


class Planter:
    """Makes markers, the same for the same words, so that what belongs together stays so."""

    def __init__(self, documents):
        self._documents = documents
        self._numbers = itertools.count(1)
        self._known = {}
        self.fields = {}
        """By marker: in which field it was planted."""

    def planted(self, service, method, path, body):
        """The body with a marker in every text that may hold one; None where none may."""
        schema = self.schema(service, method, path)
        if schema is None:
            return None
        return self._filled(self._documents[service], schema, body, f"{service} {path}")

    def schema(self, service, method, path):
        """What the document says of the body that is sent there."""
        for known, template, operation in operations(self._documents[service]):
            pattern = re.sub(r"\{\w+\}", "[^/]+", template)
            if known == method.lower() and re.fullmatch(pattern, path):
                content = operation.get("requestBody", {}).get("content", {})
                return content.get("application/json", {}).get("schema")
        return None

    def _filled(self, document, schema, given, field):
        name = schema.get("$ref", "").rpartition("/")[2]
        schema = document["components"]["schemas"][name] if name else schema
        if kinds := schema.get("anyOf"):
            return self._of_kinds(document, kinds, given, field)
        match schema.get("type"):
            case "object" if "properties" in schema:
                return self._object(document, schema, given, name or field)
            case "array" if isinstance(given, list) and "items" in schema:
                return [self._filled(document, schema["items"], v, f"{field}[]") for v in given]
            case "string" if takes_words(schema) and not (
                given is _GONE and field in NAMES_ANOTHER
            ):
                return self._marker(given, field)
        return given

    def _of_kinds(self, document, kinds, given, field):
        """The kind that is given; of one that is left out, a text or an object of texts."""
        fitting = [k for k in kinds if k.get("type") != "null"]
        if given not in (None, _GONE) and len(fitting) > 1:
            return given
        return self._filled(document, fitting[0], given, field) if fitting else given

    def _object(self, document, schema, given, name):
        had = given if isinstance(given, dict) else {}
        filled = {}
        for key, inside in schema["properties"].items():
            value = self._filled(document, inside, had.get(key, _GONE), f"{name}.{key}")
            if value is not _GONE:
                filled[key] = value
        whole = filled.keys() >= set(schema.get("required", ()))
        return filled | {k: v for k, v in had.items() if k not in filled} if whole else given

    def _marker(self, given, field):
        """The marker of a word; where nothing was given, one of the field's own."""
        word = given if isinstance(given, str) else field
        if word not in self._known:
            self._known[word] = f"{MARKER}{next(self._numbers):04}"
        self.fields[self._known[word]] = field
        return self._known[word]


def markers_in(text):
    """The markers that stand in a text."""
    return set(re.findall(rf"{MARKER}\d{{4}}", text))


def takes_words(schema):
    """Whether a marker is such a text: no code of a closed list, no date, no number."""
    if "enum" in schema or "const" in schema or "format" in schema:
        return False
    short = schema.get("maxLength", 100) >= len(MARKER) + 4
    return short and bool(re.search(schema.get("pattern", ""), f"{MARKER}0001"))


def given_back(planted, had, pointer):
    """The body with what it had where it is refused: at the place, or at the nearest around it."""
    path = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    while path:
        around, before = at(planted, path[:-1]), at(had, path[:-1])
        last = int(path[-1]) if isinstance(around, list) and path[-1].isdigit() else path[-1]
        if isinstance(around, list) and isinstance(last, int) and last < len(around):
            around[last] = before[last] if isinstance(before, list) else around[last]
            return planted
        if isinstance(around, dict) and last in around:
            restored = before.get(last, _GONE) if isinstance(before, dict) else _GONE
            if restored == around[last]:
                return deepcopy(had)
            around.pop(last) if restored is _GONE else around.update({last: deepcopy(restored)})
            return planted
        path.pop()
    return deepcopy(had)


def at(body, path):
    """What stands there in a body; None where nothing does."""
    for step in path:
        if isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body = body[int(step)]
        elif isinstance(body, dict):
            body = body.get(step)
        else:
            return None
    return body


def taken(send, planted, had):
    """Send with ever fewer markers until it is taken, or refused for another reason."""
    for _ in range(ROUNDS):
        answer = send(planted)
        if answer.status_code != 422 or planted == had:
            return planted, answer
        before = deepcopy(planted)
        for fault in answer.json().get("errors", ()):
            planted = given_back(planted, had, fault["pointer"])
        if planted == before:
            planted = deepcopy(had)
    return had, send(had)


class MarkingClient(Client):
    """Everybody who works on a case, writing markers wherever words may stand."""

    def __init__(self, *arguments, planter, told, **named):
        super().__init__(*arguments, **named)
        self._planter = planter
        self._told = told
        self.held = set()
        """Markers in bodies that were taken."""

    def post(self, step, role, service, path, body=None):
        planted = self._planter.planted(service, "post", path, body)
        if planted is None:
            return super().post(step, role, service, path, body)
        tries = itertools.count(1)

        def send(content):
            key = {"idempotency-key": f"{self._run}/{step}/{next(tries)}"}
            answer = self._send("POST", role, service, path, json=content, headers=key)
            if answer.is_error:
                self._told.append(answer.text)
            return answer

        planted, answer = taken(send, planted, body)
        if answer.is_error:
            raise Refused(step, answer)
        self.held |= markers_in(str(planted))
        return answer.json()
