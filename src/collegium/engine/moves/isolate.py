"""Isolate a sick leader: move to keep all business from somebody sick, on doctors' advice. The patient no longer hears or votes."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum_on, submit
from collegium.engine.goals import ADVANCE, SURVIVE, menu
from collegium.engine.interactions import interact
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY, REGULAR
from collegium.engine.motion import fresh
from collegium.engine.utility import own_man, sanction_worth
from collegium.scenario.kinds import ISOLATE

MENU = menu(SURVIVE, ADVANCE)
MOTION = ISOLATE


@kernel
def may(sc, th, st, i, j):
    """j has authority, has been ill, and is not cut off yet."""
    if own_man(th, st, i, j) or st.authority[j] <= 0.0 or st.been_ill[j] == 0 or st.alive[j] == 0 or st.isolated[j] > st.week:
        return NOBODY
    if barred(sc, st, ISOLATE, j, NOBODY, th.routine_renewal):
        return NOBODY
    return forum_on(sc, st, i, ISOLATE, j)


@kernel
def worth(sc, th, st, wk, i, j, b, need):
    return sanction_worth(sc, th, st, wk, fresh(ISOLATE, i, j, b, NOBODY), need)


@kernel
def effect(sc, th, st, wk, io, i, j, b):
    interact(th, st, i, j, -th.affront)
    submit(sc, st, fresh(ISOLATE, i, j, b, NOBODY), REGULAR)


@kernel
def carried(sc, th, st, io, q):
    st.isolated[st.q_target[q]] = st.week + int(th.isolation * sc.per_year)
