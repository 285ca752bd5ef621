"""Claims: a historian's causal sentences as experiments, each judged by the written rule (spec/experiments.md, section 4).

Arms are shared: all claims with the same days and the same ``given`` have one arm without the intervention in each variant. What an arm has
shown is kept in a small file named after everything that it depends on, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

import json
import os
import shlex
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from collegium.analysis import ClaimsPage
from collegium.analysis.contrast import Contrast, contrast
from collegium.analysis.verdict import Judged, noise_floor, signs, verdict
from collegium.engine.cache import engine_hash
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved as scenario_of
from collegium.ensemble.runner import run, scenario_hash, under
from collegium.ensemble.variants import RIVALS, VARIANTS
from collegium.errors import CollegiumError, Mistake, ScenarioError, SettingError, argument, place
from collegium.experiments.file import Experiment, of_claim
from collegium.experiments.measures import Gauge, gauge, needed
from collegium.experiments.whatif import Design, days, placebo
from collegium.interventions import plan
from collegium.scenario.findings import suggest
from collegium.scenario.model import Claim, Scenario
from collegium.version import __version__

Values = NDArray[np.float64]
FILE = "claims.csv"


@dataclass(frozen=True)
class Arm:
    """Histories that are played once, whoever asks for them."""

    variant: str
    start: date
    end: date
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """A claim with its experiment and its measure read."""

    claim: Claim
    experiment: Experiment
    gauge: Gauge
    start: date
    end: date

    def arm(self, variant: str, do: Sequence[str]) -> Arm:
        return Arm(variant, self.start, self.end, (*self.experiment.given, *do))


def claims(
    scenario: Scenario | str | Path,
    design: Design | None = None,
    *,
    only: Sequence[str] = (),
    variants: Sequence[str] = RIVALS,
    out: str | Path | None = None,
    progress: Progress | bool | None = None,
) -> list[Judged]:
    """Every claim of a scenario (or those whose ids are in ``only``), judged. The full model is played with all pairs of the ``design``,
    each rival variant with half as many. What the arms show is kept in ``out``, and taken from there if it is there already.

    Raises :class:`ScenarioError` for mistakes in the table of claims, :class:`SettingError` for an unknown claim or a folder in the way.
    """
    case, design = scenario_of(scenario), design or Design()
    trials, aside = read(case, only)
    book = Book(case, design, Path(out) if out else None)
    for trial in trials:
        for variant in ("full", *variants):
            book.order(trial.arm(variant, ()), trial.gauge)
            book.order(trial.arm(variant, trial.experiment.do), trial.gauge)
        book.order(trial.arm("full", (placebo(case, trial.start),)), trial.gauge)
    with shown(progress) as tell:
        book.play(tell)
    judged = {trial.claim.id: judge(trial, book, variants, case) for trial in trials} | {claim.id: set_aside(claim) for claim in aside}
    return [judged[claim.id] for claim in case.claims if claim.id in judged]


def read(case: Scenario, only: Sequence[str] = ()) -> tuple[list[Trial], list[Claim]]:
    """The claims that can be tried, and those that are set aside. Raises :class:`ScenarioError` with every mistake in their sentences."""
    ids = [claim.id for claim in case.claims]
    for name in only:
        if name not in ids:
            raise SettingError(f"{place('only')}: there is no claim '{name}' in {case.name} (do: {suggest(name, ids)})")
    chosen = [claim for claim in case.claims if not only or claim.id in only]
    trials, mistakes = [], list[Mistake]()
    for claim in chosen:
        if claim.experiment:
            try:
                trials.append(trial_of(case, claim))
            except ScenarioError as error:
                mistakes += [replace(m, file=FILE, column=f"{claim.id}: {m.column}".rstrip(": ")) for m in error.mistakes]
            except CollegiumError as error:
                mistakes.append(Mistake(FILE, 0, f"{claim.id}: {claim.measure}", str(error), "see spec/experiments.md"))
    if mistakes:
        raise ScenarioError(mistakes)
    return trials, [claim for claim in chosen if not claim.experiment]


def listing(scenario: Scenario | str | Path, only: Sequence[str] = ()) -> list[dict[str, str]]:
    """A row a claim, as it is coded. Raises what :func:`claims` raises, without playing anything."""
    case = scenario_of(scenario)
    trials, aside = read(case, only)
    spans = {t.claim.id: f"{t.start} to {t.end}" for t in trials}
    labels = {t.claim.id: t.gauge.label for t in trials} | {claim.id: claim.measure for claim in aside}
    return [
        {"claim": c.id, "sentence": c.claim, "given": c.given, "experiment": c.experiment, "measure": labels[c.id], "expected": c.sign,
         "days": spans.get(c.id, ""), "certainty": c.source.certainty}
        for c in case.claims if c.id in labels
    ]  # fmt: skip


def trial_of(case: Scenario, claim: Claim) -> Trial:
    experiment = of_claim(claim)
    start, end = days(case, experiment)
    plan(case, (*experiment.given, *experiment.do), start, end)
    return Trial(claim, experiment, gauge(claim.measure, case, start, end), start, end)


class Book:
    """What arms have shown: one number a history for every measure that was asked of them."""

    def __init__(self, case: Scenario, design: Design, folder: Path | None) -> None:
        self.case, self.design, self.folder = case, design, folder
        self.asked: dict[Arm, dict[str, Gauge]] = defaultdict(dict)
        self.found: dict[Arm, dict[str, Values]] = {}
        self.seen: dict[str, Scenario] = {"full": case}
        self.hashes = (engine_hash(), scenario_hash(case))
        if folder and folder.exists() and any(folder.iterdir()) and not (folder / "arms").is_dir():
            raise SettingError(f"{folder} exists, holds no claims and is left alone: name another folder with {argument('out')}")

    def order(self, arm: Arm, measure: Gauge) -> None:
        self.asked[arm][measure.text] = measure

    def pairs(self, arm: Arm) -> int:
        """Histories of an arm: all of the full model, half as many (whole draws) of a rival."""
        per_draw = self.design.per_draw
        return self.design.pairs if arm.variant == "full" else max(per_draw, self.design.pairs // 2 // per_draw * per_draw)

    def play(self, progress: Progress | None) -> None:
        total, done = sum(map(self.pairs, self.asked)), 0
        for arm, gauges in self.asked.items():
            path = self.place(arm, gauges)
            if path and path.is_file():
                table = pq.read_table(path)
                self.found[arm] = {text: table[text].to_numpy() for text in gauges}
            else:
                self.found[arm] = self.played(arm, gauges, told(progress, done, total))
                if path:
                    keep(path, self.found[arm])
            done += self.pairs(arm)
            if progress:
                progress(done, total)

    def played(self, arm: Arm, gauges: dict[str, Gauge], progress: Progress | None) -> dict[str, Values]:
        d = self.design
        if arm.variant not in self.seen:  # a variant's changes take as long to make as many histories to play
            self.seen[arm.variant] = under(arm.variant, self.case)
        results = run(
            self.seen[arm.variant], start=arm.start, end=arm.end, histories=self.pairs(arm), seed=d.seed, threads=d.threads,
            traits=VARIANTS[arm.variant].traits, per_draw=d.per_draw, interventions=arm.sentences, record=needed(gauges.values()),
            progress=progress,
        )  # fmt: skip
        return {text: measure.values(results) for text, measure in gauges.items()}

    def place(self, arm: Arm, gauges: dict[str, Gauge]) -> Path | None:
        """The file of an arm, named after all that its numbers depend on."""
        if self.folder is None:
            return None
        depends = [
            *self.hashes, arm.variant, str(arm.start), str(arm.end), *arm.sentences, self.pairs(arm),
            self.design.per_draw, self.design.seed, *sorted(gauges),
        ]  # fmt: skip
        return self.folder / "arms" / f"{blake2b(json.dumps(depends).encode(), digest_size=12).hexdigest()}.parquet"

    def contrast(self, trial: Trial, variant: str, do: Sequence[str]) -> Contrast:
        g, before, after = trial.gauge, trial.arm(variant, ()), trial.arm(variant, do)
        return contrast(g.text, g.label, g.unit, self.found[before][g.text], self.found[after][g.text], self.design.per_draw)


def told(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of one arm as part of all."""
    return (lambda done, _: progress(before + done, total)) if progress else None


def keep(path: Path, values: dict[str, Values]) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    pq.write_table(pa.table(values), part)
    os.replace(part, path)


def judge(trial: Trial, book: Book, variants: Sequence[str], case: Scenario) -> Judged:
    effect = book.contrast(trial, "full", trial.experiment.do)
    rivals = {variant: book.contrast(trial, variant, trial.experiment.do) for variant in variants}
    idle = book.contrast(trial, "full", (placebo(case, trial.start),))
    scale = spread(book.found[trial.arm("full", ())][trial.gauge.text])
    said, why = verdict(trial.claim.sign, effect, rivals.values(), noise_floor(scale, idle.difference))
    up, down = signs([effect, *rivals.values()])
    parts = (up / (up + down), down / (up + down)) if up + down else (float("nan"), float("nan"))
    claim = trial.claim
    return Judged(
        claim.id, claim.claim, claim.experiment, claim.given, claim.measure, trial.gauge.label, trial.gauge.unit, claim.sign, said, why,
        effect, rivals, *parts, scale,
    )  # fmt: skip


def spread(values: Values) -> float:
    """Standard deviation over histories."""
    known = values[~np.isnan(values)]
    return float(known.std()) if known.size else float("nan")


def set_aside(claim: Claim) -> Judged:
    said, _ = verdict("", None)
    nothing = float("nan")
    return Judged(claim.id, claim.claim, "", claim.given, "", "", "", claim.sign, said, claim.measure, None, {}, nothing, nothing, nothing)


def page(case: Scenario, judged: Sequence[Judged], design: Design, rivals: bool = True) -> ClaimsPage:
    """What the report of claims shows."""
    words = ["collegium", "claims", case.name, "--pairs", str(design.pairs), "--per-draw", str(design.per_draw), "--seed", str(design.seed)]
    return ClaimsPage(
        title=case.title, source=f"Source: {design.pairs:,} pairs of histories a claim, seed {design.seed}; collegium {__version__}",
        judged=tuple(judged), variants={name: VARIANTS[name].meaning for name in RIVALS if rivals},
        draws=design.pairs // design.per_draw, per_draw=design.per_draw, command=shlex.join(words + ([] if rivals else ["--no-rivals"])),
    )  # fmt: skip
