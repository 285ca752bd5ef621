"""Bodies that are called together before their date, decisions that an appeal holds up, and seats given up: in states made of dice, and in
whole histories of the scenarios that come with the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pytest

import collegium
from collegium.engine import layout as L
from collegium.ensemble.player import model_of
from collegium.interventions import plan
from collegium.scenario import kinds as K
from helpers.examples import times
from helpers.oracle import meeting as om
from helpers.oracle import world as ow
from helpers.oracle.beside import agree, stepped, together
from helpers.oracle.choice import MOVES
from helpers.oracle.deeds import keeper
from helpers.oracle.engine import Case
from helpers.oracle.laid import Laid
from helpers.oracle.moves_papers import resign_seat
from helpers.oracle.realm import abolish

STATES = 120
LEAST = {"called together by the keeper": 12, "called together by a share": 16, "too few to call it together": 50,
         "a vacant body": 7, "told to wait": 12, "its second item": 3,
         "held up for an answer": 25, "held up by an appeal": 33, "of an appeal that is held up": 7,
         "an appeal against something else": 40}  # fmt: skip
"""How often each comes up at least over the first ``STATES`` seeds."""
SANCTIONS = (ow.STRIP, ow.REMOVE, ow.EXPEL, ow.SEND_AWAY)
TURNED = {ow.STRIP: ow.REMOVE, ow.REMOVE: ow.STRIP, ow.EXPEL: ow.SEND_AWAY, ow.SEND_AWAY: ow.EXPEL}
STEPS_HELD = 3


class Called(Case):
    """Bodies whose date has not come, with business old and new, of their keepers and of others."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        r, t, rng = self.sc[0], self.st[0], np.random.default_rng([seed, 9])
        t["next_meeting"][: self.nb] = t["week"] + rng.choice([0, 1, 1, 9], self.nb)
        r["extraordinary"][: self.nb] = rng.choice([0.0, 0.3, 0.6, 0.9], self.nb, p=[0.2, 0.35, 0.35, 0.1])
        r["deadline"][: self.nb] = rng.integers(1, 5, self.nb)
        self.enqueue(tuple(range(ow.ELECT)), (ow.SUBMITTED, ow.SUBMITTED, ow.HELD, ow.CARRIED), 8)
        for b in np.flatnonzero(rng.random(self.nb) < 0.1):
            t["seat"][b, : self.n], t["bloc"][b, : self.nc] = ow.NO_SEAT, 0
        world = self.world()
        for q in np.flatnonzero(rng.random(8) < 0.2):
            t["q_mover"][q] = keeper(world, int(t["q_body"][q]))
        self.lay([self._wait(int(q)) for q in np.flatnonzero(rng.random(8) < 0.1)])
        abolish(self, np.random.default_rng([seed, 15]))

    def _wait(self, q: int) -> Laid:
        t = self.st[0]
        kind, target, body = (int(t["q_" + name][q]) for name in ("kind", "target", "body"))
        return Laid("wait", int(t["week"]), int(t["week"]) + 1, ow.NOBODY, target, body, kind, 0.0, 0)


def convened(seed: int) -> Counter[object]:
    """The rule, and what came up in it."""
    case = Called(seed)
    before = case.world()
    before.laid = list(case.lain)
    world = agree(case, "convene", om.convene)
    for b in world.bodies():
        early = before.sc.extraordinary[b] > 0 and before.next_meeting[b] > before.week
        mine = [x for x in before.items() if early and x.body == b and x.state == ow.SUBMITTED]
        ready = [x for x in mine if om.ready(before, x, b)]
        nobody = not any(om.weighed(before, x).size() for x in ready)
        world.met["a vacant body"] += bool(ready) and nobody
        world.met["told to wait"] += any(om.laid_on(before, "wait", x) for x in mine)
        world.met["its second item"] += bool(world.meets[b] and ready) and not om.wanted(before, ready[0], before.sc.extraordinary[b])
    return world.met


class HeldUp(Case):
    """Sanctions that are decided, or come to a vote, before bodies that hold them up; and appeals, most of them against these."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        r, t, rng = self.sc[0], self.st[0], np.random.default_rng([seed, 10])
        self.calm()
        r["suspensive"][: self.nb], r["extraordinary"][: self.nb], r["quorum"][: self.nb] = rng.random(self.nb) < 0.8, 0.0, 0.0
        for b in range(1, self.nb):
            r["appeal"][b] = rng.integers(0, b)
        t["next_meeting"][: self.nb] = t["week"] + rng.choice([0, 0, 1, 9], self.nb)
        r["deadline"], r["threshold"][: self.nb], self.th[0]["comradeship"], self.th[0]["status_quo"] = 1, 0.3, 0.0, 0.0
        self.enqueue(SANCTIONS, (ow.CARRIED, ow.SUBMITTED, ow.SUBMITTED, ow.DEFEATED), 4)
        t["q_appeal"][:4] = rng.choice([0, 0, 0, ow.RENEW, ow.INSIST], 4)
        t["q_seen"][:4] = rng.choice([1, 2], 4)
        for q in range(4):
            if rng.random() < 0.6:
                self._appeal(q, 4 + q, rng)
        order = rng.permutation(8)
        for name in [name for name in t.dtype.names if name.startswith("q_")]:
            t[name][:8] = t[name][order]

    def _appeal(self, q: int, place: int, rng: np.random.Generator) -> None:
        """Against the sanction in place q, or now and then against another of the kind, or one that is no reversal."""
        t = self.st[0]
        for name in ("kind", "target", "arg", "value"):
            t["q_" + name][place] = t["q_" + name][q]
        other = rng.choice(["", "", "", "", "target", "arg", "mark", "kind"])
        if other == "target":
            t["q_target"][place] = (t["q_target"][q] + 1) % self.n
        elif other == "arg" and t["q_arg"][q] >= 0:
            t["q_arg"][place] = (t["q_arg"][q] + 1) % 3
        elif other == "kind":
            t["q_kind"][place] = TURNED[int(t["q_kind"][q])]
        t["q_appeal"][place] = ow.REVERSE if other != "mark" else rng.choice([0, ow.RENEW, ow.INSIST])
        t["q_state"][place] = rng.choice([ow.SUBMITTED, ow.SUBMITTED, ow.HELD, ow.CARRIED, ow.DEFEATED, ow.DONE, ow.LAPSED])
        t["q_mover"][place], t["q_body"][place] = t["q_target"][q], max(0, self.sc[0]["appeal"][t["q_body"][q]])
        t["q_week"][place], t["q_decided"][place] = t["week"] - rng.integers(0, 3), t["week"] - 1
        t["q_key"][place], t["q_urgent"][place], t["q_seen"][place] = rng.integers(0, 2**63), 1, 2
        t["q_ordered"][place], t["q_refuser"][place] = 0, ow.NOBODY


def held_up(seed: int) -> Counter[object]:
    """Some whole steps, in which nobody acts but who has lost or is accused, and what came up in them."""
    case = HeldUp(seed)
    world = case.world()
    for _ in range(STEPS_HELD):
        stepped(case, world)
    return world.met


@pytest.fixture(scope="module")
def met() -> Counter[object]:
    """What came up, compared all the while."""
    found: Counter[object] = Counter()
    for seed in range(times(STATES)):
        found += convened(seed) + held_up(seed)
    return found


@pytest.mark.parametrize("turn", LEAST)
def test_every_turn_is_met(met: Counter[object], turn: str) -> None:
    assert met[turn] >= LEAST[turn], met


# --- a seat given up ------------------------------------------------------------------------------------------------


def test_a_seat_given_up_is_put_down_as_one_that_was_lost() -> None:
    """The row names who gives it up and the body; the outcomes count it, and date it, as one that was taken."""
    case = Case(2)
    case.calm()
    t, r, n = case.st[0], case.sc[0], case.n
    top, now, i = int(t["top"]), int(t["week"]), 3
    t["alive"][:n] = t["member"][:n] = 1
    t["incapable"][:n], t["confined"][:n], t["g_on"], t["seat"][top, :n] = 0, ow.AT_LARGE, 0, ow.FULL
    t["next_meeting"], r["extraordinary"] = now + 99, 0.0
    for name, value in (("state", ow.SUBMITTED), ("kind", ow.REMOVE), ("mover", 1), ("target", i), ("body", 1), ("arg", top)):
        t["q_" + name][0] = value
    resigns = next(number for number, (may, _) in MOVES.items() if may is resign_seat)
    case.io["first_loss"] = case.io["lost_top"] = L.NEVER
    case.lay([Laid("force", now, now + 1, i, 1, ow.NOBODY, resigns, 0.0, 0)])
    world = case.world()
    world.laid = list(case.lain)
    stepped(case, world)
    io = case.io[0]
    row = next(k for k in range(io["n_log"]) if io["log_kind"][k] == K.L_RESIGNED)
    assert [int(io["log_" + name][row]) for name in ("week", "actor", "target", "body", "subject")] == [now, i, ow.NOBODY, top, top]
    assert (io["losses"], io["first_loss"], io["lost_top"][i], t["fell"][i]) == (1, now, now, now)
    assert (t["q_state"][0], t["q_decided"][0], t["q_seen"][0]) == (ow.LAPSED, now, 2)


# --- whole histories ------------------------------------------------------------------------------------------------

RESTLESS = ("set activity = 1", "set status_quo = 0", "set sanction_cost = -1")
RUNS = (
    ("council", 14, 130, ("set body.assembly.extraordinary = 0.3", "set body.assembly.suspensive = true")),
    ("council", 4, 130, ("set body.assembly.extraordinary = 0.6", "set body.council.extraordinary = 0.6")),
    ("bolsheviks", 3, 52, ("set body.central_committee.extraordinary = 0.3", "set body.congress.extraordinary = 0.6",
                           "set body.central_committee.suspensive = true", "set body.congress.suspensive = true")),
    ("bolsheviks", 1, 13, ("set body.politburo.extraordinary = 0.6", "set body.politburo.suspensive = true",
                           "set body.central_committee.extraordinary = 0.6")),
)  # fmt: skip
"""Scenario, histories, steps of each, and what is changed."""


def whole_histories(name: str, count: int, steps: int, sentences: Sequence[str]) -> Counter[object]:
    """What came up in them, compared after every step."""
    whole = collegium.load(name)
    end = whole.start + timedelta((steps + 1) * whole.step)
    made = plan(whole, [*sentences, *RESTLESS], whole.start, end)
    model = model_of(made.scenario, whole.start, end, made.during)
    found: Counter[object] = Counter()
    for number in range(times(count)):
        world, _ = together(model, 11, number, steps, tracing=number % 2)
        found += world.met
        found.update(kind for _, kind, _, _ in world.told)
    return found


@pytest.mark.parametrize("name", ["council", "bolsheviks"])
def test_whole_histories(name: str) -> None:
    """Bodies meet before their date, decisions wait for appeals, and leaders give up their seats."""
    found = sum((whole_histories(*run) for run in RUNS if run[0] == name), Counter[object]())
    wanted = {"called together by a share", "held up for an answer"}
    wanted |= {"called together by the keeper", "held up by an appeal", "resigned_seat"} if name == "council" else set()
    assert wanted <= set(found), found
