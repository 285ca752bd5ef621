"""Statutes, populations and war (docs/odd.md, sections 6.9 to 6.12): in states made of dice, at the opening, and in whole histories. The
moves that belong to them are weighed in ``test_oracle_moves``, votes on statutes in ``test_oracle_vote``."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pytest

from collegium.engine import layout as L
from helpers.examples import times
from helpers.oracle import world as ow
from helpers.oracle.beside import DATES, Engine, blank_opening, stepped, together
from helpers.oracle.choice import MOVES
from helpers.oracle.engine import Case, weighed
from helpers.oracle.laid import Laid, laid
from helpers.oracle.moves_rules import adopt_statute, put_down, repeal_statute
from helpers.oracle.realm import abolish
from helpers.oracle.scenario import FILES, PAPERS, REALM, furnished, typed

END = date(1900, 12, 31)
STATES, STEPS = 200, 2
ADOPT, REPEAL, PUT_DOWN = (next(n for n, (may, _) in MOVES.items() if may is move) for move in (adopt_statute, repeal_statute, put_down))
LEAST: dict[object, int] = {
    **{("takes effect", kind): n for kind, n in enumerate((17, 25, 15, 20, 50, 20, 9))},
    **{("is undone", kind): n for kind, n in enumerate((14, 17, 8, 21, 43, 22, 13))},
    **{("closes", state): n for state, n in enumerate((9, 60, 8, 10))},
    **{("fronts at once", many): n for many, n in enumerate((100, 70, 14, 1))},
    "a statute that was in force already": 55, "a statute that was in force no longer": 70,
    "a body that elects itself leads": 1, "what waits before a body that ceases": 10,
    "a revolt that is put down": 22, "a revolt that is not put down": 1,
    "nobody commands the army": 25, "somebody commands the army": 85, "exposed to war": 42, "taken from": 60, "hardship from want": 230,
    "hunger": 105, "terror without anybody to carry it out": 95, ("told", "hunt"): 18, ("told", "revolt"): 36, ("told", "calm"): 35,
    ("told", "front_won"): 6, ("told", "front_lost"): 12, ("told", "front_opened"): 28,
}  # fmt: skip
"""How often each comes up at least over the first ``STATES`` seeds."""


class Realm(Case):
    """Nobody acts but who commands the army; statutes come into force and cease, and what is carried is carried out."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        t, rng = self.st[0], np.random.default_rng([seed, 14])
        self.calm()
        self.rearrange(rng)
        t["week"] = self.sc[0]["first"] + rng.choice([10, 11])
        t["threat"], t["g_on"] = rng.choice([0.0, 0.3, 1.0]), 0
        self.enqueue((ow.ADOPT, ow.REPEAL), (ow.CARRIED, ow.CARRIED, ow.SUBMITTED, ow.HELD), 4)
        t["q_seen"][:4], t["q_appeal"][:4] = 2, 0
        t["fear"][: self.nc] *= rng.choice([0.0, 1.0])
        t["mood_salience"][: self.nc, : self.nk] **= 0.3
        self.th[0]["revolt"], t["tracing"] = rng.choice([2.0, 50.0]), 1
        abolish(self, np.random.default_rng([seed, 15]))
        if rng.random() < 0.4:
            self.lay([self._ban(int(rng.choice([ow.NOBODY, 0, 1, 2])))])
        self.th[0]["scruple"], self.th[0]["precision"] = rng.choice([0.0, 0.25]), rng.choice([0.5, 20.0])

    def _ban(self, other: int) -> Laid:
        """Nobody may put down, or do so against somebody, which is no population."""
        return Laid("forbid", int(self.st[0]["week"]), L.FOREVER, ow.NOBODY, other, ow.NOBODY, 1 << PUT_DOWN, 0.0, 0)


def lived_through(seed: int) -> Counter[object]:
    """What came up in some whole steps."""
    case = Realm(seed)
    world = case.world()
    world.laid = list(case.lain)
    for _ in range(STEPS):
        now = int(case.st[0]["week"])
        stepped(case, world)
        mine = sorted(x for x in world.options if x[0] == now)
        theirs = sorted(weighed(case.io[0]))
        assert [x[:5] for x in mine] == [x[:5] for x in theirs]
        assert [x[5:] for x in mine] == [pytest.approx(x[5:], rel=1e-8, abs=1e-9) for x in theirs]
    world.met.update(("told", row[1]) for row in world.told)
    world.met.update(("made", row[3]) for row in world.moves)
    return world.met


@pytest.fixture(scope="module")
def met() -> Counter[object]:
    """What came up, compared all the while."""
    found: Counter[object] = Counter()
    for seed in range(times(STATES)):
        found += lived_through(seed)
    return found


@pytest.mark.parametrize("turn", LEAST, ids=str)
def test_every_turn_is_met(met: Counter[object], turn: object) -> None:
    assert met[turn] >= LEAST[turn], met


def test_nobody_is_charged_with_the_dead_of_a_war_elsewhere() -> None:
    """A theatre on nobody's ground kills nobody, and threatens the centre all the same."""
    case = Case(1)
    case.calm()
    r, t = case.sc[0], case.st[0]
    r["n_theatres"], r["exposes"][0], t["front"][0], t["control"][0], t["enemy"][0] = 1, ow.NOBODY, ow.OPEN, -0.5, 1.0
    t["closes"][0], t["threat"], t["week"] = L.FOREVER, 0.0, r["first"] + 8
    world = case.world()
    stepped(case, world)
    assert world.toll[ow.WAR] == 0.0
    assert world.threat == pytest.approx(0.75)


# --- what the engine does otherwise than the text -------------------------------------------------------------------

CEASED = 2


def ceased(kind: int, mark: int, body: int) -> Case:
    """An office and a body that do not exist, and a motion on them that is carried."""
    case = Case(1)
    case.calm()
    r, t, n = case.sc[0], case.st[0], case.n
    t["alive"][:n] = t["member"][:n] = 1
    t["confined"][:n], t["away"][:n], t["incapable"][:n], t["week"] = ow.AT_LARGE, 0, 0, r["first"] + 8
    r["district"], r["tenure"], r["extraordinary"], r["suspensive"], case.th[0]["obstruction"] = ow.NOBODY, 0, 0.0, 0, 0.0
    t["created"][CEASED], t["holder"][CEASED], t["next_meeting"][: case.nb], t["g_on"] = 0, ow.NOBODY, t["week"] + 99, 0
    t["exists"][CEASED], t["seat"][CEASED], t["bloc"][CEASED], t["next_meeting"][CEASED] = 0, ow.NO_SEAT, 0, L.FOREVER
    item = {"state": ow.CARRIED, "kind": kind, "mover": 1, "target": 3, "body": body, "arg": CEASED, "appeal": mark, "seen": 2,
            "week": t["week"] - 5, "decided": t["week"] - 1, "refuser": ow.NOBODY}  # fmt: skip
    for name, value in item.items():
        t["q_" + name][0] = value
    return case


def test_an_office_that_has_ceased_is_not_filled_by_a_vote() -> None:
    case = ceased(ow.APPOINT, 0, 1)
    case.step()
    assert case.st[0]["holder"][CEASED] == ow.NOBODY


def test_an_office_that_has_ceased_is_not_given_back() -> None:
    case = ceased(ow.STRIP, ow.REVERSE, 1)
    case.step()
    assert case.st[0]["holder"][CEASED] == ow.NOBODY


def test_a_seat_that_has_ceased_is_not_given_back() -> None:
    case = ceased(ow.REMOVE, ow.REVERSE, 1)
    case.step()
    assert case.st[0]["seat"][CEASED][3] == ow.NO_SEAT


def test_a_body_that_has_ceased_is_not_called_together() -> None:
    case = ceased(ow.STRIP, ow.REVERSE, CEASED)
    r, t = case.sc[0], case.st[0]
    r["extraordinary"][CEASED], r["deadline"][CEASED], t["q_state"][0], t["q_urgent"][0] = 0.5, 1, ow.SUBMITTED, 1
    t["q_arg"][0] = t["agenda"][CEASED] = 0
    t["created"][0], t["holder"][0] = 1, 1
    before = int(t["sittings"][CEASED])
    case.step()
    assert t["sittings"][CEASED] == before


# --- the opening ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The furnished world with all of it."""
    return typed(tmp_path_factory.mktemp("realm"), files=FILES | PAPERS | REALM)


@pytest.fixture(scope="module")
def opened(whole: Any) -> list[ow.World]:
    """Histories at their opening."""
    model, _ = furnished(whole, (), END)
    found = []
    for number in range(20):
        engine = Engine(model, 3, number)
        engine.play(int(model.sc[0]["first"]), 0)
        world = blank_opening(engine)
        assert not ow.differences(world, engine.st[0], [*ow.OF_STATE, *DATES])
        found.append(world)
    return found


def test_what_was_adopted_before_the_start_is_in_force(opened: list[ow.World], whole: Any) -> None:
    """In the order of adoption: what the later statute sets again is as the later one has it. What is set by hand outlasts both."""
    model, _ = furnished(whole, (), END)
    world, bodies, offices = opened[0], model.bodies, model.offices
    assert {s for s, on in zip(model.statutes, world.in_force, strict=False) if on} == {"old", "older"}
    assert (bodies[world.top], bodies[world.electorate]) == ("council", "assembly")
    assert [world.exists[bodies.index(b)] for b in ("council", "tribunal", "cabinet")] == [1, 1, 0]
    assert [world.created[offices.index(o)] for o in ("warden", "auditor")] == [1, 0]
    assert world.agenda[bodies.index("tribunal")] == offices.index("warden")
    assert world.agenda[bodies.index("council")] == L.ROTATION
    assert world.appoints[offices.index("warden")][model.constituencies.index("army")] == 0
    assert world.next_meeting[bodies.index("tribunal")] == world.week + 2


def test_theatres_open_and_close_on_any_step_of_their_ranges(opened: list[ow.World], whole: Any) -> None:
    """A blank end never comes, a blank beginning has come."""
    model, _ = furnished(whole, (), END)
    coast, hills = (model.theatres.index(name) for name in ("coast", "hills"))
    assert {world.opens[coast] <= world.sc.first for world in opened} == {True}
    assert {world.closes[coast] for world in opened} == {L.FOREVER}
    for name in ("opens", "closes"):
        steps = {getattr(world, name)[hills] for world in opened}
        low, high = (getattr(opened[0].sc, f"{name}_{end}")[hills] for end in ("low", "high"))
        assert len(steps) > 5
        assert low <= min(steps) <= max(steps) <= high


def test_the_burden_is_borne_already(opened: list[ow.World]) -> None:
    for world in opened:
        suffering = [c for c in world.constituencies() if world.population[c] > 0]
        assert len(suffering) == 2
        assert all(world.hardship[c] == 0 for c in world.constituencies() if c not in suffering)
        assert not any(world.fear)


# --- what is laid down ------------------------------------------------------------------------------------------------


def played(whole: Any, *text: str, steps: int = 40, number: int = 0) -> ow.World:
    """The furnished world with nothing but these, compared after every step."""
    model, interventions = furnished(whole, text, END)
    return together(model, 5, number, steps, lain=laid(model, interventions))[0]


def became_law(world: ow.World) -> set[int]:
    return {row[3] for row in world.told if row[1] == "in_force"}


BY_FORCE = ("force ben to adopt_statute against cid", "force ann to adopt_statute against cid", "force dan to adopt_statute against ann")


def test_statutes_are_carried_or_defeated_whatever_the_votes(whole: Any) -> None:
    carried, defeated = played(whole, *BY_FORCE, "carry adopt"), played(whole, *BY_FORCE, "defeat adopt")
    moved = [row for row in carried.decisions if row[1] == ow.ADOPT]
    assert moved and all(row[-1] & 1 for row in moved)
    assert became_law(carried)
    assert any(row[1] == ow.ADOPT for row in defeated.decisions)
    assert not became_law(defeated)


def test_nobody_may_adopt_or_put_down(whole: Any) -> None:
    """A move that is forbidden to all is made by nobody but who is forced to it."""
    world = played(whole, "forbid anybody to adopt_statute", "forbid anybody to repeal_statute", "forbid anybody to put_down")
    assert not {ADOPT, REPEAL, PUT_DOWN} & {row[3] for row in world.moves}
    assert not any(row[1] in (ow.ADOPT, ow.REPEAL) for row in world.decisions)
    assert any(row[1] in (ow.ADOPT, ow.REPEAL) for row in played(whole, "forbid anybody to put_down", *BY_FORCE).decisions)


def test_a_reseed_dates_theatres_anew(whole: Any) -> None:
    """Those that have not opened or closed, given that they have not; and no other."""
    model, _ = furnished(whole, (), END)
    coast, hills = (model.theatres.index(name) for name in ("coast", "hills"))
    opens, closes = set(), set()
    for number in range(1, 9):
        world = played(whole, f"reseed from 1900-02-26 with {number}", steps=9)
        opens.add(world.opens[hills])
        closes.add(world.closes[hills])
        assert world.closes[coast] == L.FOREVER
    assert len(opens) > 3
    assert len(closes) > 3
    late = {played(whole, f"reseed from 1900-07-02 with {number}", steps=27).opens[hills] for number in range(1, 5)}
    assert len(late) == 1
