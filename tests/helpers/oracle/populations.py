"""Populations: what burdens and angers them, written again from docs/odd.md, section 6.11."""

from __future__ import annotations

from helpers.oracle.relations import clip
from helpers.oracle.world import LOST, OPEN, World

NEVER = -(2**30)


def populations(w: World) -> list[int]:
    return [c for c in w.constituencies() if w.population[c] > 0]


def in_revolt(w: World, c: int) -> bool:
    return bool(w.risen[c] != NEVER)


def grievances(w: World, c: int) -> dict[int, float]:
    return {k: w.mood_salience[c][k] * abs(w.mood[c][k] - w.policy[k]) / 2 for k in w.issues()}


def sorest(w: World, c: int) -> int:
    found = grievances(w, c)
    return max(found, key=lambda k: found[k])


def unrest(w: World, c: int) -> float:
    return float((w.hardship[c] + max(grievances(w, c).values())) / 2 * (1 - w.fear[c]))


def burden(w: World, c: int) -> float:
    want = clip(1 - w.output / w.trend, 0, 1)
    taken = max([0.0, *(w.policy[k] for k in w.issues() if w.sc.takes[k] == c)]) * w.th.levy
    fronts = [t for t in w.theatres() if w.sc.exposes[t] == c and w.front[t] in (OPEN, LOST)]
    exposed = max((ground_lost(w, t) for t in fronts), default=0.0)
    w.met["taken from"] += taken > 0
    w.met["exposed to war"] += exposed > 0
    w.met["hardship from want"] += want > 0
    return 1 - (1 - want) * (1 - taken) * (1 - exposed)


def ground_lost(w: World, t: int) -> float:
    return float((1 - w.control[t]) / 2)


def die_of(w: World, c: int, cause: int, part: float) -> None:
    """The dead are counted, and no rule reads them: the population is that of the start."""
    w.toll[cause] += w.population[c] * min(1.0, part)


def begin(w: World) -> None:
    """At the opening the burden is borne already, and nobody is in revolt or afraid."""
    for c in w.constituencies():
        w.risen[c], w.fear[c] = NEVER, 0.0
        w.hardship[c] = burden(w, c) if w.population[c] > 0 else 0.0
