"""Documents: how one is written and read out."""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note
from collegium.scenario.kinds import L_WRITTEN


@kernel
def put_down(sc, th, st, io, i, j, d):
    """i writes document d. What it says of each is the author's tie to them; of its target j, no better than indifferent."""
    st.written[d] = 1
    st.knows[d, i] = 1.0
    if sc.addressee[d] != NOBODY:
        st.knows[d, sc.addressee[d]] = 1.0
    for k in range(sc.n_people):
        if k != i and (k == j or (sc.about[d] == NOBODY and st.seat[st.top, k] > 0)):
            st.content[d, k] = st.tie[i, k]
    st.content[d, j] = min(0.0, st.tie[i, j]) - th.candour * st.harm[i, j]
    io.documents += 1
    note(st, io, L_WRITTEN, i, j, NOBODY, d, st.content[d, j])


@kernel
def read_out(sc, st, io, d, force):
    """Everybody learns of document d, with this force at least."""
    for m in range(sc.n_people):
        st.knows[d, m] = max(st.knows[d, m], force)
    st.read_out[d] = 1
    io.disclosed += 1
