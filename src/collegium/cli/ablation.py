"""The mechanisms of a case, and what switching each of them off changes."""

from __future__ import annotations

import argparse
from pathlib import Path

from collegium.cli.interruption import stamp
from collegium.cli.message import say
from collegium.cli.runs import changed


def systems(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json
    from collegium.cli.output_ablation import system_table
    from collegium.experiments.ablation import systems as listed

    rows = listed(a.scenario)
    put_json(rows) if a.json else system_table(rows)
    return 0


def ablate(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json, save_rows
    from collegium.cli.output_ablation import ablation_rows, ablation_table, in_full
    from collegium.cli.progress import Progress
    from collegium.experiments.ablation import ablate as play

    a.before = stamp(a.out)
    with Progress("histories") as progress:
        found = play(
            a.scenario, a.system, start=a.start, end=a.end, pairs=a.pairs, per_draw=a.per_draw, seed=a.seed, variant=a.variant,
            changes=changed(a) or None, threads=a.threads, out=a.out, overwrite=a.overwrite, resume=a.resume, progress=progress,
        )  # fmt: skip
    if a.out:
        from collegium.report import ablation as page

        say("writing the report ...")
        save_rows(ablation_rows(found), Path(a.out) / "effects.csv")
        page.write(found.page(), Path(a.out) / "report.html")
    put_json(in_full(found)) if a.json else ablation_table(found, a.out)
    return 0
