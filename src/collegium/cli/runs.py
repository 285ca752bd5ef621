"""Scenarios, runs and their results."""

from __future__ import annotations

import argparse
import shlex
from datetime import date
from pathlib import Path
from typing import Any

from collegium.cli.message import WRONG, say
from collegium.errors import SettingError, listed


def list_(a: argparse.Namespace) -> int:
    from collegium import load
    from collegium.cli.output import columns, put_json
    from collegium.scenario import shipped

    rows = [{"name": name, **heading(load(name))} for name in shipped()]
    put_json(rows) if a.json else columns(rows)
    return 0


def heading(scenario: Any) -> dict[str, str]:
    return {"from": str(scenario.start), "to": str(scenario.end), "title": scenario.title}


def show(a: argparse.Namespace) -> int:
    from collegium import load
    from collegium.cli.output import columns, contents, order, put_json

    if a.order:
        load(a.scenario)
        rows = order()
        put_json(rows) if a.json else columns(rows)
        return 0
    scenario = load(a.scenario)
    contents(scenario, a.json)
    return 0


def check(a: argparse.Namespace) -> int:
    from dataclasses import asdict

    from collegium.cli.output import put_json
    from collegium.scenario import check as mistakes_in
    from collegium.scenario import find

    mistakes = mistakes_in(find(a.path))
    if a.json:
        put_json([asdict(mistake) for mistake in mistakes])
    else:
        if mistakes:
            print(listed(mistakes))
        print(f"{len(mistakes):,} mistake{'' if len(mistakes) == 1 else 's'}." if mistakes else "No mistakes.")
    return WRONG if mistakes else 0


def new(a: argparse.Namespace) -> int:
    from collegium.scenario import new as begin

    path = begin(a.path)
    checking, running = shlex.join(["collegium", "check", str(path)]), shlex.join(["collegium", "run", str(path), "--histories", "200"])
    print(f"{path} is ready: {path / 'scenario.yaml'} says in which order to make it your own. Try\n  {checking}\n  {running}")
    return 0


def changed(a: argparse.Namespace) -> dict[str, str]:
    """What ``--set`` sets. Raises :class:`SettingError` for a name that is set twice."""
    changes = dict(a.changes)
    if len(changes) < len(a.changes):
        raise SettingError("--set: the same name is set twice (do: give one value for each name)")
    return changes


def run(a: argparse.Namespace) -> int:
    from collegium import analysis
    from collegium.cli.output import Progress, outcome_table, put_json
    from collegium.ensemble import runner

    changes, case = changed(a), runner.resolved(a.scenario)
    folder = Path(a.out or Path("runs") / case.name)
    record = tuple(a.record.split(","))
    with Progress("histories") as progress:
        results = runner.run(
            case, start=a.start, end=a.end, histories=a.histories, seed=a.seed, threads=a.threads, changes=changes,
            interventions=a.do, variant=a.variant, record=record, out=folder, progress=progress, overwrite=a.overwrite, resume=a.resume,
        )  # fmt: skip
    rows = analysis.outcomes(results)
    page = None
    if a.report and {"series", "events"} <= set(record):
        page = with_permutation(folder, a.threads)
    if a.json:
        put_json({"dir": str(folder), "report": page and str(page), "outcomes": rows})
        return 0
    outcome_table(rows)
    print(f"Results: {folder}")
    needs = ": it needs series and events in --record" if a.report else ""
    print(f"Report:  {page}" if page else f"No report was written{needs}.")
    return 0


def with_permutation(folder: Path, threads: int | None) -> Path:
    """Run the permutation test into the folder, then write the report."""
    from collegium.cli.output import Progress
    from collegium.experiments.permutation import permutation
    from collegium.report import write
    from collegium.results.folder import Folder

    with Progress("permutation test") as progress:
        permutation(Folder(folder), threads=threads, progress=progress)
    say("writing the report ...")
    return write(Folder(folder), folder / "report.html")


def results_in(folder: str) -> Any:
    from collegium.results.folder import Folder

    if not (Path(folder) / "provenance.json").is_file():
        raise SettingError(f"{folder} holds no results: name a folder that 'collegium run' has written")
    return Folder(folder)


def report(a: argparse.Namespace) -> int:
    from collegium.report import write

    print(write(results_in(a.dir), Path(a.dir) / "report.html"))
    return 0


def explain(a: argparse.Namespace) -> int:
    results = results_in(a.dir)
    if a.history not in results.numbers:
        raise SettingError(f"there is no history {a.history} in {a.dir}: choose from {results.numbers[0]} to {results.numbers[-1]}")
    check_days(results, a.start, a.end)
    from collegium.cli.output import announce_compilation, put_json
    from collegium.explain.replay import account, text

    announce_compilation()
    entries = account(results, a.history, a.start, a.end, a.person)
    put_json(entries) if a.json else print(text(entries))
    return 0


def check_days(results: Any, start: date | None, end: date | None) -> None:
    """Raises :class:`SettingError` if no day of the run lies from ``start`` to ``end``."""
    first, last = (date.fromisoformat(results.provenance[key]) for key in ("from", "to"))
    if max(start or first, first) > min(end or last, last):
        raise SettingError(
            f"no day of the run lies between --from and --to (do: choose days from {first} to {last}, the earlier one with --from)"
        )
