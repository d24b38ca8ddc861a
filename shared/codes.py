"""Closed lists of codes that say what they mean."""

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A code with what it means, for the published list of codes."""

    meaning: str

    def __new__(cls, code: str, meaning: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member
