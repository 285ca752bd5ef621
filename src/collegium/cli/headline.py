"""What happened in an ensemble, in three sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collegium.analysis import Outcome

LEADS = " is strongest at the end"
FIRST = "first by "


def headline(rows: Sequence[Outcome], body: str) -> list[str]:
    """Who leads, how often power was lost, and whether one person came to rule alone.

    Parameters
    ----------
    rows
        The outcome table.
    body
        Name of the top body.

    Returns
    -------
    list of str
        One sentence each; shares of histories with their 95% intervals.
    """
    found = {row.name: row for row in rows}
    leader = next((row for row in rows if row.name.startswith("strongest:")), None)
    kept, alone = found["no_loss"], found["one_man"]
    lost = replace(kept, estimate=1 - kept.estimate, low=1 - kept.high, high=1 - kept.low)
    first = next((row for row in rows if row.name.startswith("one_man:")), None)
    told = (
        [f"{leader.label.removesuffix(LEADS)} is the strongest at the end in {often(leader)} of {leader.n:,} histories."] if leader else []
    )
    told.append(f"Somebody loses a full seat in the {body} by decision in {often(lost)}.")
    by = f", and {first.label.removeprefix(FIRST)} is the first to rule alone in {often(first)}" if first else ""
    told.append(f"One-man rule occurs in {often(alone)}{by}." if first else f"One-man rule does not occur: {often(alone)}.")
    return told


def often(row: Outcome) -> str:
    """'71% (64% to 76%)'; finer where it is close to none or all."""
    from collegium.report.words import interval, number

    return f"{number(row.estimate, 'share')} ({interval(row.low, row.high, 'share')})"
