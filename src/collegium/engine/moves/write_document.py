"""Write a document: put down what one thinks of comrades, for a reader or for the record."""

from __future__ import annotations

from collegium.engine.documents import put_down
from collegium.engine.goals import ADVANCE, RETALIATE, SURVIVE, menu
from collegium.engine.kernel import kernel
from collegium.engine.layout import AFTER, ALWAYS, ILL, NEVER, NOBODY
from collegium.engine.power import strength
from collegium.engine.relations import rivalry

MENU = menu(SURVIVE, ADVANCE, RETALIATE)


@kernel
def ripe(sc, st, d):
    """Is the condition for writing d fulfilled?"""
    if st.written[d] == 1 or st.week < sc.earliest[d]:
        return False
    condition = sc.condition[d]
    if condition == ALWAYS:
        return True
    if condition == ILL:
        return st.been_ill[sc.author[d]] == 1
    return st.event_week[condition - AFTER] != NEVER


@kernel
def may(sc, th, st, i, j):
    """A document that i may write and that is, or can be, about j."""
    for d in range(sc.n_docs):
        if sc.author[d] == i and ripe(sc, st, d) and (sc.about[d] == j or sc.about[d] == NOBODY):
            return d
    return NOBODY


@kernel
def worth(sc, th, st, wk, i, j, d, need):
    """The ill that it can do j, as far as i wishes it; it costs little, for it need not be shown."""
    wish = max(st.harm[i, j], -st.tie[i, j], rivalry(st, i, j) * strength(st, j, i))
    return wish * (1.0 - th.discretion * st.caution[i])


@kernel
def effect(sc, th, st, wk, io, i, j, d):
    put_down(sc, th, st, io, i, j, d)
