"""Suppress a document: move to lock it away before anybody reads it out."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum, submit
from collegium.engine.goals import ACCUSED, PROTECT, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, URGENT
from collegium.engine.motion import fresh
from collegium.engine.relations import bond
from collegium.engine.utility import estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import SUPPRESS

MENU = menu(SURVIVE, PROTECT, ACCUSED)
MOTION = SUPPRESS


@kernel
def shielded(sc, st, i, d):
    """Whom i would shield by suppressing d: i's own self, else the closest of those it speaks against, else NOBODY. Its author shields
    nobody: nobody writes against those whom they want to spare."""
    if sc.author[d] == i:
        return NOBODY
    if st.content[d, i] < 0.0:
        return i
    best, who = 0.0, NOBODY
    for k in range(sc.n_people):
        if st.content[d, k] < 0.0 and bond(st, i, k) > best:
            best, who = bond(st, i, k), k
    return who


@kernel
def may(sc, th, st, i, j):
    if forum(sc, st, i, SUPPRESS) == NOBODY:
        return NOBODY
    for d in range(sc.n_docs):
        if st.written[d] == 1 and st.read_out[d] == 0 and st.locked[d] == 0 and st.knows[d, i] > 0.0:
            k = shielded(sc, st, i, d)
            if k != NOBODY and not barred(sc, st, SUPPRESS, k, d, th.renewal):
                return d
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, d, need):
    k = shielded(sc, st, i, d)
    wish = -st.content[d, k] * (1.0 if k == i else bond(st, i, k))
    if wish <= need:
        return need - 1.0
    pose(sc, th, st, wk, fresh(SUPPRESS, i, k, forum(sc, st, i, SUPPRESS), d))
    return estimate_chance(sc, th, st, wk, i) * wish


@kernel
def effect(sc, th, st, wk, io, i, j, d):
    submit(sc, st, fresh(SUPPRESS, i, shielded(sc, st, i, d), forum(sc, st, i, SUPPRESS), d), URGENT)


@kernel
def carried(sc, th, st, io, q):
    st.locked[st.q_arg[q]] = 1
    io.suppressed += 1
