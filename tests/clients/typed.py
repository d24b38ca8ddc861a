"""A case as a front-end team would write it in TypeScript: every body that was sent and every answer
that came, as a value of the type that was generated for it. The compiler is the judge.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

TYPESCRIPT, COMPILER = "openapi-typescript@7.13.0", "typescript@5.9.3"
OPTIONAL = "--default-non-nullable=false"
"""What has a default may be left out of a body."""
CONTENT = '["content"]["application/json"]'
STRICT = ("--strict", "--noEmit", "--skipLibCheck", "--exactOptionalPropertyTypes")


class Made(NamedTuple):
    """One call: of which service's operation, with what, and what came back."""

    service: str
    operation: str
    sent: Any
    status: int
    answer: Any


def types(documents: Mapping[str, Any], folder: Path) -> str:
    """Write the types of each service beside each other; what the generator said."""
    said = ""
    for name, document in documents.items():
        described = folder / f"{name}.json"
        described.write_text(json.dumps(document))
        said += _run(folder, TYPESCRIPT, str(described), "-o", f"{name}.ts", OPTIONAL)
    return said


def compiled(made: Iterable[Made], services: Iterable[str], folder: Path) -> str:
    """Compile the case against the types; what the compiler said of it."""
    calls = list(made)
    lines = [*map(_import, services), *map(_typed, range(len(calls)), calls), _refused(calls[0])]
    program = folder / "case.ts"
    program.write_text("\n".join(lines))
    return _run(folder, "-p", COMPILER, "tsc", *STRICT, program.name)


def _import(service: str) -> str:
    return f'import type {{ operations as {service} }} from "./{service}";'


def _typed(n: int, call: Made) -> str:
    lines = [f"export const answer{n}: {_answer(call)} = {json.dumps(call.answer)};"]
    if call.sent is not None:
        body = f'NonNullable<{_operation(call)}["requestBody"]>{CONTENT}'
        lines.append(f"export const sent{n}: {body} = {json.dumps(call.sent)};")
    return "\n".join(lines)


def _refused(call: Made) -> str:
    """What is not of the type: the compiler complains where it would be taken."""
    wrong = json.dumps(call.answer | {"of_no_type": 1})
    return f"// @ts-expect-error\nexport const refused: {_answer(call)} = {wrong};"


def _operation(call: Made) -> str:
    return f'{call.service}["{call.operation}"]'


def _answer(call: Made) -> str:
    return f'{_operation(call)}["responses"][{call.status}]{CONTENT}'


def _run(folder: Path, *command: str) -> str:
    """What a tool of npm says that is a fault; npm's own remarks on itself are none."""
    done = subprocess.run(
        ["npx", "--yes", *command], capture_output=True, text=True, check=False, cwd=folder
    )
    said = [line for line in f"{done.stdout}\n{done.stderr}".splitlines() if line[:4] != "npm "]
    faulty = done.returncode or any("warn" in line.lower() for line in said)
    return f"{done.stdout}{done.stderr}" if faulty else ""
