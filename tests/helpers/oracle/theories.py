"""What moves leaders, by the theory in force, written again from docs/odd.md, section 5.6; the full model is that of sections 4.3 and 5."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import tanh

from helpers.oracle.power import own_gain, units_at_issue
from helpers.oracle.relations import bond, clip, gap, menace, near, offence, rivalry, strength
from helpers.oracle.world import ADVANCE, COALITIONS, CONTESTED, FULL, NOBODY, POLICY, PROTECT, SURVIVE, Item, World

Change = Mapping[int, float]
"""Everybody's gain in seats; empty if nobody gains or loses."""
PLAYERS = 10


class Full:
    """The five functions of the full model; a theory replaces them."""

    def own(self, w: World, m: Item, change: Change, i: int) -> float:
        return tanh(own_gain(w, change, i)) if change else 0.0

    def value(self, w: World, m: Item, change: Change, i: int) -> float:
        value = self.own(w, m, change, i)
        if m.kind == POLICY:
            value += near(w, m, w.position[i][m.arg], w.salience[i][m.arg])
        if m.target not in (NOBODY, i):
            value += m.sense * (w.tie[i][m.target] + w.client[m.target][i])
            if m.sense < 0:
                value += w.harm[i][m.target]
        return clip(value, -1, 1)

    def salience(self, w: World, i: int, j: int, goal: int) -> float:
        if goal == SURVIVE:
            return menace(w, i, j)
        if goal == ADVANCE:
            return rivalry(w, i, j) * strength(w, i, j)
        if goal == PROTECT:
            return float(bond(w, i, j) * w.hurt[j])
        return max(w.harm[i][j] * (1 - w.caution[i]), offence(w, i, j))

    def gap(self, w: World, i: int, k: int) -> float:
        return gap(w, i, k)

    def ill_will(self, w: World, i: int, j: int) -> float:
        return max(float(w.harm[i][j]), rivalry(w, i, j))


class Rival(Full):
    """Nobody is salient, no issue is, and a motion is worth what it adds to one's own power."""

    def own(self, w: World, m: Item, change: Change, i: int) -> float:
        return 0.0

    def value(self, w: World, m: Item, change: Change, i: int) -> float:
        return self.own(w, m, change, i)

    def salience(self, w: World, i: int, j: int, goal: int) -> float:
        return 0.0

    def gap(self, w: World, i: int, k: int) -> float:
        return 0.0

    def ill_will(self, w: World, i: int, j: int) -> float:
        return 0.0


class Clientele(Rival):
    def own(self, w: World, m: Item, change: Change, i: int) -> float:
        return tanh(change.get(i, 0.0) + sum(kin(w, i, k) * gain for k, gain in change.items() if k != i))

    def salience(self, w: World, i: int, j: int, goal: int) -> float:
        if goal == ADVANCE:
            return (1 - kin(w, i, j)) * strength(w, i, j) / 2
        return kin(w, i, j) * w.hurt[j] if goal == PROTECT else 0.0

    def ill_will(self, w: World, i: int, j: int) -> float:
        return (1 - kin(w, i, j)) / 2


class Spatial(Rival):
    def value(self, w: World, m: Item, change: Change, i: int) -> float:
        return near(w, m, w.position[i][m.arg], w.salience[i][m.arg]) if m.kind == POLICY else 0.0

    def gap(self, w: World, i: int, k: int) -> float:
        return gap(w, i, k)


class Office(Rival):
    def own(self, w: World, m: Item, change: Change, i: int) -> float:
        return tanh(change.get(i, 0.0))

    def salience(self, w: World, i: int, j: int, goal: int) -> float:
        return strength(w, i, j) / 2 if goal == ADVANCE else 0.0

    def ill_will(self, w: World, i: int, j: int) -> float:
        return 0.5


class Coalitions(Rival):
    def own(self, w: World, m: Item, change: Change, i: int) -> float:
        if not change or m.target == NOBODY:
            return 0.0
        portion = units_at_issue(w, m) / max(w.power[m.target], 1e-9)
        w.met["more than the power of the target at issue" if portion > 1 else "part of the power of the target at issue"] += 1
        return -m.sense * min(1.0, portion) * advantage(w, i, m.target)

    def salience(self, w: World, i: int, j: int, goal: int) -> float:
        if goal == ADVANCE:
            return max(0.0, advantage(w, i, j))
        return max(0.0, advantage(w, j, i)) if goal == SURVIVE else 0.0

    def ill_will(self, w: World, i: int, j: int) -> float:
        return max(0.0, advantage(w, i, j))


class Contested(Rival):
    def own(self, w: World, m: Item, change: Change, i: int) -> float:
        feared = free(w) * change.get(w.foremost, 0.0) if i != w.foremost else 0.0
        if feared:
            w.met["go along with the strongest" if free(w) < 0 else "resist the strongest"] += 1
        return tanh(change.get(i, 0.0) - feared)

    def salience(self, w: World, i: int, j: int, goal: int) -> float:
        if goal == ADVANCE and i == w.foremost:
            return strength(w, i, j)
        return max(0.0, free(w)) * strength(w, i, j) if goal == SURVIVE and j == w.foremost else 0.0

    def ill_will(self, w: World, i: int, j: int) -> float:
        return max(self.salience(w, i, j, ADVANCE), self.salience(w, i, j, SURVIVE))


THEORIES = (Full(), Clientele(), Spatial(), Office(), Coalitions(), Contested())


def in_force(w: World) -> Full:
    return THEORIES[int(w.th.theory)]


# --- what they look at ----------------------------------------------------------------------------------------------


def kin(w: World, i: int, j: int) -> float:
    both = w.client[i][j] + w.client[j][i]
    w.met["kin beyond measure"] += both > 1
    return min(1.0, both)


def free(w: World) -> float:
    """How far a rebellion of all others would probably succeed."""
    return float(1 - 2 * w.share[w.foremost])


def advantage(w: World, i: int, j: int) -> float:
    """What i gains in the end by the fall of j."""
    if w.part[i] == 0 or w.part[j] == 0:
        w.met["a fall outside the coalitions"] += 1
        return 0.0
    change = w.prospect[j][i] / w.part[i] - 1
    w.met["more than twice as much to gain" if change > 1 else "to lose by another's fall" if change < 0 and i != j else "to gain"] += 1
    return clip(change, -1, 1)


def look_ahead(w: World) -> None:
    """What a theory works out once a step."""
    if w.th.theory == CONTESTED:
        w.foremost = max(w.persons(), key=lambda i: w.share[i])
    if w.th.theory == COALITIONS:
        foresee(w)


def foresee(w: World) -> None:
    """Shares of power among those who sit in the top body, and those in the end if one of them fell.

    A group is the sum of 2^n over the places n of its people, the strongest of all in place 0.
    """
    sitting = [i for i in w.persons() if w.alive[i] and w.seat[w.top][i] == FULL and w.power[i] > 0]
    players = sorted(sitting, key=lambda i: -w.power[i])[:PLAYERS]
    everybody, people = (1 << len(players)) - 1, range(len(w.part))
    w.part, w.prospect = [0.0 for _ in people], [[0.0 for _ in people] for _ in people]

    def within(some: int) -> list[int]:
        return [i for n, i in enumerate(players) if some >> n & 1]

    g = [float(sum(w.power[i] for i in within(some))) for some in range(everybody + 1)]

    @cache
    def phi(some: int) -> int:
        """Who rules in the end of those; of several with the same power the one of the greatest number."""
        parts = (z for z in range(1, some) if z & some == z)
        return min((z for z in parts if g[z] > g[some] / 2 and phi(z) == z), key=lambda z: (g[z], -z), default=some)

    for n, j in enumerate(players):
        w.part[j] = w.power[j] / g[everybody]
        end = phi(everybody ^ 1 << n)
        for i in within(end):
            w.prospect[j][i] = w.power[i] / g[end]
        rulers = len(within(end))
        w.met["alone" if not rulers else "all others rule" if rulers == len(players) - 1 else "some others rule"] += 1
