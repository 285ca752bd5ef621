"""The ballot: a posed motion is put to the vote (docs/odd.md, section 4.6).

A first tally of those present; where it is close, absent members claim their vote by telegram, and the losing side lobbies the one
waverer with the closest sum; then the final tally.
"""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.constraints import bound, pledged, surveyed
from collegium.engine.draws import ABSENCE, BLOC, LOBBY, SHOCK, VOTE, absorb, uniform, unit
from collegium.engine.geometry import EVEN, NEAREST, UTMOST
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, FULL, NOBODY
from collegium.engine.log import trace, trace_vote
from collegium.engine.normal import quantile
from collegium.engine.scales import logistic
from collegium.engine.sides import needed, take_sides
from collegium.engine.utility import estimate_chance
from collegium.engine.vote import add_to_all, lean, row_of, votes
from collegium.scenario.kinds import ELECT, T_BLOC, T_COUNT, T_SHOCK, T_VOTE

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
def shake(th, st, wk, key):
    """Add the shock that all voters share on this motion."""
    add_to_all(st, wk, T_SHOCK, th.shock * quantile(luck(st, SHOCK, key, np.uint64(0))))


@kernel
def in_reach(st, m):
    """Can a message from m reach a meeting: is m able to work, not cut off by doctors, and at large?"""
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
def vote_of(sc, st, wk, m, key):
    """1 for, 0 against."""
    vow = pledged(sc, st, wk, m)
    if vow != NOBODY:
        return vow
    return 1 if luck(st, VOTE, key, sc.person_key[m]) < logistic(wk.eta[m]) else 0


@kernel
def first_tally(sc, th, st, wk, key):
    """Votes of those present and of the blocs; fills ``wk.cast`` and ``wk.bloc_cast``. Returns (yes, no)."""
    yes, no = 0, 0
    for m in range(sc.n_people):
        wk.cast[m] = NO_VOTE
    for n in range(wk.n_voters):
        m = wk.voter[n]
        if not absent(sc, th, st, m):
            wk.cast[m] = vote_of(sc, st, wk, m, key)
            yes += wk.cast[m]
            no += 1 - wk.cast[m]
    for n in range(wk.n_benches):
        c = wk.bench[n]
        wk.bloc_cast[c] = binomial(st.bloc[wk.body, c], logistic(wk.bloc_eta[c]), luck(st, BLOC, key, sc.cons_key[c]))
        yes += wk.bloc_cast[c]
        no += st.bloc[wk.body, c] - wk.bloc_cast[c]
    return yes, no


@kernel
def chair(sc, st, wk):
    """Who breaks a tie in the posed motion's body, or NOBODY."""
    o = sc.chair[wk.body]
    return st.holder[o] if o != NOBODY and sc.chair_breaks[wk.body] == 1 else NOBODY


@kernel
def passes(sc, wk, yes, no, chairs_yes):
    """Threshold and tie rule. The chair breaks an exact tie where the rules say so, by a vote for the motion."""
    if yes + no == 0:
        return False
    if yes >= needed(sc, wk, yes + no):
        return True
    return yes == no and sc.threshold[wk.body, wk.kind] <= EVEN and chairs_yes


@kernel
def result(sc, st, wk, yes, no):
    """Is it carried by the votes as they are cast?"""
    who = chair(sc, st, wk)
    return passes(sc, wk, yes, no, who != NOBODY and wk.cast[who] == 1)


@kernel
def may_wire(st, wk, m):
    """Absent, but able to send a vote."""
    return wk.cast[m] == NO_VOTE and in_reach(st, m)


@kernel
def telegrams(sc, st, wk, key, yes, no):
    """Absent members who can work cast their vote where the rules allow it and their votes together can still turn the result."""
    if sc.absentee[wk.body] == 0:
        return yes, no
    count, who = 0, chair(sc, st, wk)
    chairs_yes = who != NOBODY and wk.cast[who] == 1
    could = chairs_yes
    for n in range(wk.n_voters):
        if may_wire(st, wk, wk.voter[n]):
            count += 1
            could = could or wk.voter[n] == who
    if passes(sc, wk, yes + count, no, could) == passes(sc, wk, yes, no + count, chairs_yes):
        return yes, no
    for n in range(wk.n_voters):
        m = wk.voter[n]
        if may_wire(st, wk, m):
            wk.cast[m] = vote_of(sc, st, wk, m, key)
            yes += wk.cast[m]
            no += 1 - wk.cast[m]
    return yes, no


@kernel
def lobby(sc, th, st, wk, key, yes, no, carried):
    """One vote short: the losing principal works on the waverer with the closest sum. Returns (yes, no)."""
    side = 0 if carried else 1  # the vote that the loser wants
    who = wk.mover
    if carried:
        who = wk.target if wk.sense < 0.0 else NOBODY
    if who == NOBODY or st.alive[who] == 0:
        return yes, no
    best, waverer = UTMOST, NOBODY
    for n in range(wk.n_voters):
        m = wk.voter[n]
        if wk.cast[m] == 1 - side and abs(wk.eta[m]) < best and m != wk.mover and m != wk.target and bound(sc, st, wk, m) == NOBODY:
            best, waverer = abs(wk.eta[m]), m
    if waverer == NOBODY:
        return yes, no
    pull = th.tie * st.tie[waverer, who] + th.whip * st.client[waverer, who]
    if luck(st, LOBBY, key, sc.person_key[waverer]) >= logistic(pull - best):
        return yes, no
    wk.cast[waverer] = side
    return (yes + 1, no - 1) if side == 1 else (yes - 1, no + 1)


@kernel
def minute(sc, th, st, wk, io):
    """Every vote with its terms, for the explanation."""
    if st.tracing == 1:
        for n in range(wk.n_voters):
            m = wk.voter[n]
            yes, no = 1 if wk.cast[m] == 1 else 0, 1 if wk.cast[m] == 0 else 0
            trace_vote(st, wk, io, T_VOTE, m, yes, no, 1 if absent(sc, th, st, m) else 0, wk.eta[m], wk.term[m])
        for n in range(wk.n_benches):
            c = wk.bench[n]
            no = st.bloc[wk.body, c] - wk.bloc_cast[c]
            trace_vote(st, wk, io, T_BLOC, c, wk.bloc_cast[c], no, 0, wk.bloc_eta[c], wk.term[row_of(wk, c)])


@kernel
def foresee(sc, th, st, wk, io):
    """The headcounts of voters of whom everything is to be traced. It changes nothing."""
    for m in range(sc.n_people):
        if votes(st, wk, m) and surveyed(sc, st, m):
            trace(st, io, T_COUNT, m, wk.target, wk.arg, wk.kind, estimate_chance(sc, th, st, wk, m), 0.0)


@kernel
def decide(sc, th, st, wk, io, key):
    """The posed motion is put to the vote. Returns (carried, yes, no)."""
    if st.tracing == 1 and wk.kind != ELECT:
        foresee(sc, th, st, wk, io)
    lean(sc, th, st, wk, 0)
    take_sides(sc, th, st, wk)
    shake(th, st, wk, key)
    yes, no = first_tally(sc, th, st, wk, key)
    yes, no = telegrams(sc, st, wk, key, yes, no)
    carried = result(sc, st, wk, yes, no)
    if wk.kind != ELECT and abs(yes - needed(sc, wk, yes + no)) <= 1:
        yes, no = lobby(sc, th, st, wk, key, yes, no, carried)
        carried = result(sc, st, wk, yes, no)
    minute(sc, th, st, wk, io)
    return carried, yes, no
