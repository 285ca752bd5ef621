"""Rival variants of how a leadership decides: which terms of the vote and of the choice of a move are at work (docs/rivals.md).

Each is the same machinery with some terms laid aside, so that the same question can be put to all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collegium.scenario.model import Scenario

VOTE = ("policy", "tie", "stake", "whip", "deference", "conformity", "comradeship", "discipline", "document")
"""Weights of the terms of the vote; besides these there are readiness, luck and custom at re-elections."""
EQUAL_STANDING = "0.2"


def only(*terms: str) -> dict[str, str]:
    """The other terms of the vote laid aside."""
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
        """What it changes in a scenario."""
        standing = {f"person.{person.id}.standing": EQUAL_STANDING for person in scenario.people if self.level}
        return dict(self.parameters) | standing


VARIANTS = {
    "full": Variant("All terms: policy, ties, own power, patrons, norms, documents."),
    "clientele": Variant("Members vote as their patrons and caucuses do; nothing else counts.", only("whip")),
    "spatial": Variant("Members vote by how near a proposal is to their views; on persons they have no line.", only("policy")),
    "office": Variant(
        "Posts alone: everybody has the same character and name, and votes by what he stands to gain and by who appointed him.",
        only("stake", "whip"), traits="equal", level=True,
    ),
    "chance": Variant(
        "Votes, choices and successions are lots; only the rules of bodies and offices remain.",
        only() | {"bias": "0", "precision": "0.01", "lottery": "0"},
    ),
}  # fmt: skip
"""Full model first; the others are its rivals."""
RIVALS = tuple(name for name in VARIANTS if name != "full")
