"""What one does with results: explain a history, compare two folders, take the tables elsewhere."""

from __future__ import annotations

import argparse
import shlex
from datetime import date
from typing import TYPE_CHECKING, Any

from collegium.cli.message import put, say
from collegium.cli.runs import results_in
from collegium.errors import SettingError

if TYPE_CHECKING:
    from collegium.analysis.compare import Compared, Comparison


def explain(a: argparse.Namespace) -> int:
    results = results_in(a.dir)
    if a.history is not None and a.history not in results.numbers:
        raise SettingError(f"there is no history {a.history} in {a.dir}: choose from {results.numbers[0]} to {results.numbers[-1]}")
    check_days(results, a.start, a.end)
    history = chosen(results) if a.history is None else a.history
    if a.brief:
        return brief(results, history, a)
    from collegium.cli.output import put_json
    from collegium.cli.progress import announce_compilation
    from collegium.explain.replay import account, text

    clock = announce_compilation()
    try:
        entries = account(results, history, a.start, a.end, a.person)
    finally:
        clock.rest()
    put_json(entries) if a.json else put(text(entries))
    return 0


def chosen(results: Any) -> int:
    """A typical history, which is said."""
    from collegium import analysis

    history = analysis.typical(results)
    say(f"history {history}: a typical one (the most frequent strongest member and kind of rule, the median number of losses)")
    return history


def brief(results: Any, history: int, a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json
    from collegium.cli.progress import announce_compilation
    from collegium.explain.story import story, told

    clock = announce_compilation()
    try:
        entries = story(results, history, a.start, a.end, a.person)
    finally:
        clock.rest()
    if a.json:
        put_json(entries)
        return 0
    put(told(entries))
    say(f"The reasons behind it: {shlex.join(['collegium', 'explain', a.dir, '--history', str(history)])}")
    return 0


def check_days(results: Any, start: date | None, end: date | None) -> None:
    """Raises :class:`SettingError` if no day of the run lies from ``start`` to ``end``."""
    from collegium.scenario import calendar

    first, last = (calendar.from_iso(results.provenance[key]) for key in ("from", "to"))
    if max(start or first, first) > min(end or last, last):
        raise SettingError(
            f"no day of the run lies between --from and --to (do: choose days from {first} to {last}, the earlier one with --from)"
        )


def export(a: argparse.Namespace) -> int:
    from collegium.results.export import export as write

    for path in write(results_in(a.dir), a.to, a.out, a.table, a.overwrite):
        put(path)
    return 0


def compare(a: argparse.Namespace) -> int:
    from collegium.analysis.compare import compare as side_by_side
    from collegium.cli.output import put_json

    found = side_by_side(results_in(a.first), results_in(a.second))
    if a.json:
        put_json({"first": a.first, "second": a.second, "paired": found.paired, "differ_in": found.apart,
                  "rows": [flat(row) for row in found.rows]})  # fmt: skip
        return 0
    compared(found, a.first, a.second)
    return 0


def flat(row: Compared) -> dict[str, Any]:
    one, other = row.first, row.second
    return {
        "name": one.name, "group": one.group, "label": one.label, "unit": one.unit, "marked": one.marked,
        **{arm: {"estimate": o.estimate, "low": o.low, "high": o.high, "n": o.n} for arm, o in (("first", one), ("second", other))},
        "difference": row.difference,
    }  # fmt: skip


def compared(found: Comparison, first: str, second: str) -> None:
    """The two outcome tables side by side."""
    from collegium.cli.output import grouped, paragraph
    from collegium.report.words import gap, gap_interval, interval, number

    put(f"A: {first}\nB: {second}\n")
    heads = ("outcome", "A", "B", "B − A", "95% interval", "A, 95% interval", "B, 95% interval")
    grouped(heads, 5, [
        (row.first, (number(row.first.estimate, row.first.unit), number(row.second.estimate, row.first.unit),
                     gap(row.difference.value, row.first.unit).removesuffix(" points"), gap_interval(row.difference, row.first.unit),
                     interval(row.first.low, row.first.high, row.first.unit), interval(row.second.low, row.second.high, row.first.unit)))
        for row in found.rows
    ])  # fmt: skip
    put()
    how = (
        "Paired: history k of A and history k of B share their random draws, so each difference is taken within pairs."
        if found.paired
        else f"Not paired, because the runs differ in {', '.join(found.apart)}: the intervals treat them as independent."
    )
    paragraph(f"{how} Differences of shares are in percentage points; B − A is the change from A to B.")
