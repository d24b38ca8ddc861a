"""Grants from the command line: `python -m services.grants determine case.json`."""

import argparse
import sys

from services.grants.policies import answer
from shared.caseload import answer_caseload
from shared.cli import answer_file


def main(arguments: list[str]) -> int:
    """Run one sub-command; the exit code (2 for bad input)."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m services.grants", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    _add_determine(commands)
    return parser


def _add_determine(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    determining = commands.add_parser("determine", help="decide a case, or a caseload")
    determining.add_argument("file", help="JSON; - is standard input")
    determining.add_argument("--lines", action="store_true", help="one case a line, in order")
    determining.set_defaults(run=_determine)


def _determine(options: argparse.Namespace) -> int:
    if options.lines:
        return answer_caseload(answer, options.file, "cases")
    return answer_file(answer, options.file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
