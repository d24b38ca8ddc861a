"""What the command lines answered when last looked at: a digest of each line, to the byte.

`python -m tests.inputs.answered` records it again, for when an answer has changed on purpose.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.inputs import documents

KEPT = Path(__file__).with_suffix(".txt")
BY_LINES = {
    "means_test calculate": documents.households,
    "grants determine": documents.cases,
    "register categorise": documents.homes,
}


def answered() -> Iterator[str]:
    """A line for each answer: the command and the digest of what it wrote."""
    for command, given in BY_LINES.items():
        text = "\n".join(json.dumps(document) for document in given())
        for line in _run(f"{command} - --lines", text).splitlines():
            yield _told(command, line)
    for document in (*documents.lists_by_points(), *documents.lists_by_groups()):
        command = "referral prioritise"
        yield _told(command, _run(f"{command} -", json.dumps(document)))
    for form in ("bacs18", "pain001"):
        for document in documents.runs():
            command = f"payments file - --format {form}"
            yield _told(command, _run(command, json.dumps(document)))


def _run(command: str, text: str) -> bytes:
    service, *arguments = command.split()
    program = [sys.executable, "-m", f"services.{service}", *arguments]
    return subprocess.run(program, input=text.encode(), capture_output=True, check=True).stdout


def _told(command: str, answer: bytes) -> str:
    return f"{command} {sha256(answer).hexdigest()[:16]}"


if __name__ == "__main__":
    KEPT.write_text("".join(f"{line}\n" for line in answered()))
