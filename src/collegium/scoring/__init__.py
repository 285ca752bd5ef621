"""Beside the record: scores of a case one period ahead, and the baselines that it must beat."""

from collegium.scoring.blank import blanked
from collegium.scoring.result import Row, Score, Skill
from collegium.scoring.statements import Statement
from collegium.scoring.store import read
from collegium.scoring.study import score

__all__ = ["Row", "Score", "Skill", "Statement", "blanked", "read", "score"]
