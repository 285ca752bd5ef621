"""12 Society: populations suffer, starve and rise in revolt; security hunts among them, leaders give way (docs/odd.md, section 6.11)."""

from __future__ import annotations

import math

import numpy as np

from collegium.engine.calendar import MONTH, kept, monthly
from collegium.engine.choice import choose
from collegium.engine.draws import HUNT, REVOLT, uniform
from collegium.engine.goals import RISEN
from collegium.engine.kernel import kernel
from collegium.engine.layout import FAMINE_TOLL, FULL, NEVER, NOBODY, REVOLT_TOLL, TERROR_TOLL
from collegium.engine.log import note
from collegium.engine.power import active
from collegium.engine.society import burden, commander, dead, in_revolt, is_population, sorest, terror, unrest
from collegium.scenario.kinds import L_CALM, L_HUNT, L_REVOLT


@kernel
def suffer(sc, th, st, io, c):
    """Hardship follows the burden; where it passes what people can live on, they die of hunger."""
    st.hardship[c] += (1.0 - kept(th.hardship_half_life, sc) ** MONTH) * (burden(sc, th, st, c) - st.hardship[c])
    st.fear[c] *= kept(th.fear_half_life, sc) ** MONTH
    hunger = max(0.0, st.hardship[c] - th.subsistence) / (1.0 - th.subsistence)
    dead(io, FAMINE_TOLL, st.population[c] * min(1.0, MONTH * th.famine_mortality * hunger / sc.per_year))


@kernel
def rise(sc, th, st, io, c):
    """Beyond what it bears a population rises, sooner the greater its unrest; it goes home when its unrest has sunk to that."""
    excess = (unrest(sc, st, c) - th.patience) / (1.0 - th.patience)
    if in_revolt(st, c):
        if excess <= 0.0:
            st.risen[c] = NEVER
            note(st, io, L_CALM, NOBODY, NOBODY, NOBODY, c, 0.0)
    elif excess > 0.0:
        chance = 1.0 - math.exp(-th.revolt * excess * MONTH / sc.per_year)
        if uniform(st, REVOLT, sc.cons_key[c], np.uint64(0), 0) < chance:
            st.risen[c] = st.week
            io.revolts += 1
            note(st, io, L_REVOLT, NOBODY, NOBODY, NOBODY, c, unrest(sc, st, c))


@kernel
def alarm(sc, th, st, c):
    """A revolt moves the leaders of the top body to give way on what is sorest, as far as it comes from where they feel safe."""
    k = sorest(sc, st, c)
    step = min(1.0, MONTH * th.alarm * sc.core[c] / sc.per_year)
    for i in range(sc.n_people):
        if st.seat[st.top, i] == FULL and active(st, i):
            st.position[i, k] += step * (st.mood[c, k] - st.position[i, k])
            st.salience[i, k] += step * (1.0 - st.salience[i, k])


@kernel
def hunt(sc, th, st, io, c):
    """Under terror, and as far as the leaders feel threatened, security hunts for enemies. It finds victims, and leaves fear."""
    chance = 1.0 - math.exp(-th.hunts * terror(sc, st) * st.threat * MONTH / sc.per_year)
    if chance > 0.0 and uniform(st, HUNT, sc.cons_key[c], np.uint64(0), 0) < chance:
        dead(io, TERROR_TOLL, st.population[c] * min(1.0, th.purge))
        st.fear[c] += th.dread * (1.0 - st.fear[c])
        io.hunts += 1
        note(st, io, L_HUNT, NOBODY, NOBODY, NOBODY, c, st.threat)


@kernel
def weigh_on(sc, th, st, wk, io, c):
    """A revolt costs output and lives, alarms the leaders, and asks whoever commands the army what to do."""
    st.output *= 1.0 - min(1.0, MONTH * th.revolt_cost / sc.per_year)
    dead(io, REVOLT_TOLL, st.population[c] * min(1.0, MONTH * th.revolt_mortality * unrest(sc, st, c) / sc.per_year))
    alarm(sc, th, st, c)
    i = commander(sc, st, sc.force)
    if i != NOBODY:
        choose(sc, th, st, wk, io, i, RISEN, c, sc.cons_key[c])


@kernel
def society(sc, th, st, wk, io):
    if not monthly(sc, st):
        return
    for c in range(sc.n_cons):
        if is_population(st, c):
            suffer(sc, th, st, io, c)
            hunt(sc, th, st, io, c)
            rise(sc, th, st, io, c)
            if in_revolt(st, c):
                weigh_on(sc, th, st, wk, io, c)
