"""Parameters fitted to counts of process on record, and to recorded votes."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.interruption import stamp
from collegium.cli.message import put, say

if TYPE_CHECKING:
    from collegium.fitting import Fit
    from collegium.fitting.found import Parameter, Votes


def fit(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json, save_rows
    from collegium.cli.progress import Progress
    from collegium.fitting import fit as study
    from collegium.fitting.tree import to_netcdf
    from collegium.results.export import needed

    if a.netcdf:
        needed("netcdf")
    a.before = stamp(a.out)
    with Progress("histories") as progress:
        found = study(
            a.scenario, until=a.until, cases=a.cases, votes=a.votes, histories=a.histories, seed=a.seed, threads=a.threads, out=a.out,
            overwrite=a.overwrite, resume=a.resume, progress=progress,
        )  # fmt: skip
    if a.out:
        from collegium.report import fit as page

        say("writing the report ...")
        page.write(found, Path(a.out) / "report.html")
    if a.save:
        save_rows([row(one) for one in found.parameters], Path(a.save))
    if a.picture:
        from collegium.figures import fits, save

        save(fits.parameters([(one.name, one.place, one.learned) for one in found.parameters], source=found.source), a.picture)
    if a.netcdf:
        to_netcdf(found, a.netcdf)
    put_json(facts(found)) if a.json else told(found, a.out)
    return 0


def row(one: Parameter) -> dict[str, Any]:
    """A parameter as a row of a table."""
    mean, low, high = one.place
    told = {name: value for name, value in asdict(one).items() if name != "place"}
    return told | {"place": mean, "place_low": low, "place_high": high, "learned": one.learned}


def facts(found: Fit) -> dict[str, Any]:
    """The fit as plain data, without its draws."""
    return {
        "title": found.title, **found.about, "effective": found.effective, "warnings": found.warnings, "candidates": found.candidates,
        "parameters": [row(one) for one in found.parameters],
        "statistics": [asdict(one) | {"beyond": one.beyond} for one in found.compared],
    } | ({"votes": in_votes(found.votes)} if found.votes else {})  # fmt: skip


def in_votes(found: Votes) -> dict[str, Any]:
    """What the recorded votes say, as plain data."""
    return {
        "headline": found.headline, "effective": found.effective, "draws": found.draws, "log_loss": found.surprise,
        "positions": [asdict(one) for one in found.positions], "weights": [row(one) for one in found.told],
    }  # fmt: skip


def told(found: Fit, out: str | None) -> None:
    """What the fit has learned, then the counts on record beside simulated ones, then what speaks against it."""
    from collegium.cli.output import columns, paragraph

    paragraph(found.headline)
    for sentence in found.warnings:
        paragraph(f"Warning: {sentence}.")
    put()
    columns([in_line(one, "parameter", "posterior mean", "not learned: keeps its prior") for one in found.parameters], title="Parameters")
    put()
    if found.votes:
        votes_told(found.votes)
    columns([
        {"case": one.case, "count": one.label, "on record": one.seen, "prior": between(one.prior), "posterior": between(one.posterior),
         "p": f"{one.p:.2f}", "": "out of reach" if one.beyond else ""}
        for one in found.compared
    ], title="Counts of process: on record, and in 90% of histories")  # fmt: skip
    put()
    paragraph(
        "Contraction: by how much the standard deviation has shrunk against the prior, on the scale of normal scores. p: twice the share "
        "of histories of the posterior with a count as great, or as small, as on record. A small p says that the model does not fit."
    )
    if out and found.draws:
        put(f"Posterior: {Path(out) / 'posterior.csv'}")
    if out:
        put(f"Report:    {Path(out) / 'report.html'}")


def votes_told(found: Votes) -> None:
    """What the recorded votes say by themselves, then every position."""
    from collegium.cli.output import columns, paragraph

    rows = [in_line(one, "weight", "mean by votes", "not learned") for one in found.told]
    columns(rows, title="Weights of the vote, by the recorded votes alone")
    put()
    columns([
        {"vote": f"{one.case}: {one.row}", "who": one.person, "voted": "yes" if one.yes else "no",
         "chance of that": f"{one.chance:.0%}", "motion heard": f"{one.heard:.0%}"}
        for one in found.positions
    ], title="Positions on record, and the mean chance by the priors")  # fmt: skip
    put()
    paragraph(f"{found.headline} {found.effective:,.0f} of {found.draws:,} draws are effective.")
    put()


def in_line(one: Parameter, what: str, mean: str, otherwise: str) -> dict[str, str]:
    """A parameter as a row of a table, under the heads ``what`` and ``mean``; ``otherwise`` is said of one not learned."""
    return {
        what: one.name, "prior mean": f"{one.prior_mean:.3g}", "sd": f"{one.prior_sd:.3g}", mean: f"{one.mean:.3g}",
        "90% interval": f"{one.low:.3g} to {one.high:.3g}", "contraction": f"{one.contraction:.0%}",
        "": "learned" if one.learned else otherwise,
    }  # fmt: skip


def between(span: tuple[float, float, float]) -> str:
    """A mean with its 90% interval."""
    mean, low, high = span
    return f"{mean:.1f} ({low:g} to {high:g})"
