"""Section 4: how long a leader has the same main rival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from .case import END
from .traces import traces
from .values import Floats, Row, Size, Value, Values, beside, pooled, resampled

TITLE = "Do rivalries last?"
YEAR = 365.25
ROWS = [
    Row("spell", "median time for which the main rival stays the same (Kaplan-Meier), years", "years", ">= 0.5"),
    Row("same", "the rival is the one of the last observation"),
    Row("n", "observations a history", "number"),
]


def measure(size: Size) -> Values:
    return figures([one["rivals"] for one in traces(size)], date.fromisoformat(END).toordinal())


def figures(histories: list[dict[str, Any]], end: int) -> Values:
    """Of some histories, each a dictionary from leader to (rival, day) in order."""
    lengths = [[spell for seen in h.values() for spell in spells(seen, end)] for h in histories]
    pairs = [[(a[0] == b[0]) for seen in h.values() for a, b in pairwise(seen)] for h in histories]
    x = np.array([spell[0] for part in lengths for spell in part], float)
    ended = np.array([spell[1] for part in lengths for spell in part], bool)
    whose = np.repeat(np.arange(len(lengths)), [len(part) for part in lengths])
    return {
        "spell": resampled(len(histories), lambda times: kaplan_meier(x, ended, times[whose])),
        "same": pooled([sum(part) for part in pairs], [len(part) for part in pairs]),
        "n": pooled([sum(len(seen) for seen in h.values()) for h in histories], [1.0] * len(histories)),
    }


def spells(seen: Sequence[Sequence[Any]], end: int) -> list[tuple[float, bool]]:
    """(years, whether it ended) of each run of the same rival, from its first observation to the first of another."""
    found: list[tuple[float, bool]] = []
    begun = 0
    for n in range(1, len(seen) + 1):
        if n == len(seen) or seen[n][0] != seen[begun][0]:
            until, over = (seen[n][1], True) if n < len(seen) else (end, False)
            found.append(((until - seen[begun][1]) / YEAR, over))
            begun = n
    return found


def kaplan_meier(x: Floats, ended: np.ndarray, weight: Floats) -> float:
    """The time that half of the spells outlast, with those cut off by the end of the history counted as unfinished. NaN if more than half
    outlast all."""
    order = np.argsort(x)
    at_risk = weight[order][::-1].cumsum()[::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.cumprod(np.where((at_risk > 0) & ended[order], 1 - weight[order] / at_risk, 1.0))
    below = np.flatnonzero(left <= 0.5 + 1e-12)
    return float(x[order][below[0]]) if len(below) else float("nan")


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    return (
        "Of the full members on the first day. Whenever such a leader weighs whom to turn against (goals advance, retaliate, survive), "
        "the main rival is the person of greatest utility, before any random shock. A leader with a campaign has its target as the main "
        "rival.\n\n" + beside(ROWS, now, before)
    )
