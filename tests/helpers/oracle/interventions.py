"""Interventions that act, before the rules of a step: docs/odd.md, section 9.4."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log

from collegium.engine import addresses
from helpers.oracle import draws as d
from helpers.oracle import war
from helpers.oracle.choice import MOVES
from helpers.oracle.deeds import die, read_out, take_office, vacate, write
from helpers.oracle.laid import Laid, in_force
from helpers.oracle.moves_sides import caucuses, eligible, found, free_place
from helpers.oracle.world import MEMBER, NO_SEAT, NOBODY, World

NEVER, FOREVER = -(2**30), 2.0**30
TRAITS = {addresses.AMBITION: "ambition", addresses.CAUTION: "caution", addresses.APPARATUS: "apparatus", addresses.PUBLIC: "public"}
OF_ONE = {addresses.STANDING: "standing", addresses.AUTHORITY: "authority", addresses.SEAT_WEIGHT: "seat_weight",
          addresses.OFFICE_WEIGHT: "office_weight", addresses.CONS_WEIGHT: "cons_weight", addresses.STATUS_QUO: "policy"}  # fmt: skip
OF_TWO = {
    addresses.TIE: "tie",
    addresses.CLIENT: "client",
    addresses.POSITION: "position",
    addresses.SALIENCE: "salience",
    addresses.MOOD: "mood",
}


def intervene(w: World) -> None:
    for x in w.laid:
        if x.kind == "lock" and x.start < x.end == w.week:
            unlock(w, x)
    for x in w.laid:
        if x.start <= w.week < x.end and x.kind in ACTS and not x.done:
            ACTS[x.kind](w, x)


def swap_traits(w: World) -> None:
    """At the opening, whenever it is laid down for."""
    for x in w.laid:
        if x.kind == "swap":
            for name in TRAITS.values():
                row = getattr(w, name)
                row[x.who], row[x.other] = row[x.other], row[x.who]


def has_place(w: World, i: int) -> bool:
    return bool(w.alive[i] and w.member[i])


def tell(w: World, x: Laid) -> None:
    """That it has changed who sits, holds, knows or does what, each time; of the rest nothing is told."""
    w.tell("intervened", x.sentence, NOBODY)


# --- as long as it is in force ----------------------------------------------------------------------------------------


def seat(w: World, x: Laid) -> None:
    if has_place(w, x.who) and w.seat[x.where][x.who] != x.what:
        w.seat[x.where][x.who] = x.what
        tell(w, x)


def office(w: World, x: Laid) -> None:
    o = x.where
    if has_place(w, x.who) and w.holder[o] != x.who:
        if w.holder[o] != NOBODY:
            vacate(w, o, False)
        take_office(w, o, x.who, NOBODY)
        tell(w, x)


def bar_seat(w: World, x: Laid) -> None:
    if w.seat[x.where][x.who] != NO_SEAT:
        w.seat[x.where][x.who] = NO_SEAT
        tell(w, x)


def bar_office(w: World, x: Laid) -> None:
    if w.holder[x.where] == x.who:
        vacate(w, x.where, False)
        tell(w, x)


def well(w: World, x: Laid) -> None:
    w.incapable[x.who] = min(w.incapable[x.who], w.week)


def lock(w: World, x: Laid) -> None:
    if w.week == x.start:
        others = [y for y in in_force(w, "lock") if y.where == x.where and y is not x]
        x.before = others[0].before if others else bool(w.locked[x.where])
    w.locked[x.where] = 1


def unlock(w: World, x: Laid) -> None:
    """It is free again, unless it was locked away before."""
    w.locked[x.where] = int(x.before)


def read(w: World, x: Laid) -> None:
    if w.written[x.where] and not w.read_out[x.where]:
        read_out(w, x.where, x.value)
        tell(w, x)


def force(w: World, x: Laid) -> None:
    may, _ = MOVES[x.what]
    option = may(w, x.who, x.other) if w.active(x.who) else None
    if option:
        x.done = True
        option.effect()
        tell(w, x)


# --- once -------------------------------------------------------------------------------------------------------------


def absent(w: World, x: Laid) -> None:
    if w.incapable[x.who] <= w.week:
        w.ill_since[x.who] = w.week
    w.incapable[x.who] = max(w.incapable[x.who], x.end)
    x.done = True


def death(w: World, x: Laid) -> None:
    die(w, x.who)
    x.done = True


def place(w: World, x: Laid) -> None:
    x.done = True
    if x.what in TRAITS:
        getattr(w, TRAITS[x.what])[x.where] = x.value / 4
    elif x.what in OF_ONE:
        getattr(w, OF_ONE[x.what])[x.where] = x.value
    elif x.what in OF_TWO:
        getattr(w, OF_TWO[x.what])[x.where][x.other] = x.value
        if x.what == addresses.POSITION:
            w.anchor[x.where][x.other] = x.value
    else:
        set_allegiance(w.allegiance[x.where], x.other, x.value)


def set_allegiance(row: list[float], i: int, share: float) -> None:
    was = row[i]
    if was < 1:
        row[:] = [part * (1 - share) / (1 - was) for part in row]
    else:
        row[:] = [0.0] * (len(row) - 1) + [1 - share]
    row[i] = share


def caucus(w: World, x: Laid) -> None:
    """He joins the caucus that has been founded against the target in this step, or is the first in it."""
    x.done = True
    young = [g for g in caucuses(w) if w.g_target[g] == x.other and w.g_since[g] == w.week]
    if eligible(w, x.who) and young:
        w.g_member[young[0]][x.who] = MEMBER
    elif eligible(w, x.who) and free_place(w) != NOBODY:
        found(w, free_place(w), x.other, [x.who], [])
        tell(w, x)


def compose(w: World, x: Laid) -> None:
    x.done = True
    if not w.written[x.where]:
        write(w, x.where, x.other)
        tell(w, x)


def reseed(w: World, x: Laid) -> None:
    """All that is drawn from now on is drawn from another key, and what is still to come is dated anew, given that it has not come."""
    x.done = True
    w.luck = d.absorb(w.luck, d.RESEED, x.what)
    sc = w.sc

    def wait(purpose: int, key: int, rate: float) -> float:
        return -log(d.once(w.luck, purpose, key)) / rate * sc.per_year if rate > 0 else FOREVER

    for e in range(sc.n_events):
        to_come = sc.event_after[e] == NOBODY and w.event_week[e] == NEVER and w.event_due[e] > w.week - 1
        first, last = sc.event_low[e], sc.event_high[e]
        if to_come and sc.event_rate[e] > 0:
            w.event_due[e] = max(first, w.week - 1) + wait(d.HAZARD, sc.event_key[e], sc.event_rate[e])
        elif to_come:
            left = range(max(first, w.week), last + 1)
            w.event_due[e] = left[floor(len(left) * d.once(w.luck, d.DATE, sc.event_key[e]))]
    for i in w.persons():
        if w.death_week[i] > w.week - 1:
            w.death_week[i] = w.week - 1 + wait(d.DEATH, sc.person_key[i], w.mortality[i])
    war.dated_anew(w)


ACTS: dict[str, Callable[[World, Laid], None]] = {
    "seat": seat, "office": office, "bar_seat": bar_seat, "bar_office": bar_office, "well": well, "lock": lock, "read": read,
    "force": force, "absent": absent, "death": death, "place": place, "caucus": caucus, "write": compose,
    "reseed": reseed,
}  # fmt: skip
