"""Put down: send the army against a population in revolt. It costs lives, leaves fear, and may fail."""

from __future__ import annotations

from collegium.engine.draws import REVOLT, uniform
from collegium.engine.geometry import SPAN
from collegium.engine.goals import RISEN, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import NEVER, NOBODY, REVOLT_TOLL
from collegium.engine.log import note
from collegium.engine.society import dead, in_revolt, sorest, unrest
from collegium.engine.utility import scruple
from collegium.scenario.kinds import ARREST, L_PUT_DOWN

MENU = menu(RISEN)


@kernel
def prevails(sc, st, c):
    """Chance that the army prevails: the state's part of all arms, its own being 1. Those who rise fight as far as they are roused."""
    return 1.0 / (1.0 + st.arms[c] * unrest(sc, st, c))


@kernel
def may(sc, th, st, i, c):
    """The population, while it is in revolt."""
    return c if in_revolt(st, c) else NOBODY


@kernel
def worth(sc, th, st, wk, i, j, c, need):
    """What i would have to give up to the rebels, as far as the army prevails; less the scruple to shoot."""
    k, p = sorest(sc, st, c), prevails(sc, st, c)
    given_up = st.salience[i, k] * abs(st.position[i, k] - st.mood[c, k]) / SPAN
    return p * given_up - (1.0 - p) * sc.core[c] - scruple(th, st, ARREST)


@kernel
def effect(sc, th, st, wk, io, i, j, c):
    p, roused = prevails(sc, st, c), unrest(sc, st, c)
    won = uniform(st, REVOLT, sc.cons_key[c], sc.person_key[i], 1) < p
    dead(io, REVOLT_TOLL, st.population[c] * min(1.0, th.repression * roused))
    io.put_down += 1
    note(st, io, L_PUT_DOWN, i, NOBODY, NOBODY, c, 1.0 if won else 0.0)
    if won:
        st.risen[c] = NEVER
        st.fear[c] += roused * (1.0 - st.fear[c])
