"""The terms of the vote and the chance that a motion passes, written again from docs/odd.md, sections 4.4 and 4.5."""

from __future__ import annotations

from math import copysign, erfc, exp, floor, sqrt, tanh

from helpers.oracle.power import gains, own_term
from helpers.oracle.world import ELECT, FULL, MEMBER, NOBODY, POLICY, RESIGNATION, Item, World

CERTAIN = 30.0
NODES = ((-2.8569700138728056, 0.011257411327720691), (-1.3556261799742659, 0.22207592200561266), (0.0, 8 / 15),
         (1.3556261799742659, 0.22207592200561266), (2.8569700138728056, 0.011257411327720691))  # fmt: skip


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


def clip(x: float, low: float, high: float) -> float:
    return min(high, max(low, x))


def near(w: World, m: Item, at: float, salience: float) -> float:
    return salience * (abs(at - w.policy[m.arg]) - abs(at - m.value)) / 2


def dossier(w: World, m: int, t: int) -> float:
    papers = (p for p in range(w.sc.n_docs) if w.written[p])
    return clip(sum(w.knows[p][m] * w.content[p][t] for p in papers) - w.charges[t], -1, 1)


def has_vote(w: World, m: Item, i: int) -> bool:
    tenders = m.kind == RESIGNATION and m.target == i
    return bool(w.alive[i] and w.member[i] and w.seat[m.body][i] == FULL and not tenders)


class Weighing:
    """Everybody's sum on one motion: ``sums`` of members, ``benches`` of constituencies with unnamed seats, and their terms."""

    def __init__(self, w: World, m: Item, side: dict[int, int] | None = None) -> None:
        self.w, self.m, self.side = w, m, side or {}
        self.change = gains(w, m)
        self.own = [own_term(w, self.change, j) for j in w.persons()]
        self.terms = {i: self.personal(i) for i in w.persons() if has_vote(w, m, i)}
        self.bench_terms = {c: self.collective(c) for c in w.constituencies() if w.bloc[m.body][c] > 0}
        self.sums = {i: self.decided(i) for i in self.terms}
        self.benches = {c: sum(terms.values()) for c, terms in self.bench_terms.items()}
        self.defer()
        self.caucus()

    def decided(self, i: int) -> float:
        """His own sum, with its order of precedence."""
        if i == self.m.mover or self.side.get(i, 0) > 0:
            return CERTAIN
        if i == self.m.target:
            return CERTAIN * self.m.sense
        if self.side.get(i, 0) < 0:
            return -CERTAIN
        return sum(self.personal(i).values())

    def shared(self) -> dict[str, float]:
        """Terms that are the same for all."""
        w, m, th = self.w, self.m, self.w.th
        has_target = m.target != NOBODY
        loyalty = (w.opposed[m.target] if has_target and m.sense < 0 else 0.0) - (w.opposed[m.mover] if m.mover != NOBODY else 0.0)
        loyalty -= 1.0 if m.appeal else 0.0
        steps = max(0.0, m.rung - w.precedent)
        return {
            "readiness": th.bias + (th.continuity if m.kind == ELECT else 0.0),
            "comradeship": 0.0 if m.sense > 0 else -th.comradeship * w.comradeship * steps,
            "discipline": th.discipline * clip(w.unity + w.threat, 0, th.rally) * clip(loyalty, -1, 1),
        }

    def about(self, liking: list[float], owing: list[float]) -> dict[str, float]:
        """Ties and whip from feelings towards, and dependence on, everybody."""
        m, th = self.m, self.w.th
        parts = [(m.mover, 1)] if m.mover != NOBODY else []
        if m.target not in (NOBODY, m.mover):
            parts.append((m.target, m.sense))
        tie = sum(sign * liking[x] for x, sign in parts) / max(1, len(parts))
        return {"ties": th.tie * tie, "whip": th.whip * clip(sum(sign * owing[x] for x, sign in parts), -1, 1)}

    def speaks_of_target(self) -> bool:
        return self.m.target not in (NOBODY, self.m.mover)

    def personal(self, i: int) -> dict[str, float]:
        w, m, th = self.w, self.m, self.w.th
        terms = self.shared() | self.about(w.tie[i], w.client[i])
        if m.kind == POLICY:
            terms["policy"] = th.policy * near(w, m, w.position[i][m.arg], w.salience[i][m.arg])
        if self.speaks_of_target():
            terms["documents"] = th.document * m.sense * dossier(w, i, m.target)
        terms["own stake"] = th.stake * self.own[i]
        return terms

    def collective(self, c: int) -> dict[str, float]:
        w, m, th = self.w, self.m, self.w.th
        lean = w.leaning[c]
        liking = [clip(lean[x] + sum(lean[j] * w.tie[j][x] for j in w.persons() if j != x), -1, 1) for x in w.persons()]
        terms = self.shared() | self.about(liking, lean)
        if m.kind == POLICY:
            terms["policy"] = th.policy * near(w, m, w.mood[c][m.arg], w.mood_salience[c][m.arg])
        if self.speaks_of_target():
            terms["documents"] = th.document * m.sense * sum(lean[j] * dossier(w, j, m.target) for j in w.persons())
        terms["own stake"] = th.stake * sum(lean[j] * self.own[j] for j in w.persons())
        return terms

    def add(self, value: float, spared: int = NOBODY) -> None:
        """To all who are not certain."""
        for i, x in self.sums.items():
            if abs(x) < CERTAIN and i != spared:
                self.sums[i] = x + value
        for c in self.benches:
            self.benches[c] += value

    def defer(self) -> None:
        w = self.w
        for f in w.persons():
            if w.active(f) and w.authority[f] > 0 and w.isolated[f] <= w.week:
                inclination = self.sums[f] if f in self.sums else self.decided(f)
                self.add(w.th.deference * w.authority[f] * tanh(inclination), spared=f)

    def caucus(self) -> None:
        w = self.w
        for on, member in zip(w.g_on, w.g_member, strict=True):
            bound = [i for i in self.sums if on and member[i] == MEMBER]
            mean = sum(clip(self.sums[i], -w.th.caucus_cap, w.th.caucus_cap) for i in bound)
            if len(bound) < 2 or mean == 0:
                continue
            for i in bound:
                if abs(self.sums[i]) < CERTAIN:
                    self.sums[i] += copysign(w.th.whip * w.th.caucus_discipline, mean)

    def seats(self, c: int) -> int:
        return int(self.w.bloc[self.m.body][c])

    def size(self) -> int:
        return len(self.sums) + sum(self.seats(c) for c in self.benches)

    def conform(self) -> None:
        if self.w.sc.secret[self.m.body] or not self.size():
            return
        expected = sum(map(logistic, self.sums.values()))
        expected += sum(self.seats(c) * logistic(x) for c, x in self.benches.items())
        self.add(self.w.th.conformity * (2 * expected / self.size() - 1))

    def chance(self, shift: float) -> float:
        """Chance that it passes, if all who have a vote cast it."""
        if not self.size():
            return 0.0
        need = needed(self.w, self.m, self.size())
        if not self.benches and len(self.sums) <= 16:
            return min(1.0, sum(weight * tail(self.odds(shift + self.w.th.shock * x), need) for x, weight in NODES))
        odds = self.odds(shift)
        mean, free = sum(odds), sum(p * (1 - p) for p in odds)
        sd = sqrt(free + (self.w.th.shock * free) ** 2)
        if sd < 1e-9:
            return 1.0 if mean >= need - 0.5 else 0.0
        return erfc((need - 0.5 - mean) / sd / sqrt(2)) / 2

    def odds(self, shift: float) -> list[float]:
        named = [logistic(x if abs(x) >= CERTAIN else x + shift) for x in self.sums.values()]
        return named + [logistic(x + shift) for c, x in self.benches.items() for _ in range(self.seats(c))]


def needed(w: World, m: Item, cast: int) -> int:
    return floor(w.sc.threshold[m.body][m.kind] * cast + 1e-9) + 1


def tail(odds: list[float], need: int) -> float:
    """P(at least ``need`` successes), one trial after the other."""
    spread = [1.0]
    for p in odds:
        spread = [a * (1 - p) + b * p for a, b in zip([*spread, 0.0], [0.0, *spread], strict=True)]
    return sum(spread[need:])


def weighed(w: World, m: Item, side: dict[int, int] | None = None) -> Weighing:
    """Sums with conformity: what headcounts and ballots start from."""
    found = Weighing(w, m, side)
    found.conform()
    return found
