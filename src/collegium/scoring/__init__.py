"""Beside the record: scores of a case one period ahead, and the baselines that it must beat."""

from collegium.scoring.blank import blanked
from collegium.scoring.statements import Statement
from collegium.scoring.study import Row, Score, Skill, score

__all__ = ["Row", "Score", "Skill", "Statement", "blanked", "score"]
