"""Random lives of cases over HTTP: whatever is sent in whatever order, what must hold holds.

`python -m tests.grants.lives --lives 500 --seed 1` drives so many, on a platform of its own.
"""

import argparse
import datetime as dt
import tempfile
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from deploy.local.postgres import LocalPostgres
from tests.grants.cases import CANNOCK
from tests.grants.life_acts import ACTS, GOES_BY, At
from tests.grants.life_events import EARLY, EVENTS, LATE
from tests.grants.life_rules import RULES, WAYS, Told
from tests.grants.life_times import no_clock_is_lost
from tests.grants.life_ways import TAKEN_OVER, TO_THE_END, USUALLY, usual
from tests.grants.take_over import Council
from tests.grants.test_service import assessed
from tests.platform.running import GLOUCESTER, NOW, STROUD, Platform, new_database, until

EVERY_POST = (
    *("grants:read", "grants:write", "approval:service_manager", "approval:head_of_service"),
    *("approval:authority_after_forum_appraisal", "approval:council"),
    *("approval:team_leader", "approval:corporate_complaints"),
)
PEOPLE = ("first", "second", "third", "fourth", "fifth")
"""Each may do everything: what one of them may not do for another's sake is looked for."""
COSTS = st.sampled_from([4860, 9000, 31000, 45000, 75000])
CHANCE, AGO = st.integers(0, 11), st.sampled_from([0, 0, 0, 0, 1, 400, -1])
WAITING = """SELECT count(*) FROM grants.inbox
WHERE case_id = $1 AND handled_at IS NULL AND due_at <= $2"""
LOOKED_AT = """SELECT count(*) FROM grants.inbox WHERE case_id = $1
AND type = 'grants.clock-due' AND data::jsonb ->> 'limit' = $2 AND data::jsonb ->> 'by' = $3"""
TRACE = """SELECT (SELECT count(*) FROM grants.entries WHERE case_id = $1) AS entries,
(SELECT count(*) FROM grants.outbox WHERE case_id = $1) AS told"""
MONEY = """SELECT mandatory + discretionary AS awarded, spent, committed, state
FROM grants.cases WHERE case_id = $1"""


class Life(RuleBasedStateMachine):
    """A case that anything may happen to."""

    platform: Platform
    people: dict
    done: Counter
    """What was sent, and whether it was taken."""
    pressed: tuple = ()
    """Acts that are done more than others: by anybody, on the usual way."""

    @initialize(
        district=st.sampled_from([GLOUCESTER, STROUD, CANNOCK]),
        reduction=st.sampled_from(["0.00", "1000.00", "40000.00"]),
        old=st.sampled_from(TAKEN_OVER),
        youth=st.tuples(st.integers(0, 11), st.sampled_from([0, 4, 8, 12]), COSTS),
    )
    def a_case_begins(self, district, reduction, old, youth):
        """Lives begin at any age: what usually happens has happened so many times."""
        self.platform.now = NOW
        self.district, self.reduction = district, reduction
        self.id = uuid.uuid4()
        if old is None:
            self.platform.tell("grants", assessed(self.id, district))
        else:
            council = Council(self.platform, f"Lives {self.id}", district, self.people)
            self.id = uuid.UUID(council.brings(old))
        self.done[f"began {old['Stage'] if old else 'here'}", True] += 1
        self.seen, self.checked, self.brought = None, None, 0
        self.before = self.look().shown["state"]
        start, age, cost = youth
        for number in range(start, start + age):
            self.happens(usual(self.look(), number), cost, number)
            self.what_must_hold_holds()

    def get(self, place=""):
        answer = self.people["first"].get(f"/v1/cases/{self.id}{place}")
        assert answer.status_code < 500, answer.text
        return answer.json() if answer.is_success else {}

    def look(self):
        """The case as it stands; looked at again only where something has changed."""
        if (trace := self.trace()) != self.seen:
            events = [kind for kind, _ in self.platform.told("grants", self.id)]
            lines = self.get("/history")["items"]
            if self.seen is None and lines[0]["kind"] == "taken_over":
                self.brought = len(lines)
            self.told, self.seen = Told(self.get(), lines, events, self.brought), trace
        return self.told

    def meet(self, name, cost, chance, ago):
        """The case as it is met for that act."""
        looked = self.get(f"/{GOES_BY[name]}") if name in GOES_BY else {}
        today, told = self.platform.now.date(), self.look()
        return At(
            *(self.id, self.district, today, told.shown, looked, told.last_mistake),
            *(self.reduction, cost, chance, ago),
        )

    def send(self, name, *, cost=9000, chance=0, ago=0, who=None, match=None):
        """Send a command: it does something that can be seen, or nothing at all.

        Now and then it is sent again under its key: it does nothing more, and is answered as before.
        """
        body = ACTS[name](self.meet(name, cost, chance, ago))
        client = self.people[who or USUALLY.get(name, "first")]
        key = {"idempotency-key": uuid.uuid4().hex} | ({"if-match": match} if match else {})
        method = "PUT" if name == "assignment" else "POST"
        before, place = self.trace(), f"/v1/cases/{self.id}/{name}"
        answer = client.request(method, place, json=body, headers=key)
        assert answer.status_code < 500, answer.text
        after = self.trace()
        self.done[name, answer.is_success] += 1
        if not answer.is_success:
            assert after == before, (name, before, after, answer.text)
            return answer
        assert after[0] > before[0], f"{name} left no entry"
        if method == "PUT" or chance % 4:
            return answer
        again = client.request(method, place, json=body, headers=key)
        assert (again.status_code, again.content) == (answer.status_code, answer.content), name
        assert self.trace() == after, f"{name} was done twice"
        return answer

    def hear(self, name, cost=9000, chance=0):
        """Another service tells something."""
        self.platform.tell("grants", EVENTS[name](self.meet(name, cost, chance, 0)))
        self.done[name, True] += 1

    def happens(self, name, cost=9000, chance=0, **how):
        if name in EVENTS:
            self.hear(name, cost, chance)
        else:
            self.send(name, cost=cost, chance=chance, **how)

    def trace(self):
        """How much there is of the case: entries, and events that were told; nothing is on its way."""
        until(lambda: not self.platform.sql.one(WAITING, self.id, self.platform.now))
        return tuple(self.platform.sql(TRACE, self.id)[0])

    @rule(
        name=st.sampled_from(sorted(ACTS)),
        cost=COSTS,
        chance=CHANCE,
        ago=AGO,
        who=st.sampled_from(PEOPLE),
    )
    def anything_is_sent_by_anybody(self, name, cost, chance, ago, who):
        self.send(name, cost=cost, chance=chance, ago=ago, who=who)

    @rule(number=st.integers(0, 19), cost=COSTS, chance=CHANCE)
    def what_comes_next_happens(self, number, cost, chance):
        self.happens(usual(self.look(), number), cost, chance)

    @rule(number=st.integers(0, 19), cost=COSTS, chance=CHANCE)
    def and_then_the_next(self, number, cost, chance):
        acts = self.pressed or (usual(self.look(), number),)
        who = PEOPLE[number % len(PEOPLE)] if self.pressed else None
        self.happens(acts[chance % len(acts)], cost, chance, who=who)

    @rule(early=st.sampled_from(sorted(EARLY)), late=st.sampled_from(sorted(LATE)), chance=CHANCE)
    def others_tell_something(self, early, late, chance):
        approved = self.before in {"approved", "certified", "withdrawn"}
        self.hear(late if approved else early, chance=chance)

    @precondition(lambda self: len(self.told.lines) % 4 == 1)
    @rule(name=st.sampled_from(sorted(ACTS)), cost=COSTS)
    def somebody_else_was_quicker(self, name, cost):
        """The second of two officers changes nothing."""
        first = self.told.shown["version"]
        self.send("notes", who="second")
        assert not self.send(name, cost=cost, match=f'"{first}"').is_success, name

    @rule(days=st.sampled_from([1, 20, 200]))
    def days_pass(self, days):
        """What is due by then is looked at, also after a standstill."""
        self.platform.now += dt.timedelta(days=days)
        self.platform.sql("SELECT pg_notify('dfg_bus', 'grants')")
        self.done[f"{days} days pass", True] += 1

    @invariant()
    def what_must_hold_holds(self):
        told = self.look()
        state = told.shown["state"]
        assert (self.before, state) in WAYS, (self.before, state)
        self.before = state
        no_clock_is_lost(told, self.platform.now.date())
        if self.checked == self.seen:
            return
        for holds in RULES:
            holds(told)
        for clock in told.shown["clocks"]:
            looks = self.platform.sql.one(LOOKED_AT, self.id, clock["limit"], clock["by"])
            assert looks, clock
        self.checked = self.seen

    @invariant()
    def no_more_is_spent_or_committed_than_was_awarded(self):
        sums = self.platform.sql(MONEY, self.id)[0]
        assert sums["spent"] >= 0
        assert sums["committed"] >= 0
        assert sums["spent"] + sums["committed"] <= sums["awarded"]
        assert sums["state"] != "closed" or not sums["committed"]

    def teardown(self):
        """Wherever it came to, an officer can bring it to its end."""
        if not hasattr(self, "before"):
            return
        for _ in range(4):
            for name in TO_THE_END.get(self.look().shown["state"], ()):
                if name != "complaints/answer":
                    self.happens(name)
                elif self.look().shown["complaint"]:
                    self._answer()
            self.what_must_hold_holds()
        assert self.before == "closed", self.told.shown

    def _answer(self):
        """Somebody answers the complaint who has had no part in it."""
        for who in PEOPLE:
            if self.send("complaints/answer", who=who).is_success:
                return
        raise AssertionError("nobody may answer the complaint")


def live(platform, lives, steps, *, begin=None, pressed=()):
    """Drive so many lives, each of at most so many steps, from that seed; without one the same.

    What breaks is shown as it was found: to make it shorter would take many lives more.
    """
    Life.platform, Life.done, Life.pressed = platform, Counter(), pressed
    scopes = " ".join(EVERY_POST)
    Life.people = {
        name: platform.client("grants", "grant_officer", sub=name, scope=scopes) for name in PEOPLE
    } | {"manager": platform.client("grants", "service_manager")}
    run_state_machine_as_test(
        Life if begin is None else seed(begin)(Life),
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            derandomize=begin is None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Life.done


def begun():
    """How many lives there were."""
    return sum(n for (name, _), n in Life.done.items() if name.startswith("began "))


def table(done):
    """What was sent, how often, and how often it was taken."""
    for name in sorted({name for name, _ in done}):
        taken, refused = done[name, True], done[name, False]
        yield f"{name:<28}{taken:>9,}{refused:>9,}"


@contextmanager
def own_platform():
    """A platform of their own."""
    with tempfile.TemporaryDirectory() as folder:
        server = LocalPostgres(Path(folder) / "data")
        server.start()
        platform = Platform(server.superuser_url, new_database("lives"))
        try:
            yield platform
        finally:
            platform.stop()
            server.stop("immediate")


def main():
    """Many lives, on a platform of their own."""
    asked = argparse.ArgumentParser(prog="python -m tests.grants.lives", description=__doc__)
    asked.add_argument("--lives", type=int, default=500)
    asked.add_argument("--steps", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    began = time.monotonic()
    with own_platform() as platform:
        try:
            live(platform, options.lives, options.steps, begin=options.seed)
        except KeyboardInterrupt:
            print("stopped")
        finally:
            print(f"{'':<28}{'taken':>9}{'refused':>9}", *table(Life.done), sep="\n")
    took = (time.monotonic() - began) / 60
    said = f"{begun()} lives of up to {options.steps} steps, seed {options.seed}"
    print(f"{said}, in {took:.0f} minutes: everything held")


if __name__ == "__main__":
    main()
