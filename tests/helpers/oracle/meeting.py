"""Agenda, ballot and meeting, written again from docs/odd.md, sections 3.4, 3.5 and 4.6."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import comb, floor, sqrt

from helpers.oracle import draws as d
from helpers.oracle.deeds import deed, keeper, oppose
from helpers.oracle.laid import bound, cast, laid_on
from helpers.oracle.vote import Weighing, logistic, needed, weighed
from helpers.oracle.world import (
    APPOINT,
    CARRIED,
    DEFEATED,
    ELECT,
    EXPEL,
    FULL,
    HELD,
    LAPSED,
    NOBODY,
    RENEW,
    RESIGNATION,
    REVERSE,
    SUBMITTED,
    Item,
    World,
)


def absent(w: World, i: int) -> bool:
    return bool(w.away[i] or not w.in_reach(i) or w.uniform(d.ABSENCE, w.sc.person_key[i]) < w.th.absence)


# --- rule 4 ---------------------------------------------------------------------------------------------------------


def open_if_due(w: World, b: int) -> None:
    w.meets[b] = int(w.exists[b] and w.week >= w.next_meeting[b])
    if w.meets[b]:
        w.sittings[b] += 1
        low, high = w.sc.delay_low[b], w.sc.delay_high[b]
        u = w.uniform(d.DELAY, w.sc.body_key[b])
        w.next_meeting[b] = w.week + w.sc.cadence[b] + int(low + (high - low) * u + 0.5)


def called(w: World, b: int) -> bool:
    """Is it called together before its date, for the first of its items that is ready and wanted?"""
    share = w.sc.extraordinary[b]
    return bool(w.exists[b]) and share > 0 and any(ready(w, x, b) and wanted(w, x, share) for x in w.items())


def wanted(w: World, x: Item, share: float) -> bool:
    """By whoever keeps the agenda, who has moved it, or by so many."""
    if x.mover != NOBODY and keeper(w, x.body) == x.mover:
        w.met["called together by the keeper"] += 1
        return True
    weighing = weighed(w, x)
    many = weighing.size() > 0 and sum(weighing.odds(0)) / weighing.size() >= share
    w.met["called together by a share"] += many
    w.met["too few to call it together"] += not many
    return bool(many)


def convene(w: World) -> None:
    for b in w.bodies():
        open_if_due(w, b)
        if not w.meets[b] and called(w, b):
            w.meets[b] = 1
            w.sittings[b] += 1
    for x in w.items():
        if x.state not in (SUBMITTED, HELD):
            continue
        if x.state == HELD and keeper(w, x.body) == NOBODY:
            x.state = SUBMITTED
        if w.week - x.week > w.th.agenda_lapse * w.sc.per_year + w.sc.cadence[x.body]:
            x.state, x.decided = LAPSED, w.week


# --- the ballot -----------------------------------------------------------------------------------------------------


def binomial(n: int, p: float, u: float) -> int:
    """The u-quantile of a binomial, rounded normal above 30."""
    if n > 30:
        k = floor(n * p + sqrt(n * p * (1 - p)) * d.NORMAL.inv_cdf(u) + 0.5)
        return min(n, max(0, k))
    reached = 0.0
    for k in range(n + 1):
        reached += comb(n, k) * p**k * (1 - p) ** (n - k)
        if reached >= u:
            return k
    return n


@dataclass
class Ballot:
    """One motion put to the vote."""

    w: World
    m: Item
    key: int
    votes: dict[int, int] = field(default_factory=dict)
    blocs: dict[int, int] = field(default_factory=dict)

    def luck(self, purpose: int, who: int) -> float:
        return d.of_motion(self.w.luck, purpose, self.key, who)

    def hold(self) -> bool:
        """Carried or not."""
        w = self.w
        self.weighing: Weighing = weighed(w, self.m)
        self.weighing.add("shock", w.th.shock * d.NORMAL.inv_cdf(self.luck(d.SHOCK, 0)))
        missing = [i for i in self.weighing.sums if absent(w, i)]
        self.cast([i for i in self.weighing.sums if i not in missing])
        for c, x in self.weighing.benches.items():
            u = self.luck(d.BLOC, w.sc.cons_key[c])
            self.blocs[c] = binomial(self.weighing.seats(c), logistic(x), u)
        wires = [i for i in missing if w.in_reach(i)]
        could = self.votes | dict.fromkeys(wires, 1)
        at_most = self.carries(self.yes + len(wires), self.no, could)
        at_least = self.carries(self.yes, self.no + len(wires), self.votes)
        if w.sc.absentee[self.m.body] and at_most != at_least:
            self.cast(wires)
        carried = self.result()
        if self.m.kind != ELECT:
            carried = self.lobbied(carried)
        orders = laid_on(w, "decide", self.m)
        return orders[-1].value > 0 if orders else carried

    def cast(self, members: list[int]) -> None:
        for i in members:
            chance, order = logistic(self.weighing.sums[i]), cast(self.w, self.m, i)
            self.votes[i] = int(self.luck(d.VOTE, self.w.sc.person_key[i]) < chance) if order is None else order

    @property
    def yes(self) -> int:
        return sum(self.votes.values()) + sum(self.blocs.values())

    @property
    def no(self) -> int:
        return len(self.votes) + sum(map(self.weighing.seats, self.blocs)) - self.yes

    def result(self) -> bool:
        return self.carries(self.yes, self.no, self.votes)

    def carries(self, yes: int, no: int, votes: dict[int, int]) -> bool:
        w, b = self.w, self.m.body
        if yes + no == 0:
            return False
        if yes >= needed(w, self.m, yes + no):
            return True
        tie = yes == no and w.sc.threshold[b][self.m.kind] <= 0.5
        chair = w.holder[w.sc.chair[b]] if w.sc.chair[b] != NOBODY else NOBODY
        return bool(tie and w.sc.chair_breaks[b] and votes.get(chair, 0) == 1)

    def lobbied(self, carried: bool) -> bool:
        """The losing principal works on one member."""
        w, m = self.w, self.m
        if abs(self.yes - needed(w, m, self.yes + self.no)) > 1:
            return carried
        loser = m.target if m.sense < 0 else NOBODY
        principal = loser if carried else m.mover
        if principal == NOBODY or not w.alive[principal]:
            return carried
        sums = self.weighing.sums
        free = [i for i in sorted(self.votes) if i not in (m.mover, m.target) and bound(w, m, i) is None]
        others = [i for i in free if self.votes[i] == int(carried)]
        if not others:
            return carried
        i = min(others, key=lambda j: abs(sums[j]))
        pull = w.th.tie * w.tie[i][principal] + w.th.whip * w.client[i][principal] - abs(sums[i])
        if self.luck(d.LOBBY, w.sc.person_key[i]) < logistic(pull):
            self.votes[i] = 1 - self.votes[i]
        return self.result()


# --- rule 5 ---------------------------------------------------------------------------------------------------------


def quorate(w: World, b: int) -> bool:
    named = [i for i in w.persons() if w.alive[i] and w.seat[b][i] == FULL]
    unnamed = sum(w.bloc[b][c] for c in w.constituencies())
    wire = w.sc.absentee[b]
    there = [i for i in named if not absent(w, i) or (wire and w.in_reach(i))]
    seats = len(named) + unnamed
    return seats > 0 and len(there) + unnamed >= w.sc.quorum[b] * seats


def ready(w: World, x: Item, b: int) -> bool:
    notice = 1 if x.urgent else max(1, w.sc.deadline[b])
    return x.body == b and x.state == SUBMITTED and w.week - x.week >= notice and not laid_on(w, "wait", x)


def hear(w: World, x: Item) -> None:
    x.decided, x.seen = w.week, 1
    if moot(w, x):
        x.state, x.seen = LAPSED, 2  # nobody can appeal
        return
    ballot = Ballot(w, x, x.key)
    carried = ballot.hold()
    x.state = CARRIED if carried else DEFEATED
    w.decisions.append((w.week, x.kind, x.mover, x.target, x.body, x.arg, ballot.yes, ballot.no, int(carried) + 2 * x.appeal))
    aftermath(w, x, ballot, carried)


def moot(w: World, x: Item) -> bool:
    """Is there nothing left to decide?"""
    dead = any(i != NOBODY and not w.alive[i] for i in (x.target, x.mover))
    carried = [y for y in w.items() if y.state == CARRIED]
    chosen = any((y.kind, y.arg) == (APPOINT, x.arg) for y in carried)
    out = any((y.kind, y.target) == (EXPEL, x.target) and REVERSE not in (x.appeal, y.appeal) for y in carried)
    w.met["a motion on a man who is to be expelled"] += out
    return dead or out or (x.kind == APPOINT and (chosen or w.holder[x.arg] != NOBODY))


def aftermath(w: World, x: Item, ballot: Ballot, carried: bool) -> None:
    won = w.th.standing_win
    if carried and x.appeal in (REVERSE, RENEW):
        w.unity *= 1 - min(1.0, w.th.norm_ratchet)
    if not carried and x.rung and x.appeal not in (REVERSE, RENEW) and x.mover != NOBODY:
        oppose(w, x.mover, w.th.insistence)
    if ballot.yes and ballot.no:
        if x.mover != NOBODY:
            w.standing[x.mover] *= 1 + won if carried else 1 - won
        if x.rung and x.target not in (NOBODY, x.mover):
            w.standing[x.target] *= 1 + won if carried == (x.sense > 0) else 1 - won
    if x.rung and x.target != NOBODY and not w.sc.secret[x.body]:
        for i, vote in sorted(ballot.votes.items()):
            if i != x.target:
                kind = bool(vote) == (x.sense > 0)
                deed(w, i, x.target, w.th.courtship if kind else -w.th.courtship)
            if x.mover != NOBODY and i not in (x.mover, x.target):
                deed(w, i, x.mover, w.th.courtship if vote else -w.th.courtship)
    if ballot.yes and ballot.no and not w.sc.secret[x.body]:
        for i, vote in ballot.votes.items():
            w.lost[i] += w.th.side_memory * (float(bool(vote) != carried) - w.lost[i])
    if x.kind == RESIGNATION and not carried:
        w.standing[x.target] *= 1 + won
        for paper in range(w.sc.n_docs):
            if w.content[paper][x.target] < 0:
                w.content[paper][x.target] *= w.th.confidence


def sit(w: World, b: int) -> None:
    for _ in range(w.sc.capacity[b]):
        waiting = [x for x in w.items() if ready(w, x, b)]
        if not waiting:
            break
        hear(w, min(waiting, key=lambda x: (not x.urgent, x.week, x.key)))


def deliberate(w: World) -> None:
    for b in w.bodies():
        if w.meets[b] and quorate(w, b):
            sit(w, b)
