"""Sensitivity of the main outcomes to what is uncertain."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.interruption import stamp
from collegium.cli.message import put
from collegium.cli.runs import changed

if TYPE_CHECKING:
    from collegium.analysis.sensitivity import Sensitivity

OF_A_RUN = ("start", "end", "histories", "seed", "variant", "out")
"""Options that are arguments of a run under the same name."""
SHOWN = 8
"""Inputs that the table names for one outcome."""


def sensitivity(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json, save_rows
    from collegium.cli.progress import Progress
    from collegium.experiments.sensitivity import examined, simulated

    given = {name: getattr(a, name) for name in OF_A_RUN}
    given |= {"changes": changed(a) or None, "overwrite": a.overwrite or None, "resume": a.resume or None, "fixed": a.fixed or None}
    a.before = stamp(a.out)
    with Progress("histories") as progress:
        results = simulated(a.scenario, given, a.threads, progress)
    with Progress("inputs") as progress:
        found = examined(results, a.threads, progress)
    if a.save:
        save_rows(found.rows(), Path(a.save))
    if a.picture:
        from collegium.figures import save
        from collegium.figures import sensitivity as picture

        save(picture(found), a.picture)
    put_json(in_full(found)) if a.json else sensitivity_table(found, a.save)
    return 0


def in_full(found: Sensitivity) -> dict[str, Any]:
    """All numbers, for JSON."""
    acts = found.acts
    return {
        "histories": found.results.provenance["histories"], "draws": found.draws, "seed": found.results.provenance["seed"],
        "outcomes": [
            {"name": one.name, "label": one.label, "threshold": float(found.threshold[k]), "detectable": float(found.detectable[k])}
            for k, one in enumerate(found.outcomes)
        ],
        "unvaried": [one.name for one in found.unvaried], "fixed": found.fixed, "ranged": found.ranged,
        "inert": [one.name for one in found.inert],
        "inputs": [
            {"name": one.name, "label": one.label, "kind": one.kind, "inert": not acts[i].any(),
             "indices": {target.name: {part: float(getattr(found, part)[i, k]) for part in ("index", "low", "high", "dummy")}
                         for k, target in enumerate(found.outcomes)}}
            for i, one in enumerate(found.inputs)
        ],
    }  # fmt: skip


def sensitivity_table(found: Sensitivity, saved: str | None) -> None:
    """For each outcome the inputs that exceed its threshold; then what the numbers mean and what is inert."""
    from collegium.cli.output import columns, paragraph
    from collegium.report.words import interval, number

    rows = []
    for k, target in enumerate(found.outcomes):
        ranked = found.ranked(k)
        cells = [
            (found.inputs[i].label, number(found.index[i, k], "share"), interval(found.low[i, k], found.high[i, k], "share"))
            for i in ranked[:SHOWN]
        ] or [("none", "", "")]  # fmt: skip
        if len(ranked) > SHOWN:
            cells.append((f"and {len(ranked) - SHOWN} more", "", ""))
        for n, (name, index, span) in enumerate(cells):
            limit = "" if n else number(found.threshold[k], "share")
            rows.append({"outcome": "" if n else target.label, "input": name, "index": index, "95% interval": span, "threshold": limit})
    columns(rows)
    put()
    for line in notes(found, saved):
        paragraph(line)


def notes(found: Sensitivity, saved: str | None) -> Iterator[str]:
    """What the numbers mean, how certain they are, and which inputs do nothing that can be seen."""
    from collegium.analysis.first_order import LEVEL, PERMUTATIONS, POWER
    from collegium.report.words import number

    first, last = found.results.provenance["histories"]
    yield (
        f"{last - first + 1:,} histories; {len(found.inputs):,} inputs differ between them. index: the share of the variance of the "
        "outcome that the input explains on its own (first-order sensitivity index)."
    )
    yield (
        f"threshold: if no input mattered, {LEVEL:.0%} of runs would have an index above any threshold ({PERMUTATIONS} permutations of the "
        "histories; Westfall and Young's maximum corrects for the number of inputs, Bonferroni's inequality for that of outcomes)."
    )
    low, high = (number(float(edge(found.detectable)), "share") for edge in (min, max))
    yield (
        f"A run of this size finds an index of {low} to {high}, depending on the outcome, in {POWER:.0%} of cases. An input may still act "
        "more weakly, or only together with others."
    )
    parameters, cells = ([one for one in found.inert if one.kind == kind] for kind in ("parameter", "cell"))
    yield f"Inert: {len(found.inert):,} of {len(found.inputs):,} inputs exceed no threshold."
    if parameters:
        yield f"Inert parameters ({len(parameters)}): {', '.join(one.name for one in parameters)}."
    if cells:
        kinds = Counter(one.label.partition(":")[0] for one in cells)
        where = saved or "--save or --json"
        yield f"Inert cells ({len(cells):,}): {', '.join(f'{kind} {n:,}' for kind, n in kinds.items())}. {where} names each."
    if found.unvaried:
        yield f"The same in every history, so without indices: {', '.join(one.label for one in found.unvaried)}."
    if found.ranged:
        yield (
            f"Ranges: this run draws {len(found.ranged)} parameters that have one value by default, each evenly from the range in which it "
            "may lie (docs/reference/parameters.md). Its histories differ more than those of a plain run."
        )
    if found.fixed:
        yield (
            f"{len(found.fixed)} parameters have one value in this run. Nothing is said about them; --set NAME=PRIOR gives one a range, "
            "and --fixed gives one to all that have a single value by default."
        )
