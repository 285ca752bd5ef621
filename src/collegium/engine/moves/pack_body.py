"""Pack a body: move that it be enlarged; the new seats go where the mover's following is strongest."""

from __future__ import annotations

from collegium.engine.agenda import barred, submit
from collegium.engine.goals import ADVANCE, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import FULL, NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.utility import access, estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import PACK

MENU = menu(SURVIVE, ADVANCE)
MOTION = PACK


@kernel
def stronghold(sc, st, i):
    """The constituency that leans most to i."""
    best, which = 0.0, 0
    for c in range(sc.n_cons):
        if st.leaning[c, i] > best:
            best, which = st.leaning[c, i], c
    return which


@kernel
def elects(sc, y):
    """Does body y elect another?"""
    for x in range(sc.n_bodies):
        if sc.elector[x] == y:
            return True
    return False


@kernel
def has_blocs(sc, st, y):
    """Has body y unnamed seats?"""
    for c in range(sc.n_cons):
        if st.bloc[y, c] > 0:
            return True
    return False


@kernel
def may(sc, th, st, i, j):
    """A body to enlarge: one that elects another, with unnamed seats, not enlarged of late, and elected by a body in which i sits or by
    the one that elects i's own."""
    for y in range(sc.n_bodies):
        b = sc.elector[y]
        if not elects(sc, y) or not has_blocs(sc, st, y) or st.week - st.enlarged[y] < th.enlargement_interval * sc.per_year:
            continue
        if b != NOBODY and sc.decides[b, PACK] == 1 and (st.seat[b, i] == FULL or st.seat[y, i] == FULL) and y != st.top:
            if not barred(sc, st, PACK, NOBODY, y, th.renewal):
                return y
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, y, need):
    """Odds of the vote times how much better the newcomers would lean than the body does now."""
    seats, lean = 0.0, 0.0
    for m in range(sc.n_people):
        if st.seat[y, m] == FULL:
            seats += 1.0
            lean += st.tie[m, i] if m != i else 1.0
    for c in range(sc.n_cons):
        seats += st.bloc[y, c]
        lean += st.bloc[y, c] * st.leaning[c, i]
    better = st.leaning[stronghold(sc, st, i), i] - (lean / seats if seats > 0.0 else 0.0)
    if max(better, 0.0) <= need:
        return need - 1.0
    pose(sc, th, st, wk, fresh(PACK, i, NOBODY, sc.elector[y], y))
    return access(sc, th, st, i, NOBODY, sc.elector[y]) * estimate_chance(sc, th, st, wk, i) * better


@kernel
def effect(sc, th, st, wk, io, i, j, y):
    submit(sc, st, fresh(PACK, i, NOBODY, sc.elector[y], y), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    """More seats, in proportion to those there are."""
    y = st.q_arg[q]
    more = max(1, int(st.statute[y] / th.enlargement))
    st.statute[y] += more
    st.bloc[y, stronghold(sc, st, st.q_mover[q])] += more
    st.enlarged[y] = st.week
    io.enlargements += 1
