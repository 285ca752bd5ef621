"""One chart vocabulary for notebook, report and explorer. The first chart imports Altair.

Every function takes results (and, if they are at hand, the numbers it would otherwise compute) and
returns an Altair chart; :func:`save` writes it as SVG, PNG or PDF without a network.
"""

from collegium.figures.ablation import ablation
from collegium.figures.followings import followings
from collegium.figures.forest import ARROWS, forest, forest_rows
from collegium.figures.grid import grid
from collegium.figures.losses import losses
from collegium.figures.permutation import permutation
from collegium.figures.protection import protection
from collegium.figures.rule import rule
from collegium.figures.sensitivity import sensitivity
from collegium.figures.shares import shares
from collegium.figures.style import NARROW, WIDE, save
from collegium.figures.ties import ties
from collegium.figures.timeline import timeline
from collegium.figures.whatif import fans, flips, parting

__all__ = [
    "ARROWS", "NARROW", "WIDE", "ablation",
    "fans", "flips", "followings", "forest", "forest_rows", "grid", "losses", "parting", "permutation",
    "protection", "rule", "save", "sensitivity", "shares", "ties", "timeline",
]  # fmt: skip
