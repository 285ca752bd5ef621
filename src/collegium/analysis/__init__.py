"""Results in, numbers out: pure functions that never run the model and never write a file.

>>> from collegium import analysis
>>> rows = analysis.outcomes(results)            # doctest: +SKIP

Every table that grows with histories times months is read batch by batch, so a million histories
need no more memory than a thousand.
"""

from collegium.analysis.grid import GridMeans, grid_means
from collegium.analysis.intervals import Estimate, difference, mean, proportion, quantile, ratio, wilson
from collegium.analysis.losses import (
    RUNGS,
    LossCurves,
    RealLoss,
    by_decision,
    by_real_date,
    inner_circle,
    loss_curves,
    real_losses,
)
from collegium.analysis.outcomes import KIND_LABELS, KINDS, Outcome, outcomes
from collegium.analysis.permutation import Arm, permutation
from collegium.analysis.rule import CONDITIONS, RuleCounts, conditions, rule_by_quarter
from collegium.analysis.shares import QUANTILES, ShareBands, share_bands
from collegium.analysis.single import losses_of, real_timeline, typical

__all__ = [
    "CONDITIONS",
    "KINDS",
    "KIND_LABELS",
    "QUANTILES",
    "RUNGS",
    "Arm",
    "Estimate",
    "GridMeans",
    "LossCurves",
    "Outcome",
    "RealLoss",
    "RuleCounts",
    "ShareBands",
    "by_decision",
    "by_real_date",
    "conditions",
    "difference",
    "grid_means",
    "inner_circle",
    "loss_curves",
    "losses_of",
    "mean",
    "outcomes",
    "permutation",
    "proportion",
    "quantile",
    "ratio",
    "real_losses",
    "real_timeline",
    "rule_by_quarter",
    "share_bands",
    "typical",
    "wilson",
]
