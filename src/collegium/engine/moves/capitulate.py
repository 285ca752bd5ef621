"""Capitulate: give up one's opposition in public, and with it the trust of part of one's following. It ends the quarrel of the day: what
either has moved against the other lapses."""

from __future__ import annotations

from collegium.engine.agenda import withdraw
from collegium.engine.goals import ACCUSED, SURVIVE, menu
from collegium.engine.interactions import desert, interact, let_be
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.engine.power import following
from collegium.engine.relations import menace
from collegium.scenario.kinds import L_CAPITULATED

MENU = menu(SURVIVE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    """There is something to recant, before somebody who is no open opponent."""
    opponent = st.opposed[i] >= th.capitulation_threshold or st.hidden[i] == 1
    return j if opponent and st.opposed[j] < th.opposition_threshold else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """The threat, as far as opposition has brought it on; less the loss to an ambitious member, as a share of power."""
    lost = following(sc, st, i) * th.desertion + min(1.0, th.standing_win) * st.standing[i]
    price = min(1.0, lost / st.power[i]) if st.power[i] > 0.0 else 0.0
    return menace(st, i, j) * st.opposed[i] - st.ambition[i] * price


@kernel
def recant(sc, th, st, i):
    """On the issue of the greatest distance from the line, i goes part of the way back to it."""
    most, which = 0.0, NOBODY
    for k in range(sc.n_issues):
        gap = st.salience[i, k] * abs(st.position[i, k] - st.policy[k])
        if gap > most:
            most, which = gap, k
    if which != NOBODY:
        st.position[i, which] += (st.policy[which] - st.position[i, which]) * th.recantation


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    st.opposed[i] = 0.0
    st.hidden[i] = 0
    st.charges[i] *= th.clemency
    st.standing[i] *= 1.0 - min(1.0, th.standing_win)
    withdraw(st, i, j)
    withdraw(st, j, i)
    recant(sc, th, st, i)
    desert(sc, th, st, i, 1.0)
    interact(th, st, i, j, th.courtship)
    let_be(st, i, j)
    io.capitulations += 1
    note(st, io, L_CAPITULATED, i, j, NOBODY, NOBODY, 0.0)
