"""Insist: bring a motion that was refused before the same body again, having worked on friends there."""

from __future__ import annotations

from collegium.engine.agenda import submit
from collegium.engine.goals import APPEAL, menu
from collegium.engine.interactions import oppose
from collegium.engine.kernel import kernel
from collegium.engine.layout import DEFEATED, FULL, NOBODY, REGULAR
from collegium.engine.motion import again
from collegium.engine.theories import worth_to
from collegium.engine.utility import breach, estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import FRESH, INSIST, POLICY

MENU = menu(APPEAL)


@kernel
def may(sc, th, st, i, q):
    """q is the refused item; nobody insists twice."""
    mine = st.q_state[q] == DEFEATED and st.q_mover[q] == i and st.q_appeal[q] == FRESH
    return q if mine and st.seat[st.q_body[q], i] == FULL else NOBODY


@kernel
def worth(sc, th, st, wk, i, q, arg, need):
    pose(sc, th, st, wk, again(st, q, i, st.q_body[q], INSIST))
    gain = worth_to(th, st, wk, i)
    if max(gain, 0.0) <= need:
        return need - 1.0
    p = estimate_chance(sc, th, st, wk, i)
    return p * gain - (1.0 - p) * breach(th, st, i)


@kernel
def win_over(sc, th, st, i, b, k, value):
    """Members of body b move towards the value on issue k as far as they are friends of i."""
    for m in range(sc.n_people):
        if m != i and st.seat[b, m] == FULL and st.tie[m, i] > 0.0:
            st.position[m, k] += min(1.0, th.tie_jump) * st.tie[m, i] * (value - st.position[m, k])


@kernel
def effect(sc, th, st, wk, io, i, q, arg):
    oppose(st, i, th.insistence)
    if st.q_kind[q] == POLICY:
        win_over(sc, th, st, i, st.q_body[q], st.q_arg[q], st.q_value[q])
    submit(sc, st, again(st, q, i, st.q_body[q], INSIST), REGULAR)
