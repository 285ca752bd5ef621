"""Launch a platform: carry a question of policy over the heads of the leaders to the rank and file."""

from __future__ import annotations

from collegium.engine.agenda import forum, refused
from collegium.engine.goals import SHAPE, menu
from collegium.engine.interactions import stand_up
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.engine.scales import nearer
from collegium.engine.utility import breach, voice
from collegium.scenario.kinds import L_PLATFORM, POLICY

MENU = menu(SHAPE)


@kernel
def may(sc, th, st, i, k):
    """Only where the regular way is shut: i has no body in which to move it, or a body refused it of late; and not again at once."""
    lately = st.week - st.spoke[i] < th.routine_renewal * sc.per_year
    if lately or st.position[i, k] == st.policy[k]:
        return NOBODY
    shut = forum(sc, st, i, POLICY) == NOBODY or refused(sc, st, POLICY, NOBODY, k, th.platform_window)
    return k if shut else NOBODY


@kernel
def agreement(st, i, c, k):
    """How much better constituency c likes i's position on issue k than the line in force, 0..1."""
    return max(0.0, nearer(st.mood[c, k], st.mood_salience[c, k], st.policy[k], st.position[i, k]))


@kernel
def worth(sc, th, st, wk, i, k, arg, need):
    """What the issue is worth to i, as far as i is heard where people agree; else what it costs to break ranks."""
    agreed, weight = 0.0, 0.0
    for c in range(sc.n_cons):
        weight += st.cons_weight[c]
        agreed += st.cons_weight[c] if agreement(st, i, c, k) > 0.0 else 0.0
    p = voice(sc, st, i) * (agreed / weight if weight > 0.0 else 0.0)
    return p * nearer(st.position[i, k], st.salience[i, k], st.policy[k], st.position[i, k]) - (1.0 - p) * breach(th, st, i)


@kernel
def effect(sc, th, st, wk, io, i, k, arg):
    """Moods move towards i as far as i is heard; of the unaligned those who agree come over."""
    heard, free = voice(sc, st, i), st.allegiance.shape[1] - 1
    for c in range(sc.n_cons):
        moved = min(1.0, th.tie_jump) * heard * agreement(st, i, c, k) * st.allegiance[c, free]
        st.allegiance[c, free] -= moved
        st.allegiance[c, i] += moved
        st.mood[c, k] += th.denunciation * heard * (st.position[i, k] - st.mood[c, k])
    stand_up(sc, th, st, i)
    st.spoke[i] = st.week
    io.platforms += 1
    note(st, io, L_PLATFORM, i, NOBODY, NOBODY, k, st.position[i, k])
