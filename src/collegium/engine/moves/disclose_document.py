"""Disclose a document: move that it be read to a body, in plenary or by delegations."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, keeper, submit
from collegium.engine.constraints import manner
from collegium.engine.documents import read_out
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.power import strength
from collegium.engine.theories import ill_will
from collegium.engine.utility import access, breach, estimate_chance, own_man
from collegium.engine.vote import pose
from collegium.scenario.kinds import DISCLOSE

MENU = menu(ADVANCE, RETALIATE)
MOTION = DISCLOSE


@kernel
def may(sc, th, st, i, j):
    """A document that i knows, that speaks against j and has not been read or locked away."""
    if own_man(th, st, i, j) or st.member[j] == 0:
        return NOBODY
    for d in range(sc.n_docs):
        if st.written[d] == 1 and st.read_out[d] == 0 and st.locked[d] == 0 and st.knows[d, i] > 0.0 and st.content[d, j] < 0.0:
            if not barred(sc, st, DISCLOSE, j, d, th.renewal):
                return d if forum(sc, st, i, DISCLOSE) != NOBODY else NOBODY
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, d, need):
    b = forum(sc, st, i, DISCLOSE)
    gain = ill_will(th, st, i, j) * -st.content[d, j]
    if gain <= need:
        return need - 1.0
    pose(sc, th, st, wk, fresh(DISCLOSE, i, j, b, d))
    p = access(sc, th, st, i, j, b) * estimate_chance(sc, th, st, wk, i)
    return p * gain - (1.0 - p) * (strength(st, j, i) * th.accusation_cost + breach(th, st, i))


@kernel
def effect(sc, th, st, wk, io, i, j, d):
    submit(sc, st, fresh(DISCLOSE, i, j, forum(sc, st, i, DISCLOSE), d), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    """Everybody learns of it; delegation by delegation, under the eyes of their
    bosses, if whoever keeps the agenda is closer to the man it hurts than to the mover."""
    b, d, t, s = st.q_body[q], st.q_arg[q], st.q_target[q], st.q_mover[q]
    k = keeper(sc, st, b)
    shielded = k != NOBODY and k != s and (k == t or st.tie[k, t] > st.tie[k, s])
    force = manner(sc, st, d, th.by_delegations if shielded else 1.0)
    read_out(sc, st, io, d, force)
