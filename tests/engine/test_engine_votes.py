"""Deliberation alone: tallies, thresholds, ties, quorum and timing, against what can be worked out exactly beside the engine."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from collegium.engine import layout as L
from collegium.scenario import kinds as K
from helpers.bench import Bench, copied, model, quiet

SIZE = 1e-6
"""Chance with which each statistical test would fail if all is right; keys are fixed, so it fails always or never."""
ALONE = dict.fromkeys(("tie", "whip", "line", "dependence", "conformity", "deference", "shock"), 0.0)
"""Nobody follows anybody or looks at friends, and nothing is common to all, unless a test says so."""


def ask(bench: Bench, body: str, keys: np.ndarray) -> None:
    """Nobody's motions of these keys (no more than the queue holds) to move the first issue to 1, before ``body``, which meets now."""
    m, st, b = bench.model, bench.st, bench.model.bodies.index(body)
    n = len(keys)
    m.sc["decides"][0, b, K.POLICY] = 1
    m.sc["capacity"][0, b] = L.Q
    m.sc["quorum"][0, b] = 0.0
    st["next_meeting"] = 10**8
    st["next_meeting"][b] = bench.week
    st["q_state"] = L.FREE
    for field, x in (
        ("state", L.SUBMITTED), ("kind", K.POLICY), ("mover", L.NOBODY), ("target", L.NOBODY), ("body", b), ("arg", 0), ("value", 1.0),
        ("week", bench.week - 10), ("seen", 2), ("urgent", 0), ("appeal", 0), ("key", keys),
    ):  # fmt: skip
        st[f"q_{field}"][:n] = x


def views(bench: Bench, positions: np.ndarray, salience: float = 1.0) -> list[int]:
    """The council's full members, given these positions on the first issue, the status quo being 0. Returns them."""
    st, b = bench.st, bench.model.bodies.index("council")
    who = np.flatnonzero(st["seat"][b] == L.FULL)
    st["position"][who, 0], st["anchor"][who, 0], st["salience"][who, 0] = positions, positions, salience
    st["policy"][0] = 0.0
    return [int(i) for i in who]


def poisson_binomial(odds: np.ndarray) -> np.ndarray:
    """Distribution of the number of successes."""
    found = np.ones(1)
    for p in odds:
        found = np.convolve(found, [1.0 - p, p])
    return found


def shocked(sums: np.ndarray, shock: float) -> np.ndarray:
    """The same for log-odds ``sums``, a normal shock common to all integrated out."""
    z, w = np.polynomial.hermite_e.hermegauss(81)
    return sum(weight * poisson_binomial(1.0 / (1.0 + np.exp(-(sums + shock * x)))) for x, weight in zip(z, w / w.sum(), strict=True))


def tallies(bench: Bench, body: str, count: int) -> np.ndarray:
    """Votes for each of ``count`` motions that differ by their keys only."""
    start, dice = bench.state.copy(), np.random.default_rng(5)
    found: list[int] = []
    while len(found) < count:
        bench.state[:] = start
        ask(bench, body, dice.integers(1, 2**63, L.Q).astype(np.uint64))
        bench.step()
        found += [int(row["yes"]) for row in bench.rows(K.POLICY)]
    return np.array(found)


def agrees(found: np.ndarray, expected: np.ndarray) -> None:
    """Chi-square over the tallies and a two-sided binomial test of every tail, each of size SIZE."""
    n, counts = len(found), np.bincount(found, minlength=len(expected))
    likely = expected * n >= 5
    rest = [counts[~likely].sum()], [expected[~likely].sum() * n]
    seen, due = np.append(counts[likely], rest[0]), np.append(expected[likely] * n, rest[1])
    keep = due > 0
    assert stats.chi2.sf(((seen[keep] - due[keep]) ** 2 / due[keep]).sum(), keep.sum() - 1) > SIZE
    for need in range(1, len(expected)):
        p = min(1.0, expected[need:].sum())
        assert stats.binomtest(int(counts[need:].sum()), n, p).pvalue > SIZE, f"at least {need} votes"


def test_deliberation_alone_is_the_shock_mixed_poisson_binomial() -> None:
    """Five members of different views, nobody's clients, without conformity: 20,000 motions. No custom speaks against a policy."""
    weight, shock = 3.0, 0.9
    bench = quiet(theta=ALONE | {"policy": weight, "shock": shock, "status_quo": 9.0})
    at = np.array([-0.9, -0.2, 0.3, 0.6, 1.0])
    views(bench, at, 0.8)
    sums = weight * 0.8 * (np.abs(at) - np.abs(at - 1.0)) / 2.0
    found = tallies(bench, "council", 20_000)
    agrees(found, shocked(sums, shock))
    with pytest.raises(AssertionError):
        agrees(found, shocked(sums, 0.0))


def test_blocs_vote_like_so_many_members() -> None:
    """Unnamed seats of two constituencies (25 and 20, where the binomial is exact), in a secret ballot."""
    weight, shock = 2.0, 0.5
    bench = quiet(theta=ALONE | {"policy": weight, "shock": shock, "conformity": 1.0, "dependence": 5.0})
    m, st, b = bench.model, bench.st, bench.model.bodies.index("assembly")
    st["bloc"][b, : len(m.constituencies)] = 25, 20
    st["mood"][:2, 0], st["mood_salience"][:2, 0], st["policy"][0] = (-0.5, 0.7), 1.0, 0.0
    mood = np.repeat(st["mood"][:2, 0], st["bloc"][b, :2])
    sums = weight * (np.abs(mood) - np.abs(mood - 1.0)) / 2.0
    agrees(tallies(bench, "assembly", 20_000), shocked(sums, shock))


def test_conformity_is_one_round_on_the_expected_tally() -> None:
    bench = quiet(theta=ALONE | {"policy": 2.0, "conformity": 1.2}, tracing=True)
    at = np.array([-0.5, 0.0, 0.3, 0.8, 1.0])
    views(bench, at)
    ask(bench, "council", np.array([9], np.uint64))
    bench.step()
    sums = np.abs(at) - np.abs(at - 1.0)
    line = 1.2 * (2.0 * np.mean(1.0 / (1.0 + np.exp(-sums))) - 1.0)
    assert [row["terms"][K.T_CONFORMITY] for row in bench.rows(K.T_VOTE)] == pytest.approx([line] * 5)
    assert [row["value"] for row in bench.rows(K.T_VOTE)] == pytest.approx(sums + line)


@pytest.mark.parametrize("weight", ["conformity", "dependence"])
def test_a_secret_ballot_knows_neither_conformity_nor_dependence(weight: str) -> None:
    """With all ballots secret their weight changes nothing; with open ones it does."""
    secret, public = copied(model("council")), copied(model("council"))
    secret.sc["secret"], public.sc["secret"] = 1, 0
    for m, same in ((secret, True), (public, False)):
        one, other = ([Bench(m, theta={weight: x}).play(n).bytes() for n in range(5)] for x in (0.0, 1.7))
        assert (one == other) is same


@pytest.mark.parametrize(
    ("threshold", "yes", "passes"),
    [(2 / 3, 17, False), (2 / 3, 18, False), (2 / 3, 19, True), (0.6667, 18, False), (0.6667, 19, True), (0.5, 13, False), (0.5, 14, True),
     (0.0, 1, True), (0.0, 0, False), (26 / 27, 26, False), (26 / 27, 27, True)],
)  # fmt: skip
def test_a_threshold_must_be_exceeded(threshold: float, yes: int, passes: bool) -> None:
    """Of 27 votes 18 are two thirds and no more; 19 carry."""
    bench = quiet(theta=ALONE | {"policy": 100.0})
    m, st, b = bench.model, bench.st, bench.model.bodies.index("assembly")
    m.sc["threshold"][0, b, K.POLICY] = threshold
    st["bloc"][b, :2] = yes, 27 - yes
    st["mood"][:2, 0], st["mood_salience"][:2, 0], st["policy"][0] = (1.0, -1.0), 1.0, 0.0
    ask(bench, "assembly", np.array([1], np.uint64))
    bench.step()
    (row,) = bench.rows(K.POLICY)
    assert (row["yes"], row["no"], bool(row["flag"] & 1)) == (yes, 27 - yes, passes)
    assert st["policy"][0] == (1.0 if passes else 0.0)


def divided(chair_votes: bool, chair_breaks: bool, threshold: float = 0.5) -> bool:
    """Four of the council's five are there and divide evenly; does the motion pass?"""
    bench = quiet(theta=ALONE | {"policy": 100.0, "obstruction": 0.0})
    m, b = bench.model, bench.model.bodies.index("council")
    m.sc["chair_breaks"][0, b], m.sc["absentee"][0, b] = chair_breaks, 0
    m.sc["threshold"][0, b, K.POLICY] = threshold
    chair = int(bench.st["holder"][int(bench.sc["chair"][b])])
    who = views(bench, np.zeros(5))
    others = [i for i in who if i != chair]
    bench.st["away"][others[0]] = 1
    for n, i in enumerate([chair, *others[1:]]):
        bench.st["position"][i, 0] = 1.0 if (n in (0, 1)) == chair_votes else -1.0
    ask(bench, "council", np.array([3], np.uint64))
    bench.step()
    (row,) = bench.rows(K.POLICY)
    assert (row["yes"], row["no"]) == (2, 2)
    return bool(row["flag"] & 1)


def test_the_chair_breaks_a_tie_where_the_rules_say_so() -> None:
    assert divided(chair_votes=True, chair_breaks=True)
    assert not divided(chair_votes=False, chair_breaks=True)
    assert not divided(chair_votes=True, chair_breaks=False)
    assert not divided(chair_votes=True, chair_breaks=True, threshold=0.6)


@pytest.mark.parametrize(
    ("present", "absent", "absentee", "tally"),
    [((1, 1, -1, -1), 1, 1, (3, 2)), ((1, 1, -1, -1), -1, 1, (2, 3)), ((1, 1, -1, -1), 1, 0, (2, 2)), ((1, 1, 1, -1), 1, 1, (3, 1))],
)
def test_absent_members_wire_their_vote_where_it_decides(
    present: tuple[int, ...], absent: int, absentee: int, tally: tuple[int, int]
) -> None:
    """One of five is away. By simple majority his telegram counts where the others are divided evenly and the rules allow it."""
    bench = quiet(theta=ALONE | {"policy": 100.0})
    bench.model.sc["absentee"][0, bench.model.bodies.index("council")] = absentee
    who = views(bench, np.array([*present, absent], float))
    bench.st["away"][who[-1]] = 1
    ask(bench, "council", np.array([4], np.uint64))
    bench.step()
    (row,) = bench.rows(K.POLICY)
    assert (row["yes"], row["no"]) == tally


@pytest.mark.parametrize(("away", "heard"), [(0, True), (1, True), (2, False), (4, False)])
def test_without_a_quorum_nothing_is_heard(away: int, heard: bool) -> None:
    """A quorum of four in five; the item waits. Absent members count where they may cast a vote."""
    for absentee in (0, 1):
        bench = quiet()
        b = bench.model.bodies.index("council")
        who = views(bench, np.ones(5))
        ask(bench, "council", np.array([4], np.uint64))
        bench.model.sc["quorum"][0, b], bench.model.sc["absentee"][0, b] = 0.8, absentee
        bench.st["away"][who[:away]] = 1
        bench.step()
        assert len(bench.rows(K.POLICY)) == (heard or absentee == 1)
        if not heard and not absentee:
            assert bench.st["q_state"][0] == L.SUBMITTED


def test_an_item_is_heard_one_step_after_it_came_in_at_the_earliest() -> None:
    cases = ((0, 1, 0, False), (0, 0, 0, False), (1, 0, 0, True), (1, 0, 3, False), (1, 1, 3, True), (3, 0, 3, True))
    for age, urgent, deadline, heard in cases:
        bench = quiet()
        views(bench, np.ones(5))
        ask(bench, "council", np.array([4], np.uint64))
        bench.model.sc["deadline"] = deadline
        bench.st["q_week"][0], bench.st["q_urgent"][0] = bench.week - age, urgent
        bench.step()
        assert len(bench.rows(K.POLICY)) == heard, (age, urgent, deadline)
