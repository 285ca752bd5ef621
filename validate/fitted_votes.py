"""What can be learned about the weights of the vote from recorded votes? Writes docs/validation/fitted_votes.md.

    python validate/fitted_votes.py                  # every case with named positions; some minutes
    python validate/fitted_votes.py --histories 400  # a quick look; it writes no page

Simulated histories stand in for the record, one after the other: their positions are made up with the chances of the history, and their
true parameters are known. So the contraction over such records says how much could be learned from as many positions at best.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np

import collegium
from calibration import WANTED, covered, records, uniformity
from collegium.engine.cache import engine_hash
from collegium.ensemble.variants import VOTE
from collegium.fitting.calibration import LEVELS, Calibration, calibrate_votes
from collegium.fitting.found import CONTRACTED, FEW
from collegium.fitting.regression import Sample
from collegium.fitting.runs import Plan, scores, shared
from collegium.fitting.votes import Ballot, alone, ballots, dated, weights
from fits import cases
from scores import rows

PAGE = Path(__file__).parent.parent / "docs" / "validation" / "fitted_votes.md"
HISTORIES = 8000
Found: TypeAlias = tuple[list[str], list[Ballot], Calibration, Sample]
METHOD = """\
`collegium fit --votes` weights the draws of the prior by the likelihood of the positions on record ([how](../howto/fit.md#recorded-votes)).
Here the votes are all the evidence. *Contraction* says by how much the standard deviation of a weight shrinks against the prior, on the
scale of normal scores. *Made up* is its mean over invented records: nobody can expect more from as many positions. *Of the record*
is that of the real positions. Below {least} a weight counts as not learned. The intervals should hold the true value as
often as they say. Between brackets are 95% intervals; p is that of a test of uniformity of the ranks."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--histories", type=int, default=HISTORIES, metavar="N", help="of each run (default: %(default)s)")
    parser.add_argument("--threads", type=int, metavar="N")
    given = parser.parse_args()
    plan = Plan(given.histories, 1, given.threads)
    some = [case for case in cases() if dated(case, case.end)]
    cast = [one for case in some for one in ballots(case, case.end, plan)]
    text = page(some, cast, plan)
    if given.histories == HISTORIES:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)


def page(some: Sequence[collegium.Scenario], cast: Sequence[Ballot], plan: Plan) -> str:
    """The page: all cases together, and each alone if there are several."""
    groups = {"All cases together": list(some)} | ({one.title: [one] for one in some} if len(some) > 1 else {})
    found = {title: study(cases_, cast, plan) for title, cases_ in groups.items()}
    parts = [
        "# The weights of the vote, from recorded votes alone",
        "`python validate/fitted_votes.py` writes this page; nobody types a figure by hand.",
        f"{plan.histories:,} histories of each run, {len(records(plan.histories))} records made up, seed {plan.seed}, engine "
        f"`{engine_hash()}`.",
        "## The verdict", "\n".join(verdict(title, *one) for title, one in found.items()),
        METHOD.format(least=f"{CONTRACTED:.0%}"),
        *(piece for title, (names, _, calibrated, real) in found.items() for piece in (f"## {title}", told(names, calibrated, real))),
        "## Positions", positions(cast),
        "The chance is the mean over the draws of the prior. *Heard* is the share of runs in which a body voted on the motion.",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def study(some: Sequence[collegium.Scenario], cast: Sequence[Ballot], plan: Plan) -> Found:
    """The votes of some cases: weights, ballots, calibration on records that are made up, and what the record itself says."""
    own = [one for one in cast if one.case in {case.name for case in some}]
    names = [name for name in shared(some) if name in VOTE]
    drawn = scores(names, plan)
    return names, own, calibrate_votes(drawn, records(plan.histories), own), alone(drawn, weights(own))


def verdict(title: str, names: Sequence[str], cast: Sequence[Ballot], found: Calibration, real: Sample) -> str:
    """What the positions on record can tell, what they do tell, and whether the method is as sure as it should be."""
    learned = [f"`{name}`" for name, sd in zip(names, real.sd, strict=True) if 1.0 - sd >= CONTRACTED]
    best, held = int(np.argmax(found.contraction)), found.coverage(0.9)
    good = int(np.count_nonzero((held >= WANTED[0]) & (held <= WANTED[1])))
    size, which = sum(len(one.people) for one in cast), f" ({', '.join(learned)})" if learned else ""
    return (
        f"- *{title}*: {size} positions in {len(cast)} recorded vote{'s' * (len(cast) != 1)}. Learned: {len(learned)} of "
        f"{len(names)} weights{which}. The most that anybody can expect of as many is a contraction of {found.contraction[best]:.0%} "
        f"(`{names[best]}`). {real.effective:,.0f} of {len(real.scores):,} draws are effective{' (too few)' * (real.effective < FEW)}. "
        f"The 90% intervals of {good} of {len(names)} weights hold {WANTED[0]:.0%} to {WANTED[1]:.0%} of the true values "
        f"({held.min():.0%} to {held.max():.0%})."
    )


def told(names: Sequence[str], found: Calibration, real: Sample) -> str:
    """Every weight: contraction, coverage and ranks."""
    n, even, order = len(found.places), uniformity(found), np.argsort(-(1.0 - real.sd), kind="stable")
    head = ["weight", "contraction, made up", "of the record", *(f"{level:.0%} interval holds" for level in LEVELS), "p", ""]
    return rows(head, [
        [f"`{names[k]}`", percent(found.contraction[k]), percent(1.0 - real.sd[k]),
         *(covered(float(found.coverage(level)[k]), n) for level in LEVELS), f"{even[k]:.2f}",
         "learned" if 1.0 - real.sd[k] >= CONTRACTED else "not learned"]
        for k in order
    ])  # fmt: skip


def percent(share: float) -> str:
    """A share with a true minus sign, and no minus before 0."""
    return f"{round(share, 2) + 0.0:.0%}".replace("-", "−")


def positions(cast: Sequence[Ballot]) -> str:
    """Every position on record."""
    return rows(["case", "vote", "who", "voted", "chance of that", "heard"], [
        [one.case, f"`{one.row}`", person, "yes" if yes else "no", f"{chance:.0%}", f"{one.heard:.0%}"]
        for one in cast for person, yes, chance in zip(one.people, one.yes, one.usual, strict=True)
    ])  # fmt: skip


if __name__ == "__main__":
    main()
