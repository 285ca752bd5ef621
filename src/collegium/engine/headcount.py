"""The headcount: the chance that a motion passes (docs/odd.md, section 4.5)."""

from __future__ import annotations

import math

from collegium.engine.kernel import kernel
from collegium.engine.sides import expected, needed, reaches, take_sides
from collegium.engine.vote import lean
from collegium.models.counting import add_trial

NODES = (-2.8569700138728056, -1.3556261799742659, 0.0, 1.3556261799742659, 2.8569700138728056)
WEIGHTS = (0.011257411327720691, 0.22207592200561266, 0.53333333333333333, 0.22207592200561266, 0.011257411327720691)
"""Gauss-Hermite quadrature for a standard normal, five nodes."""

EXACT_SEATS = 16
"""Voters up to which the chance is worked out exactly; the normal form serves a larger body at a fraction of the cost."""

fold = kernel(add_trial)
"""The Poisson-binomial distribution, a trial at a time, as in the library of models."""


@kernel
def tail_exact(wk, n, need):
    """P(at least ``need`` successes) of n independent trials with odds ``wk.odds`` (Poisson-binomial, dynamic programme)."""
    for k in range(n + 1):
        wk.tally[k] = 0.0
    wk.tally[0] = 1.0
    for i in range(n):
        fold(wk.tally, i, wk.odds[i])
    total = 0.0
    for k in range(need, n + 1):
        total += wk.tally[k]
    return min(1.0, total)


@kernel
def chance_small(th, wk, shift, need):
    """Exact given the shock, which is integrated by five nodes."""
    total = 0.0
    for node in range(len(NODES)):
        factor = math.exp(-shift - th.shock * NODES[node])
        for n in range(wk.n_voters):
            wk.odds[n] = 1.0 / (1.0 + wk.against[n] * factor)
        total += WEIGHTS[node] * tail_exact(wk, wk.n_voters, need)
    return total


@kernel
def passing(sc, th, st, wk, shift):
    """P(the posed motion passes) from the present odds against, if all who have a vote cast it."""
    cast = wk.n_voters + wk.bloc_seats
    if cast == 0:
        return 0.0
    if wk.bloc_seats == 0 and cast <= EXACT_SEATS:
        return chance_small(th, wk, shift, needed(sc, wk, cast))
    mean, sd = expected(th, st, wk, math.exp(-shift))
    return reaches(mean, sd, needed(sc, wk, cast))


@kernel
def chance(sc, th, st, wk, shift):
    """P(the posed motion passes); ``shift`` is the observer's error in log-odds."""
    lean(sc, th, st, wk, 0)
    take_sides(sc, th, st, wk)
    return passing(sc, th, st, wk, shift)


@kernel
def support(sc, th, st, wk):
    """Expected share of all who have a vote that is for the posed motion."""
    lean(sc, th, st, wk, 0)
    take_sides(sc, th, st, wk)
    cast = wk.n_voters + wk.bloc_seats
    mean, sd = expected(th, st, wk, 1.0)
    return mean / cast if cast > 0 else 0.0
