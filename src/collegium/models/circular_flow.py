"""The circular flow of power: who appoints gains a following (Daniels 1966; Hough and Fainsod 1979).

A constituency's following is a vector of shares: one for every person and a last one for the unaligned, summing to
1. Appointer i refills a share ``flow`` of its posts at a time. Of every other following j the share flow x speed_j
moves out (1 for the unaligned, less for rivals' clients, 0 for i's own). Of what has moved the share ``loyalty``
follows i, the rest is unaligned. This is linear, so everything has an exact solution. No published formal model was
found; the formalisation is ours, and it is that of the rule of appointment of the engine.

    one appointer, u unaligned, o_j the others, A = 1 - flow x loyalty, B_j = 1 - flow x speed_j:
        o_j(n) = B_j^n o_j(0)
        u(n)   = A^n u(0) + (1 - loyalty) flow sum_j speed_j o_j(0) (A^n - B_j^n) / (A - B_j)
        own(n) = 1 - u(n) - sum_j o_j(n)
    several appointers: the n-th power of the product of their refills, in order
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from collegium.models.checks import array, listed, pair_of, real, refuse, square, vector, whole, within
from collegium.models.exact import Real, fraction

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


def refill(people: int, appointer: int, flow: float, loyalty: float = 1.0, speeds: ArrayLike = 0.0) -> Matrix:
    """One refill of posts as a matrix that takes shares to shares.

    Parameters
    ----------
    people : int
        Number of people, 1 to 2,000.
    appointer : int
        Who appoints, counted from 0.
    flow : number
        Share of the posts that is refilled, in [0, 1].
    loyalty : number
        Share of those appointed who follow the appointer, in [0, 1].
    speeds : array_like
        How fast each person's following makes room, relative to the unaligned, in [0, 1]: one value, or one a person. The appointer's own
        is not used.

    Returns
    -------
    ndarray, (people + 1) x (people + 1)
        Columns sum to 1; the last row and column are the unaligned.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Daniels 1966.
    """
    people = whole("people", people, 1, 2000)
    appointer, flow, loyalty = appointment(people, appointer, flow, loyalty)
    out = np.append(by_person(speeds, people), 1.0) * flow
    out[appointer] = 0.0
    matrix: Matrix = np.diag(1 - out)
    matrix[appointer] += loyalty * out
    matrix[-1] += (1 - loyalty) * out
    return matrix


def appointment(people: int, appointer: int, flow: float, loyalty: float) -> tuple[int, float, float]:
    """Who appoints how many, and how loyal they are, checked."""
    return whole("appointer", appointer, 0, people - 1), float(real("flow", flow, 0, 1)), float(real("loyalty", loyalty, 0, 1))


def by_person(speeds: ArrayLike, people: int) -> Vector:
    """One speed a person, checked."""
    found = array("speeds", speeds)
    if found.ndim:
        found = vector("speeds", found, length=people)
    return np.array(np.broadcast_to(within("speeds", found, 0, 1), people))


def in_turn(refills: Sequence[Matrix]) -> Matrix:
    """One round in which several refills follow each other.

    Parameters
    ----------
    refills : sequence of array_like
        Matrices as from :func:`refill`, the first refill first.

    Returns
    -------
    ndarray
        The matrix of the whole round.

    Raises
    ------
    ArgumentError
        If there is no refill, or if sizes differ.

    References
    ----------
    Ours, after Daniels 1966.
    """
    if not listed("refills", refills):
        refuse("refills", refills, "none", "give one or more")
    matrices = [square(f"refills[{i}]", matrix, 0, 1) for i, matrix in enumerate(refills)]
    if len({len(matrix) for matrix in matrices}) > 1:
        refuse("refills", [matrix.shape for matrix in matrices], "of different sizes", "give refills of the same people")
    together: Matrix = np.eye(len(matrices[0]))
    for matrix in matrices:
        together = matrix @ together
    return together


def after(matrix: Matrix, shares: ArrayLike, rounds: int) -> Vector:
    """Shares of the posts after some rounds.

    Parameters
    ----------
    matrix : array_like
        One round, as from :func:`refill` or :func:`in_turn`.
    shares : array_like
        Shares at the start: people, then the unaligned.
    rounds : int
        Number of rounds, 0 or more.

    Returns
    -------
    ndarray
        Shares in the same order.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Daniels 1966.
    """
    once = square("matrix", matrix, 0, 1)
    start = vector("shares", shares, 0, length=len(once))
    moved: Vector = np.linalg.matrix_power(once, whole("rounds", rounds, 0)) @ start
    return moved


def resting_shares(matrix: Matrix) -> Vector:
    """Shares that a round leaves as they are.

    They are the same from every start if at least one person appoints and everybody's following yields to that person.

    Parameters
    ----------
    matrix : array_like
        One round, as from :func:`refill` or :func:`in_turn`.

    Returns
    -------
    ndarray
        Shares that sum to 1: people, then the unaligned.

    Raises
    ------
    ArgumentError
        If the shares depend on the start.

    References
    ----------
    Ours, after Daniels 1966.
    """
    once = square("matrix", matrix, 0, 1)
    n = len(once)
    balance = once - np.eye(n)
    if np.linalg.matrix_rank(balance) < n - 1:
        refuse("matrix", matrix, "several resting states: some following yields to nobody", "give speeds above 0, or use after")
    balance[-1] = 1.0
    shares: Vector = np.linalg.solve(balance, np.eye(n)[-1])
    return shares


def one_appointer(shares: ArrayLike, appointer: int, rounds: int, flow: float, loyalty: float = 1.0, speeds: ArrayLike = 0.0) -> Vector:
    """Shares of the posts after refills by a single appointer, in closed form.

    Parameters
    ----------
    shares : array_like
        Shares at the start, 0 or more: people, then the unaligned.
    appointer : int
        Who appoints, counted from 0.
    rounds : int
        Number of refills, 0 to 100,000.
    flow, loyalty, speeds : as in :func:`refill`

    Returns
    -------
    ndarray
        Shares in the same order.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Daniels 1966.

    Examples
    --------
    >>> one_appointer([0.0, 0.2, 0.8], appointer=0, rounds=10, flow=0.1, loyalty=0.8).round(3)
    array([0.452, 0.2  , 0.348])
    """
    start = vector("shares", shares, 0)
    people = whole("people", len(start) - 1, 1, 2000, "give 2 to 2,001 shares: people, then the unaligned")
    appointer, flow, loyalty = appointment(people, appointer, flow, loyalty)
    rounds = whole("rounds", rounds, 0, 100_000)
    speed = by_person(speeds, people)
    speed[appointer] = 0.0
    stay, bases = 1 - flow * loyalty, 1 - flow * speed
    end = np.append(start[:-1] * bases**rounds, 0.0)
    spilt = (1 - loyalty) * flow * speed * start[:-1]
    end[-1] = stay**rounds * start[-1] + sum(x * geometric(stay, b, rounds) for x, b in zip(spilt, bases, strict=True))
    end[appointer] = start.sum() - np.delete(end, appointer).sum()
    return end


def geometric(a: float, b: float, n: int) -> float:
    """(a^n - b^n) / (a - b), as the sum of a^k b^(n-1-k), which also holds where a = b."""
    return float(sum(a**k * b ** (n - 1 - k) for k in range(n)))


def unaligned_after(initial: float, flow: float, loyalty: float, rounds: int) -> float:
    """Share of the unaligned if nobody but the appointer has a following: initial x (1 - flow x loyalty)^rounds.

    Parameters
    ----------
    initial : number
        Share of the unaligned at the start, in [0, 1].
    flow, loyalty : number
        Share of the posts refilled per round, and share of those appointed who follow the appointer, in [0, 1].
    rounds : int
        Number of rounds, 0 or more.

    Returns
    -------
    float
        The share in the end.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Daniels 1966.

    Examples
    --------
    >>> round(unaligned_after(1, 0.1, 0.8, 10), 4)
    0.4344
    """
    initial, flow, loyalty = real("initial", initial, 0, 1), real("flow", flow, 0, 1), real("loyalty", loyalty, 0, 1)
    return float(initial * float(1 - flow * loyalty) ** whole("rounds", rounds, 0))


def two_levels(start: tuple[Real, Real], lam: Real, eps: Real, a: Real, b: Real, rounds: int) -> tuple[Real, Real]:
    """Loyal shares of secretaries (s) and committee (c) after rounds of the loop between them.

    In each round s' = (1 - lam) s + lam (a + b c) and c' = (1 - eps) c + eps s'. Both settle at a / (1 - b); with a = 0 and b = 1 the
    loop only mixes the two.

    Parameters
    ----------
    start : tuple of two numbers
        s and c at the start.
    lam, eps : number
        Share of the secretaries and of the committee replaced per round, in [0, 1].
    a, b : number
        Share of new secretaries who are loyal in any case, and in proportion to the committee. Both, and their sum, in [0, 1].
    rounds : int
        Number of rounds, 0 to 10,000.

    Returns
    -------
    tuple of two numbers
        s and c in the end. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Daniels 1966.

    Examples
    --------
    >>> from fractions import Fraction as F
    >>> print(*two_levels((F(1, 5), F(1, 5)), F(1, 4), F(1, 3), F(1, 2), F(1, 2), rounds=1))
    3/10 7/30
    """
    s, c = pair_of("start", start)
    lam, eps, a, b = real("lam", lam, 0, 1), real("eps", eps, 0, 1), real("a", a, 0, 1), real("b", b, 0, 1)
    real("a + b", fraction(a) + fraction(b), 0, 1)
    for _ in range(whole("rounds", rounds, 0, 10_000)):
        s = (1 - lam) * s + lam * (a + b * c)
        c = (1 - eps) * c + eps * s
    return s, c
