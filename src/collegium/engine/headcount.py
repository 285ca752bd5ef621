"""The headcount: expected tally, conformity to it, chance that a motion passes (docs/odd.md, sections 4.4 and 4.5)."""

from __future__ import annotations

import math

from collegium.engine.geometry import MIDDLE, SPAN, TINY, UTMOST
from collegium.engine.kernel import kernel
from collegium.engine.normal import cdf
from collegium.engine.vote import CERTAIN, add_to_all, lean
from collegium.models.counting import add_trial
from collegium.scenario.kinds import T_CONFORMITY

NODES = (-2.8569700138728056, -1.3556261799742659, 0.0, 1.3556261799742659, 2.8569700138728056)
WEIGHTS = (0.011257411327720691, 0.22207592200561266, 0.53333333333333333, 0.22207592200561266, 0.011257411327720691)
"""Gauss-Hermite quadrature for a standard normal, five nodes."""

EXACT_SEATS = 16
"""Voters up to which the chance is worked out exactly; the normal form serves a larger body at a fraction of the cost."""

fold = kernel(add_trial)
"""The Poisson-binomial distribution, a trial at a time, as in the library of models."""


@kernel
def odds_against(eta):
    """exp(-eta): none for who is certain to vote for it, no end of them for who is certain not to."""
    if eta >= CERTAIN:
        return 0.0
    return math.exp(-eta) if eta > -CERTAIN else UTMOST


@kernel
def face(wk):
    """Set the odds against a yes of every voter and bench. A shift common to all multiplies them, which spares an exponential each."""
    for n in range(wk.n_voters):
        wk.against[n] = odds_against(wk.eta[wk.voter[n]])
    for n in range(wk.n_benches):
        wk.bloc_against[n] = odds_against(wk.bloc_eta[wk.bench[n]])


@kernel
def shifted(wk, by):
    """The odds against, once everybody's sum is greater by so much."""
    factor = math.exp(-by)
    for n in range(wk.n_voters):
        wk.against[n] *= factor
    for n in range(wk.n_benches):
        wk.bloc_against[n] *= factor


@kernel
def conform(sc, th, st, wk):
    """In an open ballot everybody leans to the tally that was to be expected without this (one round). Leaves the odds against set."""
    face(wk)
    if sc.secret[wk.body] == 1 or th.conformity == 0.0 or wk.n_voters + wk.bloc_seats == 0:
        return
    yes = 0.0
    for n in range(wk.n_voters):
        yes += 1.0 / (1.0 + wk.against[n])
    for n in range(wk.n_benches):
        yes += st.bloc[wk.body, wk.bench[n]] / (1.0 + wk.bloc_against[n])
    line = th.conformity * (SPAN * yes / (wk.n_voters + wk.bloc_seats) - 1.0)
    add_to_all(st, wk, T_CONFORMITY, line)
    shifted(wk, line)


@kernel
def needed(sc, wk, cast):
    """Votes for a motion that carry it among ``cast``: more than the threshold share."""
    return int(math.floor(sc.threshold[wk.body, wk.kind] * cast + TINY)) + 1


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
def chance_large(th, st, wk, shift, need):
    """Normal approximation with the shock in the variance (delta method)."""
    mean, free, factor = 0.0, 0.0, math.exp(-shift)
    for n in range(wk.n_voters):
        p = 1.0 / (1.0 + wk.against[n] * factor)
        mean += p
        free += p * (1.0 - p)
    for n in range(wk.n_benches):
        seats = st.bloc[wk.body, wk.bench[n]]
        p = 1.0 / (1.0 + wk.bloc_against[n] * factor)
        mean += seats * p
        free += seats * p * (1.0 - p)
    sd = math.sqrt(free + (th.shock * free) ** 2)
    if sd < TINY:
        return 1.0 if mean >= need - MIDDLE else 0.0
    return cdf((mean - need + MIDDLE) / sd)


@kernel
def passing(sc, th, st, wk, shift):
    """P(the posed motion passes) from the present odds against, if all who have a vote cast it."""
    cast = wk.n_voters + wk.bloc_seats
    if cast == 0:
        return 0.0
    if wk.bloc_seats == 0 and cast <= EXACT_SEATS:
        return chance_small(th, wk, shift, needed(sc, wk, cast))
    return chance_large(th, st, wk, shift, needed(sc, wk, cast))


@kernel
def chance(sc, th, st, wk, shift):
    """P(the posed motion passes); ``shift`` is the observer's error in log-odds."""
    lean(sc, th, st, wk, st.comradeship)
    conform(sc, th, st, wk)
    return passing(sc, th, st, wk, shift)
