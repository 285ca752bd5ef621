"""Denounce: attack somebody in public, by speech or press."""

from __future__ import annotations

from collegium.engine.goals import ACCUSED, ADVANCE, RETALIATE, SURVIVE, menu
from collegium.engine.interactions import interact, oppose
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.engine.power import strength
from collegium.engine.theories import ill_will
from collegium.engine.utility import openly, own_man, voice
from collegium.scenario.kinds import L_DENOUNCED

MENU = menu(SURVIVE, ADVANCE, RETALIATE, ACCUSED)


@kernel
def may(sc, th, st, i, j):
    return NOBODY if own_man(th, st, i, j) or st.alive[j] == 0 or st.member[j] == 0 else j


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """The standing it costs j, as far as i wants it and has not just said as much; less j's displeasure."""
    return voice(sc, st, i) * ill_will(th, st, i, j) * (1.0 - st.harm[j, i]) - strength(st, j, i) * openly(th, st, i)


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    st.standing[j] *= 1.0 - th.denunciation * voice(sc, st, i)
    interact(th, st, i, j, -1.0)
    oppose(st, i, th.defiance)
    note(st, io, L_DENOUNCED, i, j, NOBODY, NOBODY, voice(sc, st, i))
