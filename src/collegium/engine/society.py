"""Populations: what they want, what they suffer, and their unrest (docs/odd.md, section 6.11)."""

from __future__ import annotations

from collegium.engine.geometry import PAIR, SPAN
from collegium.engine.kernel import kernel
from collegium.engine.layout import LOST, NEVER, NOBODY, OPEN
from collegium.engine.power import active
from collegium.engine.scales import clip


@kernel
def is_population(st, c):
    """Is constituency c a population, and not only a following inside the organisation?"""
    return st.population[c] > 0.0


@kernel
def gap(st, c, k):
    """How far the line on issue k is from what c wants, weighted by how much it matters to them, 0..1."""
    return st.mood_salience[c, k] * abs(st.mood[c, k] - st.policy[k]) / SPAN


@kernel
def sorest(sc, st, c):
    """The issue on which policy is farthest from what c wants."""
    most, which = 0.0, 0
    for k in range(sc.n_issues):
        if gap(st, c, k) > most:
            most, which = gap(st, c, k), k
    return which


@kernel
def grievance(sc, st, c):
    """How far policy is from what c wants where it is sorest, 0..1. Issues that leave c cold make no difference."""
    return gap(st, c, sorest(sc, st, c))


@kernel
def taken(sc, th, st, c):
    """What policy takes from the livelihood of c, 0..1: a levy, as far as the line on the issue that says so is above its middle."""
    most = 0.0
    for k in range(sc.n_issues):
        if sc.takes[k] == c:
            most = max(most, st.policy[k])
    return th.levy * most


@kernel
def exposed(sc, st, c):
    """How far war lies on c, 0..1: the share of the ground that the state does not hold, where the worst theatre is."""
    most = 0.0
    for t in range(sc.n_theatres):
        if sc.exposes[t] == c and (st.front[t] == OPEN or st.front[t] == LOST):
            most = max(most, (1.0 - st.control[t]) / PAIR)
    return most


@kernel
def burden(sc, th, st, c):
    """What weighs on c, 0..1. Want, requisition and war each take their part of what the others have left."""
    want = clip(1.0 - st.output / st.trend, 0.0, 1.0)
    return 1.0 - (1.0 - want) * (1.0 - taken(sc, th, st, c)) * (1.0 - exposed(sc, st, c))


@kernel
def unrest(sc, st, c):
    """Readiness of c to rise, 0..1: hardship and grievance together, as far as fear does not hold c down."""
    return (st.hardship[c] + grievance(sc, st, c)) / PAIR * (1.0 - st.fear[c])


@kernel
def in_revolt(st, c):
    return st.risen[c] != NEVER


@kernel
def commander(sc, st, means):
    """Who can work and has most of these ``means`` of an office, such as its force; or NOBODY."""
    most, who = 0.0, NOBODY
    for o in range(sc.n_offices):
        if means[o] > most and st.holder[o] != NOBODY and active(st, st.holder[o]):
            most, who = means[o], st.holder[o]
    return who


@kernel
def terror(sc, st):
    """Terror in force, 0..1: the line on it, if somebody commands a police that carries it out."""
    if sc.terror == NOBODY or commander(sc, st, sc.security) == NOBODY:
        return 0.0
    return (1.0 + st.policy[sc.terror]) / PAIR


@kernel
def dead(io, cause, people):
    """Deaths are counted, by cause. No rule reads them."""
    io.toll[cause] += people
