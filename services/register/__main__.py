"""The register's command line: `python -m services.register categorise home.json`."""

import argparse
import sys

from services.register.data import rule_set
from services.register.domain.categorising import Categorisation, categorise
from services.register.domain.home import Home
from shared.cli import answer_file, answer_lines


def main(arguments: list[str]) -> int:
    """Run one sub-command; the exit code (2 for bad input)."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m services.register", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    categorising = commands.add_parser("categorise", help="the access category of surveyed homes")
    categorising.add_argument("file", help="JSON; - is standard input")
    categorising.add_argument("--lines", action="store_true", help="one home a line, in order")
    categorising.set_defaults(run=_categorise)
    return parser


def _categorise(options: argparse.Namespace) -> int:
    run = answer_lines if options.lines else answer_file
    return run(_answer, options.file)


def _answer(value: object) -> Categorisation:
    home = Home.model_validate(value)
    return categorise(home, rule_set(home.rule_set))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
