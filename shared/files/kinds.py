"""What a file is: told by its content; its name has to agree."""

import zipfile
from enum import StrEnum
from pathlib import PurePath
from typing import IO

import filetype

from shared.packed import DAMAGED
from shared.problems import Problem

HEAD = 8192
"""Bytes from which the kind is told."""
MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes that a Word or Excel file may come to: a virus scanner passes over what is larger."""


class Kind(StrEnum):
    """The kinds of file that are accepted, by media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    TIFF = "image/tiff"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    TEXT = "text/plain"


_ENDINGS = {
    Kind.PDF: {".pdf"},
    Kind.JPEG: {".jpg", ".jpeg"},
    Kind.PNG: {".png"},
    Kind.HEIC: {".heic", ".heif"},
    Kind.TIFF: {".tif", ".tiff"},
    Kind.WORD: {".docx"},
    Kind.EXCEL: {".xlsx"},
    Kind.TEXT: {".txt", ".csv"},
}


class NotAccepted(Problem):
    """The file is of no accepted kind, or its name says another one than its content."""

    slug = "file-not-accepted"
    title = "This file cannot be accepted"
    status = 422


def kind_of(content: IO[bytes], name: str) -> Kind:
    """What the content is; `NotAccepted` in words where it is nothing that is taken in."""
    content.seek(0)
    head = content.read(HEAD)
    kind = _kind(content, head)
    if kind is None:
        raise NotAccepted(
            "send a PDF, a photograph (JPEG, PNG, HEIC or TIFF), a Word or Excel file of today's"
            " form (.docx, .xlsx) or plain text"
        )
    if PurePath(name).suffix.lower() not in _ENDINGS[kind]:
        endings = " or ".join(sorted(_ENDINGS[kind]))
        raise NotAccepted(f"the content is that of a file ending in {endings}: the name differs")
    if kind in {Kind.WORD, Kind.EXCEL}:
        _check_unpacked(content)
    return kind


def _kind(content: IO[bytes], head: bytes) -> Kind | None:
    if not head:
        raise NotAccepted("the file is empty")
    guessed = filetype.guess_mime(head)
    if guessed is None:
        return Kind.TEXT if _is_text(content) else None
    return next((kind for kind in Kind if kind == guessed and kind is not Kind.TEXT), None)


def _is_text(content: IO[bytes]) -> bool:
    """UTF-8 without control characters that does not begin as a web page or drawing does."""
    content.seek(0)
    started = False
    try:
        for line in map(bytes.decode, content):
            begins = line.lstrip("\ufeff \t\r\n")
            if not started and begins.startswith("<"):
                return False
            started = started or bool(begins)
            if any(mark < " " and mark not in "\t\r\n\f" for mark in line):
                return False
    except UnicodeDecodeError:
        return False
    return True


def _check_unpacked(content: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(content) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except DAMAGED as error:
        raise NotAccepted("the file is damaged: save it again and send that") from error
    if unpacked > MOST_UNPACKED:
        raise NotAccepted("unpacked, the file is too large: save it as a PDF and send that")
