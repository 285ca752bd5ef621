"""What-ifs and claims."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.cli.interruption import stamp
from collegium.cli.message import say
from collegium.cli.runs import changed, posterior
from collegium.errors import SettingError

if TYPE_CHECKING:
    from collegium.experiments.arms import Design, Prepared
    from collegium.experiments.file import Experiment


def design_of(a: argparse.Namespace) -> Design:
    from collegium.experiments.arms import Design

    return Design(a.pairs, a.per_draw, a.seed, getattr(a, "variant", "full"), a.threads)


def asked(a: argparse.Namespace) -> list[Experiment]:
    """The experiments that were typed or that a file holds. Raises :class:`SettingError` if there are none, or both."""
    from collegium.experiments.file import Experiment, read_experiments

    if a.experiments:
        if a.do or a.given or a.measure:
            raise SettingError("--experiments: the file says what is done and measured (do: leave out --do, --given and --measure)")
        found = read_experiments(a.experiments)
        return [replace(one, start=one.start or a.start, end=one.end or a.end) for one in found]
    if not a.do:
        raise SettingError('--do: nothing is done (do: name an intervention, such as "drop EVENT"; spec/experiments.md has all)')
    return [Experiment("what_if", tuple(a.do), tuple(a.measure), tuple(a.given), a.start, a.end)]


def whatif(a: argparse.Namespace) -> int:
    from collegium.ensemble.runner import resolved
    from collegium.experiments.arms import prepare

    experiments, design, case = asked(a), design_of(a), resolved(a.scenario)
    found = [prepare(case, experiment, design, changed(a)) for experiment in experiments]
    return attribution(a, found) if a.attribute else effects(a, found)


def effects(a: argparse.Namespace, experiments: list[Prepared]) -> int:
    from collegium.cli.output import put_json, save_rows
    from collegium.cli.output_experiments import as_rows, effect_table, in_full
    from collegium.cli.progress import Progress
    from collegium.experiments.whatif import played
    from collegium.scoring.shipped import of_run

    found, said = [], ""
    a.before = stamp(a.out)
    for ready in experiments:
        experiment = ready.experiment
        folder = Path(a.out, *([experiment.name] if len(experiments) > 1 else [])) if a.out else None
        with Progress(f"histories ({experiment.name})" if len(experiments) > 1 else "histories") as progress:
            shown = played(ready, out=folder, overwrite=a.overwrite, resume=a.resume, progress=progress)
        found.append(shown)
        if folder:
            from collegium.report import experiment as page

            say("writing the report ...")
            save_rows(as_rows(shown), folder / "effects.csv")
            page.write(shown.page(), folder / "report.html")
        if not a.json:
            beside = of_run(shown.before).text
            effect_table(shown, folder, beside if beside != said else "")  # several experiments on one case need it once
            said = beside
    if a.json:
        put_json([in_full(one) for one in found] if a.experiments else in_full(found[0]))
    return 0


def attribution(a: argparse.Namespace, experiments: list[Prepared]) -> int:
    from collegium.cli.output import put_json
    from collegium.cli.output_experiments import attribution_table
    from collegium.cli.progress import Progress
    from collegium.experiments.attribution import attributed

    if a.out:
        raise SettingError("--attribute prints a table and keeps no histories (do: leave out --out; --json prints all numbers)")
    found: dict[str, Any] = {}
    for ready in experiments:
        if not ready.experiment.measures:
            raise SettingError("--measure: nothing is measured (do: name the measure whose change you want to divide)")
        with Progress("histories") as progress:
            found[ready.experiment.name] = attributed(ready, progress)
    if a.json:
        put_json(found if a.experiments else next(iter(found.values())))
        return 0
    for shares in found.values():
        attribution_table(shares)
    return 0


def claims(a: argparse.Namespace) -> int:
    from collegium.cli.output import put_json, save_rows
    from collegium.cli.output_experiments import claim_list, claim_rows, claim_table
    from collegium.cli.progress import Progress
    from collegium.ensemble.runner import resolved
    from collegium.ensemble.variants import RIVALS
    from collegium.experiments import claims as study
    from collegium.scenario import edit
    from collegium.scoring import shipped

    case = edit(resolved(a.scenario), posterior(a))
    if a.list:
        claim_list(study.listing(case, a.only), a.json)
        return 0
    with Progress("histories") as progress:
        judged = study.claims(
            case, design_of(a), only=a.only, variants=RIVALS if a.rivals else (), out=a.out, progress=progress
        )  # fmt: skip
    if a.out:
        from collegium.report import claims as page

        say("writing the report ...")
        save_rows(claim_rows(judged), Path(a.out) / "claims.csv")
        page.write(study.page(case, judged, design_of(a), a.rivals, a.posterior), Path(a.out) / "report.html", shipped.of_case(case))
    if a.json:
        put_json(judged)
    else:
        claim_table(judged, a.out, shipped.of_case(case).text)
    return 0
