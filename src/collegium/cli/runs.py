"""Runs and their reports."""

from __future__ import annotations

import argparse
import os
import re
import shlex
from pathlib import Path
from typing import Any

from collegium.cli.interruption import stamp
from collegium.cli.message import put, say
from collegium.errors import SettingError
from collegium.files.manifest import MANIFEST
from collegium.files.outputs import PROVENANCE


def changed(a: argparse.Namespace) -> dict[str, str]:
    """What ``--set`` and ``--posterior`` set. Raises :class:`SettingError` for a name that is set twice."""
    typed = [*posterior(a).items(), *a.changes]
    changes = dict(typed)
    if len(changes) < len(typed):
        raise SettingError("--set: the same name is set twice (do: give one value for each name)")
    return changes


def posterior(a: argparse.Namespace) -> dict[str, str]:
    """The change that ``--posterior`` asks for."""
    return {"posterior": a.posterior} if a.posterior else {}


def run(a: argparse.Namespace) -> int:
    from collegium import analysis
    from collegium.cli.output import put_json
    from collegium.cli.progress import Progress
    from collegium.ensemble import runner
    from collegium.scoring.shipped import of_run

    changes, case = changed(a), runner.resolved(a.scenario)
    record = tuple(a.record.split(","))
    a.out = folder = Path(a.out) if a.out else place(Path("runs") / case.name, a)
    a.before = stamp(folder)
    with Progress("histories") as progress:
        results = runner.run(
            case, start=a.start, end=a.end, histories=a.histories, first=a.first, seed=a.seed, threads=a.threads, changes=changes,
            interventions=a.do, variant=a.variant, record=record, out=folder, progress=progress, overwrite=a.overwrite, resume=a.resume,
        )  # fmt: skip
    rows = analysis.outcomes(results)
    page = with_permutation(folder, a.threads) if a.report and {"series", "events"} <= set(record) else None
    if a.json:
        put_json({"dir": str(folder), "report": page and str(page), "beside_record": of_run(results).sentences, "outcomes": rows})
        return 0
    ending(results, rows, folder, page, a.report, record)
    return 0


def place(folder: Path, a: argparse.Namespace) -> Path:
    """The folder of a run that names none: ``runs/council``, and if that is in use ``runs/council-2`` and so on.

    With ``--resume`` the last of them, with ``--overwrite`` the first.
    """
    numbered = re.compile(re.escape(folder.name) + r"-(\d{1,9})")
    found = (numbered.fullmatch(path.name) for path in (folder.parent.iterdir() if folder.parent.is_dir() else ()))
    last = max((int(match[1]) for match in found if match), default=1)
    if a.overwrite or not folder.exists():
        return folder
    if a.resume:
        return folder if last == 1 else folder.with_name(f"{folder.name}-{last}")
    chosen = folder.with_name(f"{folder.name}-{last + 1}")
    say(f"{folder} exists already: this run goes to {chosen}")
    return chosen


def ending(results: Any, rows: Any, folder: Path, page: Path | None, asked: bool, record: tuple[str, ...]) -> None:
    """The outcome table, what happened in a few sentences, where everything is, and what to type next."""
    from collegium.cli.headline import headline
    from collegium.cli.output import outcome_table, paragraph
    from collegium.scoring.shipped import of_run

    outcome_table(rows)
    [body] = [body.name for body in results.scenario.bodies if body.id == results.scenario.top_body]
    put()
    paragraph(f"{of_run(results).text}\n")
    paragraph(" ".join(headline(rows, body)))
    put(f"\nResults: {folder}")
    needs = ": it needs series and events in --record" if asked else ""
    put(f"Report:  {page}" if page else f"No report was written{needs}.")
    if not page and not needs and {"series", "events"} <= set(record):
        put(f"Next:    {shlex.join(['collegium', 'report', str(folder)])}")
    brief = ["--brief"] if "events" in record else []
    put(f"Next:    {shlex.join(['collegium', 'explain', str(folder), *brief])}")


def with_permutation(folder: Path, threads: int | None) -> Path:
    """Run the permutation test into the folder, then write the report."""
    from collegium.cli.progress import Progress
    from collegium.experiments.permutation import permutation
    from collegium.report import write
    from collegium.results.folder import Folder

    with Progress("permutation test") as progress:
        permutation(Folder(folder), threads=threads, progress=progress)
    say("writing the report ...")
    return write(Folder(folder), folder / "report.html")


def results_in(folder: str) -> Any:
    from collegium.results.folder import Folder

    if not any(os.path.lexists(Path(folder) / name) for name in (MANIFEST, PROVENANCE)):
        raise SettingError(f"{folder} holds no results: name a folder that 'collegium run' has written")
    return Folder(folder)


def report(a: argparse.Namespace) -> int:
    from collegium.report import write

    put(write(results_in(a.dir), Path(a.dir) / "report.html", a.score))
    return 0
