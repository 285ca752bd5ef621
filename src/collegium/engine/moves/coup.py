"""Coup: armed men seize somebody of rank, without a vote. Whoever fails is finished."""

from __future__ import annotations

from collegium.engine.arms import arms, odds, seize, sheltered
from collegium.engine.draws import COUP, uniform
from collegium.engine.goals import ADVANCE, RETALIATE, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import AT_LARGE, NOBODY
from collegium.engine.relations import menace
from collegium.engine.theories import ill_will
from collegium.engine.utility import breach, own_man, scruple
from collegium.scenario.kinds import ARREST

MENU = menu(SURVIVE, ADVANCE, RETALIATE)


@kernel
def may(sc, th, st, i, j):
    """Against somebody of rank who is no client of i's; nobody turns arms on their own patron."""
    free = st.alive[j] == 1 and st.confined[j] == AT_LARGE and sheltered(sc, th, st, j)
    return j if free and not own_man(th, st, i, j) and not own_man(th, st, j, i) and arms(sc, th, st, i, j) > 0.0 else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, arg, need):
    """Whom i fears or wishes ill is gone if it succeeds, and i is if it fails; less what it breaks."""
    p = odds(sc, th, st, i, j)
    return p * max(ill_will(th, st, i, j), menace(st, i, j)) - (1.0 - p) - scruple(th, st, ARREST) - breach(th, st, i)


@kernel
def effect(sc, th, st, wk, io, i, j, arg):
    if uniform(st, COUP, sc.person_key[i], sc.person_key[j], 0) < odds(sc, th, st, i, j):
        seize(sc, th, st, io, i, j)
    else:
        seize(sc, th, st, io, j, i)
