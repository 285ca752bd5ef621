"""The ballot: a posed motion is put to the vote (docs/odd.md, section 4.6).

A first tally of those present; where it is close, absent members claim their vote by telegram, and the losing side lobbies the one
waverer nearest to changing his mind; then the final tally.
"""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.constraints import bound
from collegium.engine.draws import ABSENCE, BLOC, LOBBY, SHOCK, VOTE, absorb, uniform, unit
from collegium.engine.geometry import EVEN, NEAREST, UTMOST
from collegium.engine.headcount import conform, needed
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, ELECT, FULL, NOBODY, T_BLOC, T_SHOCK, T_VOTE
from collegium.engine.log import trace_vote
from collegium.engine.normal import quantile
from collegium.engine.vote import add_to_all, lean, logistic

NO_VOTE = -1

EXACT_TRIALS = 30
"""Votes of a bloc up to which their number is drawn from the binomial itself; the normal form is as good beyond."""


@kernel
def luck(st, purpose, key, who):
    """Uniform that belongs to a motion and a voter, whatever the step."""
    return unit(absorb(absorb(absorb(st.luck, np.uint64(purpose)), key), who))


@kernel
def binomial(n, p, u):
    """The u-quantile of a binomial(n, p): exact for a few trials, rounded normal above."""
    if p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    if n > EXACT_TRIALS:
        return int(min(float(n), max(0.0, math.floor(n * p + math.sqrt(n * p * (1.0 - p)) * quantile(u) + NEAREST))))
    mass = (1.0 - p) ** n
    total, k = mass, 0
    while total < u and k < n:
        mass *= (n - k) / (k + 1.0) * p / (1.0 - p)
        k += 1
        total += mass
    return k


@kernel
def shake(sc, th, st, key):
    """Add the luck that all voters share on this motion."""
    add_to_all(st, T_SHOCK, th.shock * quantile(luck(st, SHOCK, key, np.uint64(0))))


@kernel
def in_reach(st, m):
    """Can a message from m reach a meeting: is he able to work, not cut off by his doctors, and at large?"""
    return st.incapable[m] <= st.week and st.isolated[m] <= st.week and st.confined[m] == AT_LARGE


@kernel
def absent(sc, th, st, m):
    """Is m away from the centre in this step: on leave, in the provinces, sent away, or out of reach?"""
    return st.away[m] == 1 or not in_reach(st, m) or uniform(st, ABSENCE, sc.person_key[m], np.uint64(0), 0) < th.absence


@kernel
def quorate(sc, th, st, b):
    """Do enough full members take part? Absent ones count where they may cast a vote; blocs attend."""
    n, whole = 0, 0
    for m in range(sc.n_people):
        if st.seat[b, m] == FULL and st.alive[m] == 1:
            whole += 1
            if (sc.absentee[b] == 1 and in_reach(st, m)) or not absent(sc, th, st, m):
                n += 1
    for c in range(sc.n_cons):
        n += st.bloc[b, c]
        whole += st.bloc[b, c]
    return whole > 0 and n >= sc.quorum[b] * whole


@kernel
def vote_of(sc, st, m, key):
    """1 for, 0 against."""
    vow = bound(sc, st, m)
    if vow != NOBODY:
        return vow
    return 1 if luck(st, VOTE, key, sc.person_key[m]) < logistic(st.eta[m]) else 0


@kernel
def first_tally(sc, th, st, key):
    """Votes of those present and of the blocs; fills ``st.cast`` and ``st.bloc_cast``. Returns (yes, no)."""
    yes, no = 0, 0
    for m in range(sc.n_people):
        st.cast[m] = NO_VOTE
    for n in range(st.n_voters):
        m = st.voter[n]
        if not absent(sc, th, st, m):
            st.cast[m] = vote_of(sc, st, m, key)
            yes += st.cast[m]
            no += 1 - st.cast[m]
    for n in range(st.n_benches):
        c = st.bench[n]
        st.bloc_cast[c] = binomial(st.bloc[st.m_body, c], logistic(st.bloc_eta[c]), luck(st, BLOC, key, sc.cons_key[c]))
        yes += st.bloc_cast[c]
        no += st.bloc[st.m_body, c] - st.bloc_cast[c]
    return yes, no


@kernel
def chair(sc, st):
    """Who breaks a tie in the posed motion's body, or NOBODY."""
    o = sc.chair[st.m_body]
    return st.holder[o] if o != NOBODY and sc.chair_breaks[st.m_body] == 1 else NOBODY


@kernel
def passes(sc, st, yes, no, chairs_yes):
    """Threshold and tie rule. An exact tie is broken by the chair where the rules say so, if he is for it."""
    if yes + no == 0:
        return False
    if yes >= needed(sc, st, yes + no):
        return True
    return yes == no and sc.threshold[st.m_body, st.m_kind] <= EVEN and chairs_yes


@kernel
def result(sc, st, yes, no):
    """Is it carried by the votes as they are cast?"""
    who = chair(sc, st)
    return passes(sc, st, yes, no, who != NOBODY and st.cast[who] == 1)


@kernel
def may_wire(st, m):
    """Absent, but able to send his vote."""
    return st.cast[m] == NO_VOTE and in_reach(st, m)


@kernel
def telegrams(sc, st, key, yes, no):
    """Absent members who can work cast their vote where the rules allow it and their votes together can still turn the result."""
    if sc.absentee[st.m_body] == 0:
        return yes, no
    count, who = 0, chair(sc, st)
    chairs_yes = who != NOBODY and st.cast[who] == 1
    could = chairs_yes
    for n in range(st.n_voters):
        if may_wire(st, st.voter[n]):
            count += 1
            could = could or st.voter[n] == who
    if passes(sc, st, yes + count, no, could) == passes(sc, st, yes, no + count, chairs_yes):
        return yes, no
    for n in range(st.n_voters):
        m = st.voter[n]
        if may_wire(st, m):
            st.cast[m] = vote_of(sc, st, m, key)
            yes += st.cast[m]
            no += 1 - st.cast[m]
    return yes, no


@kernel
def lobby(sc, th, st, key, yes, no, carried):
    """One vote short: the losing principal works on the waverer closest to changing his mind. Returns (yes, no)."""
    side = 0 if carried else 1  # the vote that the loser wants
    who = st.m_mover
    if carried:
        who = st.m_target if st.m_sense < 0.0 else NOBODY
    if who == NOBODY or st.alive[who] == 0:
        return yes, no
    best, waverer = UTMOST, NOBODY
    for n in range(st.n_voters):
        m = st.voter[n]
        if st.cast[m] == 1 - side and abs(st.eta[m]) < best and m != st.m_mover and m != st.m_target and bound(sc, st, m) == NOBODY:
            best, waverer = abs(st.eta[m]), m
    if waverer == NOBODY:
        return yes, no
    pull = th.tie * st.tie[waverer, who] + th.whip * st.client[waverer, who]
    if luck(st, LOBBY, key, sc.person_key[waverer]) >= logistic(pull - best):
        return yes, no
    st.cast[waverer] = side
    return (yes + 1, no - 1) if side == 1 else (yes - 1, no + 1)


@kernel
def minute(sc, th, st, io):
    """Every vote with its terms, for the explanation."""
    if st.tracing == 1:
        for n in range(st.n_voters):
            m = st.voter[n]
            yes, no = 1 if st.cast[m] == 1 else 0, 1 if st.cast[m] == 0 else 0
            trace_vote(st, io, T_VOTE, m, yes, no, 1 if absent(sc, th, st, m) else 0, st.eta[m], st.term[m])
        for n in range(st.n_benches):
            c = st.bench[n]
            no = st.bloc[st.m_body, c] - st.bloc_cast[c]
            trace_vote(st, io, T_BLOC, c, st.bloc_cast[c], no, 0, st.bloc_eta[c], st.bloc_term[c])


@kernel
def decide(sc, th, st, io, key):
    """The posed motion is put to the vote. Returns (carried, yes, no)."""
    lean(sc, th, st)
    conform(sc, th, st)
    shake(sc, th, st, key)
    yes, no = first_tally(sc, th, st, key)
    yes, no = telegrams(sc, st, key, yes, no)
    carried = result(sc, st, yes, no)
    if st.m_kind != ELECT and abs(yes - needed(sc, st, yes + no)) <= 1:
        yes, no = lobby(sc, th, st, key, yes, no, carried)
        carried = result(sc, st, yes, no)
    minute(sc, th, st, io)
    return carried, yes, no
