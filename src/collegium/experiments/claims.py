"""Claims: a historian's causal sentences as experiments, each judged by the written rule (spec/experiments.md, section 4).

Arms are shared: all claims with the same days and the same ``given`` have one arm without the intervention in each variant. What an arm has
shown is kept in a small file named after everything that it depends on, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from collegium.analysis import ClaimsPage
from collegium.analysis.contrast import Contrast, contrast
from collegium.analysis.detection import detectable, mattering
from collegium.analysis.verdict import Judged, noise_floor, signs, verdict
from collegium.arguments import optional, path, takes, texts
from collegium.arguments import progress as progress_of
from collegium.engine.cache import engine_hash
from collegium.ensemble.progress import Progress, shown
from collegium.ensemble.runner import resolved as scenario_of
from collegium.ensemble.runner import scenario_hash, under
from collegium.ensemble.variants import RIVALS, VARIANTS
from collegium.errors import CollegiumError, Mistake, ScenarioError, SettingError, place, spelled
from collegium.experiments.arms import DESIGN, Design, days, play_arm, prepare, settings
from collegium.experiments.file import Experiment, of_claim
from collegium.experiments.measures import Measure, ask_who_rules, needed
from collegium.experiments.whatif import placebo
from collegium.files.outputs import OWN, opened
from collegium.interventions import Planner
from collegium.results.shards import native
from collegium.results.store import parquet
from collegium.scenario.findings import suggest
from collegium.scenario.model import Claim, Scenario
from collegium.scenario.readers import named
from collegium.version import __version__

Values = NDArray[np.float64]
FILE = "claims.csv"


@dataclass(frozen=True)
class Arm:
    """Histories that are simulated once, whoever asks for them."""

    variant: str
    start: date
    end: date
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """A claim with its experiment and its measure read; ``planner`` makes the plans of its arms in the full model."""

    claim: Claim
    experiment: Experiment
    measure: Measure
    planner: Planner

    @property
    def start(self) -> date:
        return self.planner.base.start

    @property
    def end(self) -> date:
        return self.planner.base.end

    def arm(self, variant: str, do: Sequence[str]) -> Arm:
        return Arm(variant, self.start, self.end, (*self.experiment.given, *do))

    @property
    def idle(self) -> tuple[str, ...]:
        """The placebo."""
        return (placebo(self.planner.base.snapshot),)


@takes(
    scenario=named, design=optional(DESIGN), only=texts, variants=partial(texts, options=RIVALS), out=optional(path), progress=progress_of
)
def claims(
    scenario: Scenario | str | Path,
    design: Design | None = None,
    *,
    only: Sequence[str] = (),
    variants: Sequence[str] = RIVALS,
    out: str | Path | None = None,
    progress: Progress | bool | None = None,
) -> list[Judged]:
    """Test the claims of a scenario.

    Parameters
    ----------
    scenario
        A scenario in hand, the name of a shipped one, or a folder.
    design
        Pairs, draws and seed of each arm in the full model; rival variants get half as many pairs.
    only
        Ids of the claims to test (default: all).
    variants
        The rival variants that test each claim as well.
    out
        Folder that keeps the values of every arm. An arm that it holds already is not simulated again.
    progress
        Called with the histories done and the histories to do.

    Returns
    -------
    list of Judged
        One verdict a claim, in their order, by the rule of spec/experiments.md, section 4.

    Raises
    ------
    ScenarioError
        For mistakes in the table of claims.
    SettingError
        For an unknown claim, or a folder that is in the way.
    """
    case, design = scenario_of(scenario), design or Design()
    trials, aside = read(case, only)
    book = Book(case, design, Path(out) if out else None)
    for trial in trials:
        book.planners["full", trial.start, trial.end] = trial.planner
        for variant in ("full", *variants):
            book.order(trial.arm(variant, ()), trial.measure)
            book.order(trial.arm(variant, trial.experiment.do), trial.measure)
        book.order(trial.arm("full", trial.idle), trial.measure)
    with shown(progress) as tell:
        book.play(tell)
    judged = {trial.claim.id: judge(trial, book, variants) for trial in trials} | {claim.id: set_aside(claim) for claim in aside}
    return [judged[claim.id] for claim in case.claims if claim.id in judged]


def read(case: Scenario, only: Sequence[str] = ()) -> tuple[list[Trial], list[Claim]]:
    """The claims with an experiment, and those that are set aside. Raises :class:`ScenarioError` with every mistake in their sentences."""
    ids = [claim.id for claim in case.claims]
    if not ids:
        raise SettingError(f"{case.name} has no claims, so there is nothing to judge (do: add claims.csv; docs/howto/own_claim.md)")
    for name in only:
        if name not in ids:
            raise SettingError(f"{place('only')}: there is no claim '{name}' in {case.name} (do: {suggest(name, ids)})")
    chosen = [claim for claim in case.claims if not only or claim.id in only]
    trials, mistakes, planners = list[Trial](), list[Mistake](), dict[tuple[date, date], Planner]()
    for claim in chosen:
        if claim.experiment:
            try:
                with spelled(in_table):
                    trials.append(trial_of(case, claim, planners))
            except ScenarioError as error:
                mistakes += [replace(m, file=FILE, column=f"{claim.id}: {m.column}".rstrip(": ")) for m in error.mistakes]
            except CollegiumError as error:
                mistakes.append(Mistake(FILE, 0, f"{claim.id}: {claim.measure}", str(error), "see spec/experiments.md"))
    if mistakes:
        raise ScenarioError(mistakes)
    return trials, [claim for claim in chosen if not claim.experiment]


def in_table(name: str, _: object = "") -> str:
    """An argument as people type it in the table of claims, where the days are columns."""
    return {"start": "the column from", "end": "the column to"}.get(name, name)


@takes(scenario=named, only=texts)
def listing(scenario: Scenario | str | Path, only: Sequence[str] = ()) -> list[dict[str, str]]:
    """The claims as coded, without a simulation.

    Parameters
    ----------
    scenario, only
        As of :func:`claims`.

    Returns
    -------
    list of dict
        One row a claim: its sentence, experiment, measure in words, expected sign, days and certainty.

    Raises
    ------
    ScenarioError
        For mistakes in the table of claims.
    SettingError
        For an unknown claim.
    """
    case = scenario_of(scenario)
    trials, aside = read(case, only)
    spans = {t.claim.id: f"{t.start} to {t.end}" for t in trials}
    labels = {t.claim.id: t.measure.label for t in trials} | {claim.id: claim.measure for claim in aside}
    return [
        {"claim": c.id, "sentence": c.claim, "given": c.given, "experiment": c.experiment, "measure": labels[c.id], "expected": c.sign,
         "days": spans.get(c.id, ""), "certainty": c.source.certainty}
        for c in case.claims if c.id in labels
    ]  # fmt: skip


def trial_of(case: Scenario, claim: Claim, planners: dict[tuple[date, date], Planner]) -> Trial:
    """The claim with its sentences read; claims about the same days share a planner."""
    experiment = of_claim(claim)
    span = days(case, experiment)
    if span not in planners:
        planners[span] = Planner(case, *span)
    ready = prepare(case, experiment, planner=planners[span])
    return Trial(claim, ready.experiment, ready.measures[0], ready.planner)


class Book:
    """What arms have shown: one number a history for every measure that was asked of them."""

    def __init__(self, case: Scenario, design: Design, folder: Path | None) -> None:
        self.case, self.design, self.folder = case, design, folder
        self.asked: dict[Arm, dict[str, Measure]] = defaultdict(dict)
        self.found: dict[Arm, dict[str, Values]] = {}
        self.seen: dict[str, Scenario] = {"full": case}
        self.planners: dict[tuple[str, date, date], Planner] = {}
        self.hashes = (engine_hash(), scenario_hash(case))

    def order(self, arm: Arm, measure: Measure) -> None:
        self.asked[arm][measure.text] = measure

    def pairs(self, arm: Arm) -> int:
        """Histories of an arm: all of the full model, half as many (whole draws) of a rival."""
        per_draw = self.design.per_draw
        return self.design.pairs if arm.variant == "full" else max(per_draw, self.design.pairs // 2 // per_draw * per_draw)

    def play(self, progress: Progress | None) -> None:
        total, done = sum(map(self.pairs, self.asked)), 0
        with ExitStack() as stack:
            kept = stack.enter_context(opened(self.folder, "claims", again=True)) if self.folder else None
            names = {arm: self.name(arm, measures) for arm, measures in self.asked.items()}
            if kept:
                kept.expect([*OWN, *names.values()])
            for arm, measures in self.asked.items():
                found = values_in(kept.holds(names[arm]), measures, self.pairs(arm)) if kept else None
                if found is None:
                    found = self.played(arm, measures, beyond(progress, done, total))
                    if kept:
                        kept.put({names[arm]: parquet(pa.table(found))})
                self.found[arm] = found
                done += self.pairs(arm)
                if progress:
                    progress(done, total)

    def played(self, arm: Arm, measures: dict[str, Measure], progress: Progress | None) -> dict[str, Values]:
        design = replace(self.design, variant=arm.variant, pairs=self.pairs(arm))
        planner, asked = self.planner(arm), measures.values()
        results = play_arm(planner, settings(planner, design, needed(asked), ask_who_rules(asked)), arm.sentences, {}, progress=progress)
        return {text: measure.values(results) for text, measure in measures.items()}

    def planner(self, arm: Arm) -> Planner:
        """What makes the plans of all arms of one variant and the same days."""
        if arm.variant not in self.seen:  # a variant's changes take as long to make as many histories to play
            self.seen[arm.variant] = under(arm.variant, self.case)
        key = arm.variant, arm.start, arm.end
        if key not in self.planners:
            self.planners[key] = Planner(self.seen[arm.variant], arm.start, arm.end)
        return self.planners[key]

    def name(self, arm: Arm, measures: Mapping[str, Measure]) -> str:
        """The file of an arm, named after all that its numbers depend on."""
        depends = [
            *self.hashes, arm.variant, str(arm.start), str(arm.end), *arm.sentences, self.pairs(arm),
            self.design.per_draw, self.design.seed, *sorted(measures),
        ]  # fmt: skip
        return f"arms/{blake2b(json.dumps(depends).encode(), digest_size=12).hexdigest()}.parquet"

    def contrast(self, trial: Trial, variant: str, do: Sequence[str]) -> Contrast:
        one, before, after = trial.measure, self.found[trial.arm(variant, ())], self.found[trial.arm(variant, do)]
        return contrast(one.text, one.label, one.unit, before[one.text], after[one.text], self.design.per_draw)


def beyond(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress of one arm as part of all."""
    return (lambda done, _: progress(before + done, total)) if progress else None


def values_in(data: bytes | None, measures: Mapping[str, Measure], pairs: int) -> dict[str, Values] | None:
    """What an arm has shown, from its file; None if the file is not there or damaged, so that the arm is simulated again."""
    if data is None:
        return None
    table = pq.read_table(native(data))
    whole = table.num_rows == pairs and set(measures) <= set(table.column_names)
    return {text: table[text].to_numpy() for text in measures} if whole else None


def judge(trial: Trial, book: Book, variants: Sequence[str]) -> Judged:
    effect = book.contrast(trial, "full", trial.experiment.do)
    rivals = {variant: book.contrast(trial, variant, trial.experiment.do) for variant in variants}
    idle = book.contrast(trial, "full", trial.idle)
    scale = spread(book.found[trial.arm("full", ())][trial.measure.text])
    sign = trial.claim.sign
    said, why = verdict(sign, effect, rivals.values(), noise_floor(scale, idle.difference), scale)
    up, down = signs([effect, *rivals.values()])
    parts = (up / (up + down), down / (up + down)) if up + down else (float("nan"), float("nan"))
    claim = trial.claim
    return Judged(
        claim.id, claim.claim, claim.experiment, claim.given, claim.measure, trial.measure.label, trial.measure.unit, sign, said, why,
        effect, rivals, *parts, scale, detectable(effect), mattering(effect, sign, scale),
    )  # fmt: skip


def spread(values: Values) -> float:
    """Standard deviation over histories."""
    known = values[~np.isnan(values)]
    return float(known.std()) if known.size else float("nan")


def set_aside(claim: Claim) -> Judged:
    said, _ = verdict("", None)
    nothing = float("nan")
    return Judged(claim.id, claim.claim, "", claim.given, "", "", "", claim.sign, said, claim.measure, None, {}, nothing, nothing, nothing)


def page(case: Scenario, judged: Sequence[Judged], design: Design, rivals: bool = True, posterior: str | None = None) -> ClaimsPage:
    """What the report of claims shows; ``posterior`` is the file from which the case had its posterior."""
    words = ["collegium", "claims", case.name, "--pairs", str(design.pairs), "--per-draw", str(design.per_draw), "--seed", str(design.seed)]
    words += ["--posterior", posterior] if posterior else []
    return ClaimsPage(
        title=case.title, source=f"Source: {design.pairs:,} pairs of histories a claim, seed {design.seed}; collegium {__version__}",
        judged=tuple(judged), variants={name: VARIANTS[name].meaning for name in RIVALS if rivals},
        draws=design.pairs // design.per_draw, per_draw=design.per_draw, command=shlex.join(words + ([] if rivals else ["--no-rivals"])),
    )  # fmt: skip
