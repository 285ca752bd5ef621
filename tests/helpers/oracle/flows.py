"""Transfers, appointment, elections, drift and the economy, written again from docs/odd.md, sections 6.2 and 6.6 to 6.9."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from helpers.oracle import draws as d
from helpers.oracle.deeds import by_right, credit, is_congress, keeper, list_maker, taken, unseat, vacate
from helpers.oracle.laid import free_for_office, free_for_seat
from helpers.oracle.meeting import Ballot, quorate
from helpers.oracle.patronage import account, indebt
from helpers.oracle.power import delegates, known, preference
from helpers.oracle.relations import bond, favour
from helpers.oracle.world import CANDIDATE, CARRIED, DEFEATED, DONE, ELECT, FULL, NO_SEAT, NOBODY, Item, World

# --- rule 7 ---------------------------------------------------------------------------------------------------------


def transfers(w: World) -> None:
    """Offices of those who have no seat at the top come up now and then, and may change hands."""
    chance = 1 - exp(-4 * w.th.turnover / w.sc.per_year)
    for o in w.offices() if w.settles() else ():
        h = w.holder[o]
        below = h != NOBODY and w.seat[w.top][h] == NO_SEAT and by_right(w, o) != h
        if below and w.uniform(d.TRANSFER, w.sc.office_key[o]) < chance:
            transfer(w, o)


def transfer(w: World, o: int) -> None:
    h, b, i = w.holder[o], w.sc.filled_by[o], by_right(w, o)
    if i == b == NOBODY:
        return

    def wish(k: int) -> float:
        return preference(w, b, k) if i == NOBODY else favour(w, i, k)

    k = successor(w, o, wish, [k for k in w.persons() if w.seat[w.top][k] == NO_SEAT])
    how = "by the body" if i == NOBODY else "by right"
    w.met["nobody to be found" if k == NOBODY else f"kept {how}" if k == h else f"transferred {how}"] += 1
    if k not in (NOBODY, h):
        before = keeper(w, b)
        vacate(w, o, True)
        if i == NOBODY and keeper(w, b) != before:
            w.met["the agenda goes with the post"] += 1
        credit(w, o, k, before if i == NOBODY else i)


# --- rule 8 ---------------------------------------------------------------------------------------------------------


def turnover(w: World) -> None:
    for o in w.offices() if w.settles() else ():
        i = w.holder[o]
        for c in w.constituencies():
            if w.active(i) and w.appoints[o][c] > 0:
                refill(w, c, i, min(1.0, 4 * w.th.turnover * w.appoints[o][c] / w.sc.per_year))
    if w.settles():
        account(w)
        indebt(w)


def refill(w: World, c: int, i: int, flow: float) -> None:
    row, boss = w.allegiance[c], w.sc.boss[c]
    moved = row[-1] * flow
    row[-1] -= moved
    for j in w.persons():
        if j != i and not w.hidden[j]:
            shield = 1 - w.th.protection if boss != NOBODY and w.holder[boss] == j else 1.0
            part = row[j] * flow * w.th.resistance * shield
            row[j] -= part
            moved += part
    row[i] += w.th.loyalty * moved
    row[-1] += (1 - w.th.loyalty) * moved


# --- rule 9 ---------------------------------------------------------------------------------------------------------


def delegate(w: World) -> None:
    for c in w.constituencies():
        for i in w.persons():
            w.leaning[c][i] = delegates(w, c, i)


def retire(w: World) -> None:
    """Who has had an office as long as he may leaves it."""
    for o in w.offices():
        i = w.holder[o]
        if w.sc.tenure[o] and i != NOBODY and w.week - w.since[o] >= w.sc.tenure[o]:
            vacate(w, o, False)
            w.retired[o], w.retired_at[o] = i, w.week


def elect(w: World) -> None:
    retire(w)
    for b in w.bodies():
        if not w.meets[b]:
            continue
        if is_congress(w, b):
            delegate(w)
        for y in w.bodies():
            if w.sc.elector[y] == b and w.exists[y]:
                confirm(w, b, y)
                while taken(w, y) < w.statute[y] and fill(w, b, y):
                    pass
        for o in w.offices():
            if w.holder[o] == NOBODY and w.sc.filled_by[o] == b and w.week - w.vacant[o] >= w.th.interim:
                staff(w, b, o)


def confirm(w: World, b: int, y: int) -> None:
    """Every incumbent of y stands for re-election when its term is over."""
    if not w.sc.term[y] or w.week - w.last_elected[y] < w.sc.term[y] or not quorate(w, b):
        return
    w.last_elected[y], first = w.week, list_maker(w, b)
    for i in w.persons():
        if w.alive[i] and w.seat[y][i] == FULL:
            key = d.absorb(w.luck, w.sc.body_key[y], w.sc.person_key[i], w.week)
            if list_maker(w, b) != first:
                w.met["the lists pass into other hands"] += 1
            if not Ballot(w, Item(ELECT, NOBODY, i, b, y, -1.0 if left_off(w, b, y, i) else 1.0), key).hold():
                unseat(w, y, i)


def left_off(w: World, b: int, y: int, i: int) -> bool:
    """Is i not on the list of names? Never missing are whoever draws it up and whoever sits in the top body."""
    k = list_maker(w, b)
    if k in (NOBODY, i) or w.seat[w.top][i] != NO_SEAT:
        return False
    off = w.uniform(d.LIST, w.sc.body_key[y], w.sc.person_key[i]) < w.th.slate * w.th.turnover * (1 - bond(w, k, i)) * (1 - rank(w, i))
    if off:
        w.met["left off by the keeper" if keeper(w, b) == k else "left off by the keeper of the electorate"] += 1
    return off


def rank(w: World, i: int) -> float:
    """What his offices weigh beside a seat at the top."""
    offices = sum(w.office_weight[o] for o in w.offices() if w.holder[o] == i)
    w.met["of the rank of a seat at the top"] += offices >= w.seat_weight[w.top]
    return float(min(1.0, offices / max(1e-9, w.seat_weight[w.top])))


def prominence(w: World, i: int) -> float:
    return float(w.share[i] / max(1e-9, *(w.share[j] for j in w.persons())))


def fill(w: World, b: int, y: int) -> bool:
    """One vacancy; False if nobody can take it."""
    congress, number, key = is_congress(w, b), taken(w, y), w.sc.body_key[y]
    heaviest = max(w.seat_weight[z] for z in w.bodies())
    options = []
    for i in w.persons():
        candidate = w.seat[y][i] == CANDIDATE
        eligible = w.seat[b][i] == FULL or candidate or ((y == b or (congress and y in (w.electorate, w.top))) and known(w, i))
        if w.active(i) and w.seat[y][i] != FULL and free_for_seat(w, y, i) and w.fell[i] != w.week and eligible:
            liking = preference(w, b, i) + (w.th.candidate_seat if candidate else 0.0) + prominence(w, i) * w.seat_weight[y] / heaviest
            options.append((w.th.lottery * liking + w.gumbel(d.SUCCESSOR, key, w.sc.person_key[i], number), True, i))
    if congress and y != w.top:
        unnamed = sum(w.bloc[b][c] for c in w.constituencies())
        for c in w.constituencies():
            share = w.bloc[b][c] / unnamed if unnamed else 0.0
            options.append((w.th.lottery * share + w.gumbel(d.SUCCESSOR, key, w.sc.cons_key[c], number), False, c))
    if not options:
        return False
    _, person, n = max(options, key=lambda option: option[0])
    if person:
        w.seat[y][n] = FULL
    else:
        w.bloc[y][n] += 1
    return True


def staff(w: World, b: int, o: int) -> None:
    i = successor(w, o, lambda i: preference(w, b, i), list(w.persons()))
    if i != NOBODY:
        credit(w, o, i, keeper(w, b))


def successor(w: World, o: int, wish: Callable[[int], float], among: list[int]) -> int:
    """Who takes an office, if anybody does. Whoever has it already is likely to keep it."""
    options = []
    for i in among:
        if w.active(i) and known(w, i) and free_for_office(w, o, i) and not w.away[i] and w.fell[i] != w.week:
            weight = w.office_weight[o] / max(w.office_weight[other] for other in w.offices())
            fit = wish(i) + fitness(w, o, i) + prominence(w, i) * weight
            value = w.th.lottery * fit + w.gumbel(d.SUCCESSOR, w.sc.office_key[o], w.sc.person_key[i], 0)
            options.append((value + (w.th.continuity if i == w.holder[o] else 0.0), i))
    return max(options, key=lambda option: option[0])[1] if options else NOBODY


def fitness(w: World, o: int, i: int) -> float:
    """Skill with the apparatus, followers in the field of the office, and what else there is to do."""
    fields = [c for c in w.constituencies() if w.sc.boss[c] == o or w.appoints[o][c] > 0]
    home = any(w.allegiance[c][i] > 0 for c in fields)
    w.met["followers in the field" if home else "no followers in the field"] += 1
    others = sum(w.office_weight[other] for other in w.offices() if w.holder[other] == i and other != o)
    burden = others / max(1e-9, w.office_weight[o])
    return float(w.apparatus[i] * w.th.apparatus_skill + w.th.roots * home - w.th.office_burden * burden)


# --- rules 2, 10, 11 ------------------------------------------------------------------------------------------------


def diffusion(w: World) -> None:
    for paper in range(w.sc.n_docs):
        if w.settles() and w.written[paper] and not w.read_out[paper]:
            hear_of(w, paper)
    w.threat *= w.kept(w.th.crisis_half_life)
    for i in w.persons():
        if w.incapable[i] > w.week:
            w.authority[i] *= w.kept(w.th.authority_half_life)


def hear_of(w: World, paper: int) -> None:
    fading = 1 - w.kept(w.th.rumour_half_life) ** 4
    tellers = [j for j in w.persons() if w.alive[j] and w.knows[paper][j] > 0]
    for i in w.persons():
        if not w.alive[i] or w.isolated[i] > w.week or w.knows[paper][i] > 0:
            continue
        silence = 1.0
        for j in tellers:
            if w.tie[j][i] > 0:
                silence *= 1 - w.tie[j][i] * fading
        if w.uniform(d.RUMOUR, w.sc.person_key[i], w.sc.doc_key[paper]) < 1 - silence:
            w.knows[paper][i] = w.th.hearsay


def drift(w: World) -> None:
    if w.settles():
        fade(w)
        persuade(w)
    kept = w.kept(w.th.norm_half_life)
    w.comradeship = 1 - (1 - w.comradeship) * kept
    w.unity = 1 - (1 - w.unity) * kept
    w.precedent = w.th.precedent + (w.precedent - w.th.precedent) * kept


def fade(w: World) -> None:
    harm, tie = w.kept(w.th.harm_half_life) ** 4, w.kept(w.th.tie_half_life) ** 4
    enmity = w.kept(w.th.tie_half_life * w.th.grudge) ** 4
    for i in w.persons():
        w.opposed[i] *= 1.0 if w.hidden[i] else tie
        w.charges[i] *= harm
        for j in w.persons():
            w.harm[i][j] *= harm
            w.tie[i][j] *= tie if w.tie[i][j] > 0 else enmity
            w.client[i][j] *= tie
        w.hurt[i] = max(w.harm[i])


def persuade(w: World) -> None:
    """One step of Friedkin and Johnsen."""
    sitting = [i for i in w.persons() if w.active(i) and w.seat[w.top][i] != NO_SEAT]
    for i in sitting:
        friends = [j for j in sitting if j != i and w.tie[i][j] > 0]
        weight = sum(w.tie[i][j] for j in friends)
        for k in w.issues():
            now = w.position[i][k]
            others = sum(w.tie[i][j] * w.position[j][k] for j in friends) / weight if friends else now
            pull = w.th.openness * others + (1 - w.th.openness) * w.anchor[i][k] - now
            w.position[i][k] = now + 4 * w.th.susceptibility * pull


def economy(w: World) -> None:
    growth = (1 + w.th.growth) ** (1 / w.sc.per_year)
    quarrels = sum(1 for x in w.items() if x.rung and x.decided == w.week and x.state in (CARRIED, DEFEATED, DONE))
    w.trend *= growth
    w.output *= growth * (1 - w.th.infighting_cost * quarrels)
    w.output = w.trend - (w.trend - w.output) * w.kept(w.th.recovery_half_life)
    if not w.settles():
        return
    for c in w.constituencies():
        hardship = w.hardship[c] if w.population[c] > 0 else 0.0
        lost = min(1.0, 4 * w.th.discontent * max(0.0, 1 - w.output / w.trend, hardship) / w.sc.per_year)
        row = w.allegiance[c]
        for i in w.persons():
            row[-1] += row[i] * lost
            row[i] *= 1 - lost
