"""Is the fit as sure as it should be? Measures what docs/validation/calibration.md shows, and writes the page.

    python validate/calibration.py                  # all cases together, and the flagship alone
    python validate/calibration.py --histories 500  # a quick look; it writes no page

200 simulated histories stand in for the record, one after the other. Their true parameters are known. The fit sees them as it sees a
record, with the other histories as its simulations. Nothing is simulated twice: runs/fits keeps what was counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from scipy.stats import chi2

from collegium.analysis.intervals import wilson
from collegium.fitting.calibration import LEVELS, Calibration, calibrate
from collegium.fitting.found import Fit
from collegium.fitting.learning import learned
from collegium.fitting.runs import Plan
from collegium.fitting.study import HISTORIES
from fits import cases, counts, parts
from scores import rows

PAGE = Path(__file__).parent.parent / "docs" / "validation" / "calibration.md"
RECORDS = 200
BINS = 10
WANTED = (0.85, 0.95)
"""What the 90% intervals should cover."""
ROUGH = 0.01
"""A rank histogram is uneven if a test of uniformity rejects it at this level."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=HISTORIES, metavar="N", help="of each case (default: %(default)s)")
    parser.add_argument("--threads", type=int, metavar="N")
    given = parser.parse_args()
    plan = Plan(given.histories, 1, given.threads)
    flagship = "bolsheviks"
    found = {name: study(names, plan) for name, names in (("All cases together", None), ("The flagship alone", [flagship]))}
    text = page(found, plan)
    if given.histories == HISTORIES:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)


def study(names: list[str] | None, plan: Plan) -> tuple[Fit, Calibration]:
    """The fit of some cases, and how its method does on records that are made up."""
    some = parts(cases(names))
    found = learned(some, [counts(one, plan) for one in some], plan)
    return found, calibrate(found.scores, found.counts, records(plan.histories))


def records(histories: int) -> list[int]:
    """The histories that are taken as records, evenly spread."""
    places = np.linspace(0, histories - 1, min(RECORDS, histories // 4))
    return [int(place) for place in places]


def page(found: dict[str, tuple[Fit, Calibration]], plan: Plan) -> str:
    parts_ = [
        "# Is the fit as sure as it should be?",
        "`python validate/calibration.py` writes this page; nobody types a figure by hand.",
        f"Simulation-based calibration holds out {len(records(plan.histories))} of {plan.histories:,} simulated histories, and takes each "
        "as if it were the record. The fit sees it as it sees a record, and has the other histories as its simulations. The parameters "
        "behind such a record are known. They should lie below the median of their posterior in half of the cases, in the 90% interval in "
        "90%, and in every tenth of the posterior equally often. This tests the method. It says nothing about whether the model is right.",
        "## The verdict", "\n".join(verdict(name, *one) for name, one in found.items()),
        *(piece for name, one in found.items() for piece in told(name, *one)),
        "Between brackets are 95% intervals. Contraction says by how much the standard deviation shrinks against the prior, on the scale "
        "of normal scores: first the mean over made-up records, then that of the record itself. Ranks: how many true values lie in each "
        "tenth of their posterior; p is that of a test of uniformity (chi-squared).",
        "S. Talts, M. Betancourt, D. Simpson, A. Vehtari and A. Gelman, \"Validating Bayesian Inference Algorithms with Simulation-Based "
        "Calibration\", arXiv:1804.06788 (2018).",
    ]  # fmt: skip
    return "\n\n".join(parts_) + "\n"


def verdict(name: str, fit: Fit, one: Calibration) -> str:
    """How many of the parameters are covered as they should be."""
    covered, even = one.coverage(0.9), uniformity(one)
    good = int(np.count_nonzero((covered >= WANTED[0]) & (covered <= WANTED[1])))
    rough = int(np.count_nonzero(even < ROUGH))
    return (
        f"- *{name}*: the 90% intervals of {good} of {len(covered)} parameters cover {WANTED[0]:.0%} to {WANTED[1]:.0%} of the true values "
        f"({covered.min():.0%} to {covered.max():.0%}). {rough} of {len(covered)} rank histograms are uneven (p below {ROUGH:g})."
    )


def told(name: str, fit: Fit, one: Calibration) -> list[str]:
    """Coverage and ranks of every fitted parameter."""
    n, even, ranks = len(one.places), uniformity(one), one.ranks(BINS)
    cells = [
        [f"`{parameter.name}`", *(covered(float(one.coverage(level)[k]), n) for level in LEVELS), f"{one.contraction[k]:.0%}",
         f"{parameter.contraction:.0%}", " ".join(map(str, ranks[k])), f"{even[k]:.2f}"]
        for k, parameter in enumerate(fit.parameters)
    ]  # fmt: skip
    head = ["parameter", *(f"{level:.0%} interval holds" for level in LEVELS), "contraction, made up", "of the record", "ranks", "p"]
    return [f"## {name}", rows(head, cells)]


def covered(share: float, n: int) -> str:
    low, high = wilson(round(share * n), n)
    return f"{share:.0%} ({float(low):.0%} to {float(high):.0%})"


def uniformity(one: Calibration) -> np.ndarray:
    """The p-value of every rank histogram; shape (parameters,)."""
    expected = len(one.places) / BINS
    found: np.ndarray = chi2.sf(np.square(one.ranks(BINS) - expected).sum(axis=1) / expected, BINS - 1)
    return found


if __name__ == "__main__":
    main()
