"""The terms of the vote and the chance that a motion passes, written again from docs/odd.md, sections 4.4 and 4.5."""

from __future__ import annotations

from math import copysign, erfc, exp, floor, sqrt, tanh

from helpers.oracle.relations import clip, near
from helpers.oracle.statutes import at_stake
from helpers.oracle.theories import in_force
from helpers.oracle.world import ELECT, FULL, MEMBER, NOBODY, POLICY, REPEAL, RESIGNATION, REVERSE, Item, World

CERTAIN = 30.0
NODES = ((-2.8569700138728056, 0.011257411327720691), (-1.3556261799742659, 0.22207592200561266), (0.0, 8 / 15),
         (1.3556261799742659, 0.22207592200561266), (2.8569700138728056, 0.011257411327720691))  # fmt: skip


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


def dossier(w: World, m: int, t: int) -> float:
    papers = (p for p in range(w.sc.n_docs) if w.written[p])
    return clip(sum(w.knows[p][m] * w.content[p][t] for p in papers) - w.charges[t], -1, 1)


def has_vote(w: World, m: Item, i: int) -> bool:
    tenders = m.kind == RESIGNATION and m.target == i
    return bool(w.alive[i] and w.member[i] and w.seat[m.body][i] == FULL and not tenders)


def leads(w: World, i: int) -> bool:
    return bool(w.alive[i] and w.seat[w.top][i] == FULL)


class Weighing:
    """Everybody's sum on one motion: ``sums`` of members, ``benches`` of constituencies with unnamed seats, and their terms.

    ``heard`` are the sums of the members of the top body who have no vote on it.
    """

    def __init__(self, w: World, m: Item, side: dict[int, int] | None = None) -> None:
        self.w, self.m, self.side = w, m, side or {}
        self.change = at_stake(w, m)
        self.own = [in_force(w).own(w, m, self.change, j) for j in w.persons()]
        self.terms = {i: self.personal(i) for i in w.persons() if has_vote(w, m, i)}
        self.bench_terms = {c: self.collective(c) for c in w.constituencies() if w.bloc[m.body][c] > 0}
        self.sums = {i: self.decided(i) for i in self.terms}
        self.heard = {i: self.decided(i) for i in w.persons() if leads(w, i) and i not in self.terms}
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
            "custom": self.custom(),
            "comradeship": 0.0 if m.sense > 0 else -th.comradeship * w.comradeship * steps,
            "discipline": th.discipline * clip(w.unity + w.threat, 0, th.rally) * clip(loyalty, -1, 1),
        }

    def custom(self) -> float:
        """Who is on the list is confirmed, who is not goes; what hurts, or reverses what was decided, has the status quo against it."""
        m, th = self.m, self.w.th
        if m.kind == ELECT:
            return float(th.continuity * m.value)
        back = self.goes_back()
        self.w.met["a line that goes back"] += back
        return float(-th.status_quo) if m.sense < 0 or m.appeal == REVERSE or m.kind == REPEAL or back else 0.0

    def goes_back(self) -> bool:
        """On a line that has been settled of late?"""
        w, m = self.w, self.m
        if m.kind != POLICY or w.swing[m.arg] * (m.value - w.policy[m.arg]) >= 0:
            return False
        settled = w.week - w.swung[m.arg] <= w.th.settlement * w.sc.per_year
        w.met["a line that was settled long ago"] += not settled
        return bool(settled)

    def brings(self, p: int) -> float:
        """What a motion on a line brings p."""
        return near(self.w, self.m, self.w.position[p][self.m.arg], self.w.salience[p][self.m.arg])

    def friends(self, liking: list[float], me: int = NOBODY) -> float:
        """Those of the parties to a motion on a line who gain by it, less those who lose, as far as one likes them."""
        w, m = self.w, self.m
        parties = [p for p in w.persons() if p != me and (p == m.mover or leads(w, p))]
        cares = {p: self.brings(p) for p in parties}
        w.met["friends on both sides"] += len({x > 0 for p, x in cares.items() if x and liking[p] > 0}) == 2
        return sum(liking[p] * x for p, x in cares.items()) / max(1e-9, sum(map(abs, cares.values())))

    def claim(self, x: float, d: float) -> float:
        """What counts of a gain by a sanction: in full so far as its target has given a ground for it."""
        w, m = self.w, self.m
        if x <= 0 or m.rung == 0 or m.sense >= 0:
            return x
        ground = clip(max(w.opposed[m.target], -d), 0, 1)
        w.met["a ground in what one knows" if -d > w.opposed[m.target] else "a ground in open opposition" if ground else "no ground"] += 1
        return float(x * (w.th.unprovoked + (1 - w.th.unprovoked) * ground))

    def stake(self, i: int) -> float:
        """What counts of his own gain or loss."""
        return self.claim(self.own[i], dossier(self.w, i, self.m.target) if self.own[i] and self.m.target != NOBODY else 0.0)

    def about(self, liking: list[float], me: int = NOBODY) -> dict[str, float]:
        """Ties, from feelings towards everybody."""
        m, th = self.m, self.w.th
        if m.kind == POLICY:
            return {"ties": th.tie * self.friends(liking, me)}
        parts = [(m.mover, 1)] if m.mover != NOBODY else []
        if m.target not in (NOBODY, m.mover):
            parts.append((m.target, m.sense))
        tie = sum(sign * liking[x] for x, sign in parts) / max(1, len(parts))
        return {"ties": th.tie * tie}

    def speaks_of_target(self) -> bool:
        return self.m.target not in (NOBODY, self.m.mover)

    def personal(self, i: int) -> dict[str, float]:
        w, m, th = self.w, self.m, self.w.th
        terms = self.shared() | self.about(w.tie[i], i)
        if m.kind == POLICY:
            terms["policy"] = th.policy * near(w, m, w.position[i][m.arg], w.salience[i][m.arg])
        if self.speaks_of_target():
            terms["documents"] = th.document * m.sense * dossier(w, i, m.target)
        terms["own stake"] = th.stake * self.stake(i)
        return terms

    def collective(self, c: int) -> dict[str, float]:
        w, m, th = self.w, self.m, self.w.th
        lean = w.leaning[c]
        liking = [clip(lean[x] + sum(lean[j] * w.tie[j][x] for j in w.persons() if j != x), -1, 1) for x in w.persons()]
        terms = self.shared() | self.about(liking)
        if m.kind == POLICY:
            terms["policy"] = th.policy * near(w, m, w.mood[c][m.arg], w.mood_salience[c][m.arg])
        if self.speaks_of_target():
            terms["documents"] = th.document * m.sense * sum(lean[j] * dossier(w, j, m.target) for j in w.persons())
        terms["own stake"] = th.stake * sum(lean[j] * self.stake(j) for j in w.persons())
        return terms

    def push(self, i: int, term: str, value: float) -> None:
        """To him, unless he is certain."""
        for sums in (self.sums, self.heard):
            if i in sums and abs(sums[i]) < CERTAIN:
                sums[i] += value
        if i in self.terms:
            self.terms[i][term] = self.terms[i].get(term, 0.0) + value

    def shift(self, c: int, term: str, value: float) -> None:
        """To the unnamed seats of a constituency."""
        self.benches[c] += value
        self.bench_terms[c][term] = self.bench_terms[c].get(term, 0.0) + value

    def add(self, term: str, value: float) -> None:
        """To all who vote."""
        for i in self.sums:
            self.push(i, term, value)
        for c in self.benches:
            self.shift(c, term, value)

    def defer(self) -> None:
        """Who has authority is heard by all."""
        w = self.w
        for f in w.persons():
            if w.active(f) and w.authority[f] > 0 and w.isolated[f] <= w.week:
                opinions = self.sums | self.heard
                line = w.th.deference * w.authority[f] * tanh(opinions[f] if f in opinions else self.decided(f))
                for i in opinions:
                    self.push(i, "deference", line if i != f else 0.0)
                for c in self.benches:
                    self.shift(c, "deference", line)

    def caucus(self) -> None:
        w = self.w
        for g, member in enumerate(w.g_member):
            opinions = self.sums | self.heard
            bound = [i for i in opinions if w.g_on[g] and member[i] == MEMBER]
            line = self.party_line(w.g_target[g], [opinions[i] for i in bound])
            for i in bound:
                self.push(i, "lines", w.th.whip * w.th.caucus_discipline * line)

    def party_line(self, k: int, opinions: list[float]) -> float:
        """Against the target of the caucus, else what most of its members want most."""
        m, cap = self.m, self.w.th.caucus_cap
        if m.target == k and m.mover != k:
            return -m.sense
        if m.mover == k:
            return -1
        whole = sum(clip(x, -cap, cap) for x in opinions)
        return copysign(1, whole) if whole and len(opinions) >= 2 else 0

    def lines(self) -> dict[int, float]:
        """Where the leaders stand."""
        w, m = self.w, self.m
        opinions = self.sums | self.heard
        found = {p: tanh(opinions[p]) for p in w.persons() if leads(w, p)}
        if m.target != NOBODY:
            found[m.target] = m.sense
        if m.mover != NOBODY:
            found[m.mover] = 1.0
        return found

    def follow(self) -> None:
        w, self.line = self.w, self.lines()
        for i in self.sums:
            self.push(i, "lines", w.th.whip * self.pull(w.client[i], self.line))
        for c in self.benches:
            self.shift(c, "lines", w.th.whip * self.pull(w.leaning[c], self.line))
        self.bind()

    def bind(self) -> None:
        """The line of the top body, in wider ones, on all who have no full seat in it; nobody is told whom to elect."""
        w, top = self.w, self.w.top
        at_the_top = [x for p, x in self.line.items() if w.seat[top][p] == FULL]
        if self.m.body == top or self.m.kind == ELECT or not at_the_top:
            return
        line = w.th.line * w.unity * sum(at_the_top) / len(at_the_top)
        for i in self.sums:
            self.push(i, "line of the top body", line if w.seat[top][i] != FULL else 0.0)
        for c in self.benches:
            self.shift(c, "line of the top body", line)

    def pull(self, holds: list[float], lines: dict[int, float]) -> float:
        return clip(sum(holds[p] * x for p, x in lines.items()), -1, 1)

    def seats(self, c: int) -> int:
        return int(self.w.bloc[self.m.body][c])

    def size(self) -> int:
        return len(self.sums) + sum(self.seats(c) for c in self.benches)

    def take_sides(self) -> None:
        w = self.w
        if w.sc.secret[self.m.body] or not self.size():
            return
        expected, wins = sum(self.odds(0)), self.roughly(0)
        threat = {p: x * (wins if x > 0 else 1 - wins) for p, x in self.line.items()}
        for i in self.sums:
            self.push(i, "dependence", w.th.dependence * self.pull(w.hold[i], threat))
        for c in self.benches:
            self.shift(c, "dependence", w.th.dependence * self.pull(w.reach[c], threat))
        self.add("conformity", w.th.conformity * (2 * expected / self.size() - 1))

    def chance(self, shift: float) -> float:
        """Chance that it passes, if all who have a vote cast it."""
        if not self.size():
            return 0.0
        need = needed(self.w, self.m, self.size())
        if not self.benches and len(self.sums) <= 16:
            return min(1.0, sum(weight * tail(self.odds(shift + self.w.th.shock * x), need) for x, weight in NODES))
        return self.roughly(shift)

    def roughly(self, shift: float) -> float:
        """The same by the normal form."""
        need, odds = needed(self.w, self.m, self.size()), self.odds(shift)
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
    """Sums with all steps: what headcounts and ballots start from."""
    found = Weighing(w, m, side)
    found.follow()
    found.take_sides()
    return found
