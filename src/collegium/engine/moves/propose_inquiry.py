"""Propose an inquiry: move that a commission look into somebody's conduct. It may find nothing, which clears the accused."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum_on, submit
from collegium.engine.goals import ADVANCE, RETALIATE, menu
from collegium.engine.interactions import charge, interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.power import strength
from collegium.engine.theories import ill_will
from collegium.engine.utility import access, breach, estimate_chance, own_man
from collegium.engine.vote import pose
from collegium.scenario.kinds import INQUIRE

MENU = menu(ADVANCE, RETALIATE)
MOTION = INQUIRE


@kernel
def findings(sc, st, j):
    """What an inquiry finds against j, 0..1: open opposition, and the worst in any document."""
    worst = st.opposed[j]
    for d in range(sc.n_docs):
        if st.written[d] == 1:
            worst = max(worst, -st.content[d, j])
    return min(1.0, worst)


@kernel
def may(sc, th, st, i, j):
    if own_man(th, st, i, j) or st.member[j] == 0:
        return NOBODY
    if barred(sc, st, INQUIRE, j, NOBODY, th.renewal):
        return NOBODY
    return forum_on(sc, st, i, INQUIRE, j)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    """What it would find that is not in the case against j already, as far as i wishes j ill; j's displeasure if it fails."""
    gain = ill_will(th, st, i, j) * max(0.0, findings(sc, st, j) - st.charges[j])
    if gain <= need:
        return need - 1.0
    pose(sc, th, st, wk, fresh(INQUIRE, i, j, b, NOBODY))
    p = access(sc, th, st, i, j, b) * estimate_chance(sc, th, st, wk, i)
    return p * gain - (1.0 - p) * (strength(st, j, i) * th.accusation_cost + breach(th, st, i))


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    interact(th, st, i, j, -th.affront)
    submit(sc, st, fresh(INQUIRE, i, j, b, NOBODY), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    t = st.q_target[q]
    found = findings(sc, st, t)
    if found > 0.0:
        charge(st, t, found * th.inquiry_charge)
    else:
        st.charges[t] = 0.0
        st.standing[t] *= 1.0 + th.standing_win
