"""From simulated counts to a posterior: which parameters to fit, what the records say of them, and how the counts compare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from collegium.analysis.first_order import first_order
from collegium.engine.cache import engine_hash
from collegium.ensemble.runner import cores, scenario_hash
from collegium.ensemble.variants import VOTE
from collegium.errors import SettingError
from collegium.fitting.found import Compared, Fit, Parameter, Position, Span, Votes
from collegium.fitting.posterior import rounded
from collegium.fitting.process import STATISTICS, Floats
from collegium.fitting.regression import Regression, Sample
from collegium.fitting.runs import Part, Plan, scores, shared, values
from collegium.fitting.votes import Ballot, alone, weights
from collegium.scenario.parameters import DEFAULTS

MOST = 6
"""Parameters that are fitted at most: those on which the counts depend most."""
DRAWS = 1000
"""Joint draws in the file of a posterior."""


def learned(parts: Sequence[Part], counts: Sequence[Floats], plan: Plan, cast: Sequence[Ballot] = ()) -> Fit:
    """The posterior from counts that were simulated: ``counts`` of every part, shape (histories, its statistics).

    Parameters
    ----------
    parts
        The cases.
    counts
        Of each case what was counted in its histories, in the order of its statistics.
    plan
        How they were simulated.
    cast
        Recorded votes, as histories of the same plan foretell them. Without any the counts are all the evidence.

    Returns
    -------
    Fit
        What was learned. Its posterior predictive is that of the prior until :func:`checked` puts in another.
    """
    names = shared([one.case for one in parts])
    whole = np.concatenate(counts, axis=1)
    seen = np.array([count for one in parts for count in one.seen.values()], np.float64)
    drawn = scores(names, plan)
    index, acts = screened(parts, whole, drawn, plan, cast)
    likely = weights(cast) if cast else None
    ranked = np.argsort(-index, kind="stable").tolist()
    chosen = [k for k in ranked if acts[k]][:MOST] or ranked[:1]
    found = Regression(drawn[:, chosen], whole, likely).posterior(seen)
    priors = [parts[0].case.parameters[names[k]] for k in chosen]
    before, after = values(priors, drawn[:, chosen]), values(priors, found.scores)
    told = [described(names[k], float(index[k]), before[:, n], after[:, n], found, n) for n, k in enumerate(chosen)]
    order = sorted(range(len(told)), key=lambda n: -told[n].contraction)
    kept = rounded(values(priors, found.draws(DRAWS)))
    said = of_votes(parts, cast, likely, drawn, names) if likely is not None else None
    result = Fit(
        "; ".join(one.case.title for one in parts), about(parts, plan, cast), tuple(told[n] for n in order), tuple(names), (),
        found.effective,
        {told[n].name: kept[:, n] for n in sorted(order, key=lambda n: told[n].name) if told[n].learned},
        drawn[:, chosen][:, order], before[:, order], whole, whole, said,
    )  # fmt: skip
    return compared(result, parts)


def screened(
    parts: Sequence[Part], counts: Floats, drawn: Floats, plan: Plan, cast: Sequence[Ballot] = ()
) -> tuple[Floats, NDArray[np.bool_]]:
    """The largest share of the variance of a kind of count that each parameter explains on its own (first-order index), and whether it is
    beyond chance. Counts of one kind are averaged over the cases, under the root and in units of their standard deviation. The log
    likelihood of each recorded vote counts as a kind of its own. Shapes (parameters,)."""
    names = [name for one in parts for name in one.seen]
    roots = np.sqrt(counts)
    spread = roots.std(axis=0)
    varied = {name: [k for k, other in enumerate(names) if other == name and spread[k] > 0.0] for name in names}
    kinds = [np.mean(roots[:, places] / spread[places], axis=1) for places in varied.values() if places]
    kinds += [np.log(one.likelihood()) for one in cast if one.heard]
    if not kinds:
        raise SettingError("no count differs between histories, so nothing can be learned (do: choose a longer time, or another case)")
    found = first_order(drawn, np.stack(kinds, axis=1), np.arange(len(drawn)), plan.seed, plan.threads or cores())
    acts: NDArray[np.bool_] = np.any(found.index > found.threshold, axis=1)
    return found.index.max(axis=1), acts


def described(name: str, index: float, before: Floats, after: Floats, sample: Sample, n: int) -> Parameter:
    """A parameter before and after; it is the ``n``-th of the sample."""
    mean, low, high = span(after, sample.weights)
    sd = float(np.sqrt(sample.weights @ np.square(after - mean)))
    return Parameter(
        name, DEFAULTS[name].meaning, index, float(before.mean()), float(before.std()), mean, sd, low, high,
        span(ndtr(sample.scores[:, n]), sample.weights), 1.0 - float(sample.sd[n]),
    )  # fmt: skip


def span(found: Floats, weights: Floats) -> Span:
    """Mean and 90% interval of a weighted sample."""
    order = np.argsort(found, kind="stable")
    edges = np.cumsum(weights[order])
    low, high = np.minimum(np.searchsorted(edges, np.array([0.05, 0.95]) * edges[-1]), len(found) - 1)
    return float(weights @ found), float(found[order][low]), float(found[order][high])


def of_votes(parts: Sequence[Part], cast: Sequence[Ballot], likely: Floats, drawn: Floats, names: Sequence[str]) -> Votes:
    """What the recorded votes say by themselves of the weights of the vote."""
    sample = alone(drawn, likely)
    places = [k for k, name in enumerate(names) if name in VOTE]
    before = values([parts[0].case.parameters[names[k]] for k in places], drawn[:, places])
    told = [described(names[k], math.nan, before[:, n], before[:, n], sample, k) for n, k in enumerate(places)]
    positions = [
        Position(one.case, one.row, one.what, person, bool(yes), float(chance), one.heard)
        for one in cast for person, yes, chance in zip(one.people, one.yes, one.usual, strict=True)
    ]  # fmt: skip
    heard = [one for one in cast if one.heard]
    surprise = -sum(math.log(one.likelihood().mean()) for one in heard) / sum(one.open for one in heard)
    return Votes(tuple(positions), tuple(sorted(told, key=lambda one: -one.contraction)), sample.effective, len(drawn), surprise)


def about(parts: Sequence[Part], plan: Plan, cast: Sequence[Ballot] = ()) -> dict[str, object]:
    """Where the posterior comes from."""
    told = [
        {"case": one.case.name, "from": str(one.case.start), "until": str(one.until), "scenario": scenario_hash(one.case),
         "statistics": [*one.seen]} | ({"votes": [each.row for each in cast if each.case == one.case.name]} if cast else {})
        for one in parts
    ]  # fmt: skip
    return {"cases": told, "engine": engine_hash(), "histories": plan.histories, "seed": plan.seed}


def checked(found: Fit, after: Floats) -> Fit:
    """The same with the counts of histories of the posterior."""
    rows = tuple(
        replace(one, posterior=summed(after[:, k]), p=min(1.0, 2.0 * tail(after[:, k], one.seen))) for k, one in enumerate(found.compared)
    )
    return replace(found, compared=rows, after=after)


def compared(found: Fit, parts: Sequence[Part]) -> Fit:
    """The same with the counts on record beside those of the prior."""
    known, rows = {one.name: one for one in STATISTICS}, list[Compared]()
    for one in parts:
        exposed = one.exposed
        for name, seen in one.seen.items():
            column = found.counts[:, len(rows)]
            rows.append(Compared(
                one.case.name, name, known[name].label, known[name].per, seen, exposed[name], summed(column), summed(column),
                tail(column, seen), min(1.0, 2.0 * tail(column, seen)),
            ))  # fmt: skip
    return replace(found, compared=tuple(rows))


def summed(column: Floats) -> Span:
    """Mean and 90% interval."""
    low, high = np.quantile(column, (0.05, 0.95))
    return float(column.mean()), float(low), float(high)


def tail(column: Floats, seen: float) -> float:
    """The share of the counts as great or greater, or as small or smaller, whichever is less."""
    return float(min(np.mean(column >= seen), np.mean(column <= seen)))
