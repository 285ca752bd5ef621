"""Rival variants of how a leadership decides: which terms of the vote and of the choice of a move are at work (docs/rivals.md).

Each is the same model with some terms set to zero, so that all of them can answer the same question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collegium.deprecated import renamed_names

if TYPE_CHECKING:
    from collegium.scenario.model import Scenario

VOTE = ("status_quo", "policy", "tie", "stake", "whip", "dependence", "deference", "conformity", "comradeship", "discipline", "document")
"""Weights of the terms of the vote; further terms are a random shock and custom at re-elections."""
EQUAL_STANDING = "0.2"


def only(*terms: str) -> dict[str, str]:
    """Zero for the other terms of the vote."""
    return {term: "0" for term in VOTE if term not in terms}


@dataclass(frozen=True)
class Variant:
    """``meaning`` in one sentence; ``parameters`` that it fixes, as of ``--set``; ``traits`` as of :func:`collegium.run`; whether everybody
    has the same ``standing``."""

    meaning: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    traits: str = "real"
    level: bool = False

    def changes(self, scenario: Scenario) -> dict[str, str]:
        """What it changes in a scenario. Raises :class:`collegium.errors.ArgumentError` for anything else."""
        from collegium.scenario.readers import held  # the command line names the variants without what a scenario needs

        held("scenario", scenario)
        standing = {f"person.{person.id}.standing": EQUAL_STANDING for person in scenario.people if self.level}
        return dict(self.parameters) | standing


VARIANTS = {
    "full": Variant("All terms: policy, ties, own power, patrons, norms, documents."),
    "clientele": Variant("Members vote as their patrons and caucuses do; nothing else counts.", only("whip", "dependence")),
    "spatial": Variant("Members vote for proposals close to their own views; on persons they take no side.", only("policy")),
    "office": Variant(
        "Only posts count: all people have the same traits and standing, and vote by what they can gain and by who appointed them.",
        only("stake", "whip", "dependence"), traits="equal", level=True,
    ),
    "chance": Variant(
        "Votes, choices and successions are random; only the rules of bodies and offices remain.",
        only() | {"precision": "0.01", "effort": "-10", "lottery": "0"},
    ),
}  # fmt: skip
"""Full model first; the others are its rivals."""
RIVALS = tuple(name for name in VARIANTS if name != "full")

__getattr__ = renamed_names(__name__, {"THEORIES": "VARIANTS", "Theory": "Variant"})
