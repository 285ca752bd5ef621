"""NumPy: one history at a time, and many at a time, which forces masks and index arrays on every rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from committee import ACTORS, BODIES, SEATS, START, STEPS

U = np.uint64
WEIGHT = 1.0 - np.arange(BODIES) / BODIES
SLOTS = np.arange(16, dtype=U)
FIRST_MEMBERS = np.array([[i < SEATS if b == 0 else (i + b) % 5 == 0 for i in range(ACTORS)] for b in range(BODIES)])


def absorb(h: NDArray[np.uint64], x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (h ^ x) + U(0x9E3779B97F4A7C15)
    z = (z ^ (z >> U(30))) * U(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> U(27))) * U(0x94D049BB133111EB)
    return z ^ (z >> U(31))


def unit(h: NDArray[np.uint64]) -> NDArray[np.float64]:
    return ((h >> U(11)).astype(np.float64) + 0.5) * 2.0**-53


def luck(seed: int, numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return absorb(absorb(np.zeros(1, U), np.array([seed], U)), numbers)


def other(u: NDArray[np.float64], than: NDArray[np.int64]) -> NDArray[np.int64]:
    n = (u * (ACTORS - 1)).astype(np.int64)
    return np.where(n < than, n, n + 1)


def one(seed: int, number: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """One history: arrays over people, ordinary branches over rules."""
    mine = luck(seed, np.array([number], U))
    rows = absorb(absorb(mine, np.array([START], U)), np.arange(ACTORS, dtype=U))
    tie = unit(absorb(rows[:, None], np.arange(ACTORS, dtype=U)[None, :]))
    np.fill_diagonal(tie, 0.0)
    power, member, patron, chairs = np.ones(ACTORS), FIRST_MEMBERS.copy(), np.full(ACTORS, -1), np.empty(STEPS, np.int64)
    for t in range(STEPS):
        u = unit(absorb(absorb(mine, np.array([t], U)), SLOTS))
        clients = np.bincount(patron[patron >= 0], minlength=ACTORS)
        power = 0.7 * power + 0.15 * (WEIGHT @ member) + 0.1 * (power @ tie) / ACTORS + 0.05 * clients
        seated = np.flatnonzero(member[0])
        chair = chairs[t] = seated[power[seated].argmax()]
        sponsor = seated[int(u[0] * SEATS)]
        target = int(other(u[1], sponsor))
        x = 3.0 * (tie[seated, sponsor] - tie[seated, target]) + 0.5 * (power[sponsor] - power[target])
        yes = (u[2:11] < 1.0 / (1.0 + np.exp(-x))) & (seated != target) | (seated == sponsor)
        carried = yes.sum() >= 5
        winner, loser = (sponsor, target) if carried else (target, sponsor)
        tie[:, loser] *= 0.97
        side = seated[(yes == carried) & (seated != winner)]
        tie[side, winner] += 0.02 * (1.0 - tie[side, winner])
        client = int(other(u[11], chair))
        patron[client] = chair
        tie[client, chair] += 0.1 * (1.0 - tie[client, chair])
        body = 1 + int(u[12] * (BODIES - 1))
        member[body, client] = True
        leaver = int(other(u[13], client))
        member[body, leaver if member[body, leaver] else int(other(u[15], client))] = False
        if u[14] < 0.05 and not member[0, client]:
            seated = np.flatnonzero(member[0])
            member[0, seated[power[seated].argmin()]], member[0, client] = False, True
    return power, chairs


def batch(seed: int, first: int, count: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """``count`` histories in step: every rule written with index arrays."""
    h = np.arange(count)
    mine = luck(seed, np.arange(first, first + count, dtype=U))
    rows = absorb(absorb(mine, np.array([START], U))[:, None], np.arange(ACTORS, dtype=U))
    tie = unit(absorb(rows[:, :, None], np.arange(ACTORS, dtype=U)))
    tie[:, np.arange(ACTORS), np.arange(ACTORS)] = 0.0
    power, member = np.ones((count, ACTORS)), np.repeat(FIRST_MEMBERS[None], count, axis=0)
    patron, chairs = np.full((count, ACTORS), ACTORS), np.empty((count, STEPS), np.int64)
    for t in range(STEPS):
        u = unit(absorb(absorb(mine, np.array([t], U))[:, None], SLOTS))
        flat = (h[:, None] * (ACTORS + 1) + patron).ravel()
        clients = np.bincount(flat, minlength=count * (ACTORS + 1)).reshape(count, ACTORS + 1)[:, :ACTORS]
        weighed = np.einsum("b,hbi->hi", WEIGHT, member)
        liked = np.matmul(power[:, None, :], tie)[:, 0]
        power = 0.7 * power + 0.15 * weighed + 0.1 * liked / ACTORS + 0.05 * clients
        seated = np.nonzero(member[:, 0])[1].reshape(count, SEATS)
        strength = np.take_along_axis(power, seated, axis=1)
        chair = chairs[:, t] = seated[h, strength.argmax(axis=1)]
        sponsor = seated[h, (u[:, 0] * SEATS).astype(np.int64)]
        target = other(u[:, 1], sponsor)
        towards = tie[h[:, None], seated, sponsor[:, None]] - tie[h[:, None], seated, target[:, None]]
        x = 3.0 * towards + 0.5 * (power[h, sponsor] - power[h, target])[:, None]
        yes = (u[:, 2:11] < 1.0 / (1.0 + np.exp(-x))) & (seated != target[:, None]) | (seated == sponsor[:, None])
        carried = yes.sum(axis=1) >= 5
        winner, loser = np.where(carried, sponsor, target), np.where(carried, target, sponsor)
        tie[h, :, loser] *= 0.97
        where, seat = np.nonzero((yes == carried[:, None]) & (seated != winner[:, None]))
        who, whom = seated[where, seat], winner[where]
        tie[where, who, whom] += 0.02 * (1.0 - tie[where, who, whom])
        client = other(u[:, 11], chair)
        patron[h, client] = chair
        tie[h, client, chair] += 0.1 * (1.0 - tie[h, client, chair])
        body = 1 + (u[:, 12] * (BODIES - 1)).astype(np.int64)
        member[h, body, client] = True
        leaver = other(u[:, 13], client)
        leaver = np.where(member[h, body, leaver], leaver, other(u[:, 15], client))
        member[h, body, leaver] = False
        new = np.flatnonzero((u[:, 14] < 0.05) & ~member[h, 0, client])
        seated = np.nonzero(member[new, 0])[1].reshape(len(new), SEATS)
        weakest = seated[np.arange(len(new)), np.take_along_axis(power[new], seated, axis=1).argmin(axis=1)] if len(new) else seated[:, 0]
        member[new, 0, weakest], member[new, 0, client[new]] = False, True
    return power, chairs
