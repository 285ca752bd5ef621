"""What the pages of an experiment and of many claims tell, as plain data; whoever runs them fills it in."""

from __future__ import annotations

from dataclasses import dataclass, field

from collegium.analysis.columns import Recorded
from collegium.analysis.contrast import Contrast
from collegium.analysis.intervals import Estimate
from collegium.analysis.pairs import Fan, Flips, Parting
from collegium.analysis.verdict import Judged

FEW = 0.1
"""An intervention that took hold in a smaller share of the pairs than this deserves a warning."""


@dataclass(frozen=True, slots=True)
class TookHold:
    """An intervention that may fail to take hold, such as a move that is forced.

    Parameters
    ----------
    sentence
        The intervention as typed.
    pairs
        In how many pairs it took hold.
    of
        Of how many.
    """

    sentence: str
    pairs: int
    of: int

    @property
    def few(self) -> bool:
        """Whether it took hold in so few pairs that the effect says little about it."""
        return self.pairs < FEW * self.of

    def __str__(self) -> str:
        return f"took hold in {self.pairs:,} of {self.of:,} pairs"


@dataclass(frozen=True, slots=True)
class ExperimentPage:
    """One experiment: its ``name``, the sentences ``do`` and ``given`` as typed, and the results ``run`` of the arm without the change.

    ``effects`` hold one contrast a measure. ``placebos`` hold the effect of the placebo by the text of the measure, and ``placebo`` is its
    sentence as typed (blank: none was run). ``fans``, ``flips`` and ``parting`` are the numbers of the pictures; they
    are empty for what the run did not record. ``took_hold`` says in how many pairs each intervention took hold that may fail to.
    ``per_draw`` histories share a draw of the uncertain inputs; ``command`` makes the page again.
    """

    name: str
    run: Recorded
    do: tuple[str, ...]
    given: tuple[str, ...]
    effects: tuple[Contrast, ...]
    placebos: dict[str, Estimate] = field(default_factory=dict)
    placebo: str = ""
    fans: tuple[Fan, ...] = ()
    flips: tuple[Flips, ...] = ()
    parting: Parting | None = None
    per_draw: int = 1
    command: str = ""
    took_hold: tuple[TookHold, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """The claims of a scenario, judged: its ``title``; ``source`` says where the numbers come from (histories, seed, version).

    ``variants`` describes every rival variant by name; each effect rests on ``draws`` draws of the uncertain inputs, each
    simulated ``per_draw`` times in both arms. ``command`` makes the page again.
    """

    title: str
    source: str
    judged: tuple[Judged, ...]
    variants: dict[str, str]
    draws: int
    per_draw: int
    command: str = ""
