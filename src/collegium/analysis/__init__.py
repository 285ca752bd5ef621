"""Results in, numbers out: pure functions that never run the model and never write a file.

>>> from collegium import analysis
>>> rows = analysis.outcomes(results)            # doctest: +SKIP

Every table that grows with histories times months is read batch by batch, so a million histories
need no more memory than a thousand.
"""

from collegium.analysis.ablation import Ablated, AblationPage, OffEffect, beyond, differing, off_verdict
from collegium.analysis.compare import Compared, Comparison, compare
from collegium.analysis.contrast import Contrast, contrast
from collegium.analysis.detection import SIGNS, detectable, mattering, room
from collegium.analysis.first_order import FirstOrder
from collegium.analysis.followings import FollowingBands, following_bands
from collegium.analysis.grid import GridMeans, grid_means
from collegium.analysis.intervals import Estimate, difference, mean, proportion, quantile, ratio, wilson
from collegium.analysis.losses import RUNGS, LossCurves, RealLoss, by_decision, by_real_date, inner_circle, loss_curves, real_losses
from collegium.analysis.outcomes import KIND_LABELS, KINDS, Outcome, outcomes
from collegium.analysis.pages import ClaimsPage, ExperimentPage, TookHold
from collegium.analysis.pairs import Fan, Flips, Parting, fan, flips, parting
from collegium.analysis.permutation import Arm, permutation
from collegium.analysis.protection import PROTECTIONS, Protection, protection
from collegium.analysis.rule import CONDITIONS, WAYS, RuleCounts, conditions, rule_by_quarter
from collegium.analysis.sensitivity import Input, Sensitivity, Target
from collegium.analysis.shares import QUANTILES, ShareBands, share_bands
from collegium.analysis.single import losses_of, real_timeline, typical
from collegium.analysis.ties import COMMON, HOSTILE, Camps, TieMeans, camps, members, tie_means
from collegium.analysis.verdict import VERDICTS, Judged, noise_floor, signs, verdict
from collegium.deprecated import renamed_names

__all__ = [
    "COMMON",
    "CONDITIONS",
    "HOSTILE",
    "KINDS",
    "KIND_LABELS",
    "PROTECTIONS",
    "QUANTILES",
    "RUNGS",
    "SIGNS",
    "VERDICTS",
    "WAYS",
    "Ablated",
    "AblationPage",
    "Arm",
    "Camps",
    "ClaimsPage",
    "Compared",
    "Comparison",
    "Contrast",
    "Estimate",
    "ExperimentPage",
    "Fan",
    "FirstOrder",
    "Flips",
    "FollowingBands",
    "GridMeans",
    "Input",
    "Judged",
    "LossCurves",
    "OffEffect",
    "Outcome",
    "Parting",
    "Protection",
    "RealLoss",
    "RuleCounts",
    "Sensitivity",
    "ShareBands",
    "Target",
    "TieMeans",
    "TookHold",
    "beyond",
    "by_decision",
    "by_real_date",
    "camps",
    "compare",
    "conditions",
    "contrast",
    "detectable",
    "difference",
    "differing",
    "fan",
    "flips",
    "following_bands",
    "grid_means",
    "inner_circle",
    "loss_curves",
    "losses_of",
    "mattering",
    "mean",
    "members",
    "noise_floor",
    "off_verdict",
    "outcomes",
    "parting",
    "permutation",
    "proportion",
    "protection",
    "quantile",
    "ratio",
    "real_losses",
    "real_timeline",
    "room",
    "rule_by_quarter",
    "share_bands",
    "signs",
    "tie_means",
    "typical",
    "verdict",
    "wilson",
]

__getattr__ = renamed_names(__name__, {"Experiment": "ExperimentPage", "Claims": "ClaimsPage"})
