"""Power in weighted games whose players are in groups: a-priori unions, or players of whom some never act together.

Groups are independent of each other, so coalitions are counted group by group. The coefficient of s^k t^w in a product over the
groups is the number of ways to bring together k players (or unions) and weight w. It is kept as a list by k of polynomials in t,
each packed into one integer as in :mod:`collegium.models.counting`. A group is left out by dividing by its factor, exactly.

A weight for every size (Shapley's or Banzhaf's, times a common denominator) then turns the list into one polynomial. Its partial
sums say how often a player swings whose companions have weight v. The others must have between q - v - w and q - v.

All is in whole numbers: exact, and fast if groups are many or equal. Only the members of a group that is knit together by
incompatibilities are looked at in all coalitions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import comb, lcm

import numpy as np
from numpy.typing import NDArray

from collegium.models.counting import cut

Ways = Mapping[tuple[int, int], int]
"""In how many ways a group brings so many players and so much weight; the empty way, which is always one, left out."""

Scale = Callable[[int], tuple[list[int], int]]
"""Weights of the numbers of others (0 ... n - 1) among n, in whole numbers, and their common denominator."""


def shapley(n: int) -> tuple[list[int], int]:
    """k! (n - 1 - k)! / n!"""
    common = lcm(*range(1, n + 1))
    return [common // (n * comb(n - 1, k)) for k in range(n)], common


def banzhaf(n: int) -> tuple[list[int], int]:
    """1 / 2^(n-1)"""
    return [1] * n, 2 ** (n - 1)


class Counts:
    """Ways by size and weight below ``quota``, in fields wide enough for all of ``players`` with weights up to ``scale``."""

    def __init__(self, quota: int, players: int, scale: int = 1) -> None:
        self.quota = quota
        self.bytes = (players + scale.bit_length()) // 8 + 1
        self.row = 8 * self.bytes
        self.top = self.row * quota

    def product(self, groups: Iterable[Ways]) -> list[int]:
        """Ways of all the groups together, by size."""
        counts = [1]
        for ways in groups:
            more = counts + [0] * max((k for k, _ in ways), default=0)
            for (size, weight), number in ways.items():
                if weight < self.quota:
                    for k, found in enumerate(counts):
                        more[k + size] += number * (found << self.row * weight)
            counts = [cut(found, self.top) for found in more]
        return counts

    def without(self, counts: Sequence[int], ways: Ways) -> list[int]:
        """The same without one of the groups."""
        others: list[int] = []
        near = [(size, self.row * weight, number) for (size, weight), number in ways.items() if weight < self.quota]
        for k in range(len(counts) - max((k for k, _ in ways), default=0)):
            with_group = sum(number * (others[k - size] << shift) for size, shift, number in near if size <= k)
            others.append(cut(counts[k] - with_group, self.top))
        return others

    def by_weight(self, counts: Sequence[int], scale: Sequence[int]) -> list[int]:
        """Ways of each weight below the quota, each times the weight of its size."""
        mixed = sum(s * found for s, found in zip(scale, counts, strict=False)).to_bytes(self.bytes * self.quota, "little")
        return [int.from_bytes(mixed[place : place + self.bytes], "little") for place in range(0, len(mixed), self.bytes)]

    def below(self, counts: Sequence[int], scale: Sequence[int]) -> list[int]:
        """Ways of less than each weight (0 ... quota), each times the weight of its size."""
        return [0, *accumulate(self.by_weight(counts, scale))]


def by_union(quota: int, weights: Sequence[int], unions: Sequence[Sequence[int]], outer: Scale, inner: Scale) -> list[Fraction]:
    """Value of each player: the swings, weighted by ``outer`` for the unions before and by ``inner`` for companions in the union."""
    scale, common = outer(len(unions))
    totals = [sum(weights[i] for i in union) for union in unions]
    counts = Counts(quota, len(unions), common)
    together = counts.product({(1, total): 1} for total in totals)
    values = [Fraction(0)] * len(weights)
    for union, total in zip(unions, totals, strict=True):
        below = counts.below(counts.without(together, {(1, total): 1}), scale)
        for i, value in zip(union, inside(below, [weights[i] for i in union], inner), strict=True):
            values[i] = value / common
    return values


def inside(below: Sequence[int], weights: Sequence[int], inner: Scale) -> list[Fraction]:
    """What the members of a union get if ``below`` counts what the other unions bring."""
    scale, common = inner(len(weights))
    quota = len(below) - 1
    counts = Counts(min(quota, sum(weights) + 1), len(weights), common)
    union = counts.product({(1, weight): 1} for weight in weights)
    known = {0: Fraction(0)}
    for own in set(weights) - {0}:
        companions = counts.by_weight(counts.without(union, {(1, own): 1}), scale)
        swings = sum(number * (below[quota - v] - below[max(0, quota - v - own)]) for v, number in enumerate(companions) if number)
        known[own] = Fraction(swings, common)
    return [known[weight] for weight in weights]


def swings(quota: int, weights: Sequence[int], enemies: Sequence[set[int]], scale: Scale) -> list[Fraction]:
    """Swings of each player, weighted by ``scale`` for the number of others, where nobody acts together with their ``enemies``.

    A coalition wins if a compatible part of it does: each knot of incompatible players brings its heaviest compatible part.
    """
    sizes, common = scale(len(weights))
    counts = Counts(quota, len(weights), common)
    together = knots(range(len(weights)), weights, enemies, quota)
    everybody = counts.product(knot.ways for knot in together)
    known: dict[Hashable, list[Fraction]] = {}
    values = [Fraction(0)] * len(weights)
    for knot in together:
        if knot.kind not in known:
            rest = counts.without(everybody, knot.ways)
            below = [counts.below(rest, sizes[k:]) for k in range(len(knot.members))]
            known[knot.kind] = [Fraction(knot.turned(place, below), common) for place in range(len(knot.members))]
        for i, value in zip(knot.members, known[knot.kind], strict=True):
            values[i] = value
    return values


def minimal(quota: int, weights: Sequence[int], enemies: Sequence[set[int]], scale: Sequence[int]) -> list[int]:
    """For each player, the sum of ``scale[|S|]`` over the minimal winning coalitions S without enemies that the player is in.

    With players in order of weight, heaviest first, such a coalition wins, and loses without its last member: the others, all
    before the last one and none its enemy, have between q - w and q.
    """
    counts = Counts(quota, len(weights), sum(scale))
    order = sorted((i for i, weight in enumerate(weights) if weight), key=lambda i: -weights[i])
    values = [0] * len(weights)
    for place, last in enumerate(order):
        own = weights[last]
        together = knots([i for i in order[:place] if i not in enemies[last]], weights, enemies, quota)
        everybody = counts.product(knot.compatible() for knot in together)
        below = counts.below(everybody, scale[1:])
        values[last] += below[quota] - below[max(0, quota - own)]
        known: dict[Hashable, list[int]] = {}
        for knot in together:
            if knot.kind not in known:
                rest = counts.without(everybody, knot.compatible())
                by_size = [counts.below(rest, scale[k + 2 :]) for k in range(len(knot.members))]  # beside k + 1 of the knot
                known[knot.kind] = [knot.closed(place, own, by_size) for place in range(len(knot.members))]
            for i, value in zip(knot.members, known[knot.kind], strict=True):
                values[i] += value
    return values


def knots(players: Iterable[int], weights: Sequence[int], enemies: Sequence[set[int]], quota: int) -> list[Knot]:
    """These players parted so that no two of different knots are enemies, the knots as small as can be."""
    found = []
    for members in parted(players, enemies):
        foes = [tuple(k for k, other in enumerate(members) if other in enemies[i]) for i in members]
        found.append(Knot(members, [weights[i] for i in members], foes, quota))
    return found


def parted(players: Iterable[int], enemies: Sequence[set[int]]) -> list[list[int]]:
    """The players of each knot."""
    left, found = set(players), list[list[int]]()
    while left:
        reached = [left.pop()]
        for i in reached:
            reached += enemies[i] & left
            left -= enemies[i]
        found.append(sorted(reached))
    return found


class Knot:
    """Players tied to each other by incompatibilities, and what each coalition of them (a bit mask) brings, up to the quota."""

    def __init__(self, members: Sequence[int], weights: Sequence[int], enemies: Sequence[tuple[int, ...]], quota: int) -> None:
        self.members = members
        self.kind = (tuple(weights), tuple(enemies))
        self.quota = quota
        brings: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        weighs = brings
        for i, weight in enumerate(min(weight, quota) for weight in weights):
            friends = sum(1 << j for j in range(i) if j not in enemies[i])
            heavier = weight + brings[np.arange(len(brings)) & friends]
            brings = np.minimum(np.append(brings, np.maximum(brings, heavier)), quota)
            weighs = np.append(weighs, weighs + weight)
        self.brings, self.masks = brings, np.arange(len(brings))
        self.whole = brings == weighs
        self.sizes = np.bitwise_count(self.masks)
        self.ways = self.counted(self.masks > 0)

    def counted(self, which: NDArray[np.bool_]) -> Ways:
        """How many of these coalitions there are by size and by what they bring."""
        return Counter(zip(self.sizes[which].tolist(), self.brings[which].tolist(), strict=True))

    def compatible(self, place: int | None = None) -> Ways:
        """The coalitions that bring all their weight, being without enemies: all, or those with one of the members."""
        return self.counted(self.whole & (self.masks > 0 if place is None else self.masks >> place & 1 == 1))

    def turned(self, place: int, below: Sequence[Sequence[int]]) -> int:
        """Coalitions that one of them turns, where ``below[k][w]`` counts the ways of all others to stay below w beside k of them."""
        without = self.masks[self.masks >> place & 1 == 0]
        columns = self.sizes[without], self.brings[without], self.brings[without | 1 << place]
        cases = Counter(zip(*(column.tolist() for column in columns), strict=True))
        return sum(n * (below[k][self.quota - before] - below[k][self.quota - after]) for (k, before, after), n in cases.items())

    def closed(self, place: int, own: int, below: Sequence[Sequence[int]]) -> int:
        """Minimal coalitions with one of them and, as the last, a player of weight ``own``; ``below`` as above, beside k + 1 of them."""
        return sum(
            n * (below[k - 1][self.quota - v] - below[k - 1][max(0, self.quota - v - own)]) for (k, v), n in self.compatible(place).items()
        )
