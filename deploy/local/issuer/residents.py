"""Residents who may sign in to the development issuer: each was invited to one case by an officer.

The code of the invitation is what a letter would bring. Whoever only knows the case's id gets
nowhere with it.
"""

import json
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

RESIDENT = "resident"
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""Nothing that reads like something else, and no words."""
LENGTH = 12


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who has signed in."""

    subject: str
    case_id: UUID


class Residents:
    """The invitations by the hashes of their codes; without a file, in this process alone."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._invited: dict[str, str] = {}
        if file and file.exists():
            self._invited = json.loads(file.read_text(encoding="utf-8"))

    def invite(self, case_id: UUID) -> str:
        """The code with which the resident of that case signs in."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        self._invited[_hashed(code)] = str(case_id)
        if self._file:
            self._file.write_text(json.dumps(self._invited), encoding="utf-8")
        return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))

    def signed_in(self, code: str) -> Resident | None:
        """Who signs in with that code; None where there is no such invitation."""
        hashed = _hashed("".join(c for c in code.upper() if c in ALPHABET))
        case_id = self._invited.get(hashed)
        return Resident(f"development:{RESIDENT}:{hashed[:12]}", UUID(case_id)) if case_id else None


def _hashed(code: str) -> str:
    return sha256(code.encode()).hexdigest()
