"""5 Deliberate: every body that meets hears its items, votes and decides.

Caucuses agree first (vote.py); ballot.py takes the vote.
"""

from __future__ import annotations

from collegium.engine import moves
from collegium.engine.agenda import ready
from collegium.engine.ballot import NO_VOTE, decide, quorate
from collegium.engine.constraints import decreed
from collegium.engine.interactions import interact, oppose
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, DEFEATED, LAPSED, NOBODY, Q
from collegium.engine.log import write
from collegium.engine.motion import item
from collegium.engine.vote import pose
from collegium.scenario.kinds import APPOINT, EXPEL, RENEW, REVERSE, RUNG


@kernel
def aftermath(sc, th, st, wk, carried, yes, no):
    """Contested votes raise and lower standing; votes for and against a comrade are interactions with both principals."""
    s, t = wk.mover, wk.target
    if yes > 0 and no > 0:
        if s != NOBODY:
            st.standing[s] *= 1.0 + (th.standing_win if carried else -th.standing_win)
        if t != NOBODY and t != s and RUNG[wk.kind] > 0:
            won = carried == (wk.sense > 0.0)
            st.standing[t] *= 1.0 + (th.standing_win if won else -th.standing_win)
    if t != NOBODY and RUNG[wk.kind] > 0 and sc.secret[wk.body] == 0:
        for n in range(wk.n_voters):
            m = wk.voter[n]
            if wk.cast[m] != NO_VOTE:
                if m != t:
                    helped = (wk.cast[m] == 1) == (wk.sense > 0.0)
                    interact(th, st, m, t, th.courtship if helped else -th.courtship)
                if s != NOBODY and m != s and m != t:
                    interact(th, st, m, s, th.courtship if wk.cast[m] == 1 else -th.courtship)


@kernel
def take_note(sc, th, st, wk, carried):
    """Who was with the winners of an open vote that was contested, and who with the losers: this makes majority and opposition."""
    for n in range(wk.n_voters):
        m = wk.voter[n]
        if wk.cast[m] != NO_VOTE:
            lost = 0.0 if (wk.cast[m] == 1) == carried else 1.0
            st.lost[m] += th.side_memory * (lost - st.lost[m])


@kernel
def count(th, st, wk, io, carried, no):
    """Keep the tallies; an appeal that wins wears the norm against open opposition."""
    io.motions += 1
    io.carried += 1 if carried else 0
    io.unanimous += 1 if carried and no == 0 else 0
    if wk.mark == REVERSE or wk.mark == RENEW:
        io.appeals += 1
        io.appeals_won += 1 if carried else 0
        if carried:
            st.unity *= 1.0 - min(1.0, th.norm_ratchet)
    elif RUNG[wk.kind] > 0:
        io.sanctions += 1
        io.sanctions_carried += 1 if carried else 0
        if not carried and wk.mover != NOBODY:
            oppose(st, wk.mover, th.insistence)


@kernel
def hear(sc, th, st, wk, io, q):
    """Item q is heard."""
    pose(sc, th, st, wk, item(st, q))
    carried, yes, no = decide(sc, th, st, wk, io, st.q_key[q])
    carried = decreed(sc, st, wk, carried)
    st.q_state[q] = CARRIED if carried else DEFEATED
    st.q_decided[q] = st.week
    st.q_seen[q] = 1
    count(th, st, wk, io, carried, no)
    flag = (1 if carried else 0) + 2 * wk.mark
    write(st, io, wk.kind, wk.mover, wk.target, wk.body, wk.arg, yes, no, flag, st.q_value[q])
    aftermath(sc, th, st, wk, carried, yes, no)
    if yes > 0 and no > 0 and sc.secret[wk.body] == 0:
        take_note(sc, th, st, wk, carried)
    if not carried:
        moves.rejected(wk.kind, sc, th, st, io, q)


@kernel
def given(st, o):
    """Is office o held, or has somebody else just been chosen for it?"""
    for q in range(Q):
        if st.q_state[q] == CARRIED and st.q_kind[q] == APPOINT and st.q_arg[q] == o:
            return True
    return st.holder[o] != NOBODY


@kernel
def expelled(st, t):
    """Has a body just decided to expel t?"""
    for q in range(Q):
        if st.q_state[q] == CARRIED and st.q_kind[q] == EXPEL and st.q_target[q] == t and st.q_appeal[q] != REVERSE:
            return True
    return False


@kernel
def stands(st, q):
    """A motion falls when its target or its mover is dead, when a body expels its target, or when its post is given away."""
    t, s = st.q_target[q], st.q_mover[q]
    live = (t == NOBODY or st.alive[t] == 1) and (s == NOBODY or st.alive[s] == 1)
    settled = st.q_kind[q] == APPOINT and given(st, st.q_arg[q])
    overtaken = t != NOBODY and st.q_appeal[q] != REVERSE and expelled(st, t)
    return live and not settled and not overtaken


@kernel
def next_item(sc, st, b):
    """Urgent items first, then by date of submission, then by key; NOBODY when none is left."""
    best = NOBODY
    for q in range(Q):
        if ready(sc, st, q, b):
            if best == NOBODY or st.q_urgent[q] > st.q_urgent[best]:
                best = q
            elif st.q_urgent[q] == st.q_urgent[best]:
                if st.q_week[q] < st.q_week[best] or (st.q_week[q] == st.q_week[best] and st.q_key[q] < st.q_key[best]):
                    best = q
    return best


@kernel
def sit(sc, th, st, wk, io, b):
    """One meeting of body b."""
    heard = 0
    while heard < sc.capacity[b]:
        q = next_item(sc, st, b)
        if q == NOBODY:
            break
        heard += 1
        if stands(st, q):
            hear(sc, th, st, wk, io, q)
        else:
            st.q_state[q] = LAPSED
            st.q_seen[q] = 2
            st.q_decided[q] = st.week


@kernel
def deliberate(sc, th, st, wk, io):
    for b in range(sc.n_bodies):
        if st.meets[b] == 1 and st.busy[b] == 1 and quorate(sc, th, st, b):
            sit(sc, th, st, wk, io, b)
