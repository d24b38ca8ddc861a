"""The shape that the public commands share: one JSON object in, one out, or one a line.

Bad input prints one RFC 9457 problem on standard error and exits 2; with `--lines` a problem
object stands in the bad line's place and the rest go on.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from shared.parsing import parse
from shared.problems import InvalidInput, Problem

T = TypeVar("T")

Answer = Callable[[object], object]
"""From a parsed JSON value to a JSON-ready result; raises `Problem` or pydantic's error."""


def answer_file(answer: Answer, path: str) -> int:
    """Answer the one object in the file named (`-` is standard input); the exit code."""
    return print_answer(lambda: answer(parse(_read(path))))


def print_answer(make: Callable[[], T], text: Callable[[T], str] | None = None) -> int:
    """Print what `make` returns, as JSON where no other `text` is given; the exit code."""
    try:
        result = make()
    except (Problem, ValidationError) as error:
        return _refuse(error)
    sys.stdout.write((text(result) if text else _dump(result, indent=True)).rstrip("\n") + "\n")
    return 0


def write_lines(path: str, answers: Callable[[Iterator[bytes]], Iterable[bytes]]) -> int:
    """Write what `answers` makes of the lines of the file named, one each; the exit code."""
    try:
        for line in answers(open_lines(path)):
            sys.stdout.buffer.write(line + b"\n")
    except InvalidInput as error:
        return _refuse(error)
    return 0


def answer_line(answer: Answer, line: bytes) -> bytes:
    """The answer to one line, or the problem that stands in its place, without a newline."""
    try:
        return orjson.dumps(answer(parse(line)), default=_encode)
    except (Problem, ValidationError) as error:
        return orjson.dumps(_problem(error))


def write_file(make: Callable[[object], bytes], path: str, output: Path | None) -> int:
    """Write the bytes that `make` makes of the object in the file named, to `output` or else to
    standard output; the exit code. `output` is written whole or left as it was.
    """
    try:
        made = make(parse(_read(path)))
        if output is not None:
            _write_whole(output, made)
    except (Problem, ValidationError) as error:
        return _refuse(error)
    if output is None:
        sys.stdout.buffer.write(made)
    return 0


def open_lines(path: str) -> Iterator[bytes]:
    """The lines of a JSON Lines file (`-` is standard input), blank ones left out, lazily."""
    if path == "-":
        yield from _not_blank(sys.stdin.buffer)
        return
    try:
        with Path(path).open("rb") as file:
            yield from _not_blank(file)
    except OSError as error:
        raise InvalidInput(f"{path}: {error.strerror}") from error


def _write_whole(output: Path, content: bytes) -> None:
    """Beside its place first, then moved there in one step. Only its owner can read it."""
    try:
        target = output.resolve()
        if target.exists() and not target.is_file():
            raise InvalidInput(f"{output}: not a regular file")
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as beside:
            try:
                beside.write(content)
                beside.flush()
                os.fsync(beside.fileno())
                Path(beside.name).replace(target)
            except BaseException:
                Path(beside.name).unlink()
                raise
    except OSError as error:
        raise InvalidInput(f"{output}: {error.strerror}") from error


def _refuse(error: Problem | ValidationError) -> int:
    sys.stderr.write(_dump(_problem(error), indent=True) + "\n")
    return 2


def _not_blank(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line for line in lines if line.strip())


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InvalidInput(f"{path}: {error.strerror}") from error


def _problem(error: Problem | ValidationError) -> dict[str, object]:
    problem = error if isinstance(error, Problem) else InvalidInput.of(error)
    return problem.as_json() | {
        "errors": [{"pointer": e.pointer, "detail": e.detail} for e in problem.errors]
    }


def _encode(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(type(value).__name__)


def _dump(value: object, *, indent: bool = False) -> str:
    return orjson.dumps(
        value, default=_encode, option=orjson.OPT_INDENT_2 if indent else 0
    ).decode()
