"""Posts: who is free for one, and who is fit for it (docs/odd.md, section 6.7)."""

from __future__ import annotations

from collegium.engine.constraints import may_hold
from collegium.engine.geometry import TINY
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.power import favour


@kernel
def tied_elsewhere(sc, st, i, o):
    """Does i hold a post in another district than that of office o? Nobody can live in two."""
    for other in range(sc.n_offices):
        if other != o and st.holder[other] == i and sc.district[other] != NOBODY and sc.district[other] != sc.district[o]:
            return True
    return False


@kernel
def free_for(sc, st, o, i):
    """Is i free to take office o: does it exist, is i not barred from it, nor tied to another district?"""
    return st.created[o] == 1 and may_hold(sc, st, o, i) and (sc.district[o] == NOBODY or not tied_elsewhere(sc, st, i, o))


@kernel
def at_home(sc, st, o, i):
    """Has i followers among those whom office o heads or appoints? 1 or 0."""
    for c in range(sc.n_cons):
        if (sc.boss[c] == o or st.appoints[o, c] > 0.0) and st.allegiance[c, i] > 0.0:
            return 1.0
    return 0.0


@kernel
def other_work(sc, st, o, i):
    """Weight of the offices other than o that i holds."""
    total = 0.0
    for other in range(sc.n_offices):
        if other != o and st.holder[other] == i:
            total += st.office_weight[other]
    return total


@kernel
def fitness(sc, th, st, o, i):
    """What fits i for office o, in units of preference: skill with the apparatus, roots in its field; less other work, by its weight
    relative to that of the office."""
    burden = other_work(sc, st, o, i) / max(st.office_weight[o], TINY)
    return th.apparatus_skill * st.apparatus[i] + th.roots * at_home(sc, st, o, i) - th.office_burden * burden


@kernel
def credited(st, patron, i):
    """Who put i into a post: the patron, unless the choice fell on an opponent of theirs. Then it is nobody's favour."""
    return patron if patron != NOBODY and patron != i and favour(st, patron, i) >= 0.0 else NOBODY
