"""Rival variants of how a leadership decides: which terms of the vote are at work, and which theory of what moves leaders is in force
(docs/rivals.md, ``collegium.engine.theories``).

Each has the same rules of bodies and offices, so that all of them can answer the same question.
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
    """Zero for the other terms of the vote, and no shame: a gain needs no ground."""
    return {term: "0" for term in VOTE if term not in terms} | {"unprovoked": "1"}


@dataclass(frozen=True)
class Variant:
    """``meaning`` in one sentence; ``parameters`` that it fixes, as of ``--set``; ``traits`` as of :func:`collegium.run`; whether everybody
    has the same ``standing``; the ``theory`` of what moves leaders, by the name of its file."""

    meaning: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    traits: str = "real"
    level: bool = False
    theory: str = "full"

    @property
    def fixed(self) -> dict[str, str]:
        """The parameters that it fixes, the theory among them."""
        from collegium.engine.theories import NAMES  # the command line names the variants without the engine

        return dict(self.parameters) | ({} if self.theory == "full" else {"theory": str(NAMES.index(self.theory))})

    def changes(self, scenario: Scenario) -> dict[str, str]:
        """What it changes in a scenario. Raises :class:`collegium.errors.ArgumentError` for anything else."""
        from collegium.scenario.readers import held

        held("scenario", scenario)
        standing = {f"person.{person.id}.standing": EQUAL_STANDING for person in scenario.people if self.level}
        return self.fixed | standing


VARIANTS = {
    "full": Variant("All terms: policy, ties, own power, patrons, norms, documents."),
    "clientele": Variant(
        "Patrons and clients vote and act together; nothing else counts.", only("whip", "dependence"), theory="clientele"
    ),
    "spatial": Variant("Members want policy close to their own views; on persons they take no side.", only("policy"), theory="spatial"),
    "office": Variant(
        "Only posts count: all people have the same traits and standing, and vote by what they can gain and by who appointed them.",
        only("stake", "whip", "dependence"), traits="equal", level=True, theory="office",
    ),
    "coalitions": Variant(
        "Members of the top body look ahead to who rules in the end, and support whatever raises their share of power there.",
        only("stake"), theory="coalitions",
    ),
    "contested": Variant(
        "The strongest grabs power; the others resist as long as a rebellion would succeed, and then go along.",
        only("stake"), theory="contested",
    ),
    "chance": Variant(
        "Votes, choices and successions are random; only the rules of bodies and offices remain.",
        only() | {"precision": "0.01", "effort": "-10", "lottery": "0"},
    ),
}  # fmt: skip
"""Full model first; the others are its rivals."""
RIVALS = tuple(name for name in VARIANTS if name != "full")

__getattr__ = renamed_names(__name__, {"THEORIES": "VARIANTS", "Theory": "Variant"})
