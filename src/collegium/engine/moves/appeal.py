"""Appeal to a wider body: against a sanction, or for a motion that a narrower body refused."""

from __future__ import annotations

from collegium.engine.agenda import submit
from collegium.engine.goals import APPEAL as OCCASION
from collegium.engine.goals import menu
from collegium.engine.interactions import stand_up
from collegium.engine.kernel import kernel
from collegium.engine.layout import DEFEATED, NOBODY, URGENT
from collegium.engine.motion import again
from collegium.engine.power import strength
from collegium.engine.theories import worth_to
from collegium.engine.utility import breach, estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import FRESH, INSIST, MOTION_KINDS, RENEW, REVERSE

MENU = menu(OCCASION)
APPEALABLE = tuple(row.appeal for row in MOTION_KINDS)


@kernel
def may(sc, th, st, i, q):
    """q is the lost item."""
    b = st.q_body[q]
    new = st.q_appeal[q] == FRESH or st.q_appeal[q] == INSIST
    if not new or sc.appeal[b] == NOBODY or not APPEALABLE[st.q_kind[q]]:
        return NOBODY
    return q


@kernel
def sort(st, q):
    """RENEW for a refused motion, REVERSE for a carried one."""
    return RENEW if st.q_state[q] == DEFEATED else REVERSE


@kernel
def worth(sc, th, st, wk, i, q, arg, need):
    s = st.q_mover[q]
    pose(sc, th, st, wk, again(st, q, i, sc.appeal[st.q_body[q]], sort(st, q)))
    gain = worth_to(th, st, wk, i)
    if max(gain, 0.0) <= need:
        return need - 1.0
    p = estimate_chance(sc, th, st, wk, i)
    cost = strength(st, s, i) * th.displeasure if s != NOBODY and s != i else 0.0
    return p * gain - (1.0 - p) * cost - breach(th, st, i) * (1.0 - p)


@kernel
def effect(sc, th, st, wk, io, i, q, arg):
    stand_up(sc, th, st, i)
    submit(sc, st, again(st, q, i, sc.appeal[st.q_body[q]], sort(st, q)), URGENT)
