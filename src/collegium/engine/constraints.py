"""What interventions of an experiment bar, bind or decree (docs/odd.md, section 9.4), as the rules ask for it.

``NOBODY`` in an intervention means anybody, any kind or any body. Without interventions every question costs one comparison.
"""

from __future__ import annotations

from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.scenario.kinds import (
    DEATH,
    ELECT,
    ILLNESS,
    V_BAR_OFFICE,
    V_BAR_SEAT,
    V_BIND,
    V_CAST,
    V_CHOOSE,
    V_DECIDE,
    V_FORBID,
    V_MANNER,
    V_SURVEY,
    V_WAIT,
    V_WELL,
)


@kernel
def in_force(sc, st, n):
    """Does intervention n hold in this step?"""
    return sc.v_from[n] <= st.week and st.week < sc.v_until[n]


@kernel
def forbidden(sc, st, move, i, target):
    """May i not make this move against the target (a person or NOBODY)? ``v_what`` holds a bit for every move forbidden."""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_FORBID and (sc.v_what[n] >> move) & 1 == 1 and in_force(sc, st, n):
            if (sc.v_who[n] == NOBODY or sc.v_who[n] == i) and (sc.v_other[n] == NOBODY or sc.v_other[n] == target):
                return True
    return False


@kernel
def concerns(sc, n, kind, target, body):
    """Is intervention n about motions like this? Routine elections are never meant."""
    return (
        kind != ELECT
        and (sc.v_what[n] == NOBODY or sc.v_what[n] == kind)
        and (sc.v_other[n] == NOBODY or sc.v_other[n] == target)
        and (sc.v_where[n] == NOBODY or sc.v_where[n] == body)
    )


@kernel
def waits(sc, st, q):
    """Is item q not to be heard yet?"""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_WAIT and in_force(sc, st, n) and concerns(sc, n, st.q_kind[q], st.q_target[q], st.q_body[q]):
            return True
    return False


@kernel
def bound(sc, st, wk, m):
    """The vote, 1 or 0, to which m is bound on the posed motion, by the last intervention that says so; NOBODY if m is free."""
    vow = NOBODY
    for n in range(sc.n_interventions):
        if (sc.v_kind[n] == V_BIND or sc.v_kind[n] == V_CAST) and sc.v_who[n] == m and in_force(sc, st, n):
            if concerns(sc, n, wk.kind, wk.target, wk.body):
                vow = int(sc.v_value[n])
    return vow


@kernel
def pledged(sc, st, wk, m):
    """The vote, 1 or 0, that interventions make m cast now: the first single vote that still waits, else as bound; NOBODY if m is free."""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_CAST and sc.v_who[n] == m and st.v_done[n] == 0 and in_force(sc, st, n):
            if concerns(sc, n, wk.kind, wk.target, wk.body):
                st.v_done[n] = 1
                return int(sc.v_value[n])
    return bound(sc, st, wk, m)


@kernel
def waiting_choice(sc, st, n, i):
    """Does intervention n make i choose a move in this step, and does it still wait?"""
    return sc.v_kind[n] == V_CHOOSE and sc.v_who[n] == i and st.v_done[n] == 0 and in_force(sc, st, n)


@kernel
def surveyed(sc, st, i):
    """Is to be traced whatever i could do?"""
    if st.tracing == 1:
        for n in range(sc.n_interventions):
            if sc.v_kind[n] == V_SURVEY and sc.v_who[n] == i and in_force(sc, st, n):
                return True
    return False


@kernel
def decreed(sc, st, wk, carried):
    """The result of the posed motion, whatever the votes; ``carried`` without an intervention."""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_DECIDE and in_force(sc, st, n) and concerns(sc, n, wk.kind, wk.target, wk.body):
            carried = sc.v_value[n] > 0.0
    return carried


@kernel
def may_hold(sc, st, o, i):
    """Is i free to take office o: not kept out of it, nor lately retired from it by a term limit?"""
    if st.retired[o] == i and st.week - st.retired_at[o] < sc.tenure[o]:
        return False
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_BAR_OFFICE and sc.v_where[n] == o and sc.v_who[n] == i and in_force(sc, st, n):
            return False
    return True


@kernel
def may_sit(sc, st, b, i):
    """May i have a seat in body b: does it exist, and is i not kept out of it?"""
    if st.exists[b] == 0:
        return False
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_BAR_SEAT and sc.v_where[n] == b and sc.v_who[n] == i and in_force(sc, st, n):
            return False
    return True


@kernel
def spared(sc, st, i):
    """Is i kept from illness and death?"""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_WELL and sc.v_who[n] == i and in_force(sc, st, n):
            return True
    return False


@kernel
def put_off(sc, st, e):
    """Is event e an illness or death of somebody who is kept from it?"""
    return (sc.event_kind[e] == ILLNESS or sc.event_kind[e] == DEATH) and spared(sc, st, sc.event_on[e])


@kernel
def manner(sc, st, d, force):
    """How fully document d is read out: by the last intervention, else with ``force``."""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_MANNER and sc.v_where[n] == d and in_force(sc, st, n):
            force = sc.v_value[n]
    return force
