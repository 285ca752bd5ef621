"""Who rules, in a council of five of whom nobody thinks anything unless a test says so: every chance can be worked out by hand.

The council removes its own members by more than seven tenths of the votes: four of five. Nobody keeps its agenda and nobody hears appeals.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any

import pytest

from collegium.engine import layout as L
from collegium.engine.calendar import MONTH
from collegium.scenario import kinds as K
from helpers.bench import Bench, copied, model, quiet

PLAIN = dict.fromkeys(
    "status_quo policy tie stake whip line dependence deference conformity comradeship discipline document shock continuity turnover "
    "susceptibility caucus_cost".split(),
    0.0,
) | {"tie_half_life": 1e300}
"""Nobody thinks anything, and caucuses last."""
NOBODY_WOULD = {"status_quo": 20.0}
LORDLY = {"whip": 20.0}
HALF_A_YEAR = 26


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


def logit(p: float) -> float:
    return log(p / (1 - p))


class Five:
    """The council: five full members, a meeting in five steps, readings when asked for."""

    def __init__(self, theta: Mapping[str, float] | None = None) -> None:
        self.bench = quiet(theta=PLAIN | dict(theta or {}))
        self.st, self.sc, self.io = self.bench.st, self.bench.sc, self.bench.io
        bodies, people = self.bench.model.bodies, self.bench.model.people
        self.council, self.assembly = bodies.index("council"), bodies.index("assembly")
        self.five = [people.index(x) for x in "anna boris clara david elena".split()]
        self.sc["elector"][self.council] = self.st["electorate"] = self.sc["appeal"][self.council] = L.NOBODY
        self.st["agenda"][self.council] = L.NOBODY
        self.sc["decides"][self.council, K.REMOVE] = 1
        self.sc["threshold"][self.council, K.REMOVE] = 0.7
        self.st["authority"], self.st["client"], self.st["tie"] = 0.0, 0.0, 0.0
        self.readings = 0

    def read(self, meeting: int = 5) -> int:
        """One step with a reading and all grids at its end; the council then meets in ``meeting`` steps. The kind of rule."""
        n, week = self.readings, self.bench.week
        self.st["next_meeting"][self.council] = week + meeting
        self.sc["n_quarters"], self.sc["quarters"][n], self.sc["grids"] = n + 1, week, week
        self.bench.step()
        self.readings += 1
        return int(self.io["rule"][n])

    def last(self, name: str) -> Any:
        return self.io[name][self.readings - 1].item()

    def rulers(self) -> list[int]:
        """By the strict thresholds, by those given, by the loose ones."""
        return [self.last(name) for name in ("ruler_strict", "ruler", "ruler_loose")]

    def willing(self, s: int, k: int) -> float:
        """From the grid."""
        return float(self.io["grid"][0, self.five[s], self.five[k]])

    def capable(self, s: int, k: int) -> tuple[float, float]:
        """From the last grids: as it is, and by votes alone."""
        pair = self.five[s], self.five[k]
        return float(self.io["capable"][pair]), float(self.io["by_votes"][pair])

    def stand_together(self, *members: int) -> None:
        """The members of a caucus, founded a step ago, that fear nobody, not even one another."""
        self.st["ambition"] = 0.0
        self.st["g_on"][0], self.st["g_target"][0], self.st["g_since"][0] = 1, self.bench.model.people.index("felix"), self.bench.week - 1
        self.change_sides(*members)

    def change_sides(self, *members: int) -> None:
        """Those who belong to the same caucus from now on."""
        self.st["g_member"][0] = L.OUTSIDE
        self.st["g_member"][0, [self.five[m] for m in members]] = L.MEMBER

    def expose_anna(self, initiative: float, vulnerability: float) -> None:
        """All depend on her just so much, and are just so ready to say yes, that these are her chances."""
        ready, refuses = logit(initiative), logit(vulnerability)
        self.bench.theta["status_quo"] = -(ready + refuses) / 2
        self.depend_on_anna((ready - refuses) / 2 / LORDLY["whip"])

    def depend_on_anna(self, clientage: float) -> None:
        """The four others, and she is the strongest."""
        anna, *others = self.five
        self.st["standing"][anna] = 5.0
        self.st["client"][others, anna] = clientage

    def clientage(self, vulnerability: float) -> float:
        """That with which the one who is left beside mover, two sponsors and Anna votes against her with this chance."""
        return log(1 / vulnerability - 1) / LORDLY["whip"]


def test_whom_all_depend_on_rules_alone_until_she_can_be_removed() -> None:
    """Three readings make her rule; then .08 is borne, .12 ends it, and .08 does not bring it back: that takes .05."""
    group = Five(LORDLY)
    anna = group.five[0]
    group.depend_on_anna(1.0)
    assert [group.read() for _ in range(3)] == [K.CONTESTED, K.CONTESTED, K.ONE_MAN]
    assert (group.last("ruler"), group.io["candidate"][L.GIVEN], group.io["streak"][L.GIVEN]) == (anna, anna, 3)
    for chance, kind in ((0.08, K.ONE_MAN), (0.12, K.CONTESTED), (0.08, K.CONTESTED), (0.04, K.CONTESTED), (0.04, K.CONTESTED)):
        group.depend_on_anna(group.clientage(chance))
        assert group.read() == kind
        assert group.last("vulnerability") == pytest.approx(chance)
        assert group.last("initiative") == pytest.approx(1 - chance)
        assert group.last("ruler") == (anna if kind == K.ONE_MAN else L.NOBODY)
    assert group.read() == K.ONE_MAN


@pytest.mark.parametrize(("praised", "initiative", "kind"), [((), 1.0, K.ONE_MAN), ((1,), 1.0, K.ONE_MAN), ((1, 2), 0.0, K.CONTESTED)])
def test_one_who_is_out_of_reach_does_not_hide_a_ruler(praised: tuple[int, ...], initiative: float, kind: int) -> None:
    """Of the four others Anna has to be able to bring down more than half. Nobody votes against somebody whom a document praises. As open
    opponents the praised find no votes of their own."""
    group = praising(*praised)
    group.bench.theta["discipline"], group.st["unity"] = 50.0, 1.0
    group.st["opposed"][[group.five[k] for k in praised]] = 1.0
    assert [group.read() for _ in range(3)][-1] == kind
    assert group.last("initiative") == pytest.approx(initiative, abs=1e-6)


def praising(*praised: int) -> Five:
    """All depend on Anna, and a document that all know praises some."""
    group = Five(LORDLY | {"document": 100.0})
    group.depend_on_anna(1.0)
    group.st["written"][0], group.st["knows"][0], group.st["content"][0] = 1, 1.0, 0.0
    group.st["content"][0, [group.five[k] for k in praised]] = 1.0
    return group


def test_of_two_who_could_rule_alone_neither_does() -> None:
    """Boris, whom nobody can bring down, can bring down three of four as well as Anna can, who follows him."""
    group = praising(1)
    group.st["client"][group.five[0], group.five[1]] = 0.5
    assert [group.read() for _ in range(3)][-1] == K.CONTESTED
    assert (group.last("initiative"), group.last("vulnerability"), group.last("bypass")) == pytest.approx((1.0, 0.0, 0.0), abs=1e-6)
    assert group.rulers() == [L.NOBODY] * 3


# force


@pytest.mark.parametrize(("arms", "kind"), [(0.9, K.CONTESTED), (0.5, K.LOCKED), (0.0, K.LOCKED)])
def test_armed_men_make_contested_what_votes_leave_locked(arms: float, kind: int) -> None:
    """Where nobody would be removed by votes, David, who hates Clara, has armed men at the treasury. He dares at odds of nine in ten. At
    five in six, the risk of failing and what it costs to break ranks leave too little. He could all the same."""
    group = Five(NOBODY_WOULD | {"norm_half_life": 1e300})
    clara, david = group.five[2], group.five[3]
    group.sc["force"], group.sc["security"] = 0.0, 0.0
    group.sc["force"][group.bench.model.offices.index("treasurer")] = arms
    group.st["unity"], group.st["harm"][david, clara], group.st["caution"][david] = 0.1, 1.0, 1.0
    group.bench.theta["effort"] = 0.6
    assert group.read() == kind
    odds = arms / (arms + 0.1)
    dares = odds - (1 - odds) - 0.1 > 0.6
    assert dares is (kind == K.CONTESTED)
    assert group.willing(3, 2) == pytest.approx(odds if dares else logistic(-20) ** 3)
    assert group.capable(3, 2)[0] == pytest.approx(max(odds, logistic(-20)))
    assert group.willing(2, 3) == pytest.approx(logistic(-20) ** 3)


def test_force_opens_no_reading_without_a_vote_in_time() -> None:
    group = Five(NOBODY_WOULD | {"norm_half_life": 1e300})
    group.sc["force"] = 1.0
    group.st["unity"] = 0.0
    assert group.read(HALF_A_YEAR + 1) == K.VOID
    assert group.capable(3, 2)[0] == 1.0


ALL, GIVEN_AND_LOOSE, LOOSE, NONE = (L.STRICT, L.GIVEN, L.LOOSE), (L.GIVEN, L.LOOSE), (L.LOOSE,), ()


def by_ways(anna: int, ways: tuple[int, ...]) -> list[int]:
    return [anna if way in ways else L.NOBODY for way in range(3)]


@pytest.mark.parametrize(
    ("initiative", "vulnerability", "ways"),
    [(0.8, 0.02, ALL), (0.7, 0.02, GIVEN_AND_LOOSE), (0.8, 0.03, GIVEN_AND_LOOSE), (0.45, 0.02, LOOSE), (0.8, 0.06, LOOSE),
     (0.2, 0.02, NONE), (0.8, 0.11, NONE)],
)  # fmt: skip
def test_stricter_and_looser_thresholds(initiative: float, vulnerability: float, ways: tuple[int, ...]) -> None:
    """Initiative of .75, .5 or .25 is asked for, vulnerability of .025, .05 or .1 borne."""
    group = Five(LORDLY)
    group.expose_anna(initiative, vulnerability)
    kinds = [group.read() for _ in range(3)]
    assert group.rulers() == by_ways(group.five[0], ways)
    assert (kinds[-1] == K.ONE_MAN) == (L.GIVEN in ways)


@pytest.mark.parametrize(("vulnerability", "ways"), [(0.04, ALL), (0.06, GIVEN_AND_LOOSE), (0.11, LOOSE), (0.21, NONE)])
def test_who_rules_already_bears_more(vulnerability: float, ways: tuple[int, ...]) -> None:
    """.05, .1 or .2 is what ends it, however little she can do by herself."""
    group = Five(LORDLY)
    group.expose_anna(0.8, 0.02)
    for _ in range(3):
        group.read()
    group.expose_anna(0.22, vulnerability)
    group.read()
    assert group.rulers() == by_ways(group.five[0], ways)


def test_three_of_five_who_stand_together_rule_as_a_bloc_until_one_leaves() -> None:
    """Three votes carry: those of the three against whomever they like, and never those of the two who are left. Two of the three can be
    outvoted like anybody else. The bloc's strongest stands for it, though an outsider is stronger."""
    group = Five()
    _, boris, _, david, _ = group.five
    group.sc["threshold"][group.council, K.REMOVE] = 0.5
    group.st["standing"][boris], group.st["standing"][david] = 2.0, 5.0
    group.stand_together(0, 1, 2)
    assert [group.read() for _ in range(3)] == [K.CONTESTED, K.CONTESTED, K.BLOC]
    assert (group.last("ruler"), group.last("strongest"), group.io["bloc_streak"]) == (boris, david, 3)
    group.change_sides(0, 1)
    assert group.read() == K.CONTESTED
    assert (group.last("ruler"), group.io["bloc_streak"]) == (L.NOBODY, 0)
    group.change_sides(0, 1, 2)
    assert [group.read() for _ in range(3)] == [K.CONTESTED, K.CONTESTED, K.BLOC]


@pytest.mark.parametrize(("readiness", "kind"), [(0.1, K.BLOC), (-0.1, K.CONTESTED)])
@pytest.mark.parametrize("members", [(0, 1, 2), (0, 1)])
def test_where_four_of_five_are_needed_two_can_block_and_three_need_a_fourth(members: tuple[int, ...], readiness: float, kind: int) -> None:
    """Two co-sponsors make three; the fourth vote is that of the one who is left: .525 at .1, .475 at -.1."""
    group = Five({"status_quo": -readiness})
    group.stand_together(*members)
    assert [group.read() for _ in range(3)][-1] == kind


def test_a_caucus_founded_anew_begins_anew() -> None:
    group = Five({"status_quo": -0.1})
    group.stand_together(0, 1, 2)
    assert [group.read() for _ in range(3)][-1] == K.BLOC
    group.stand_together(0, 1, 2)
    assert [group.read() for _ in range(3)] == [K.CONTESTED, K.CONTESTED, K.BLOC]


def test_a_bloc_does_not_count_where_one_man_rules() -> None:
    """Anna rules alone, though she and two others could as a bloc; when she can be removed, the bloc has ruled long enough."""
    group = Five(LORDLY)
    group.stand_together(0, 1, 2)
    group.depend_on_anna(1.0)
    assert [group.read() for _ in range(3)][-1] == K.ONE_MAN
    assert group.io["bloc_streak"] == 3
    group.depend_on_anna(group.clientage(0.12))
    assert group.read() == K.BLOC
    assert group.rulers()[L.GIVEN] == group.five[0]


def test_where_nobody_would_be_removed_rule_is_locked() -> None:
    group = Five(NOBODY_WOULD)
    assert group.read() == K.LOCKED
    assert group.last("contest") == pytest.approx(logistic(-20) ** 3)
    assert group.last("initiative") == pytest.approx(logistic(-20))


@pytest.mark.parametrize(("status_quo", "kind"), [(0.0, K.CONTESTED), (0.5, K.CONTESTED), (0.6, K.LOCKED)])
def test_where_somebody_would_be_removed_rule_is_contested(status_quo: float, kind: int) -> None:
    """The mover needs all three who are neither he nor the target: .054 at .5, .044 at .6."""
    group = Five({"status_quo": status_quo})
    assert group.read() == kind
    assert group.last("contest") == pytest.approx(logistic(-status_quo) ** 3)
    assert group.willing(2, 4) == pytest.approx(logistic(-status_quo) ** 3)


def test_one_man_left_is_the_sole_survivor() -> None:
    group = Five()
    group.st["seat"][group.council, group.five[1:]] = L.CANDIDATE
    assert group.read() == K.SOLE_SURVIVOR
    assert group.rulers() == [group.five[0]] * 3
    assert not group.io["streak"].any()


def test_no_meeting_in_time_is_void_and_stops_the_clock() -> None:
    group = Five(LORDLY)
    group.depend_on_anna(1.0)
    assert group.read(HALF_A_YEAR) == group.read() == K.CONTESTED
    assert group.read(HALF_A_YEAR + 1) == K.VOID
    assert (group.rulers(), group.io["streak"].tolist(), group.last("contest")) == ([L.NOBODY] * 3, [2] * 3, -1)
    assert group.read() == K.ONE_MAN
    assert group.read(HALF_A_YEAR + 1) == K.VOID
    assert group.read() == K.ONE_MAN


@pytest.mark.parametrize(("term", "kind"), [(0, K.VOID), (15, K.CONTESTED), (25, K.CONTESTED), (26, K.VOID)])
def test_non_election_alone_makes_contested(term: int, kind: int) -> None:
    """The assembly, the five themselves, cannot remove; it meets in 5, 15, 25, 35 steps and re-elects when the term is over."""
    group = Five({"continuity": -1.0})
    b, y, week = group.assembly, group.council, group.bench.week
    group.sc["elector"][y] = group.st["electorate"] = b
    group.sc["decides"][:, K.REMOVE], group.sc["term"][y], group.sc["cadence"][b] = 0, term, 10
    group.st["bloc"][b], group.st["seat"][b, group.five] = 0, L.FULL
    group.st["next_meeting"][b], group.st["last_elected"][y] = week + 5, week
    assert group.read() == kind
    if kind == K.CONTESTED:
        p = logistic(-1)
        assert group.last("contest") == pytest.approx((1 - p) ** 4 + 4 * p * (1 - p) ** 3)


def test_a_keeper_of_the_agenda_obstructs() -> None:
    """Boris holds up what hurts himself, and, by half, what somebody he does not care for brings against Clara."""
    group = Five({"obstruction": 0.4})
    boris, clara = group.five[1], group.five[2]
    group.st["agenda"][group.council] = group.bench.model.offices.index("secretary")
    group.st["tie"][boris, clara] = 0.5
    group.read()
    assert group.willing(0, 1) == pytest.approx(0.6 / 8)
    assert group.willing(0, 2) == pytest.approx(0.8 / 8)
    assert group.willing(1, 2) == group.willing(0, 3) == group.willing(2, 3) == pytest.approx(1 / 8)


def test_whom_the_agenda_protects_and_whom_votes() -> None:
    """Three votes carry, so that a mover and two co-sponsors always can. Boris, who keeps the agenda, holds up six tenths of what hurts him
    and three of what hurts Clara; but being her friend he is the first who has to be won over. Where four votes are needed, votes protect
    Boris, too."""
    group = Five({"obstruction": 0.6, "tie": 1.0})
    boris, clara = group.five[1], group.five[2]
    group.st["agenda"][group.council] = group.bench.model.offices.index("secretary")
    group.st["tie"][boris, clara] = 0.5
    group.sc["threshold"][group.council, K.REMOVE] = 0.5
    group.read()
    assert group.capable(0, 1) == pytest.approx((0.4, 1.0))
    assert group.capable(0, 2) == pytest.approx((1.0, 1.0))
    assert group.willing(0, 2) == pytest.approx(0.7 * (0.25 + logistic(-0.25) / 2))
    group.sc["threshold"][group.council, K.REMOVE] = 0.7
    group.read()
    assert group.capable(0, 1) == pytest.approx((0.2, 0.5))


@pytest.mark.parametrize("comradeship", [0.0, 5.0])
def test_comradeship_restrains_the_willing_and_not_the_capable(comradeship: float) -> None:
    """Two rungs above precedent. Mover and two sponsors need the one who is left."""
    group = Five({"comradeship": comradeship, "precedent": 1.0, "status_quo": -0.1})
    group.st["standing"][group.five[0]] = 5.0
    group.read()
    assert group.willing(2, 4) == pytest.approx(logistic(0.1 - 2 * comradeship) ** 3)
    assert group.last("vulnerability") == pytest.approx(logistic(0.1))
    assert group.last("initiative") == -1, "whoever can be brought down is asked nothing further"


def test_readings_never_change_the_state() -> None:
    """Two histories of the same luck, one read at every step and one never, are in the same state after every month."""
    read, unread = (Bench(copied(model("council"))) for _ in range(2))
    first = int(read.sc["first"])
    unread.sc["n_quarters"], unread.sc["n_months"], unread.sc["grids"] = 0, 0, L.NEVER
    read.sc["n_quarters"], read.sc["quarters"], read.sc["grids"] = L.QUARTERS, range(first, first + L.QUARTERS), first + 3
    read.open(), unread.open()
    for _ in range(L.QUARTERS // MONTH):
        read.step(MONTH), unread.step(MONTH)
        assert read.kept() == unread.kept()
    assert set(read.io["rule"].tolist()) - {K.VOID}
    assert (unread.io["rule"] == K.VOID).all()
