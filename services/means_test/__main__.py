"""The means test from the command line: `python -m services.means_test calculate household.json`."""

import argparse
import sys

from services.means_test.calculate import calculate
from shared.caseload import answer_caseload
from shared.cli import answer_file


def main(arguments: list[str]) -> int:
    """Run one sub-command; the exit code (2 for bad input)."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m services.means_test", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    calculating = commands.add_parser("calculate", help="test a household, or a caseload")
    calculating.add_argument("file", help="JSON; - is standard input")
    calculating.add_argument("--lines", action="store_true", help="one household a line, in order")
    calculating.set_defaults(run=_calculate)
    return parser


def _calculate(options: argparse.Namespace) -> int:
    if options.lines:
        return answer_caseload(calculate, options.file, "households")
    return answer_file(calculate, options.file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
