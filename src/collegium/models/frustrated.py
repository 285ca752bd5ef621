"""The frustration index of larger networks as an integer program (after Aref, Mason and Wilson 2018), solved by HiGHS.

A camp x_i in {0, 1} for each member; f_ij >= 0 is 1 where a tie is at odds with the camps:

    minimise sum |w_ij| f_ij     friends   f_ij >= x_i - x_j,       f_ij >= x_j - x_i
                                 enemies   f_ij >= x_i + x_j - 1,   f_ij >= 1 - x_i - x_j
    in every unbalanced triangle at least one tie is at odds: f_ij + f_jk + f_ik >= 1

The member with most ties stays in camp 0, which halves the search.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Matrix = NDArray[np.float64]

NEAR = 1e-9
"""A gain below this share of the greatest tie may be rounding."""


def least_frustrated(ties: Matrix, time_limit: float) -> tuple[list[int], float, bool]:
    """Camps with the least weight of ties at odds that was found in time, a lower bound of that weight, and whether it is the least."""
    n, unit = len(ties), float(np.abs(ties).max())
    pairs = [(i, j) for i, j in combinations(range(n), 2) if ties[i, j]]
    if not pairs:
        return [0] * n, 0.0, True
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
    while (gain := -side * (ties @ side)).max() > NEAR * np.abs(ties).max():
        side[gain.argmax()] *= -1
    return [int(s < 0) for s in side]
