"""Majorities in the plane: who sets the agenda can lead them anywhere (McKelvey 1976, Journal of Economic Theory 12).

Voters have ideal points and prefer what is nearer. Unless one point lies on every median line (Plott 1967), there is for any two
points an agenda that leads from the one to the other, each proposal preferred to the one before by a strict majority.

A *median line* has a majority on it and on either side of it. To a point off the line this majority prefers its mirror image, and
strictly so if that is drawn a little towards the line. Mirrored at one line after another a point moves outwards, and from far
enough out everything in the middle is an improvement. The path is our construction in the spirit of the proof; shorter ones may exist.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import refuse, table, vector
from collegium.models.exact import fraction

Point = NDArray[np.float64]

DRAWN = 1e-3
"""How far a mirror image is drawn towards the line, by the spread of the voters."""

NEAR = 1e-9
"""Squared distances that differ by less, relative to their size, may be equal."""

MOST = 51
"""Most voters: lines are drawn through each two of them."""

LONGEST = 2000
"""Most proposals that are tried."""


def majority_prefers(ideals: ArrayLike, new: ArrayLike, old: ArrayLike) -> bool:
    """Is more than half of all voters nearer to the new point than to the old one?

    Parameters
    ----------
    ideals : array_like, voters x dimensions
        Ideal points, in any unit.
    new, old : array_like, dimensions
        The two points. A voter equally near to both prefers neither.

    Returns
    -------
    bool
        Whether a strict majority prefers ``new``.

    Raises
    ------
    ArgumentError
        If the shapes do not fit.

    References
    ----------
    Davis, DeGroot and Hinich 1972.

    Examples
    --------
    >>> majority_prefers([(0, 0), (6, 0), (3, 6)], (3, -1), (3, 2))
    True
    """
    x = table("ideals", ideals)
    return prefers(x, vector("new", new, length=x.shape[1]), vector("old", old, length=x.shape[1]))


def leading_agenda(ideals: ArrayLike, start: ArrayLike, goal: ArrayLike) -> list[tuple[float, float]]:
    """An agenda that leads from one point of the plane to any other.

    Parameters
    ----------
    ideals : array_like, voters x 2
        Ideal points of an odd number of voters, 3 to 51, in any unit.
    start, goal : array_like, 2
        Where the agenda begins and where it ends.

    Returns
    -------
    list of tuple of float
        The proposals, ``start`` and ``goal`` included. A majority prefers each to the one before.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, if one point lies on all median lines (or nearly so), or if 2,000 proposals are not enough.

    References
    ----------
    After McKelvey 1976.

    Examples
    --------
    >>> path = leading_agenda([(0, 0), (6, 0), (3, 6)], start=(3, 2), goal=(20, 20))
    >>> path[0], path[-1], len(path) > 2
    ((3.0, 2.0), (20.0, 20.0), True)
    """
    x = table("ideals", ideals)
    if x.shape[1] != 2 or not 3 <= len(x) <= MOST or len(x) % 2 == 0:
        refuse("ideals", ideals, f"{len(x)} voters in {x.shape[1]} dimensions", f"give an odd number, 3 to {MOST}, two numbers each")
    path, end = [vector("start", start, length=2)], vector("goal", goal, length=2)
    spread = float(np.ptp(x, axis=0).max()) or 1.0
    lines = median_lines(x, spread)
    while not prefers(x, end, path[-1]):
        further = outwards(x, lines, path[-1], DRAWN * spread)
        if further is None or len(path) > LONGEST:
            refuse("ideals", ideals, "no way leads out of the middle: one point is on all median lines, or nearly so", "move a voter")
        path.append(further)
    path.append(end)
    return [(float(a), float(b)) for a, b in shortened(x, path)]


def prefers(ideals: Point, new: Point, old: Point) -> bool:
    """Is a strict majority nearer to ``new``? Distances that floats cannot tell apart are compared exactly."""
    gone, gained = ((ideals - old) ** 2).sum(axis=1), ((ideals - new) ** 2).sum(axis=1)
    nearer = gained < gone
    for i in np.flatnonzero(np.abs(gone - gained) <= NEAR * (gone + gained + np.abs(ideals).max() ** 2)):
        nearer[i] = squared(ideals[i], new) < squared(ideals[i], old)
    return bool(2 * nearer.sum() > len(ideals))


def squared(x: Point, y: Point) -> Fraction:
    """The square of their distance, exactly."""
    return sum(((fraction(a) - fraction(b)) ** 2 for a, b in zip(x.tolist(), y.tolist(), strict=True)), Fraction(0))


def median_lines(ideals: Point, spread: float) -> Point:
    """Lines through two voters with a majority on either closed side: unit normal and offset, a row each."""
    found = []
    for a, b in combinations(ideals, 2):
        along = b - a
        if length := float(np.linalg.norm(along)):
            normal = np.array([-along[1], along[0]]) / length
            side = (ideals - a) @ normal
            if 2 * min((side <= 1e-9 * spread).sum(), (side >= -1e-9 * spread).sum()) > len(ideals):
                found.append([*normal, normal @ a])
    return np.array(found).reshape(-1, 3)


def outwards(ideals: Point, lines: Point, x: Point, drawn: float) -> Point | None:
    """The first of those two mirrorings that lead farthest from the middle of the voters; None if none leads anywhere."""
    middle = ideals.mean(axis=0)
    best, found = 0.0, None
    for first in mirrored(ideals, lines, x, drawn):
        for second in [first, *mirrored(ideals, lines, first, drawn)]:
            if (far := float(np.linalg.norm(second - middle))) > best:
                best, found = far, first
    return found if best > np.linalg.norm(x - middle) + drawn * 1e-3 else None


def mirrored(ideals: Point, lines: Point, x: Point, drawn: float) -> list[Point]:
    """The mirror images of a point, each a little nearer to its line, as far as a majority prefers them."""
    distances = lines[:, :2] @ x - lines[:, 2]
    images = [x - (2 * d - np.sign(d) * min(abs(d), drawn)) * line[:2] for d, line in zip(distances, lines, strict=True)]
    return [image for image in images if prefers(ideals, image, x)]


def shortened(ideals: Point, path: list[Point]) -> list[Point]:
    """The path without detours: from each proposal on to the last one that beats it."""
    kept, place = [path[0]], 0
    while place < len(path) - 1:
        place = next(k for k in range(len(path) - 1, place, -1) if prefers(ideals, path[k], path[place]))
        kept.append(path[place])
    return kept
