"""How signed ties move towards balance (Antal, Krapivsky and Redner 2005; Marvel, Kleinberg, Kleinberg and Strogatz 2011).

*Constrained triad dynamics*: signs change one by one, and only if no more triangles are unbalanced afterwards. They end in balance
or in a *jammed* state, which is unbalanced although every single change of a sign would make more triangles unbalanced.

In the continuous model

    dX/dt = X X        X(t) = X(0) (I - t X(0))^-1        t* = 1 / (largest eigenvalue of X(0), if positive)

ties grow without bound at t* and take the signs of v_i v_j, v the leading eigenvector: one or two camps.

``ties`` is a symmetric n x n matrix, 0 for no tie; the diagonal is empty, but for the continuous model.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from collegium.models.balance import Matrix, energy, symmetric
from collegium.models.checks import real, refuse, whole


@dataclass(frozen=True, slots=True)
class Settled:
    """Where constrained triad dynamics ended.

    Attributes
    ----------
    ties : ndarray, members x members
        The signs.
    steps, changes : int
        Triangles drawn, and signs changed on the way.
    end : {"balanced", "jammed", "unsettled"}
        "jammed": unbalanced, but any change of a sign would make it worse. "unsettled": it reached the step limit.
    """

    ties: Matrix
    steps: int
    changes: int
    end: Literal["balanced", "jammed", "unsettled"]


def least_margin(ties: ArrayLike) -> int:
    """The least, over all ties, of balanced minus unbalanced triangles on a tie.

    Above 0 every change of a sign adds unbalanced triangles: the state is balanced or jammed.

    Parameters
    ----------
    ties : array_like, members x members
        Symmetric, with an empty diagonal and one tie or more; only the signs count.

    Returns
    -------
    int
        The margin.

    Raises
    ------
    ArgumentError
        If the matrix is not of this kind.

    References
    ----------
    Antal, Krapivsky and Redner 2005.

    Examples
    --------
    >>> least_margin([[0, 1, -1], [1, 0, -1], [-1, -1, 0]])
    1
    """
    s = np.sign(symmetric(ties))
    if not s.any():
        refuse("ties", ties, "no tie", "give at least one")
    margins = s * (s @ s)
    return int(margins[s != 0].min())


def jammed(ties: ArrayLike) -> bool:
    """Is the network unbalanced although every single change of a sign would add unbalanced triangles?

    Parameters
    ----------
    ties : array_like, members x members
        As in :func:`least_margin`, with one triangle or more.

    Returns
    -------
    bool
        Whether it is jammed.

    Raises
    ------
    ArgumentError
        If the matrix is not of this kind.

    References
    ----------
    Antal, Krapivsky and Redner 2005.

    Examples
    --------
    >>> cliques = np.repeat([0, 1, 2], 3)  # three hostile cliques of three
    >>> jammed(np.where(np.equal.outer(cliques, cliques), 1, -1) - np.eye(9))
    True
    """
    return least_margin(ties) > 0 and energy(ties) > -1


def triad_dynamics(ties: ArrayLike, seed: int = 0, most: int = 100_000) -> Settled:
    """Constrained triad dynamics: signs change one by one, and only for the better.

    Each step draws an unbalanced triangle and one of its ties. The tie changes its sign if that leaves fewer unbalanced triangles in the
    whole network, and with chance one half if it leaves as many.

    Parameters
    ----------
    ties : array_like, members x members
        Symmetric, with an empty diagonal; only the signs count.
    seed : int
        Seed of the draws, 0 or more.
    most : int
        Steps after which it stops, 1 to 10,000,000.

    Returns
    -------
    Settled
        The signs in the end, and how they ended.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Antal, Krapivsky and Redner 2005.

    Examples
    --------
    >>> triad_dynamics([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]]).end
    'balanced'
    """
    s = np.sign(symmetric(ties))
    draw = np.random.default_rng(whole("seed", seed, 0))
    rows, columns = np.nonzero(np.triu(s))
    closed = (np.abs(s) @ np.abs(s))[rows, columns]
    changes, margins = 0, (s * (s @ s))[rows, columns]
    for step in range(whole("most", most, 1, 10_000_000)):
        unbalanced = (closed - margins) / 2  # triangles on each tie: a tie is drawn as if by its triangle
        if not unbalanced.any():
            return Settled(s, step, changes, "balanced")
        if margins[unbalanced > 0].min() > 0:
            return Settled(s, step, changes, "jammed")
        tie = draw.choice(len(rows), p=unbalanced / unbalanced.sum())
        if margins[tie] < 0 or (margins[tie] == 0 and draw.random() < 0.5):
            s[rows[tie], columns[tie]] *= -1
            s[columns[tie], rows[tie]] *= -1
            changes, margins = changes + 1, (s * (s @ s))[rows, columns]
    return Settled(s, most, changes, "unsettled")


def blow_up_time(ties: ArrayLike) -> float:
    """Time at which ties of the continuous model grow without bound.

    Parameters
    ----------
    ties : array_like, members x members
        Symmetric; the diagonal counts.

    Returns
    -------
    float
        In the unit of time that the ties imply. Infinite if no eigenvalue is positive, because then the ties fade.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric.

    References
    ----------
    Marvel, Kleinberg, Kleinberg and Strogatz 2011.

    Examples
    --------
    >>> round(blow_up_time([[0, 0.5], [0.5, 0]]), 6)
    2.0
    """
    top = float(np.linalg.eigvalsh(symmetric(ties, diagonal=True))[-1])
    return 1 / top if top > 0 else inf


def ties_at(ties: ArrayLike, time: float) -> Matrix:
    """Ties of the continuous model at a given time.

    Parameters
    ----------
    ties : array_like, members x members
        Symmetric; the diagonal counts.
    time : number
        From 0 to before :func:`blow_up_time`.

    Returns
    -------
    ndarray, members x members
        The ties at that time.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Marvel, Kleinberg, Kleinberg and Strogatz 2011.

    Examples
    --------
    >>> ties_at([[0, 0.5], [0.5, 0]], time=1).round(4)
    array([[0.3333, 0.6667],
           [0.6667, 0.3333]])
    """
    x = symmetric(ties, diagonal=True)
    end = blow_up_time(x)
    time = float(real("time", time))
    if not 0 <= time < end:
        refuse("time", time, "out of range", f"give a time from 0 to before the blow-up at {end}")
    return np.asarray(np.linalg.solve(np.eye(len(x)) - time * x, x), dtype=np.float64)


def final_camps(ties: ArrayLike) -> list[int]:
    """The camp of each member just before the ties of the continuous model blow up.

    Parameters
    ----------
    ties : array_like, members x members
        Symmetric; the diagonal counts.

    Returns
    -------
    list of int
        1 for members on the side of the first, -1 for those against.

    Raises
    ------
    ArgumentError
        If the matrix is not square and symmetric.

    References
    ----------
    Marvel, Kleinberg, Kleinberg and Strogatz 2011.

    Examples
    --------
    >>> final_camps([[0, 0.5, -0.2], [0.5, 0, 0.1], [-0.2, 0.1, 0]])
    [1, 1, -1]
    """
    leading = np.linalg.eigh(symmetric(ties, diagonal=True))[1][:, -1]
    return [1 if v * leading[0] >= 0 else -1 for v in leading]
