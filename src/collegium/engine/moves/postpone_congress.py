"""Postpone a congress: move that the delegates not be called together yet."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, is_congress, submit
from collegium.engine.geometry import PAIR
from collegium.engine.goals import SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.power import delegates
from collegium.engine.utility import access, estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import POSTPONE

MENU = menu(SURVIVE)
MOTION = POSTPONE


@kernel
def may(sc, th, st, i, j):
    """The congress that is near."""
    for b in range(sc.n_bodies):
        near = is_congress(sc, st, b) and st.next_meeting[b] - st.week <= th.congress_notice * sc.per_year
        if near and not barred(sc, st, POSTPONE, NOBODY, b, th.routine_renewal):
            return b if forum(sc, st, i, POSTPONE) != NOBODY else NOBODY
    return NOBODY


@kernel
def shift(th, st, b, i, j):
    """How many more of the delegates of congress b would lean to j, and fewer to i, if they were sent today (share of seats)."""
    gamma = 1.0 + th.delegation
    seats, total = 0.0, 0.0
    for c in range(st.bloc.shape[1]):
        if st.bloc[b, c] > 0:
            sent = delegates(st, c, gamma)
            seats += st.bloc[b, c]
            total += st.bloc[b, c] * (st.allegiance[c, j] ** gamma / sent - st.leaning[c, j])
            total -= st.bloc[b, c] * (st.allegiance[c, i] ** gamma / sent - st.leaning[c, i])
    return total / seats if seats > 0.0 else 0.0


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    """What i, in fear of j, would lose by a congress now, times the odds of the vote."""
    gain = shift(th, st, b, i, j) / PAIR
    if max(gain, 0.0) <= need:
        return need - 1.0
    forum_of = forum(sc, st, i, POSTPONE)
    pose(sc, th, st, wk, fresh(POSTPONE, i, NOBODY, forum_of, b))
    return access(sc, th, st, i, NOBODY, forum_of) * estimate_chance(sc, th, st, wk, i) * gain


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    submit(sc, st, fresh(POSTPONE, i, NOBODY, forum(sc, st, i, POSTPONE), b), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    st.next_meeting[st.q_arg[q]] += max(1, int(th.congress_delay * sc.per_year))
