"""Propose policy: move an issue towards one's own position, all the way or half of it."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.geometry import SPAN
from collegium.engine.goals import SHAPE, menu
from collegium.engine.issue import brings, settle
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import proposal
from collegium.engine.utility import access, estimate_chance, midway
from collegium.engine.vote import pose
from collegium.scenario.kinds import POLICY

MENU = menu(SHAPE)
MOTION = POLICY


@kernel
def may(sc, th, st, i, k):
    """k is an issue; returns the body."""
    if barred(sc, st, POLICY, NOBODY, k, th.routine_renewal):
        return NOBODY
    return forum(sc, st, i, POLICY)


@kernel
def expected(sc, th, st, wk, i, k, b, value):
    """Chance of passing times what it would bring i on the issue."""
    pose(sc, th, st, wk, proposal(i, b, k, value))
    gain = brings(st, wk, i)
    return access(sc, th, st, i, NOBODY, b) * estimate_chance(sc, th, st, wk, i) * gain


@kernel
def worth(sc, th, st, wk, i, k, b, need):
    if st.salience[i, k] * abs(st.position[i, k] - st.policy[k]) / SPAN <= need:
        return need - 1.0
    whole, estimate = expected(sc, th, st, wk, i, k, b, st.position[i, k]), wk.estimate
    half = expected(sc, th, st, wk, i, k, b, midway(th, st, i, k))
    if whole >= half:
        wk.estimate = estimate
    return max(whole, half)


@kernel
def effect(sc, th, st, wk, io, i, k, b):
    value, half = st.position[i, k], midway(th, st, i, k)
    if expected(sc, th, st, wk, i, k, b, half) > expected(sc, th, st, wk, i, k, b, value):
        value = half
    submit(sc, st, proposal(i, b, k, value), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    """The new line holds; the swing itself costs output."""
    k = st.q_arg[q]
    st.output *= 1.0 - th.policy_swing_cost * abs(st.policy[k] - st.q_value[q]) / SPAN / sc.n_issues
    settle(st, k, st.q_value[q])
