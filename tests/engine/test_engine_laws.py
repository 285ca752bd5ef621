"""What must hold in every step of every history, whatever the parameters (docs/odd.md, section 2.3)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from collegium.engine import goals
from collegium.engine import layout as L
from collegium.engine.prior import prior_quantile
from collegium.scenario import kinds as K
from collegium.scenario.parameters import DEFAULTS
from helpers.bench import Bench, copied, model

LAWLESS = "a lawless council"
HISTORIES = {"council": 12, "bolsheviks": 6, LAWLESS: 12}
NAMES = tuple(HISTORIES)
DRAWN = tuple(name for name, asked in DEFAULTS.items() if asked.range is None)
NEAR = 1e-9
ROOM = 1e-12

RANGES = {
    "ambition": (0, 1), "caution": (0, 1), "apparatus": (0, 1), "public": (0, 1), "standing": (0, np.inf), "authority": (0, 1),
    "position": (-1, 1), "anchor": (-1, 1), "salience": (0, 1), "tie": (-1, 1), "client": (0, 1), "harm": (0, 1), "hurt": (0, 1),
    "opposed": (0, 1), "allegiance": (0, 1), "leaning": (0, 1), "mood": (-1, 1), "policy": (-1, 1), "knows": (0, 1),
    "content": (-1.5, 1), "precedent": (0, 6), "comradeship": (0, 1), "unity": (0, 1), "threat": (0, 1), "output": (0, np.inf),
    "swing": (-2, 2), "share": (0, 1), "power": (0, np.inf), "charges": (0, 1), "lost": (0, 1), "sway": (0, 1),
    "hold": (0, 1), "reach": (0, 1), "hidden": (0, 1), "confined": (L.AT_LARGE, L.EXILED),
}  # fmt: skip
"""Field of the state -> its range."""


def bench_of(name: str, tracing: bool = False) -> Bench:
    """A shipped scenario; or the council when every office has security and a district, every body decides everything and nobody is held
    back."""
    if name != LAWLESS:
        return Bench(model(name), tracing=tracing)
    m = copied(model("council"))
    m.sc["security"], m.sc["decides"][0, : len(m.bodies)] = 0.9, 1
    m.sc["district"][0, : len(m.offices)] = np.arange(len(m.offices)) % 2
    return Bench(
        m,
        theta={
            "comradeship": 0.0,
            "precision": 0.5,
            "effort": -9.0,
            "sanction_cost": -2.0,
            "activity": 1.0,
            "review": 50.0,
            "status_quo": 0.0,
        },
        tracing=tracing,
    )


class Watch:
    """One history, looked at after every step."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.m = bench, bench.model
        self.restored: set[int] = set()
        self.before = bench.state.copy()

    def look(self) -> None:
        """All laws, on the state as it stands. Raises AssertionError."""
        st, sc = self.bench.st, self.bench.sc
        people, bodies = len(self.m.people), len(self.m.bodies)
        alive, member = st["alive"][:people] == 1, st["member"][:people] == 1
        self.ranges(st)
        self.seats(st, bodies, alive & member)
        holders = st["holder"][: len(self.m.offices)]
        held = holders[holders != L.NOBODY]
        assert ((held >= 0) & (held < people)).all() and (alive & member)[held].all(), "an office is held by nobody of the group"
        places = {(int(h), int(d)) for h, d in zip(holders, sc["district"], strict=False) if L.NOBODY not in (h, d)}
        assert len(places) == len({h for h, _ in places}), "somebody lives in two districts"
        rows = st["allegiance"][: len(self.m.constituencies)].sum(axis=1)
        assert np.abs(rows - 1.0).max() < NEAR, "allegiances do not sum to one"
        assert np.abs(st["share"][:people].sum() - 1.0) < NEAR, "shares do not sum to one"
        assert not np.diagonal(st["hold"]).any(), "somebody's posts hang on themselves"
        self.security(st)
        assert int(sc["n_people"]) == people and not st["alive"][people:].any(), "somebody beyond the count of people"

    def ranges(self, st: Any) -> None:
        for field, (low, high) in RANGES.items():
            values = np.asarray(st[field])
            inside = (values >= low - ROOM) & (values <= high + ROOM)
            assert inside.all(), f"{field} is {values[~inside]}, outside {low}..{high}, at step {self.bench.week}"

    def security(self, st: Any) -> None:
        """Exile is for good, and far away; nobody in the hands of security holds an office."""
        exiled = st["confined"] == L.EXILED
        assert (st["away"][exiled] == 1).all(), "an exile is at the centre"
        assert exiled[self.before[0]["confined"] == L.EXILED].all(), "an exile has returned"
        holders = st["holder"][st["holder"] != L.NOBODY]
        assert (st["confined"][holders] == L.AT_LARGE).all(), "an office is held from prison"

    def seats(self, st: Any, bodies: int, present: np.ndarray) -> None:
        """Nobody dead or expelled sits; no body outgrows its statute, unless a reversal gave back a seat that had been filled."""
        seat = st["seat"][:bodies, : len(self.m.people)]
        assert not seat[:, ~present].any(), "somebody dead or expelled has a seat"
        assert (st["bloc"] >= 0).all()
        taken = (seat == L.FULL).sum(axis=1) + st["bloc"][:bodies].sum(axis=1)
        for b in np.flatnonzero(taken > st["statute"][:bodies]):
            assert int(b) in self.restored, f"body {b} holds {taken[b]} seats, {st['statute'][b]} by statute"
        grown = st["statute"][:bodies] != self.before["statute"][0, :bodies]
        packed = {int(row["subject"]) for row in self.bench.rows(K.PACK)} | self.due(K.PACK, 0)
        assert set(np.flatnonzero(grown).tolist()) <= packed, "a statute changed without a decision"

    def due(self, kind: int, appeal: int) -> set[int]:
        """Subjects of the items of such a kind that were carried in this step or waited to be carried out."""
        found = set()
        for state in (self.before[0], self.bench.st):
            hit = np.isin(state["q_state"], (L.CARRIED, L.DONE)) & (state["q_kind"] == kind) & (state["q_appeal"] == appeal)
            found |= set(state["q_arg"][hit].tolist())
        return found

    def step(self) -> bool:
        self.before[:] = self.bench.state
        over = self.bench.step()
        self.restored |= self.due(K.REMOVE, 1)
        return over


def watched(bench: Bench, number: int) -> None:
    watch = Watch(bench.open(number))
    watch.look()
    over = False
    while not over:
        over = watch.step()
        watch.look()


@pytest.mark.parametrize("name", NAMES)
def test_laws_hold_in_every_step(name: str) -> None:
    bench, in_custody = bench_of(name), 0
    for number in range(HISTORIES[name]):
        watched(bench, number)
        in_custody += int(bench.io["arrests"] + bench.io["exiles"])
    assert in_custody > 10 or name != LAWLESS


def _idle(st: Any) -> int:
    """Somebody alive, without an office."""
    return next(i for i in np.flatnonzero(st["alive"]) if i not in st["holder"])


BREACHES = {
    "a seat too many": lambda st: st["bloc"].__setitem__((0, 0), st["bloc"][0, 0] + 100),
    "an officer dead": lambda st: (st["seat"][:, st["holder"][0]].fill(L.NO_SEAT), st["alive"].__setitem__(st["holder"][0], 0)),
    "an officer expelled": lambda st: (st["seat"][:, st["holder"][0]].fill(L.NO_SEAT), st["member"].__setitem__(st["holder"][0], 0)),
    "a seat kept in death": lambda st: (st["holder"].fill(L.NOBODY), st["alive"].fill(0)),
    "a following from nowhere": lambda st: st["allegiance"].__setitem__((0, 0), st["allegiance"][0, 0] + 0.01),
    "shares beyond one": lambda st: st["share"].__setitem__(0, st["share"][0] + 0.01),
    "a tie beyond one": lambda st: st["tie"].__setitem__((0, 1), 1.01),
    "charges beyond one": lambda st: st["charges"].__setitem__(0, 1.01),
    "a body more than whole": lambda st: st["sway"].__setitem__((0, 0), 1.01),
    "a master of one's own post": lambda st: st["hold"].__setitem__((0, 0), 0.5),
    "an exile at home": lambda st: st["confined"].__setitem__(_idle(st), L.EXILED),
    "an officer in prison": lambda st: st["confined"].__setitem__(st["holder"][0], L.ARRESTED),
    "a norm below nothing": lambda st: st.__setitem__("comradeship", -0.01),
    "a post in two districts": lambda st: st["holder"].__setitem__(slice(0, 2), st["holder"][0]),
    "a statute of its own making": lambda st: st["statute"].__setitem__(0, st["statute"][0] + 1),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(breach: str) -> None:
    """The laws are looked at in earnest: each of these would fail."""
    watch = Watch(bench_of(LAWLESS).open(0))
    watch.look()
    watch.step()
    watch.look()
    assert watch.bench.st["holder"][0] != L.NOBODY
    BREACHES[breach](watch.bench.st)
    with pytest.raises(AssertionError):
        watch.look()


def extremes(bench: Bench, levels: list[float]) -> dict[str, float]:
    """A value of every drawn parameter, by its quantile."""
    priors = bench.model.scenario.parameters
    return {p: float(prior_quantile(priors[p], np.array([u]))[0]) for p, u in zip(DRAWN, levels, strict=True)}


@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    levels=some.lists(some.floats(0.001, 0.999), min_size=len(DRAWN), max_size=len(DRAWN)),
    number=some.integers(0, 10**6),
    busy=some.booleans(),
)
def test_laws_hold_for_any_parameters(levels: list[float], number: int, busy: bool) -> None:
    bench = Bench(model("council"))
    bench.fixed = extremes(bench, levels) | ({"activity": 2.0, "sanction_cost": 0.0, "tie_jump": 1.0} if busy else {})
    watched(bench, number)


class Present:
    """Who was there when a step began and when it ended."""

    def __init__(self, before: np.ndarray, after: Any, people: int) -> None:
        self.alive = after["alive"][:people] == 1  # deaths come first in a step
        self.member = (before["member"][0, :people] == 1) | (after["member"][:people] == 1)
        self.at_large = before["confined"][0, :people] == L.AT_LARGE
        self.full = (before["seat"][0] == L.FULL) | (after["seat"] == L.FULL)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_dead_expelled_or_arrested_votes_or_acts(name: str) -> None:
    """Who is expelled or arrested may appeal, and nothing else; only full members at large vote."""
    bench, seen = bench_of(name, tracing=True), 0
    people = len(bench.model.people)
    for number in range(HISTORIES[name] // 2):
        bench.open(number)
        over = False
        while not over:
            before = bench.state.copy()
            over = bench.step()
            there = Present(before, bench.st, people)
            for row in bench.rows(K.T_VOTE):
                who, b = row["actor"], row["body"]
                assert there.alive[who] and there.member[who] and there.full[b, who], (number, bench.week, row)
                assert row["yes"] + row["no"] in (0, 1)
                assert there.at_large[who] or row["yes"] + row["no"] == 0, (number, bench.week, row)
            for row in bench.rows(K.L_MOVE):
                who = row["actor"]
                assert there.alive[who], (number, bench.week, row)
                assert (there.member[who] and there.at_large[who]) or row["flag"] == goals.APPEAL, (number, bench.week, row)
                seen += 1
    assert seen > 50


@pytest.mark.parametrize("name", NAMES)
def test_tallies_are_the_votes_cast(name: str) -> None:
    """The votes of members and blocs in the trace add up to the tally of the motion that they stand before."""
    bench, motions = bench_of(name, tracing=True), 0
    told = bench.play(1)
    yes, no, week = 0, 0, 0
    for at, kind, y, n in zip(*(told.log[f"log_{field}"] for field in ("week", "kind", "yes", "no")), strict=True):
        if at != week:  # routine elections end a step and leave only votes
            yes, no, week = 0, 0, at
        if kind in (K.T_VOTE, K.T_BLOC):
            yes, no = yes + y, no + n
            continue
        if kind < K.ELECT:
            assert (yes, no) == (y, n)
            motions += 1
        yes, no = 0, 0
    assert motions == told.out["motions"] > 0
