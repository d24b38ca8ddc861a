"""A case that anything may happen to: what is sent to it over HTTP, and what it is looked at for."""

import datetime as dt
import sys
import time
import uuid
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.grants import life_ways as ways
from tests.grants.cases import CANNOCK
from tests.grants.life_acts import ACTS, GOES_BY
from tests.grants.life_at import COSTS, At
from tests.grants.life_events import EARLY, EVENTS, LATE
from tests.grants.life_lived import LOOKED_AT, MONEY, OVER, TRACE, Lived, Pressed
from tests.grants.life_rules import RULES, WAYS
from tests.grants.life_times import no_clock_is_lost
from tests.grants.life_told import Told
from tests.grants.take_over import Council
from tests.grants.test_service import assessed
from tests.platform.running import GLOUCESTER, NOW, PATIENCE_SECONDS, STROUD

OLDEST = 16
"""So many usual acts may have happened when a life begins."""
A_MOMENT = 0.02
"""Seconds until what is due is looked at again."""
LOOKS = 6
"""A history is read after so many changes, and whenever the case has come further or time passes."""
LUCK = st.integers(0, 2**32 - 1)


class Life(RuleBasedStateMachine):
    """A case from its beginning to its end, between people who do right and wrong."""

    platform = None
    people: dict
    lived: Lived
    pressed = Pressed()

    @initialize(district=st.sampled_from([GLOUCESTER, STROUD, CANNOCK]), luck=LUCK)
    def a_case_begins(self, district, luck):
        """Lives begin at any age: what usually happens has happened so many times."""
        dice = Random(luck)
        self.platform.now = NOW
        self.district, self.id = district, uuid.uuid4()
        self.reduction = dice.choice(ways.REDUCTIONS[: 1 if self.pressed.costs else None])
        self.forgets = self.pressed.forgets or dice.choice(ways.FORGOTTEN)
        self.shown, self.seen, self.full, self.read = {}, None, None, 0
        old = None if self.pressed.forgets or self.pressed.costs else dice.choice(ways.TAKEN_OVER)
        if old is not None:
            council = Council(self.platform, f"Lives {self.id}", district, self.people)
            self.id = uuid.UUID(council.brings(old))
        elif self.forgets == "an assessment":
            self.happens("a preliminary test", dice)
        else:
            self.platform.tell("grants", assessed(self.id, district))
        self.lived.began[old["Stage"] if old else "referral"] += 1
        self.look()
        self.before, self.brought = self.shown["state"], len(self.seen["kinds"]) if old else 0
        self.reached = {self.before}
        self._gets_older(dice, dice.randrange(OLDEST // 2 if self.pressed.acts else 0, OLDEST))

    def _gets_older(self, dice, acts):
        for _ in range(acts):
            self.goes_on(dice)
            self.what_must_hold_holds()

    def get(self, place=""):
        answer = self.people["first"].get(f"/v1/cases/{self.id}{place}")
        assert answer.status_code < 500, answer.text
        return answer.json() if answer.is_success else {}

    def trace(self):
        """How much there is of the case: entries, and events that were told; nothing is on its way."""
        seen, patience = None, time.monotonic() + PATIENCE_SECONDS
        while seen is None or seen["waiting"]:
            assert time.monotonic() < patience, "what is due is not done"
            if seen:
                time.sleep(A_MOMENT)
            [seen] = self.platform.sql(TRACE, self.id, self.platform.now)
        return seen

    def look(self, answer=None):
        """See the case as it stands; an answer shows it unless more has happened since."""
        if (seen := self.trace()) == self.seen:
            return
        known = answer if answer and answer.get("version") == seen["version"] else self.get()
        self.shown, self.seen = known, seen

    def meet(self, name, dice, ago=0):
        """The case as it is met for that act."""
        desk = self.get(f"/{GOES_BY[name]}") if name in GOES_BY else {}
        about = (self.id, self.district, self.platform.now.date(), self.shown)
        kinds = tuple((self.seen and self.seen["kinds"]) or ())
        cost = self.pressed.cost(kinds) or (dice.choice(COSTS) if dice else COSTS[0])
        return At(*about, kinds, desk, self.reduction, self.forgets, dice, cost, ago)

    def send(self, name, dice=None, *, ago=0, who=None, match=None):
        """Send a command: it does something that can be seen, or nothing at all.

        Now and then it is sent again under its key: it does nothing more, and is answered as before.
        """
        body, before = ACTS[name](self.meet(name, dice, ago=ago)), self.seen
        client = self.people[who or ways.USUALLY.get(name, "first")]
        key = {"idempotency-key": uuid.uuid4().hex} | ({"if-match": match} if match else {})
        asked = ("PUT" if name == "assignment" else "POST", f"/v1/cases/{self.id}/{name}")
        answer = client.request(*asked, json=body, headers=key)
        assert answer.status_code < 500, (name, answer.text)
        said = answer.json()
        self.lived.acts[name, answer.is_success] += 1
        self.look(said)
        if not answer.is_success:
            self.lived.refused[said["type"].rpartition(":")[2]] += 1
            assert self.seen == before, (name, before, self.seen, said)
            return False
        assert len(self.seen["kinds"]) > len(before["kinds"]), f"{name} left no entry"
        if dice and asked[0] == "POST" and not dice.randrange(8):
            again, after = client.request(*asked, json=body, headers=key), self.seen
            assert (again.status_code, again.content) == (answer.status_code, answer.content), name
            self.look()
            assert self.seen == after, f"{name} was done twice"
        return True

    def happens(self, name, dice=None, **how):
        """A command is sent, or another service tells something."""
        if name not in EVENTS:
            return self.send(name, dice, **how)
        self.platform.tell("grants", EVENTS[name](self.meet(name, dice)))
        self.lived.acts[name, True] += 1
        self.look()
        return True

    def goes_on(self, dice):
        """The next act on its usual way, mostly by whom and on the day that is right."""
        state, kinds = self.shown["state"], self.seen["kinds"]
        acts = self.pressed.now(state, dice) or ways.next_acts(self.shown, kinds, dice)
        name = ways.needed(state, kinds, self.forgets) or dice.choice(acts)
        if name in EVENTS:
            self.happens(name, dice)
            return
        by = self.pressed.by if name in self.pressed.acts else None
        who = by or (None if dice.randrange(3) else dice.choice(ways.PEOPLE))
        taken = self.send(name, dice, who=who, ago=dice.choice(ways.WRONG_DAYS))
        if not taken and name in ways.REMINDS:
            self.forgets = self.pressed.forgets

    @rule(luck=LUCK)
    def what_comes_next_happens(self, luck):
        """And mostly what comes after that."""
        dice = Random(luck)
        self._gets_older(dice, dice.randint(1, 4))

    @rule(luck=LUCK)
    def and_then_the_next(self, luck):
        self.goes_on(Random(luck))

    @rule(luck=LUCK)
    def anything_is_sent_by_anybody(self, luck):
        dice = Random(luck)
        name, who = dice.choice(sorted(ACTS)), dice.choice(ways.PEOPLE)
        self.send(name, dice, who=who, ago=dice.choice(ways.WRONG_DAYS))

    @rule(luck=LUCK)
    def others_tell_something(self, luck):
        dice, approved = Random(luck), self.shown["state"] in {"approved", "certified", "withdrawn"}
        self.happens(dice.choice(sorted(LATE if approved else EARLY)), dice)

    @rule(luck=LUCK)
    def somebody_else_was_quicker(self, luck):
        """The second of two officers changes nothing."""
        dice, first = Random(luck), self.shown["version"]
        self.send("notes", who="second")
        name = dice.choice(("notes", *sorted(ACTS)))
        assert not self.send(name, dice, match=f'"{first}"'), name

    @rule(days=st.sampled_from([1, 20, 200]))
    def days_pass(self, days):
        """What is due by then is looked at, also after a standstill."""
        self.platform.now += dt.timedelta(days=days)
        self.platform.sql("SELECT pg_notify('dfg_bus', 'grants')")
        self.lived.acts[f"{days} days pass", True] += 1
        self.look()
        self.full = None

    @invariant()
    def what_must_hold_holds(self):
        state, number = self.shown["state"], len(self.seen["kinds"])
        assert (self.before, state) in WAYS, (self.before, state)
        came_further = state != self.before or self.pressed.acts
        self.before = state
        self.reached.add(state)
        if self.full != self.seen and (
            self.full is None or came_further or number >= self.read + LOOKS
        ):
            self._look_at_all()

    def _look_at_all(self):
        """The whole history, what others were told, and each time that runs."""
        events = [kind for kind, _ in self.platform.told("grants", self.id)]
        told = Told(self.shown, self.get("/history")["items"], events, self.brought)
        for holds in RULES:
            holds(told)
        no_clock_is_lost(told, self.platform.now.date())
        looks = {tuple(row) for row in self.platform.sql(LOOKED_AT, self.id)}
        for clock in told.shown["clocks"]:
            assert (clock["limit"], clock["by"]) in looks, clock
        self.full, self.read = self.seen, len(told.lines)

    @invariant()
    def no_more_is_spent_or_committed_than_was_awarded(self):
        sums = self.platform.sql(MONEY, self.id)[0]
        assert sums["spent"] >= 0
        assert sums["committed"] >= 0
        assert sums["spent"] + sums["committed"] <= sums["awarded"], sums
        assert sums["state"] != "closed" or not sums["committed"], sums

    def teardown(self):
        """Wherever it came to, an officer can bring it to its end; not where something was amiss."""
        try:
            if hasattr(self, "before") and sys.exception() is None:
                self._end()
                self.lived.states.update(self.reached)
        finally:
            if self.lived.broke is None and isinstance(amiss := sys.exception(), Exception):
                self.lived.broke = (self.lived.lives, repr(amiss))
            if hasattr(self, "id"):
                self.platform.sql(OVER, self.id)

    def _end(self):
        self.forgets = None
        for _ in range(4):
            for name in ways.TO_THE_END.get(self.shown["state"], ()):
                if name not in ways.ANSWERS:
                    self.happens(name)
                elif self.shown[ways.ANSWERS[name]]:
                    answered = any(self.send(name, who=who) for who in reversed(ways.PEOPLE))
                    assert answered, f"nobody may send {name}"
            self.shown, self.full = self.get(), None
            self.what_must_hold_holds()
            if self.before == "closed":
                return
        raise AssertionError(self.shown)
