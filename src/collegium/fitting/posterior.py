"""The file of a posterior: joint draws, one row each, below comments that say where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIGITS = 6
"""Significant digits of a value: far more than the posterior knows."""


def shown(value: float) -> str:
    """A value as it is in the file."""
    return f"{value:.{DIGITS}g}"


def rounded(draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values that a reader of the file gets."""
    found: NDArray[np.float64] = np.vectorize(lambda value: float(shown(value)), otypes=[np.float64])(draws)
    return found


def written(about: Mapping[str, Any], draws: Mapping[str, NDArray[np.float64]]) -> str:
    """The text of ``posterior.csv``, which a scenario takes as a table."""
    cases: Sequence[Mapping[str, Any]] = about["cases"]
    lines = ["# Joint draws from the posterior of parameters, written by 'collegium fit'. Each row counts alike."]
    for one in cases:
        lines.append(f"# {one['case']} from {one['from']} until {one['until']}, scenario {one['scenario']}: {' '.join(one['statistics'])}")
        if one.get("votes"):
            lines.append(f"# {one['case']}, recorded votes: {' '.join(one['votes'])}")
    lines.append(f"# engine {about['engine']}, {about['histories']} histories a case, seed {about['seed']}")
    lines.append(",".join(draws))
    lines += [",".join(map(shown, row)) for row in zip(*draws.values(), strict=True)]
    return "\n".join(lines) + "\n"
