"""Appeal to a wider body: against a sanction, or for a motion that a narrower body refused."""

from __future__ import annotations

from collegium.engine.agenda import submit
from collegium.engine.constraints import may_hold, may_sit
from collegium.engine.goals import APPEAL as OCCASION
from collegium.engine.goals import menu
from collegium.engine.interactions import oppose, take_office, vacate
from collegium.engine.kernel import kernel
from collegium.engine.layout import (
    APPOINT,
    CANDIDATE,
    DEFEATED,
    EXILED,
    EXPEL,
    FRESH,
    FULL,
    INSIST,
    NOBODY,
    PACK,
    POSTPONE,
    REMOVE,
    RENEW,
    RESIGNATION,
    REVERSE,
    SEND_AWAY,
    STRIP,
)
from collegium.engine.power import members
from collegium.engine.utility import breach, reckon, strength, value_to
from collegium.engine.vote import pose

MENU = menu(OCCASION)


@kernel
def may(sc, th, st, i, q):
    """q is the lost item."""
    b = st.q_body[q]
    kind = st.q_kind[q]
    new = st.q_appeal[q] == FRESH or st.q_appeal[q] == INSIST
    if not new or sc.appeal[b] == NOBODY or kind == PACK or kind == POSTPONE or kind == RESIGNATION or kind == APPOINT:
        return NOBODY
    return q


@kernel
def sort(st, q):
    """A refused motion is renewed; a carried one is to be reversed."""
    return RENEW if st.q_state[q] == DEFEATED else REVERSE


@kernel
def worth(sc, th, st, i, q, arg, need):
    s = st.q_mover[q]
    pose(sc, th, st, st.q_kind[q], i, st.q_target[q], sc.appeal[st.q_body[q]], st.q_arg[q], st.q_value[q], sort(st, q))
    gain = value_to(sc, th, st, i)
    if max(gain, 0.0) <= need:
        return need - 1.0
    p = reckon(sc, th, st, i)
    cost = strength(st, s, i) * th.displeasure if s != NOBODY and s != i else 0.0
    return p * gain - (1.0 - p) * cost - breach(th, st, i) * (1.0 - p)


@kernel
def effect(sc, th, st, io, i, q, arg):
    oppose(st, i, th.defiance)
    submit(sc, st, st.q_kind[q], i, st.q_target[q], sc.appeal[st.q_body[q]], st.q_arg[q], st.q_value[q], 1, sort(st, q))


@kernel
def reverse(sc, th, st, io, q):
    """Undo a carried sanction as far as it can be undone: a seat that is taken again comes back as a candidate's."""
    kind, t, arg = st.q_kind[q], st.q_target[q], st.q_arg[q]
    if st.alive[t] == 1:
        if kind == STRIP and st.member[t] == 1 and may_hold(sc, st, arg, t):
            vacate(sc, st, io, arg, False)
            take_office(sc, th, st, io, arg, t, NOBODY)
        elif kind == REMOVE and st.member[t] == 1 and st.seat[arg, t] != FULL and may_sit(sc, st, arg, t):
            st.seat[arg, t] = FULL if members(sc, st, arg) < st.statute[arg] else CANDIDATE
        elif kind == EXPEL:
            st.member[t] = 1
        elif kind == SEND_AWAY and st.confined[t] != EXILED:
            st.away[t] = 0
