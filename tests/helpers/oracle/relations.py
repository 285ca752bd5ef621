"""What people are to each other and to a question, written again from docs/odd.md, sections 4.4 and 5."""

from __future__ import annotations

from helpers.oracle.world import Item, World


def clip(x: float, low: float, high: float) -> float:
    return min(high, max(low, x))


def near(w: World, m: Item, at: float, salience: float) -> float:
    return salience * (abs(at - w.policy[m.arg]) - abs(at - m.value)) / 2


def strength(w: World, i: int, j: int) -> float:
    both = w.power[i] + w.power[j]
    return w.power[j] / both if both else 0.5


def menace(w: World, i: int, j: int) -> float:
    return strength(w, i, j) * clip(w.harm[i][j] - min(0.0, w.tie[j][i]), 0, 1)


def bond(w: World, i: int, j: int) -> float:
    return clip(max(w.client[j][i], w.tie[i][j]), 0, 1)


def favour(w: World, i: int, k: int) -> float:
    """How i, who has posts to give, is disposed to k (6.6)."""
    return clip(w.client[k][i] + w.tie[i][k], -1, 1)


def gap(w: World, i: int, k: int) -> float:
    return w.salience[i][k] * abs(w.position[i][k] - w.policy[k]) / 2


def rivalry(w: World, i: int, j: int) -> float:
    """How much j is in the way of i, as far as neither has a founder's authority."""
    return float(w.ambition[i] * (1 - w.authority[i]) * (1 - w.authority[j]) * (1 - w.tie[i][j]) / 2)


def offence(w: World, i: int, j: int) -> float:
    """How much j's open opposition offends i, who is of the majority."""
    return float(w.opposed[j] * (1 - w.lost[i]) * (1 - w.tie[i][j]) / 2)
