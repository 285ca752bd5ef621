"""Orders: who must carry out a decision, and how much they oppose it."""

from __future__ import annotations

from collegium.engine.geometry import SPAN
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.power import active
from collegium.scenario.kinds import POLICY, REVERSE, RUNG


@kernel
def command(sc, st, i):
    """Armed force, security and inspection at i's orders, 0..1."""
    most = 0.0
    for o in range(sc.n_offices):
        if st.holder[o] == i:
            most = max(most, sc.force[o], sc.security[o])
    return most


@kernel
def executor(sc, st, q):
    """On whom the carrying out of item q depends: the active head of the agency for policy, for a sanction the active target who has
    arms to resist it; NOBODY else."""
    if st.q_kind[q] == POLICY:
        o = sc.agency[st.q_arg[q]]
        return st.holder[o] if o != NOBODY and st.holder[o] != NOBODY and active(st, st.holder[o]) else NOBODY
    t = st.q_target[q]
    armed = RUNG[st.q_kind[q]] > 0 and st.q_appeal[q] != REVERSE and t != NOBODY and active(st, t) and command(sc, st, t) > 0.0
    return t if armed else NOBODY


@kernel
def opposition(sc, st, q):
    """How much item q's executor is against it, 0..1: as far as policy moves away from their position, or by the arms at their command."""
    h = executor(sc, st, q)
    if h == NOBODY:
        return 0.0
    if st.q_kind[q] != POLICY:
        return command(sc, st, h)
    k = st.q_arg[q]
    loss = abs(st.position[h, k] - st.q_value[q]) - abs(st.position[h, k] - st.policy[k])
    return max(0.0, st.salience[h, k] * loss / SPAN)
