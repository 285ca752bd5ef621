"""Appeal to a wider body: against a sanction, or for a motion that a narrower body refused."""

from __future__ import annotations

from collegium.engine.agenda import submit
from collegium.engine.goals import APPEAL as OCCASION, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import (
    APPOINT, DEFEATED, EXPEL, FULL, NOBODY, PACK, POLICY, REMOVE, RESIGNATION, SEND_AWAY, STRIP,
)
from collegium.engine.reckoning import reckon, strength, value_to
from collegium.engine.vote import pose

MENU = menu(OCCASION)
REVERSE, RENEW = 1, 2


@kernel
def may(sc, th, st, i, q):
    """q is the lost item."""
    b = st.q_body[q]
    kind = st.q_kind[q]
    if st.q_appeal[q] != 0 or sc.appeal[b] == NOBODY or kind == PACK or kind == RESIGNATION or kind == APPOINT:
        return NOBODY
    return q


@kernel
def sort(st, q):
    """A refused motion is renewed; a carried one is to be reversed."""
    return RENEW if st.q_state[q] == DEFEATED else REVERSE


@kernel
def question(st, q):
    """Policy that the appeal asks for: the old line, or the one that was refused."""
    return st.q_value[q] if st.q_state[q] == DEFEATED else st.q_old[q]


@kernel
def worth(sc, th, st, i, q, arg, need):
    s = st.q_mover[q]
    pose(sc, th, st, st.q_kind[q], i, st.q_target[q], sc.appeal[st.q_body[q]], st.q_arg[q], question(st, q), sort(st, q))
    gain = value_to(sc, th, st, i)
    if max(gain, 0.0) <= need:
        return need - 1.0
    p = reckon(sc, th, st, i)
    cost = strength(st, s, i) / 2.0 if s != NOBODY and s != i else 0.0
    return p * gain - (1.0 - p) * cost - (0.5 + st.caution[i] / 2.0) * st.unity * (1.0 - p)


@kernel
def effect(sc, th, st, io, i, q, arg):
    st.opposed[i] = min(1.0, st.opposed[i] + 0.5)
    submit(sc, st, st.q_kind[q], i, st.q_target[q], sc.appeal[st.q_body[q]], st.q_arg[q], question(st, q), 1, sort(st, q))


@kernel
def reverse(sc, th, st, io, q):
    """Undo a carried decision as far as it can be undone."""
    kind, t, arg = st.q_kind[q], st.q_target[q], st.q_arg[q]
    if kind == POLICY:
        st.policy[arg] = st.q_value[q]
    elif st.alive[t] == 1:
        if kind == STRIP and st.member[t] == 1:
            st.holder[arg] = t
        elif kind == REMOVE and st.member[t] == 1:
            st.seat[arg, t] = FULL
        elif kind == EXPEL:
            st.member[t] = 1
        elif kind == SEND_AWAY:
            st.away[t] = 0
