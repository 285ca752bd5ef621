"""What a fit has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from collegium.fitting import posterior as file
from collegium.fitting.process import Floats
from collegium.fitting.regression import REACH
from collegium.scenario.edit import fitted
from collegium.scenario.model import JointDraw, Scenario

CONTRACTED = 0.2
"""How much narrower than its prior a posterior must be for the parameter to count as learned."""
Span: TypeAlias = tuple[float, float, float]
"""Mean, and the ends of a 90% interval."""
FEW = 100
"""Effective draws below which a posterior is too rough to be trusted."""


@dataclass(frozen=True)
class Parameter:
    """What was learned about a parameter.

    ``index`` is the largest share of the variance of a count that it explains. Prior and posterior have a mean and a standard deviation,
    the posterior a 90% interval ``low`` to ``high``. ``place`` is the posterior in quantiles of the prior: mean and 90% interval.
    ``contraction`` says by how much the standard deviation has shrunk on the scale of normal scores. A parameter that is not ``learned``
    keeps its prior."""

    name: str
    meaning: str
    index: float
    prior_mean: float
    prior_sd: float
    mean: float
    sd: float
    low: float
    high: float
    place: Span
    contraction: float

    @property
    def learned(self) -> bool:
        return self.contraction >= CONTRACTED


@dataclass(frozen=True)
class Compared:
    """A count on record beside simulated ones.

    ``seen`` is the count, ``exposed`` what makes a rate of it, ``per`` the unit of that. ``prior`` and ``posterior`` are means and 90%
    intervals of the simulated counts. ``share`` is the part of the histories of the prior with a count as great or greater, or of those
    with one as small or smaller, whichever is less. ``p`` is the same of the posterior, doubled, at most 1."""

    case: str
    name: str
    label: str
    per: str
    seen: int
    exposed: float
    prior: Span
    posterior: Span
    share: float
    p: float

    @property
    def beyond(self) -> bool:
        """Fewer than 1% of the histories of the prior have so many, or so few."""
        return self.share < REACH


@dataclass(frozen=True)
class Position:
    """How a person voted on record (``yes``), in a recorded vote ``row``, about ``what``. ``chance`` is the mean chance that the draws of
    the prior gave to it, ``heard`` the share of their runs in which a body voted on the motion."""

    case: str
    row: str
    what: str
    person: str
    yes: bool
    chance: float
    heard: float


@dataclass(frozen=True)
class Votes:
    """What the recorded votes say of the weights of the vote by themselves, without the counts.

    ``positions`` are those of the record. ``told`` has every weight of the vote that is drawn.
    ``effective`` is the effective number of draws of the prior, of ``draws``, after weighting. ``surprise`` is the log loss of the
    positions together, in nats for each that the rules do not fix; an even chance has 0.69."""

    positions: tuple[Position, ...]
    told: tuple[Parameter, ...]
    effective: float
    draws: int
    surprise: float

    @property
    def headline(self) -> str:
        """The result in a sentence."""
        names, rows = [one.name for one in self.told if one.learned], {(one.case, one.row) for one in self.positions}
        what = f"From {len(self.positions)} positions in {len(rows)} recorded vote{'s' * (len(rows) != 1)} alone"
        which = f"{len(names)} of {len(self.told)} weights of the vote were learned ({', '.join(names)})"
        known = which if names else "no weight of the vote was learned"
        return f"{what} {known}. The priors foretell the positions with a log loss of {self.surprise:.2f}, an even chance with 0.69."

    @property
    def warnings(self) -> tuple[str, ...]:
        """What speaks against trusting it."""
        silent = sorted({f"{one.case}: {one.row}" for one in self.positions if not one.heard})
        found = [f"no history hears the motion of {which}, so the vote says nothing" for which in silent]
        if self.effective < FEW:
            found.append(f"only {self.effective:.0f} effective draws are behind what the recorded votes say: simulate more histories")
        return tuple(found)


@dataclass(frozen=True)
class Fit:
    """What the records of some cases say about the parameters.

    Parameters
    ----------
    title
        Titles of the cases.
    about
        Cases with their days and hashes, engine, histories, seed, statistics.
    parameters
        The fitted ones, in order of contraction.
    candidates
        Names of the parameters that could have been fitted.
    compared
        The counts, on record and simulated.
    effective
        Effective number of draws behind the posterior.
    draws
        Joint draws of the parameters that were learned, by name, each of shape (draws,); empty if there is none.
    scores, prior
        The fitted parameters in the histories of the prior, as normal scores and as they are; shape (histories, parameters).
    counts, after
        Counts of the histories of the prior, and of those of the posterior; shape (histories, counts).
    votes
        What the recorded votes say by themselves; None if they are no part of the evidence.
    """

    title: str
    about: Mapping[str, object]
    parameters: tuple[Parameter, ...]
    candidates: tuple[str, ...] = field(repr=False)
    compared: tuple[Compared, ...]
    effective: float
    draws: Mapping[str, Floats] = field(repr=False)
    scores: Floats = field(repr=False)
    prior: Floats = field(repr=False)
    counts: Floats = field(repr=False)
    after: Floats = field(repr=False)
    votes: Votes | None = None

    @property
    def learned(self) -> tuple[Parameter, ...]:
        return tuple(one for one in self.parameters if one.learned)

    @property
    def posterior(self) -> tuple[JointDraw, ...]:
        """The joint draws as rows of ``posterior.csv``."""
        columns = np.stack([*self.draws.values()], axis=1).tolist() if self.draws else []
        return tuple(JointDraw(dict(zip(self.draws, row, strict=True))) for row in columns)

    def applied(self, case: Scenario) -> Scenario:
        """A scenario with this posterior; the same one if nothing was learned."""
        return fitted(case, self.posterior) if self.draws else case

    @property
    def text(self) -> str:
        """The file of the posterior."""
        return file.written(self.about, self.draws)

    @property
    def headline(self) -> str:
        """The result in a sentence."""
        names, out = [one.name for one in self.learned], sum(one.beyond for one in self.compared)
        what = f"{len(names)} of {len(self.parameters)} fitted parameters were learned ({', '.join(names)})"
        return f"{what if names else 'Nothing was learned'}. {out} of {len(self.compared)} counts on record are out of reach of the model."

    @property
    def source(self) -> str:
        """Where the numbers come from, for a chart."""
        return f"Source: {self.about['histories']:,} simulated histories a case, seed {self.about['seed']}; {self.title}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What speaks against trusting the fit."""
        found = [f"{one.case}: {one.label}: {one.seen} on record, but {reach(one)}" for one in self.compared if one.beyond]
        if self.effective < FEW:
            found.append(f"only {self.effective:.0f} effective draws are behind the posterior: simulate more histories")
        if self.votes:
            found += self.votes.warnings
        if not self.learned:
            found.append(f"nothing was learned: no posterior is {CONTRACTED:.0%} narrower than its prior, and all parameters keep theirs")
        return tuple(found)


def reach(one: Compared) -> str:
    """How far a count lies from all that was simulated."""
    _, low, high = one.prior
    words = f"so {'many' if one.seen > high else 'few'}"
    return f"{f'{one.share:.1%} of histories have' if one.share else 'no history has'} {words} (90% of them have {low:g} to {high:g})"
