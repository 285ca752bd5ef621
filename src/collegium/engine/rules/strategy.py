"""3 Strategy: leaders act, and answer what others have done."""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.agenda import keeper
from collegium.engine.calendar import WEEKS_A_YEAR
from collegium.engine.caucus import dissolve, outlived, prune, size
from collegium.engine.choice import act, choose
from collegium.engine.draws import ACTIVE, absorb, slot_of, this_step, unit
from collegium.engine.goals import ACCUSED, APPEAL, INVITATION, KEEPER
from collegium.engine.kernel import kernel
from collegium.engine.layout import CARRIED, DEFEATED, DONE, INVITED, NOBODY, REFUSED, SUBMITTED, G, Q
from collegium.engine.power import active
from collegium.engine.vote import sense_of
from collegium.scenario.kinds import RUNG


@kernel
def spontaneous(sc, th, st, wk, io):
    """Members and candidates of the top body act at the rate ``activity``, others ``reach`` times as often."""
    rate = th.activity * WEEKS_A_YEAR / sc.per_year
    near, far = 1.0 - math.exp(-rate), 1.0 - math.exp(-rate * th.reach)
    begin = this_step(st, ACTIVE)
    for i in range(sc.n_people):
        if active(st, i):
            luck = unit(slot_of(absorb(begin, sc.person_key[i]), np.uint64(0), 0))
            if luck < (near if st.seat[st.top, i] > 0 else far):
                act(sc, th, st, wk, io, i)


@kernel
def invitations(sc, th, st, wk, io):
    """Each of the invited answers; then a caucus of one is no caucus."""
    for g in range(G):
        if st.g_on[g] == 1:
            for i in range(sc.n_people):
                if st.g_member[g, i] == INVITED:
                    if active(st, i):
                        choose(sc, th, st, wk, io, i, INVITATION, g, sc.person_key[st.g_target[g]])
                    else:
                        st.g_member[g, i] = REFUSED
            if st.g_since[g] == st.week:
                io.caucuses += 1 if size(sc, st, g) >= 2 else 0
            elif outlived(sc, th, st, g):
                dissolve(sc, st, io, g)


@kernel
def new_items(sc, th, st, wk, io):
    """Who keeps the agenda looks at what came in; who is accused answers."""
    for q in range(Q):
        if st.q_state[q] == SUBMITTED and st.q_seen[q] == 0:
            st.q_seen[q] = 1
            k, s, t = keeper(sc, st, st.q_body[q]), st.q_mover[q], st.q_target[q]
            if k != NOBODY and k != s:
                choose(sc, th, st, wk, io, k, KEEPER, q, st.q_key[q])
            hurts = sense_of(st.q_kind[q], st.q_appeal[q]) < 0.0
            if t != NOBODY and s != NOBODY and t != s and hurts and active(st, t):
                choose(sc, th, st, wk, io, t, ACCUSED, s, sc.person_key[s])


@kernel
def loser(st, q):
    """Whom the decision on item q went against: its mover if refused, its target if it hurt them; NOBODY else."""
    if st.q_state[q] == DEFEATED:
        return st.q_mover[q]
    hurt = RUNG[st.q_kind[q]] > 0 and sense_of(st.q_kind[q], st.q_appeal[q]) < 0.0
    return st.q_target[q] if hurt else NOBODY


@kernel
def appeals(sc, th, st, wk, io):
    """Who lost a decision since the last step may turn to a wider body; also somebody expelled."""
    for q in range(Q):
        state = st.q_state[q]
        if (state == DEFEATED or state == CARRIED or state == DONE) and st.q_seen[q] == 1:
            st.q_seen[q] = 2
            i = loser(st, q)
            if i != NOBODY and st.alive[i] == 1 and st.incapable[i] <= st.week:
                choose(sc, th, st, wk, io, i, APPEAL, q, st.q_key[q])


@kernel
def strategy(sc, th, st, wk, io):
    prune(sc, st, io)
    spontaneous(sc, th, st, wk, io)
    new_items(sc, th, st, wk, io)
    invitations(sc, th, st, wk, io)
    appeals(sc, th, st, wk, io)
