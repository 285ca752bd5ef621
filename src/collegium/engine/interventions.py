"""Interventions: what an experiment changes from outside, at the start of a step, before any rule (docs/odd.md, section 9.4).

What only bars or binds is in constraints.py, and the rules ask for it.
"""

from __future__ import annotations

from typing import Any

from collegium.engine import moves
from collegium.engine.addresses import ALLEGIANCE, place
from collegium.engine.caucus import eligible, found, free_place
from collegium.engine.constraints import in_force
from collegium.engine.dates import draw_anew
from collegium.engine.documents import put_down, read_out
from collegium.engine.interactions import die, take_office, vacate
from collegium.engine.kernel import kernel, switch
from collegium.engine.layout import MEMBER, NO_SEAT, NOBODY, G
from collegium.engine.log import note
from collegium.engine.power import active
from collegium.scenario.kinds import (
    INTERVENTIONS,
    L_INTERVENED,
    V_ABSENT,
    V_BAR_OFFICE,
    V_BAR_SEAT,
    V_CAUCUS,
    V_DEATH,
    V_FORCE,
    V_LOCK,
    V_OFFICE,
    V_PLACE,
    V_READ,
    V_RESEED,
    V_SEAT,
    V_SWAP,
    V_WELL,
    V_WRITE,
)


@kernel
def told(sc, st, io, n, body):
    """Intervention n took effect: a row of the log."""
    note(st, io, L_INTERVENED, sc.v_who[n], sc.v_other[n] if sc.v_kind[n] == V_CAUCUS else NOBODY, body, NOBODY, float(sc.v_sentence[n]))


@kernel
def swap_traits(sc, st):
    """Two people exchange their four traits, as drawn."""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_SWAP:
            i, j = sc.v_who[n], sc.v_other[n]
            st.ambition[i], st.ambition[j] = st.ambition[j], st.ambition[i]
            st.caution[i], st.caution[j] = st.caution[j], st.caution[i]
            st.apparatus[i], st.apparatus[j] = st.apparatus[j], st.apparatus[i]
            st.public[i], st.public[j] = st.public[j], st.public[i]


@kernel
def seat(sc, th, st, wk, io, n):
    """A seat of the rank ``v_what`` is given (or taken, rank NO_SEAT), unless its man is dead or expelled."""
    b, i = sc.v_where[n], sc.v_who[n]
    if st.alive[i] == 1 and st.member[i] == 1 and st.seat[b, i] != sc.v_what[n]:
        st.seat[b, i] = sc.v_what[n]
        told(sc, st, io, n, b)


@kernel
def office(sc, th, st, wk, io, n):
    """An office is given; whoever held it goes, without a fall."""
    o, i = sc.v_where[n], sc.v_who[n]
    if st.alive[i] == 1 and st.member[i] == 1 and st.holder[o] != i:
        vacate(st, io, o, False)
        take_office(th, st, io, o, i, NOBODY)
        told(sc, st, io, n, NOBODY)


@kernel
def keep_out(sc, th, st, wk, io, n):
    """Out of a body or an office as long as the bar holds; no loss by decision."""
    where, i = sc.v_where[n], sc.v_who[n]
    if sc.v_kind[n] == V_BAR_SEAT and st.seat[where, i] != NO_SEAT:
        st.seat[where, i] = NO_SEAT
        told(sc, st, io, n, where)
    elif sc.v_kind[n] == V_BAR_OFFICE and st.holder[where] == i:
        vacate(st, io, where, False)
        told(sc, st, io, n, NOBODY)


@kernel
def fall_ill(sc, th, st, wk, io, n):
    """Unable to work until the intervention ends."""
    i = sc.v_who[n]
    if st.incapable[i] <= st.week:
        st.ill_since[i] = st.week
    st.incapable[i] = max(st.incapable[i], sc.v_until[n])


@kernel
def well(sc, th, st, wk, io, n):
    """Able to work at once, whatever ails them."""
    st.incapable[sc.v_who[n]] = min(st.incapable[sc.v_who[n]], st.week)


@kernel
def let_die(sc, th, st, wk, io, n):
    """A death on the day that the intervention begins."""
    die(sc, st, io, sc.v_who[n])


@kernel
def follow(st, c, i, share):
    """i's share of constituency c is set; the others', the unaligned among them, keep their proportions."""
    rest, free = 1.0 - st.allegiance[c, i], st.allegiance.shape[1] - 1
    if share == st.allegiance[c, i]:
        return
    for k in range(free + 1):
        if k != i and rest > 0.0:
            st.allegiance[c, k] *= (1.0 - share) / rest
    if rest <= 0.0:
        st.allegiance[c, free] = 1.0 - share
    st.allegiance[c, i] = share


@kernel
def put(sc, th, st, wk, io, n):
    """A number of the state is set."""
    if sc.v_what[n] == ALLEGIANCE:
        follow(st, sc.v_where[n], sc.v_other[n], sc.v_value[n])
    else:
        place(st, sc.v_what[n], sc.v_where[n], max(0, sc.v_other[n]), sc.v_value[n])


@kernel
def force(sc, th, st, wk, io, n):
    """The move is made, once, as soon as it may be."""
    i, j = sc.v_who[n], sc.v_other[n]
    if st.v_done[n] == 1 or not active(st, i):
        return
    argument = moves.may(sc.v_what[n], sc, th, st, i, j)
    if argument != NOBODY:
        moves.effect(sc.v_what[n], sc, th, st, wk, io, i, j, argument)
        st.v_done[n] = 1
        told(sc, st, io, n, NOBODY)


@kernel
def write(sc, th, st, wk, io, n):
    """The document is written, whether its author is able to or not: it states the author's present ties."""
    d = sc.v_where[n]
    if st.written[d] == 0:
        put_down(sc, th, st, io, sc.author[d], sc.v_other[n], d)
        told(sc, st, io, n, NOBODY)


@kernel
def read(sc, th, st, wk, io, n):
    """Somebody reads the document out, once, as soon as it exists."""
    d = sc.v_where[n]
    if st.written[d] == 1 and st.read_out[d] == 0:
        read_out(sc, st, io, d, sc.v_value[n])
        told(sc, st, io, n, NOBODY)


@kernel
def lock(sc, th, st, wk, io, n):
    """The document is locked away."""
    d = sc.v_where[n]
    if st.locked[d] == 0:
        st.locked[d], st.v_done[n] = 1, 1


@kernel
def unlock(sc, st):
    """What an intervention that is over had locked away is free, unless another locks it at once."""
    for n in range(sc.n_interventions):
        if sc.v_kind[n] == V_LOCK and st.v_done[n] == 1 and not in_force(sc, st, n):
            st.locked[sc.v_where[n]], st.v_done[n] = 0, 0


@kernel
def join(sc, th, st, wk, io, n):
    """One more member of the caucus that is founded in this step against the same target."""
    i, k = sc.v_who[n], sc.v_other[n]
    if not eligible(sc, st, i):
        return
    for g in range(G):
        if st.g_on[g] == 1 and st.g_target[g] == k and st.g_since[g] == st.week:
            st.g_member[g, i] = MEMBER
            return
    if free_place(st) != NOBODY:
        found(sc, st, io, i, k)
        told(sc, st, io, n, st.top)


@kernel
def reseed(sc, th, st, wk, io, n):
    """The same past, and other random draws from this step on."""
    draw_anew(sc, st, sc.v_what[n])


@kernel
def only_bars(sc, th, st, wk, io, n):
    """For kinds that the rules ask for themselves (constraints.py)."""


def acting(effects: dict[int, Any]) -> Any:
    """The function ``act(kind, ...)`` that calls the effect of the kind; kinds that are not named do nothing."""
    return switch([effects.get(kind, only_bars) for kind in range(len(INTERVENTIONS))])


always = acting({
    V_SEAT: seat, V_OFFICE: office, V_BAR_SEAT: keep_out, V_BAR_OFFICE: keep_out, V_WELL: well, V_FORCE: force, V_READ: read, V_LOCK: lock,
})  # fmt: skip
"""What happens at every step at which the intervention is in force."""

at_first = acting({V_ABSENT: fall_ill, V_DEATH: let_die, V_PLACE: put, V_CAUCUS: join, V_WRITE: write, V_RESEED: reseed})
"""What happens at the first step alone."""


@kernel
def impose(sc, th, st, wk, io):
    """Every intervention that acts by itself, in the order in which they were given."""
    unlock(sc, st)
    for n in range(sc.n_interventions):
        if in_force(sc, st, n):
            always(sc.v_kind[n], sc, th, st, wk, io, n)
            if st.week == sc.v_from[n]:
                at_first(sc.v_kind[n], sc, th, st, wk, io, n)
