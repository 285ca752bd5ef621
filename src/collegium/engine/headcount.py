"""The headcount: expected tally, conformity to it, chance that a motion passes (docs/odd.md, sections 4.4 and 4.5)."""

from __future__ import annotations

import math

from collegium.engine.kernel import kernel
from collegium.engine.layout import T_CONFORMITY
from collegium.engine.normal import cdf
from collegium.engine.vote import CERTAIN, add_to_all, lean, logistic

NODES = (-2.8569700138728056, -1.3556261799742659, 0.0, 1.3556261799742659, 2.8569700138728056)
WEIGHTS = (0.011257411327720691, 0.22207592200561266, 0.53333333333333333, 0.22207592200561266, 0.011257411327720691)
"""Gauss-Hermite quadrature for a standard normal, five nodes."""

EXACT_SEATS = 16


@kernel
def conform(sc, th, st):
    """In an open ballot everybody leans to the tally that was to be expected without this (one round)."""
    if sc.secret[st.m_body] == 1 or th.conformity == 0.0 or st.n_voters + st.bloc_seats == 0:
        return
    yes = 0.0
    for n in range(st.n_voters):
        yes += logistic(st.eta[st.voter[n]])
    for n in range(st.n_benches):
        yes += st.bloc[st.m_body, st.bench[n]] * logistic(st.bloc_eta[st.bench[n]])
    add_to_all(st, T_CONFORMITY, th.conformity * (2.0 * yes / (st.n_voters + st.bloc_seats) - 1.0))


@kernel
def needed(sc, st, cast):
    """Votes for a motion that carry it among ``cast``: more than the threshold share."""
    return int(math.floor(sc.threshold[st.m_body, st.m_kind] * cast + 1e-9)) + 1


@kernel
def tail_exact(st, n, need):
    """P(at least ``need`` successes) of n independent trials with odds ``st.odds`` (Poisson-binomial, dynamic programme)."""
    for k in range(n + 1):
        st.tally[k] = 0.0
    st.tally[0] = 1.0
    for i in range(n):
        p = st.odds[i]
        for k in range(i + 1, 0, -1):
            st.tally[k] += p * (st.tally[k - 1] - st.tally[k])
        st.tally[0] *= 1.0 - p
    total = 0.0
    for k in range(need, n + 1):
        total += st.tally[k]
    return min(1.0, total)


@kernel
def moved(eta, shift):
    """Odds of a member once a shift common to all is added; who is certain stays so."""
    return logistic(eta if abs(eta) >= CERTAIN else eta + shift)


@kernel
def chance_small(sc, th, st, shift, need):
    """Exact given the shock, which is integrated by five nodes."""
    total = 0.0
    for node in range(5):
        for n in range(st.n_voters):
            st.odds[n] = moved(st.eta[st.voter[n]], shift + th.shock * NODES[node])
        total += WEIGHTS[node] * tail_exact(st, st.n_voters, need)
    return total


@kernel
def chance_large(sc, th, st, shift, need):
    """Normal approximation with the shock in the variance (delta method)."""
    mean, free = 0.0, 0.0
    for n in range(st.n_voters):
        p = moved(st.eta[st.voter[n]], shift)
        mean += p
        free += p * (1.0 - p)
    for n in range(st.n_benches):
        seats = st.bloc[st.m_body, st.bench[n]]
        p = logistic(st.bloc_eta[st.bench[n]] + shift)
        mean += seats * p
        free += seats * p * (1.0 - p)
    sd = math.sqrt(free + (th.shock * free) ** 2)
    if sd < 1e-9:
        return 1.0 if mean >= need - 0.5 else 0.0
    return cdf((mean - need + 0.5) / sd)


@kernel
def passing(sc, th, st, shift):
    """P(the posed motion passes) from ``st.eta`` as it stands, if all who have a vote cast it."""
    cast = st.n_voters + st.bloc_seats
    if cast == 0:
        return 0.0
    if st.bloc_seats == 0 and cast <= EXACT_SEATS:
        return chance_small(sc, th, st, shift, needed(sc, st, cast))
    return chance_large(sc, th, st, shift, needed(sc, st, cast))


@kernel
def chance(sc, th, st, shift):
    """P(the posed motion passes); ``shift`` is the observer's error in log-odds."""
    lean(sc, th, st)
    conform(sc, th, st)
    return passing(sc, th, st, shift)
