"""Rules taken out one at a time, to see that random lives miss each: in which life, it says.

`python -m tests.grants.life_without --lives 60 --seed 1`
"""

import argparse

import pytest
from hypothesis.errors import Flaky

from tests.grants.life import Life
from tests.grants.life_out_checks import APPROVES_UNCHECKED, PAYS_OR_RELEASES_EARLY
from tests.grants.life_out_times import CONTRADICTS_THE_TIMELINE, LOSES_A_CLOCK
from tests.grants.life_page import commit, keep, table, today
from tests.grants.lives import live, own_platform
from tests.payments.taken_out import take_out

RULES = tuple(
    rule._replace(about=about)
    for about, rules in {
        "approve without the checks": APPROVES_UNCHECKED,
        "pay or release before approval": PAYS_OR_RELEASES_EARLY,
        "lose a clock": LOSES_A_CLOCK,
        "contradict the timeline": CONTRADICTS_THE_TIMELINE,
    }.items()
    for rule in rules
)


def missed(platform, rule, lives, steps, begin):
    """In which life it was missed that the rule is out, and by what; None where in none."""
    with pytest.MonkeyPatch.context() as patch:
        take_out(patch, rule.function, rule.change)
        try:
            return live(platform, lives, steps, begin=begin, pressed=rule.pressed).broke
        except (AssertionError, Flaky):
            return Life.lived.broke


def main():
    """Each rule taken out once; what came of it is kept in the docs if asked for."""
    asked = argparse.ArgumentParser(prog="python -m tests.grants.life_without", description=__doc__)
    asked.add_argument("--lives", type=int, default=60)
    asked.add_argument("--steps", type=int, default=12)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default="", help="rules whose name has this in it")
    asked.add_argument("--record", action="store_true", help="keep it in the docs")
    options = asked.parse_args()
    rows = []
    with own_platform() as platform:
        for rule in RULES:
            if options.only in rule.says:
                found = missed(platform, rule, options.lives, options.steps, options.seed)
                print(f"{rule.says:<50} {found or 'not missed'}", flush=True)
                rows.append((rule.about, rule.says, found))
                if options.record:
                    keep("Rules taken out", "\n".join(_told(rows, options)))


def _told(rows, options):
    missed_ = sum(found is not None for *_, found in rows)
    yield f"{today()}, commit `{commit()}`, seed {options.seed}: of {len(rows)} rules taken out one at"
    yield f"a time lives of up to {options.steps} steps missed {missed_}, {options.lives} tried for each."
    heads = ("what no life does", "rule taken out", "missed in life", "by")
    yield from table(heads, (_row(*row) for row in rows))


def _row(about, says, found):
    number, by = found or ("in none", "")
    return about, says, number, by[:70].replace("|", "/")


if __name__ == "__main__":
    main()
