"""Does a fit help to foretell a case that it has not seen? Measures what docs/validation/leave_one_out.md shows, and writes the page.

    python validate/leave_one_out.py                    # every case with a record; the flagship from three days on
    python validate/leave_one_out.py --only directory   # one of them; the page keeps what is known of the others
    python validate/leave_one_out.py --page             # the page again, from the figures that are kept

*Leave one case out*: a fit to the counts of process of all other cases gives a posterior (collegium fit). The case that was left out gets
scores with this posterior and with the priors (collegium score). *Rolling origins*: a fit to the record of the flagship up to a day, and
scores from there on. What has been measured with the same engine, scenarios and numbers of histories is not measured again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

import collegium
from collegium.engine.cache import engine_hash
from collegium.experiments.positions import periods
from collegium.fitting.found import Fit
from collegium.fitting.learning import learned
from collegium.fitting.regression import REACH
from collegium.fitting.runs import Part
from collegium.fitting.runs import Plan as FitPlan
from collegium.fitting.study import HISTORIES
from collegium.scenario.hash import scenario_hash
from collegium.scoring.forecasts import forecast
from collegium.scoring.plan import Plan
from collegium.scoring.result import FULL, RISKS, judged
from collegium.scoring.rules import BINS
from collegium.scoring.statements import Statement, foretold, risks
from collegium.scoring.study import plain
from fits import cases, counts, parts
from scores import SPANS, beside, gain, number, real, rows, scored, way

PAGE = Path(__file__).parent.parent / "docs" / "validation" / "leave_one_out.md"
KEPT = Path(__file__).parent / "leave_one_out.json"
FLAGSHIP = "bolsheviks"
ORIGINS = (date(1923, 12, 31), date(1924, 12, 31), date(1925, 12, 31))
PRIOR = "prior"
"""Name of the forecast of the same model with its priors."""
SIZE = 200
"""Histories of each period that is scored."""
OVER = (PRIOR, "foreign", "logit")
"""Forecasts beside which the fitted model is put."""
FITTED = (
    "A gain is how much smaller the [log loss](../glossary.md#statistics) of the fitted model is, in nats a statement, on the risks of "
    "losses. Behind ± are two standard errors of a jackknife over periods. *Prior* is the same model with the priors. *Foreign* gives "
    "everybody the rate of collective leaderships elsewhere. *Logit* learns from the record as it passes ([scores](scores.md))."
)
HELD_OUT = "The left-out case is held out from the fit, not from the building of the model. Whoever built the model knew all these records."


@dataclass(frozen=True)
class Trial:
    """A fit, and the case and days that are scored with it."""

    name: str
    case: collegium.Scenario
    fitted: tuple[Part, ...]
    start: date
    end: date


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=SIZE, metavar="N", help="of each period that is scored (default: %(default)s)")
    parser.add_argument("--fitted", type=int, default=HISTORIES, metavar="N", help="of each case that is fitted (default: %(default)s)")
    parser.add_argument("--threads", type=int, metavar="N")
    parser.add_argument("--only", action="append", metavar="CASE", help="only this case; may be repeated")
    parser.add_argument("--page", action="store_true", help="measure nothing: write the page again from the figures that are kept")
    given = parser.parse_args()
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for trial in [] if given.page else trials(given.only):
        asked = about(trial, given.histories, given.fitted)
        if kept.get(trial.name, {}).get("about") == asked:
            continue
        plans = Plan(given.histories, 1, given.threads), FitPlan(given.fitted, 1, given.threads)
        kept[trial.name] = {"about": asked} | measured(trial, *plans)
        KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{trial.name}: {said(*kept[trial.name]['gains'][PRIOR])}", flush=True)
    if kept:
        PAGE.write_text(page(kept), encoding="utf-8")


def trials(only: Sequence[str] | None) -> list[Trial]:
    """Every case, with the fit to all others; then the flagship, with fits to its own beginnings."""
    every = parts(cases())
    found = []
    for one in every:
        start, end = (date.fromisoformat(day) for day in SPANS[one.case.name]) if one.case.name in SPANS else (one.case.start, one.case.end)
        others = tuple(other for other in every if other is not one)
        found.append(Trial(one.case.name, one.case, others, start, end))
    flagship = next(one.case for one in every if one.case.name == FLAGSHIP)
    found += [Trial(f"{FLAGSHIP} from {day}", flagship, tuple(parts([flagship], day)), day, flagship.end) for day in ORIGINS]
    return [trial for trial in found if not only or trial.case.name in only]


def about(trial: Trial, histories: int, fitted: int) -> dict[str, Any]:
    """What the figures depend on."""
    words = [f"{one.case.name} {one.until} {scenario_hash(one.case)}" for one in trial.fitted]
    fits = blake2b("\n".join(words).encode(), digest_size=8).hexdigest()
    return {
        "engine": engine_hash(), "scenario": scenario_hash(trial.case), "fitted": fits, "cases": len(words),
        "from": str(trial.start), "to": str(trial.end), "histories": histories, "fitted_histories": fitted,
    }  # fmt: skip


def measured(trial: Trial, plan: Plan, fits: FitPlan) -> dict[str, Any]:
    """The fit, and the scores of the case with its posterior and with the priors."""
    fit = learned(trial.fitted, [counts(one, fits) for one in trial.fitted], fits)
    spans = periods(trial.start, trial.end)
    asked = [*risks(trial.case, spans), *foretold(trial.case, spans)]
    chances = {FULL: forecast(fit.applied(trial.case), FULL, asked, plan, None)}
    chances[PRIOR] = unfitted(trial, asked, plan)
    found = judged(trial.case.name, trial.case.title, {}, asked, chances | plain(trial.case, asked))
    truth = np.array([float(one.truth) for one in asked])
    return {
        "title": trial.case.title, "parameters": parameters(fit),
        "out": [sum(one.beyond for one in fit.compared), len(fit.compared)],
        "risks": next([row.n, row.events] for row in found.rows if (row.forecast, row.block) == (FULL, RISKS)),
        "log": {row.forecast: row.log for row in found.rows if row.block == RISKS},
        "auc": {row.forecast: real(row.auc) for row in found.rows if row.block == RISKS and row.forecast in (FULL, PRIOR)},
        "gains": {one.over: [one.gain, real(one.error)] for one in found.skills if one.block == RISKS and one.over in OVER},
        "bins": {name: bins(chances[name], truth) for name in (FULL, PRIOR)},
    }  # fmt: skip


def unfitted(trial: Trial, asked: Sequence[Statement], plan: Plan) -> np.ndarray:
    """The forecasts with the priors: those of the score of the case, which is kept; of a part of the case, simulated."""
    if trial.name != trial.case.name:
        return forecast(trial.case, FULL, asked, plan, None)
    whole = scored(trial.name, trial.case, plan.histories)
    known = dict(zip((one.id for one in whole.statements), whole.chances[FULL].tolist(), strict=True))
    return np.array([known[one.id] for one in asked])


def parameters(fit: Fit) -> list[list[Any]]:
    """What was learned: name, means of prior and posterior, 90% interval, contraction."""
    return [[one.name, one.prior_mean, one.mean, one.low, one.high, one.contraction] for one in fit.learned]


def bins(p: np.ndarray, truth: np.ndarray) -> list[list[float]]:
    """By bins of the chance: forecasts, sum of the chances, how many came true."""
    place = np.clip(np.searchsorted(BINS, p, side="right") - 1, 0, len(BINS) - 2)
    return [[int(np.sum(place == k)), float(p[place == k].sum()), int(truth[place == k].sum())] for k in range(len(BINS) - 1)]


def page(kept: dict[str, Any]) -> str:
    """The page."""
    left = {name: one for name, one in kept.items() if " from " not in name}
    rolled = {name: one for name, one in kept.items() if " from " in name}
    told = next(iter(kept.values()))["about"]
    engines = ", ".join(sorted({f"`{one['about']['engine']}`" for one in kept.values()}))
    parts_ = [
        "# Leave one case out",
        "`python validate/leave_one_out.py` writes this page; nobody types a figure by hand.",
        f"{told['histories']} histories of each scored period, {told['fitted_histories']:,} of each fitted case, seed 1, engine "
        f"{engines}.",
        "This is a trial at a small size. Its figures mean little." if told["histories"] < SIZE else "",
        "## The verdict", "\n".join([*(verdict(left, over) for over in OVER), *([flagged(rolled)] if rolled else [])]),
        FITTED, HELD_OUT,
        "## Every case, fitted on all others", table(left) if left else "",
        "## What is learned from all others", learnt(left) if left else "",
        f"*Out of reach*: how many counts of process on record fewer than {REACH:.0%} of histories of the priors reach. No value of the "
        "parameters explains them.",
        "## Do the chances hold?", reliable(left) if left else "",
        "All cases together: of the statements that got a chance in a bin, the mean chance and the share that came true.",
        *(["## The flagship, fitted on its own beginning", table(rolled), learnt(rolled)] if rolled else []),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts_ if part) + "\n"


def verdict(kept: dict[str, Any], over: str) -> str:
    """In how many cases the fitted model is better than another forecast, not different, or worse."""
    gains = [(value, error) for value, error in (one["gains"][over] for one in kept.values())]
    mean = sum(value for value, _ in gains) / max(len(gains), 1)
    return f"- *{over.capitalize()}*: the model fitted on all other cases is {beside(gains)}; the mean gain is {gain(mean, None)}."


def flagged(kept: dict[str, Any]) -> str:
    """The same of the flagship, fitted on its own beginning."""
    told = "; ".join(f"from {name.partition(' from ')[2]} {said(*one['gains'][PRIOR])}" for name, one in kept.items())
    return f"- *The flagship*, fitted on its own beginning, beside its priors: {told}."


def said(value: float, error: float | None) -> str:
    """A gain and what it means."""
    return f"{way(value, error)} ({gain(value, error)})"


def table(kept: dict[str, Any]) -> str:
    """Scores of the fitted model beside the others."""
    scored = ["log loss, fitted", "log loss, prior", "AUC, fitted", "AUC, prior"]
    return rows(
        ["case", "risks", "losses", *scored, *(f"gain over {over}" for over in OVER)],
        [[f"`{name}`", f"{one['risks'][0]:,}", str(one["risks"][1]), *(f"{one['log'][which]:.4f}" for which in (FULL, PRIOR)),
          *(number(one["auc"][which], 2) for which in (FULL, PRIOR)), *(gain(*one["gains"][over]) for over in OVER)]
         for name, one in kept.items()],
    )  # fmt: skip


def learnt(kept: dict[str, Any]) -> str:
    """What each fit has learned."""
    return rows(
        ["scored case", "cases fitted", "parameters learned: prior mean to posterior mean (90% interval)", "out of reach"],
        [[f"`{name}`", str(one["about"]["cases"]), "; ".join(
            f"`{which}` {prior:.2g} to {mean:.2g} ({low:.2g} to {high:.2g})" for which, prior, mean, low, high, _ in one["parameters"]
        ) or "none", f"{one['out'][0]} of {one['out'][1]}"] for name, one in kept.items()],
    )  # fmt: skip


def reliable(kept: dict[str, Any]) -> str:
    """Reliability over all cases, fitted and with the priors."""
    found = []
    for k, (low, high) in enumerate(zip(BINS[:-1], BINS[1:], strict=True)):
        cells = [f"{low:g} to {high:g}"]
        for which in (FULL, PRIOR):
            n, total, hits = (sum(one["bins"][which][k][place] for one in kept.values()) for place in range(3))
            cells += [f"{n:,}", f"{total / n:.1%}" if n else "–", f"{hits / n:.1%}" if n else "–"]
        found.append(cells)
    heads = [f"{what}, {which}" for which in ("fitted", "prior") for what in ("statements", "mean chance", "came true")]
    return rows(["chance", *heads], found)


if __name__ == "__main__":
    main()
