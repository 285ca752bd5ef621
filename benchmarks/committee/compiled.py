"""This engine's style: scalar kernels on plain arrays, compiled, a pool of threads over histories."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np
from numpy.typing import NDArray

from collegium.engine.draws import absorb, luck_of, unit
from collegium.engine.kernel import kernel
from committee import ACTORS, BODIES, SEATS, START, STEPS


@kernel
def other(u, than):
    n = int(u * (ACTORS - 1))
    return n if n < than else n + 1


@kernel
def begin(luck, tie, power, member, patron):
    start = absorb(luck, np.uint64(START))
    for j in range(ACTORS):
        row = absorb(start, np.uint64(j))
        for i in range(ACTORS):
            tie[j, i] = unit(absorb(row, np.uint64(i))) if i != j else 0.0
        power[j], patron[j] = 1.0, -1
        for b in range(BODIES):
            member[b, j] = j < SEATS if b == 0 else (j + b) % 5 == 0


@kernel
def gather_power(tie, power, member, patron, weighed, gained):
    for i in range(ACTORS):
        weighed[i], gained[i] = 0.0, 0.0
    for b in range(BODIES):
        weight = 1.0 - b / BODIES
        for i in range(ACTORS):
            if member[b, i]:
                weighed[i] += weight
    for j in range(ACTORS):
        for i in range(ACTORS):
            gained[i] += tie[j, i] * power[j]
    for i in range(ACTORS):
        power[i] = 0.7 * power[i] + 0.15 * weighed[i] + 0.1 * gained[i] / ACTORS
    for i in range(ACTORS):
        weighed[i] = 0.0
    for i in range(ACTORS):
        if patron[i] >= 0:
            weighed[patron[i]] += 1.0
    for i in range(ACTORS):
        power[i] += 0.05 * weighed[i]


@kernel
def vote(key, tie, power, seated, sponsor, target, yes):
    count = 0
    for n in range(SEATS):
        m = seated[n]
        x = 3.0 * (tie[m, sponsor] - tie[m, target]) + 0.5 * (power[sponsor] - power[target])
        u = unit(absorb(key, np.uint64(2 + n)))
        yes[n] = m == sponsor or (m != target and u < 1.0 / (1.0 + math.exp(-x)))
        count += 1 if yes[n] else 0
    return count


@kernel
def settle(tie, seated, sponsor, target, yes, carried):
    winner, loser = (sponsor, target) if carried else (target, sponsor)
    for j in range(ACTORS):
        tie[j, loser] *= 0.97
    for n in range(SEATS):
        m = seated[n]
        if yes[n] == carried and m != winner:
            tie[m, winner] += 0.02 * (1.0 - tie[m, winner])


@kernel
def appoint(key, tie, power, member, patron, chair):
    client = other(unit(absorb(key, np.uint64(11))), chair)
    patron[client] = chair
    tie[client, chair] += 0.1 * (1.0 - tie[client, chair])
    body = 1 + int(unit(absorb(key, np.uint64(12))) * (BODIES - 1))
    member[body, client] = True
    leaver = other(unit(absorb(key, np.uint64(13))), client)
    if not member[body, leaver]:
        leaver = other(unit(absorb(key, np.uint64(15))), client)
    member[body, leaver] = False
    if unit(absorb(key, np.uint64(14))) < 0.05 and not member[0, client]:
        weakest = -1
        for i in range(ACTORS):
            if member[0, i] and (weakest < 0 or power[i] < power[weakest]):
                weakest = i
        member[0, weakest], member[0, client] = False, True


@kernel
def play(luck, tie, power, member, patron, weighed, gained, seated, yes, chairs):
    begin(luck, tie, power, member, patron)
    for t in range(STEPS):
        key = absorb(luck, np.uint64(t))
        gather_power(tie, power, member, patron, weighed, gained)
        n, chair = 0, -1
        for i in range(ACTORS):
            if member[0, i]:
                seated[n] = i
                n += 1
                if chair < 0 or power[i] > power[chair]:
                    chair = i
        chairs[t] = chair
        sponsor = seated[int(unit(absorb(key, np.uint64(0))) * SEATS)]
        target = other(unit(absorb(key, np.uint64(1))), sponsor)
        carried = vote(key, tie, power, seated, sponsor, target, yes) >= 5
        settle(tie, seated, sponsor, target, yes, carried)
        appoint(key, tie, power, member, patron, chair)


@numba.njit(nogil=True, error_model="numpy")
def _block(seed, first, powers, chairs):
    tie, member = np.empty((ACTORS, ACTORS)), np.empty((BODIES, ACTORS), np.bool_)
    patron, seated, yes = np.empty(ACTORS, np.int64), np.empty(SEATS, np.int64), np.empty(SEATS, np.bool_)
    weighed, gained = np.empty(ACTORS), np.empty(ACTORS)
    for n in range(powers.shape[0]):
        luck = luck_of(seed, first + np.uint64(n))
        play(luck, tie, powers[n], member, patron, weighed, gained, seated, yes, chairs[n])


def histories(seed: int, count: int, threads: int = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Final powers (histories, actors) and chairs (histories, steps)."""
    powers, chairs = np.empty((count, ACTORS)), np.empty((count, STEPS), np.int64)
    edges = np.linspace(0, count, threads + 1).astype(int)
    with ThreadPoolExecutor(threads) as pool:
        parts = [
            pool.submit(_block, np.uint64(seed), np.uint64(a), powers[a:b], chairs[a:b]) for a, b in zip(edges[:-1], edges[1:], strict=True)
        ]
        for part in parts:
            part.result()
    return powers, chairs
