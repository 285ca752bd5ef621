"""Parameters learned from counts of process on record: approximate Bayesian computation on histories that are simulated once."""

from collegium.fitting.found import Fit
from collegium.fitting.study import fit

__all__ = ["Fit", "fit"]
