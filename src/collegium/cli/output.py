"""What the command line prints: tables, JSON, progress."""

from __future__ import annotations

import csv
import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collegium.analysis import Outcome
    from collegium.committee.summaries import Summary
    from collegium.scenario.model import Cell, Scenario, Seat

WIDTH = 130
"""Width of tables where there is no terminal to fit."""
NARROW = 90
"""Below this width the outcome table keeps to estimate and interval."""
EVERY = 5.0
"""Seconds between two plain lines of progress."""


def console() -> Any:
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)


def columns(rows: Sequence[Mapping[str, Any]], title: str | None = None) -> None:
    """Rows with the same keys as a table."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in rows[0] if rows else ():
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row.values()))
    console().print(table)


def plain(value: Any) -> Any:
    """Anything that results hold as JSON knows it; what is no number becomes null."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Path) else value


def put_json(value: Any) -> None:
    print(json.dumps(plain(value), indent=1, ensure_ascii=False, allow_nan=False))


def measured(found: Summary, as_json: bool) -> None:
    """A published model on a small table: its rows, then what stands out."""
    if as_json:
        put_json(found.facts | {"members": found.rows})
        return
    rounded = [{name: f"{cell:.4f}" if isinstance(cell, float) else cell for name, cell in row.items()} for row in found.rows]
    columns([{name.replace("_", " "): cell for name, cell in row.items()} for row in rounded])
    print("\n" + "\n".join(found.words))


def save_rows(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Rows with the same keys as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def outcome_table(rows: Sequence[Outcome]) -> None:
    """The outcome table: estimate, 95% interval, Monte-Carlo error, and whether it was found or put in."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from collegium.report.words import error, interval, number

    out = console()
    shown = 3 if out.width < NARROW else 6
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "estimate", "95% interval", "error", "n", "")[:shown]:
        table.add_column(name, justify="left" if not name else "right", no_wrap=bool(name))
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            table.add_row(Text(group, "bold"))
        label = row.label if row.unit == "share" else f"{row.label} ({row.unit})"
        deep = 4 if label.startswith(("first by", "of these", "with ")) else 2
        cells = (
            Padding(Text(label), (0, 0, 0, deep)), number(row.estimate, row.unit),
            interval(row.low, row.high, row.unit), error(row.error, row.unit), f"{row.n:,}", row.marked,
        )  # fmt: skip
        table.add_row(*cells[:shown])
    out.print(table)


def order() -> list[dict[str, Any]]:
    """The rules of one step, in order, each with the first line of its description."""
    from importlib import import_module

    from collegium.engine import rules

    found: list[dict[str, Any]] = []
    for n, rule in enumerate(rules.ORDER, 1):
        name = getattr(rule, "__name__", None) or rule.py_func.__name__
        line = (import_module(rule.__module__).__doc__ or "").strip().splitlines()[0]
        found.append({"rule": n, "name": name, "what it does": line.split(": ", 1)[-1]})
    return found


def contents(scenario: Scenario, as_json: bool) -> None:
    """What is in a scenario: its heading, bodies, constituencies, offices with holders, people, and how much of everything.

    What refers to another row does so by the id that stands there.
    """
    from collegium.scenario import at
    from collegium.scenario.model import MOTIONS

    opening = at(scenario, scenario.start)
    bodies = [
        {"body": b.name, "id": b.id, "seats": b.seats, "meets every": "step" if b.cadence == 1 else f"{b.cadence} steps",
         "elected by": b.elected_by or "-", "appeal to": b.appeal_to or "-",
         "decides": ", ".join(kind for kind in MOTIONS if kind in b.decides) or "-"}
        for b in scenario.bodies
    ]  # fmt: skip
    constituencies = [{"constituency": c.name, "id": c.id, "weight": extent(c.weight)} for c in scenario.constituencies]
    names = {person.id: person.name for person in scenario.people}
    holder = {tenure.office: names[tenure.person] for tenure in opening.tenures}
    offices = [{"office": o.name, "id": o.id, "holder at the start": holder.get(o.id, "vacant"),
                "appoints in": ", ".join(o.appoints) or "-"} for o in scenario.offices]  # fmt: skip
    seated = {p: [seat_text(s) for s in opening.seats if s.person == p] for p in names}
    people = [{"person": p.name, "id": p.id, "seats at the start": ", ".join(seated[p.id]) or "-",
               **{trait: extent(cell) for trait, cell in p.traits.items()}} for p in opening.people]  # fmt: skip
    sizes = {name: len(getattr(scenario, name)) for name in SIZES}
    if as_json:
        head = {"name": scenario.name, "title": scenario.title, "summary": scenario.summary, "from": scenario.start, "to": scenario.end,
                "step": scenario.step, "top_body": scenario.top_body}  # fmt: skip
        put_json(head | {"bodies": bodies, "constituencies": constituencies, "offices": offices, "people": people, "rows": sizes})
        return
    heading = f"{scenario.title}\n{scenario.summary}\n{scenario.start} to {scenario.end}, steps of {scenario.step} days\n"
    console().print(heading, markup=False)
    # What a body decides has a table of its own, for one with all would break words on a narrow terminal.
    decides = [{"body": b["id"], "decides": b.pop("decides")} for b in bodies]
    for rows in (list(map(together, bodies)), decides, *(list(map(together, rows)) for rows in (constituencies, offices, people))):
        if rows:
            columns(rows)
            print()
    console().print("Rows: " + ", ".join(f"{name} {size}" for name, size in sizes.items()))


SIZES = ("people", "seats", "blocs", "tenures", "constituencies", "allegiances", "ties", "acts", "positions", "moods", "documents",
         "events", "record", "sources")  # fmt: skip


def together(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with its id behind the name."""
    (name, words), *rest = row.items()
    return {name: f"{words} ({row['id']})"} | {key: cell for key, cell in rest if key != "id"}


def seat_text(seat: Seat) -> str:
    return seat.body if seat.rank == "full" else f"{seat.body} (candidate)"


def extent(cell: Cell | None) -> str:
    """The range of a trait or weight."""
    if cell is None:
        return "?"
    low, high = min(cell.values), max(cell.values)
    return f"{low:.2g}" if low == high else f"{low:.2g}..{high:.2g}"


@cache
def announce_compilation() -> None:
    """From now on, say so, once, when something of the engine has to be compiled."""
    from numba.core import event

    class Announcer(event.Listener):  # type: ignore[misc]
        said = False

        def on_start(self, _: Any) -> None:
            if not self.said:
                self.said = True
                print("compiling once (a minute or two) ...", file=sys.stderr, flush=True)

        def on_end(self, _: Any) -> None:
            pass

    event.register("numba:compile", Announcer())


class Progress:
    """A bar with rate and time left on a terminal, a plain line now and then elsewhere. Call it with (done, to do)."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.begun = self.said = time.monotonic()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Progress:
        announce_compilation()
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self.bar = Bar(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(), console=Console(stderr=True),
            )  # fmt: skip
            self.bar.start()
            self.task = self.bar.add_task(self.what, total=None, rate="")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar:
            self.bar.stop()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not done or self.begun == self.said:
            # The clock starts with the first block: compiling is no measure of what is left.
            self.begun, self.said, self.first = now, now + 1e-9, done
        rate = (done - self.first) / (now - self.begun) if now > self.begun else 0.0
        if self.bar:
            self.bar.update(self.task, completed=done, total=total, rate=f"{rate:.0f}/s" if rate else "")
        elif done == total or now - self.said >= EVERY:
            self.said = now
            left = f", {(total - done) / rate:.0f} s left" if rate and done < total else ""
            speed = f", {rate:.0f} a second" if rate else ""
            print(f"{self.what}: {done} of {total}{speed}{left}", file=sys.stderr, flush=True)
