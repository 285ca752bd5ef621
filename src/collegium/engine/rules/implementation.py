"""6 Implementation: decisions take effect, unless an appeal suspends one, or whoever must carry it out, or suffers it in command of arms,
refuses or delays."""

from __future__ import annotations

import numpy as np

from collegium.engine import moves
from collegium.engine.agenda import waiting
from collegium.engine.choice import choose
from collegium.engine.draws import OBSTRUCT, uniform
from collegium.engine.geometry import RUNGS
from collegium.engine.goals import ORDER
from collegium.engine.interactions import desert, wear
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, DONE, LAPSED, NOBODY, Q
from collegium.engine.orders import executor, opposition
from collegium.scenario.kinds import REVERSE, RUNG


@kernel
def withdrawn(st, q):
    """Is what item q reverses still held up? Then it is dropped, and there is nothing to undo."""
    found = False
    for p in range(Q):
        if st.q_state[p] == CARRIED and st.q_appeal[p] != REVERSE and st.q_kind[p] == st.q_kind[q]:
            if st.q_target[p] == st.q_target[q] and st.q_arg[p] == st.q_arg[q]:
                st.q_state[p] = DONE
                found = True
    return found


@kernel
def ask(sc, th, st, wk, io, q):
    """Whoever can block item q is asked once, if it goes against them."""
    st.q_ordered[q], st.q_refuser[q] = 1, NOBODY
    if opposition(sc, st, q) > 0.0:
        choose(sc, th, st, wk, io, executor(sc, st, q), ORDER, q, st.q_key[q])


@kernel
def defied(sc, th, st, q):
    """Does whoever refused item q still block it? After a while it lapses."""
    if st.q_refuser[q] == NOBODY or executor(sc, st, q) != st.q_refuser[q]:
        return False
    if st.week - st.q_decided[q] > th.order_lapse * sc.per_year:
        st.q_state[q], st.q_decided[q] = LAPSED, st.week
    return True


@kernel
def dragged(sc, th, st, q):
    """Is item q held up in this step?"""
    held_up = th.obstruction * opposition(sc, st, q)
    return held_up > 0.0 and uniform(st, OBSTRUCT, st.q_key[q], np.uint64(0), 0) < held_up


@kernel
def stayed(sc, st, q):
    """Does an appeal to a wider body hold up sanction q: may the loser still appeal, does the appeal wait, or has it just been won?"""
    wider = sc.appeal[st.q_body[q]]
    if wider == NOBODY or sc.suspensive[wider] == 0 or st.q_appeal[q] == REVERSE or RUNG[st.q_kind[q]] == 0:
        return False
    for p in range(Q):
        if (waiting(st, p) or st.q_state[p] == CARRIED) and st.q_appeal[p] == REVERSE and st.q_kind[p] == st.q_kind[q]:
            if st.q_target[p] == st.q_target[q] and st.q_arg[p] == st.q_arg[q]:
                return True
    return st.q_seen[q] == 1


@kernel
def carry_out(sc, th, st, io, q):
    if st.q_appeal[q] == REVERSE:
        if not withdrawn(st, q):
            moves.undone(st.q_kind[q], sc, th, st, io, q)
    else:
        moves.carried(st.q_kind[q], sc, th, st, io, q)
        wear(th, st, RUNG[st.q_kind[q]])
        if RUNG[st.q_kind[q]] > 0:
            desert(sc, th, st, st.q_target[q], RUNG[st.q_kind[q]] / RUNGS)
    st.q_state[q] = DONE


@kernel
def implementation(sc, th, st, wk, io):
    for q in range(Q):
        if st.q_state[q] == CARRIED and not stayed(sc, st, q):
            if st.q_ordered[q] == 0:
                ask(sc, th, st, wk, io, q)
            if not defied(sc, th, st, q) and not dragged(sc, th, st, q):
                carry_out(sc, th, st, io, q)
