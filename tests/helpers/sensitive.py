"""The sensitivity of results made of dice to inputs made of dice, and to one that is an outcome itself."""

from __future__ import annotations

import numpy as np

from collegium.analysis import Input, Sensitivity
from collegium.analysis.columns import numbers
from collegium.analysis.sensitivity import CELL, PARAMETER, assess
from collegium.results.folder import Folder

LOSSES, DIE = 0, 1
"""Places of the input that is the number of losses, and of the first die."""


def found(results: Folder, dice: int = 8) -> Sensitivity:
    """With one input that is the number of losses in the history, and some dice."""
    losses = numbers(results.histories(["losses"])["losses"])
    thrown = np.random.default_rng(7).random((len(losses), dice))
    inputs = [Input("fate", "fate", PARAMETER), *(Input(f"die:{k}", f"die: {k}", CELL) for k in range(dice))]
    return assess(results, inputs, np.column_stack([losses, thrown]), np.arange(len(losses)), fixed=["shock"])
