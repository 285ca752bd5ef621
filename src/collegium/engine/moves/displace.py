"""Displace: push an adverse item off the next meeting by an urgent one of one's own."""

from __future__ import annotations

from collegium.engine.agenda import controls, pending, submit
from collegium.engine.goals import ACCUSED, PROTECT, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, SUBMITTED, URGENT, Q
from collegium.engine.motion import item, proposal
from collegium.engine.utility import bond, estimate_chance, midway, value_to
from collegium.engine.vote import pose, sense_of
from collegium.scenario.kinds import POLICY

MENU = menu(SURVIVE, PROTECT, ACCUSED)


@kernel
def presides(sc, st, b, i):
    """Does i keep the agenda of body b or chair it?"""
    o = sc.chair[b]
    return controls(sc, st, b, i) or (o != NOBODY and st.holder[o] == i)


@kernel
def may(sc, th, st, i, j):
    """An item by j, or against j, that hurts i or somebody close to i; returns it."""
    for q in range(Q):
        t = st.q_target[q]
        if (
            st.q_state[q] == SUBMITTED
            and st.q_mover[q] != i
            and (st.q_mover[q] == j or st.q_target[q] == j)
            and st.q_deferred[q] == 0
            and t != NOBODY
            and sense_of(st.q_kind[q], st.q_appeal[q]) < 0.0
            and (t == i or bond(st, i, t) > 0.0)
            and sc.decides[st.q_body[q], POLICY] == 1
            and presides(sc, st, st.q_body[q], i)
        ):
            return q
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, q, need):
    """Time gained: part of what the item threatens i with."""
    pose(sc, th, st, wk, item(st, q))
    loss = -value_to(th, st, wk, i) * th.respite
    if max(loss, 0.0) <= need:
        return need - 1.0
    return estimate_chance(sc, th, st, wk, i) * loss


@kernel
def pressing(sc, st, i):
    """The issue that matters most to i where policy is not i's position, or NOBODY."""
    best, k_best = 0.0, NOBODY
    for k in range(sc.n_issues):
        gap = st.salience[i, k] * abs(st.position[i, k] - st.policy[k])
        if gap > best and not pending(st, POLICY, NOBODY, k):
            best, k_best = gap, k
    return k_best


@kernel
def effect(sc, th, st, wk, io, i, j, q):
    st.q_deferred[q] = 1
    k = pressing(sc, st, i)
    if k != NOBODY:
        submit(sc, st, proposal(i, st.q_body[q], k, midway(th, st, i, k)), URGENT)
