"""Section 3: how often the best option is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .traces import STAGES, traces
from .values import Row, Size, Value, Values, beside, pooled

TITLE = "Do leaders choose, or draw lots?"
WORDS = {"goals": "goals", "minds": "targets", "options": "moves"}


def measure(size: Size) -> Values:
    return figures([one["choices"] for one in traces(size)])


def figures(histories: list[dict[str, Any]]) -> Values:
    """The figures of some histories: of each stage how often the best was taken, how often by lot, of how many choices."""
    found: Values = {}
    for stage in STAGES:
        taken, lot, n = ([h[stage][k] for h in histories] for k in range(3))
        found |= {f"taken:{stage}": pooled(taken, n), f"lot:{stage}": pooled(lot, n), f"n:{stage}": pooled(n, [1.0] * len(n))}
    return found


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    rows = []
    for stage in STAGES:
        need = ">= 0.6" if stage != "minds" else ""
        rows += [
            Row(f"taken:{stage}", f"{WORDS[stage]}: the option of greatest utility is taken", "share", need),
            Row(f"lot:{stage}", f"{WORDS[stage]}: the same by lot"),
            Row(f"n:{stage}", f"{WORDS[stage]}: choices a history", "number"),
        ]
    return (
        "Choices of traced histories among two or more open options that are not all alike. An option's utility is its value without the "
        "random shock.\n\n" + beside(rows, now, before)
    )
