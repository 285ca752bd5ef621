"""Scores beside the record."""

from __future__ import annotations

import argparse
import math
import os
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.interruption import stamp
from collegium.cli.message import put, say
from collegium.cli.runs import posterior
from collegium.cli.values import option
from collegium.errors import SettingError
from collegium.files.outputs import PROVENANCE

RIVAL = "a rival variant of the model"

if TYPE_CHECKING:
    from collegium.scenario.model import Scenario
    from collegium.scoring import Score


GIVEN = ("start", "end", "months", "histories", "variant", "seed", "posterior", "out", "overwrite", "resume")
"""Options of a score that is to be made."""
NAMES = {"variant": "variants"}
"""Option -> argument of :func:`collegium.score`, where they differ."""


def score(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json
    from collegium.scoring import read
    from collegium.scoring.store import is_score

    given = {name: value for name in GIVEN if (value := getattr(a, name)) not in (None, [], False)}
    if kept := is_score(a.scenario):
        if given:
            raise SettingError(f"{', '.join(map(option, given))}: this score is made already (do: leave it out, or name a scenario)")
    elif a.out is None and (given.get("overwrite") or given.get("resume")):
        raise SettingError("--out: no folder is named (do: name the folder of the score with --out)")
    found = read(a.scenario) if kept else made(a, given)
    if a.page:
        from collegium.report import score as page

        say("writing the page ...")
        page.write(found, Path(a.page))
    put_json(facts(found)) if a.json else told(found, a.page, a.out)
    return 0


def made(a: argparse.Namespace, given: dict[str, Any]) -> Score:
    """Score a scenario, or that of a run."""
    from collegium.cli.progress import Progress
    from collegium.scenario import edit
    from collegium.scoring import score as study

    case, start, end = asked(a)
    a.before = stamp(a.out)
    case = edit(case, posterior(a))
    settings = {"start": start, "end": end} | {NAMES.get(name, name): value for name, value in given.items() if name != "posterior"}
    with Progress("parts of runs") as progress:
        return study(case, threads=a.threads, progress=progress, **settings)


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
        {name: value for name, value in asdict(replace(one, measure=None, vote=None)).items() if name not in ("measure", "vote")}
        | {"chances": {name: float(p[k]) for name, p in found.chances.items()}}
        for k, one in enumerate(found.statements)
    ]
    return {
        "case": found.case, "title": found.title, **found.about, "votes": found.votes, "unheard": found.unheard,
        "warnings": found.warnings, "verdict": found.verdict, "scores": found.rows, "skills": found.skills,
        "reliability": found.reliability, "statements": told,
    }  # fmt: skip


def told(found: Score, page: str | None, out: str | None) -> None:
    """The verdict, then every forecast, then the blocks of the model and of the strictest baselines."""
    from collegium.cli.output import columns, paragraph
    from collegium.scoring.named_votes import BLOCK
    from collegium.scoring.result import FULL, MEANINGS, RISKS
    from collegium.scoring.verdict import of_score

    paragraph(f"{found.title}, {found.about['from']} to {found.about['to']}: {len(found.statements):,} statements, one period ahead")
    if found.about.get("fitted"):
        paragraph(f"From a posterior: {found.about['fitted']}. The other parameters have their priors.")
    paragraph(f"{of_score(found).text}\n")
    for sentence in found.warnings:
        paragraph(f"Warning: {sentence}.\n")
    gains = {one.over: one for one in found.skills if one.block == RISKS}
    columns([
        {"forecast": row.forecast, "log loss": plain(row.log, 4), "Brier": plain(row.brier, 4), "AUC": plain(row.auc, 2),
         "gain of the model": f"{gains[row.forecast].gain:+.4f} ± {2 * gains[row.forecast].error:.4f}" if row.forecast in gains else "",
         "what it says": MEANINGS.get(row.forecast, RIVAL)}
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
    if found.votes:
        in_votes = [row for row in found.rows if row.block == BLOCK]
        columns([
            {"forecast": row.forecast, "log loss": plain(row.log, 4), "Brier": plain(row.brier, 4),
             "what it says": MEANINGS.get(row.forecast, RIVAL)}
            for row in in_votes
        ], title=f"Named votes: how people voted {in_votes[0].n} times in {found.votes} recorded votes")  # fmt: skip
        put()
    paragraph(
        "Log loss is in nats a statement, the mean over blocks; smaller is better. Gain: how much smaller the log loss of the model is on "
        "the risks of losses, with two standard errors of a jackknife over periods."
    )
    if page:
        put(f"Page:    {page}")
    if out:
        put(f"Score:   {out}")


def plain(value: float, digits: int) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"
