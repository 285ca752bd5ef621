"""The frustration index of larger networks as an integer program (after Aref, Mason and Wilson 2018), solved by HiGHS.

A camp x_i in {0, 1} for each member; f_ij >= 0 is 1 where a tie is at odds with the camps:

    minimise sum |w_ij| f_ij     friends   f_ij >= x_i - x_j,       f_ij >= x_j - x_i
                                 enemies   f_ij >= x_i + x_j - 1,   f_ij >= 1 - x_i - x_j
    in every unbalanced triangle at least one tie is at odds: f_ij + f_jk + f_ik >= 1

The member with most ties stays in camp 0, which halves the search.

The program of a dense network has millions of rows and proves nothing in time. Beyond :data:`MOST_TIES` a local search therefore looks for
a good division, and disjoint unbalanced triangles give the lower bound: each of them has a tie at odds, whatever the camps.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from threading import Thread
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Matrix = NDArray[np.float64]

NEAR = 1e-9
"""A gain below this share of the greatest tie may be rounding."""
MOST_TIES = 5000
"""Ties of the largest network that the program takes: a hundred members all tied, which need 0.3 GB."""
STARTS = 50
"""Random divisions from which the local search begins."""
HEARD = 0.2
"""Seconds after which an interruption is heard while the solver works."""

Found = tuple[list[int], float, bool]
"""Camps, a lower bound of the weight of ties at odds, and whether the camps are proven to have the least."""
T = TypeVar("T")


def least_frustrated(ties: Matrix, time_limit: float) -> Found:
    """Camps with the least weight of ties at odds that was found in time, a lower bound of that weight, and whether it is the least."""
    pairs = [(i, j) for i, j in combinations(range(len(ties)), 2) if ties[i, j]]
    if not pairs:
        return [0] * len(ties), 0.0, True
    if len(pairs) > MOST_TIES:
        return searched(ties)
    solved = attended(lambda: program(ties, pairs, time_limit))
    return solved if solved[2] else better(ties, solved, searched(ties))


def attended(work: Callable[[], T]) -> T:
    """The result of ``work``, done in a thread of its own: a solver in another language hears no Ctrl-C, and here this thread does."""
    results: list[T] = []
    errors: list[BaseException] = []

    def do() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=do, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(HEARD)
    if errors:
        raise errors[0]
    return results[0]


def better(ties: Matrix, one: Found, other: Found) -> Found:
    """The cheaper camps of two searches, and the higher bound."""
    camps = min(one[0], other[0], key=lambda camps: weight_at_odds(ties, camps))
    bound = max(one[1], other[1])
    return camps, bound, weight_at_odds(ties, camps) - bound <= NEAR * float(np.abs(ties).sum())


# the integer program


def program(ties: Matrix, pairs: list[tuple[int, int]], time_limit: float) -> Found:
    """What the solver found in time."""
    n, unit = len(ties), float(np.abs(ties).max())
    cost = np.concatenate([np.zeros(n), [abs(ties[i, j]) / unit for i, j in pairs]])
    highest = np.ones_like(cost)
    highest[np.abs(ties).sum(axis=1).argmax()] = 0.0
    found = milp(
        cost, constraints=constraints(ties, pairs), bounds=Bounds(0.0, highest),
        integrality=np.arange(len(cost)) < n, options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )  # fmt: skip
    near = settled(ties, [0] * n if found.x is None else [round(x) for x in found.x[:n]])
    bound = getattr(found, "mip_dual_bound", None)
    return near, max(0.0, bound or 0.0) * unit, found.status == 0


def constraints(ties: Matrix, pairs: list[tuple[int, int]]) -> LinearConstraint:
    """The rows of the program: two a tie, one an unbalanced triangle, each as terms >= a least value."""
    n = len(ties)
    tie = {pair: n + k for k, pair in enumerate(pairs)}
    rows: list[tuple[dict[int, int], int]] = []
    for (i, j), f in tie.items():
        if ties[i, j] > 0:
            rows += [({f: 1, i: -1, j: 1}, 0), ({f: 1, i: 1, j: -1}, 0)]
        else:
            rows += [({f: 1, i: -1, j: -1}, -1), ({f: 1, i: 1, j: 1}, 1)]
    for (i, j), f in tie.items():
        for k in range(j + 1, n):
            if ties[i, j] * ties[j, k] * ties[i, k] < 0:
                rows.append(({f: 1, tie[j, k]: 1, tie[i, k]: 1}, 1))
    entries = [(row, column, sign) for row, (terms, _) in enumerate(rows) for column, sign in terms.items()]
    row, column, sign = zip(*entries, strict=True)
    matrix = csr_array((sign, (row, column)), shape=(len(rows), n + len(pairs)))
    return LinearConstraint(matrix, lb=[least for _, least in rows])


def settled(ties: Matrix, camps: list[int]) -> list[int]:
    """The camps after everyone who has more to gain in the other has gone there, the one who gains most first."""
    side = np.where(np.array(camps) == 0, 1.0, -1.0)
    pull, least = ties @ side, NEAR * np.abs(ties).max()
    while (gain := -side * pull).max() > least:
        mover = gain.argmax()
        side[mover] *= -1
        pull += 2 * side[mover] * ties[mover]
    return [int(s < 0) for s in side]


# the local search and the bound


def searched(ties: Matrix) -> Found:
    """The best of many divisions in which nobody gains by changing sides, and what disjoint triangles prove."""
    random = np.random.default_rng(1)
    leading = np.linalg.eigh(ties)[1][:, -1]  # parts two camps exactly where the network is balanced
    starts = [np.zeros(len(ties)), leading < 0, *(random.random((STARTS, len(ties))) < 0.5)]
    best = min((settled(ties, start.astype(int).tolist()) for start in starts), key=lambda camps: weight_at_odds(ties, camps))
    bound = disjoint_triangles(ties)
    return best, bound, weight_at_odds(ties, best) - bound <= NEAR * float(np.abs(ties).sum())


def weight_at_odds(ties: Matrix, camps: list[int]) -> float:
    """Weight of the ties at odds with the camps."""
    side = np.where(np.array(camps) == 0, 1.0, -1.0)
    return float((np.abs(ties).sum() - side @ ties @ side) / 4)


def disjoint_triangles(ties: Matrix) -> float:
    """Weight of unbalanced triangles that share no tie; a tie may spend its weight on several. No division has less at odds."""
    signs, left, total = np.sign(ties), np.abs(ties), 0.0
    for i, j in combinations(range(len(ties)), 2):
        third = np.minimum(left[i], left[j]) * (signs[i] * signs[j] * signs[i, j] < 0)
        for k in np.argsort(-third, kind="stable"):
            least = min(left[i, j], third[k])
            if least <= 0:
                break
            total += float(least)
            for one, other in ((i, j), (i, k), (j, k)):
                left[one, other] -= least
                left[other, one] -= least
    return total
