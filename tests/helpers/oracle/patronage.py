"""What hangs on whom, written again from docs/odd.md, section 6.6."""

from __future__ import annotations

from helpers.oracle.deeds import by_right, list_maker
from helpers.oracle.power import seat_power
from helpers.oracle.relations import clip
from helpers.oracle.world import FULL, NO_SEAT, NOBODY, World


def account(w: World) -> None:
    """Who may refill posts, on whom votes can count, and on whom posts hang, in this order."""
    everybody = w.persons()
    for c in w.constituencies():
        for p in everybody:
            w.reach[c][p] = min(1.0, sum(w.appoints[o][c] for o in w.offices() if w.holder[o] == p))
    for b in w.bodies():
        for p in everybody:
            w.sway[b][p] = sway(w, b, p)
    holds = [[hold(w, m, p) for p in everybody] for m in everybody]
    for m in everybody:
        w.hold[m][: w.sc.n_people] = holds[m]


def owed(w: World, m: int, p: int) -> float:
    follows = clip(w.client[m][p], 0, 1)
    return float(follows + (1 - follows) * w.hold[m][p])


def sway(w: World, b: int, p: int) -> float:
    named = [m for m in w.persons() if w.alive[m] and w.seat[b][m] == FULL]
    votes = sum(1.0 if m == p else owed(w, m, p) for m in named) + sum(w.bloc[b][c] * w.leaning[c][p] for c in w.constituencies())
    seats = len(named) + sum(w.bloc[b][c] for c in w.constituencies())
    of_slate = w.th.slate if list_maker(w, b) == p else 0.0
    return float((1 - w.th.slate) * (votes / seats if seats else 0.0) + of_slate)


def posts(w: World, m: int, p: int) -> list[tuple[float, float]]:
    """Weight of each post of m, and how far it hangs on p."""
    found = []
    for b in w.bodies():
        if w.seat[b][m] != NO_SEAT:
            elector = w.sc.elector[b]
            found.append((seat_power(w, b, m), w.sway[elector][p] if elector != NOBODY else 0.0))
    for o in w.offices():
        if w.holder[o] == m:
            found.append((w.office_weight[o], of_office(w, o, p)))
    return found


def of_office(w: World, o: int, p: int) -> float:
    i = by_right(w, o)
    return float(i == p) if i != NOBODY else float(w.sway[w.sc.filled_by[o]][p])


def hold(w: World, m: int, p: int) -> float:
    found = posts(w, m, p) if m != p else []
    whole = sum(weight for weight, _ in found)
    return sum(weight * part for weight, part in found) / max(1e-9, whole)


def indebt(w: World) -> None:
    """Who has no full seat at the top comes to owe the posts."""
    q = min(1.0, 4 * w.th.turnover * w.th.loyalty / w.sc.per_year)
    for m in w.persons():
        if w.seat[w.top][m] != FULL:
            for p in w.persons():
                w.client[m][p] += q * w.hold[m][p] * max(0.0, 1 - w.client[m][p])
