"""Scores beside the record."""

from __future__ import annotations

import argparse
import math
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.message import put, say
from collegium.cli.runs import posterior
from collegium.errors import SettingError
from collegium.files.outputs import PROVENANCE

if TYPE_CHECKING:
    from collegium.scenario.model import Scenario
    from collegium.scoring import Score


def score(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json
    from collegium.cli.progress import Progress
    from collegium.scenario import edit
    from collegium.scoring import score as study

    case, start, end = asked(a)
    case = edit(case, posterior(a))
    with Progress("parts of runs") as progress:
        found = study(
            case, start=a.start or start, end=a.end or end, histories=a.histories, seed=a.seed, months=a.months, threads=a.threads,
            variants=a.variant, progress=progress,
        )  # fmt: skip
    if a.page:
        from collegium.report import score as page

        say("writing the page ...")
        page.write(found, Path(a.page))
    put_json(facts(found)) if a.json else told(found, a.page)
    return 0


def asked(a: argparse.Namespace) -> tuple[Scenario, Any, Any]:
    """The scenario, its first and last day; those of a run, with its changes, if its folder is named."""
    from collegium.ensemble.runner import resolved

    if not os.path.lexists(Path(a.scenario) / PROVENANCE):
        case = resolved(a.scenario)
        return case, case.start, case.end
    from collegium.analysis.columns import span
    from collegium.results.folder import Folder

    results = Folder(a.scenario)
    variant = results.provenance["settings"].get("variant", "full")
    if variant != "full":
        raise SettingError(
            f"{a.scenario} is a run of the variant '{variant}' (do: name its scenario, and add --variant {variant} to see both)"
        )
    return (results.scenario, *span(results))


def facts(found: Score) -> dict[str, Any]:
    """The score as plain data."""
    told = [
        {name: value for name, value in asdict(one).items() if name != "measure"}
        | {"measure": one.measure.text if one.measure else "", "chances": {name: float(p[k]) for name, p in found.chances.items()}}
        for k, one in enumerate(found.statements)
    ]
    return {
        "case": found.case, "title": found.title, **found.about, "verdict": found.verdict, "scores": found.rows, "skills": found.skills,
        "reliability": found.reliability, "statements": told,
    }  # fmt: skip


def told(found: Score, page: str | None) -> None:
    """The verdict, then every forecast, then the blocks of the model and of the strictest baselines."""
    from collegium.cli.output import columns, paragraph
    from collegium.scoring.study import FULL, MEANINGS, RISKS

    paragraph(f"{found.title}, {found.about['from']} to {found.about['to']}: {len(found.statements):,} statements, one period ahead")
    if found.about.get("fitted"):
        paragraph(f"From a posterior: {found.about['fitted']}. The other parameters have their priors.")
    for sentence in found.verdict:
        paragraph(sentence)
    put()
    gains = {one.over: one for one in found.skills if one.block == RISKS}
    columns([
        {"forecast": row.forecast, "log loss": plain(row.log, 4), "Brier": plain(row.brier, 4), "AUC": plain(row.auc, 2),
         "gain of the model": f"{gains[row.forecast].gain:+.4f} ± {2 * gains[row.forecast].error:.4f}" if row.forecast in gains else "",
         "what it says": MEANINGS.get(row.forecast, "a rival variant of the model")}
        for row in found.rows if row.block == RISKS
    ], title="Risks of losses")  # fmt: skip
    put()
    columns([
        {"block": row.block, "statements": f"{row.n:,}", "came true": row.events,
         **{name: plain(other.log, 4) for name in (FULL, "blank", "chance", "logit") for other in found.rows
            if (other.forecast, other.block) == (name, row.block)}}
        for row in found.rows if row.block != RISKS and row.forecast == FULL
    ], title="Log loss by block")  # fmt: skip
    put()
    paragraph(
        "Log loss is in nats a statement, the mean over blocks; smaller is better. Gain: how much smaller the log loss of the model is on "
        "the risks of losses, with two standard errors of a jackknife over periods."
    )
    if page:
        put(f"Page:    {page}")


def plain(value: float, digits: int) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"
