"""6 Execute: what was decided is carried out, unless the agency that must do it drags its feet."""

from __future__ import annotations

from collegium.engine import moves
from collegium.engine.draws import OBSTRUCT, uniform
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, DONE, NOBODY, POLICY, Q, RUNG
from collegium.engine.moves.appeal import REVERSE, reverse
from collegium.engine.power import active

import numpy as np


@kernel
def command(sc, st, i):
    """Armed force, security and inspection at i's orders, 0..1."""
    most = 0.0
    for o in range(sc.n_offices):
        if st.holder[o] == i:
            most = max(most, sc.force[o], sc.security[o])
    return most


@kernel
def opposition(sc, st, q):
    """How much whoever must carry out item q is against it, 0..1: the agency's head for policy, an armed target for himself."""
    if st.q_kind[q] == POLICY:
        o = sc.agency[st.q_arg[q]]
        if o == NOBODY or st.holder[o] == NOBODY or not active(st, st.holder[o]):
            return 0.0
        h, k = st.holder[o], st.q_arg[q]
        loss = abs(st.position[h, k] - st.q_value[q]) - abs(st.position[h, k] - st.policy[k])
        return max(0.0, st.salience[h, k] * loss / 2.0)
    t = st.q_target[q]
    if RUNG[st.q_kind[q]] > 0 and st.q_appeal[q] != REVERSE and t != NOBODY and active(st, t):
        return command(sc, st, t)
    return 0.0


@kernel
def wear(th, st, rung):
    """A sanction carried out is a precedent: the norm of comradeship gives way towards its rung."""
    if rung > 0:
        step = min(1.0, th.norm_ratchet)
        st.precedent += step * max(0.0, rung - st.precedent)
        st.comradeship *= 1.0 - step * rung / 8.0


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
def execute(sc, th, st, io):
    for q in range(Q):
        if st.q_state[q] == CARRIED:
            held_up = th.obstruction * opposition(sc, st, q)
            if held_up > 0.0 and uniform(st, OBSTRUCT, st.q_key[q], np.uint64(0), 0) < held_up:
                continue
            if st.q_appeal[q] == REVERSE:
                if not withdrawn(st, q):
                    reverse(sc, th, st, io, q)
            else:
                moves.carried(st.q_kind[q], sc, th, st, io, q)
                wear(th, st, RUNG[st.q_kind[q]])
            st.q_state[q] = DONE
