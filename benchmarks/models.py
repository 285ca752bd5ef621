"""How long the published models take where they are largest, and the same power indices by two other packages, in one run.

Written to docs/models_speed.md with machine and date. The peers are optional (``pip install powerindex power-bdd``); what is missing is
said and left out.

    python benchmarks/models.py
"""

from __future__ import annotations

import platform
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from bench import processor  # noqa: E402
from collegium.models import (  # noqa: E402
    banzhaf,
    banzhaf_owen,
    deegan_packel,
    frustration,
    holler,
    owen,
    poisson_binomial,
    shapley_shubik,
    ultimate_ruling_coalition,
)

LIMIT = 10
"""Seconds after which a computation is broken off."""

STATES = (
    [54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12] + [11] * 4 + [10] * 5 + [9] * 2 + [8] * 3 + [7] * 2 + [6] * 6 + [5] * 2 + [4] * 7
    + [3] * 7
)  # fmt: skip
Index = Callable[[int, list[int]], Sequence[float]]


def drawn(members: int, most: int) -> list[int]:
    """Weights from 1 to ``most``, the same in every run."""
    source = random.Random(members)
    return [source.randint(1, most) for _ in range(members)]


GAMES = {
    "Security Council, 15 members": (39, [7] * 5 + [1] * 10),
    "Electoral college, 51 blocs": (270, STATES),
    **{f"{n} members, weights 1 to {most}": (sum(w := drawn(n, most)) // 2 + 1, w) for n, most in ((60, 20), (60, 100), (500, 50))},
}


def peers() -> tuple[dict[str, Index], dict[str, Index], list[str]]:
    """Banzhaf and Shapley-Shubik of the other packages at hand, and what to say of each."""
    normalised, shapley, notes = {}, {}, []
    try:
        from powerindex import Game

        def game(name: str) -> Index:
            def index(quota: int, weights: list[int]) -> Sequence[float]:
                made = Game(quota, weights)
                getattr(made, f"calc_{name}")()
                return list(getattr(made, name))

            return index

        normalised["powerindex"], shapley["powerindex"] = game("banzhaf"), game("shapley_shubik")
        notes.append(f"powerindex {version('powerindex')}")
    except ImportError:
        notes.append("powerindex is not installed")
    try:
        from power_bdd.bdd import BDD, WeightedGame

        normalised["power-bdd"] = lambda quota, weights: scaled(BDD(WeightedGame(quota, weights)).calc_banzhaf())
        shapley["power-bdd"] = lambda quota, weights: BDD(WeightedGame(quota, weights)).calc_shapley()
        notes.append(f"power-bdd {version('power-bdd')}")
    except (ImportError, PackageNotFoundError):
        notes.append("power-bdd is not installed")
    return normalised, shapley, notes


def scaled(index: Sequence[float]) -> Sequence[float]:
    """Divided by its sum, so that indices of different scale can be compared."""
    return np.asarray(index, dtype=float) / float(sum(index))


def timed(call: Callable[[], Any], limit: int = LIMIT) -> tuple[Any, float | str]:
    """The result and the seconds it took (the best of up to three), or why there are none."""

    def broken_off(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, broken_off)
    signal.alarm(limit)
    try:
        took: list[float] = []
        while len(took) < 3 and sum(took) < 2:
            start = time.perf_counter()
            with redirect_stdout(None):  # one of the peers counts aloud
                result = call()
            took.append(time.perf_counter() - start)
        return result, min(took)
    except TimeoutError:
        return None, f"more than {limit} s"
    except (RecursionError, MemoryError) as error:
        return None, type(error).__name__
    finally:
        signal.alarm(0)


def told(seconds: float | str) -> str:
    """The time with three digits."""
    return seconds if isinstance(seconds, str) else f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def compared(name: str, ours: Index, others: dict[str, Index]) -> list[str]:
    """A row a game: how long each package took, and how far the others' numbers are from ours."""
    lines = [f"### {name}", "", f"| game | collegium | {' | '.join(others)} | largest difference |", "|---" * (len(others) + 3) + "|"]
    for title, (quota, weights) in GAMES.items():
        mine, took = timed(lambda q=quota, w=weights: ours(q, w))
        found = [timed(lambda q=quota, w=weights, f=index: f(q, list(w))) for index in others.values()]
        gaps = [float(np.abs(np.asarray(result, dtype=float) - mine).max()) for result, _ in found if result is not None]
        lines.append(f"| {title} | {told(took)} | {' | '.join(told(t) for _, t in found)} | {max(gaps):.0e} |" if gaps
                     else f"| {title} | {told(took)} | {' | '.join(told(t) for _, t in found)} | - |")  # fmt: skip
    return [*lines, ""]


def alone() -> list[str]:
    """What no peer offers."""
    lines = ["### Without a peer", "", "| what | time |", "|---|---|"]
    for title, (quota, weights) in GAMES.items():
        lines.append(f"| Holler, {title} | {told(timed(lambda q=quota, w=weights: holler(q, w))[1])} |")
        lines.append(f"| Deegan-Packel, {title} | {told(timed(lambda q=quota, w=weights: deegan_packel(q, w))[1])} |")
        for name, value in (("Owen", owen), ("Banzhaf-Owen", banzhaf_owen)) if len(weights) >= 60 else ():
            unions = [list(range(k, len(weights), 10)) for k in range(10)]
            _, took = timed(lambda q=quota, w=weights, u=unions, f=value: f(q, w, u))
            lines.append(f"| {name}, ten unions, {title} | {told(took)} |")
        if len(weights) == 60:
            pairs = [(k, k + 1) for k in range(0, 60, 2)]
            _, took = timed(lambda q=quota, w=weights, p=pairs: shapley_shubik(q, w, incompatible=p))
            lines.append(f"| Shapley-Shubik, thirty incompatible pairs, {title} | {told(took)} |")
        if len(weights) <= 60:
            _, took = timed(lambda q=quota, w=weights: shapley_shubik(q, w, exact=True))
            lines.append(f"| Shapley-Shubik in fractions, {title} | {told(took)} |")
    chances = [k / 500 for k in range(500)]
    _, took = timed(lambda: poisson_binomial(chances))
    lines.append(f"| distribution of the votes of 500 members, each with their own chance | {told(took)} |")
    ultimate_ruling_coalition([3, 4, 5])  # compiled, or read from the cache, before the clock runs
    for n in (16, 20):
        for alpha in (0.5, 0.9):
            powers = [10**6 + 2**i for i in range(n)]  # nearly equal: most coalitions stand, the slowest case known
            _, took = timed(lambda p=powers, a=alpha: ultimate_ruling_coalition(p, a), limit=60)
            lines.append(f"| ruling coalition, {n} members, alpha {alpha} | {told(took)} |")
    for n, density in ((30, 0.3), (60, 0.1), (60, 0.15), (60, 1.0)):
        source = np.random.default_rng(0)
        half = np.triu(source.choice([-1.0, 1.0], (n, n)) * (source.random((n, n)) < density), 1)
        found, took = timed(lambda x=half + half.T: frustration(x, time_limit=15), limit=60)
        value = f"{found.value:g}, the least" if found.optimal else f"{found.value:g}, at least {found.bound:g} (cut off at 15 s)"
        lines.append(f"| frustration, {n} members, {int(np.abs(half).sum())} random signs: {value} | {told(took)} |")
    return [*lines, ""]


def main() -> None:
    normalised, shapley, notes = peers()
    about = (
        f"Written by `benchmarks/models.py` on {date.today()}: {processor()}, Python {platform.python_version()}, one core. "
        f"{'; '.join(notes)}. "
        f"Each time is the best of up to three; power indices that took more than {LIMIT} s were broken off."
    )
    parts = ["# How fast the published models are", "", about, ""]
    parts += compared("Banzhaf", banzhaf, normalised) + compared("Shapley-Shubik", shapley_shubik, shapley) + alone()
    page = "\n".join(parts)
    (HERE.parent / "docs" / "models_speed.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
