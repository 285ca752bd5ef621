"""Reform: which statute a leader would move, for adoption or repeal, against a rival (docs/odd.md, section 5.3)."""

from __future__ import annotations

from collegium.engine.agenda import barred, forum
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.motion import fresh
from collegium.engine.theories import worth_to
from collegium.engine.utility import access, estimate_chance
from collegium.engine.vote import pose
from collegium.scenario.kinds import ADOPT


@kernel
def open_to_move(sc, th, st, s, kind):
    """May statute s be moved for adoption, or for repeal?"""
    if st.in_force[s] == (1 if kind == ADOPT else 0) or st.week < sc.statute_from[s]:
        return False
    return not barred(sc, st, kind, NOBODY, s, th.renewal)


@kernel
def hall(sc, th, st, i, kind):
    """The body in which i may move a statute, if there is one to move; else NOBODY."""
    for s in range(sc.n_statutes):
        if open_to_move(sc, th, st, s, kind):
            return forum(sc, st, i, kind)
    return NOBODY


@kernel
def expected(sc, th, st, wk, i, j, b, kind, s):
    """Chance of passing times what it is worth to i. A statute that brings the rival j as much as i is worth nothing."""
    pose(sc, th, st, wk, fresh(kind, i, NOBODY, b, s))
    if wk.gain[j] >= wk.gain[i]:
        return 0.0
    gain = worth_to(th, st, wk, i)
    return access(sc, th, st, i, NOBODY, b) * estimate_chance(sc, th, st, wk, i) * gain if gain > 0.0 else 0.0


@kernel
def best(sc, th, st, wk, i, j, b, kind):
    """The statute of which i expects most, and what that is. ``wk.estimate`` is the chance that goes with it."""
    which, most, estimate = NOBODY, 0.0, -1.0
    for s in range(sc.n_statutes):
        if open_to_move(sc, th, st, s, kind):
            value = expected(sc, th, st, wk, i, j, b, kind, s)
            if value > most:
                which, most, estimate = s, value, wk.estimate
    wk.estimate = estimate
    return which, most
