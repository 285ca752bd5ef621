"""Published models of power in small groups: pure functions on plain numbers and arrays, one model a file.

The functions are read from here, ``from collegium.models import banzhaf``, or from their files.
Every file can be read and used alone. It names author and year, gives the formula, and says where the formula is
ours or a famous result is not reproduced. Nothing here knows scenarios, files or the engine.

- coalitions: coalitions, clubs, voting_power (and simple_games, its indices for games without weights), fragmentation, factions
- agendas and bargains: agenda, spatial, setter, bargaining, elections, expected_utility
- rule: power_sharing, selectorate, personalism, circular_flow, turnover, urn
- ties and opinion: influence, balance, balance_dynamics, thresholds, cascades, ballots, resignation

Every model checks its arguments first: an :class:`~collegium.errors.ArgumentError` (a ``ValueError``) names the
argument, its value and a remedy. ``exact`` holds what they share: numbers that stay exact fractions where fractions go in;
``checks`` the checks; ``counting``, ``grouped`` and ``frustrated`` the algorithms of the largest cases.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collegium.models.agenda import agenda_value, all_agendas, best_agenda, sincere_winner, sophisticated_winner
    from collegium.models.balance import best_camps, clusters, energy, frustration, triangles, walk_balance
    from collegium.models.balance_dynamics import blow_up_time, final_camps, jammed, least_margin, ties_at, triad_dynamics
    from collegium.models.ballots import open_removal, poisson_binomial, secret_removal, silence
    from collegium.models.bargaining import closed_rule, favoured_proposer, open_rule
    from collegium.models.cascades import cascade_chances, eventual_cascades, unconditional_cascades
    from collegium.models.circular_flow import one_appointer, two_levels, unaligned_after
    from collegium.models.clubs import resting_states
    from collegium.models.coalitions import is_generic, is_self_enforcing, stable_sizes, ultimate_ruling_coalition
    from collegium.models.elections import condorcet_election
    from collegium.models.expected_utility import forecast, replicate
    from collegium.models.factions import expected_pairs, mixed_pairs, promotion_premium, seats_by_chance, survival
    from collegium.models.fragmentation import effective_number, herfindahl
    from collegium.models.influence import degroot, friedkin_johnsen, positions_after, self_confidence, social_power, total_influence
    from collegium.models.personalism import personalism_index
    from collegium.models.power_sharing import Threat, coordination, ladder
    from collegium.models.resignation import tender
    from collegium.models.selectorate import loyalty_norm, mixed_goods, private_goods, private_goods_root
    from collegium.models.setter import gatekeeping, gridlock, passable, setter_outcome
    from collegium.models.spatial import leading_agenda, majority_prefers
    from collegium.models.thresholds import open_opponents, show_of_hands
    from collegium.models.turnover import appointed, control_chances, delegated, steps_to_absorption
    from collegium.models.urn import additions, expected_share, grown, majority_chance, seats_to_majority, share_to_majority
    from collegium.models.voting_power import banzhaf, banzhaf_owen, deegan_packel, holler, owen, shapley_shubik, swings, symmetric_banzhaf

__all__ = [
    "Threat", "additions", "agenda_value", "all_agendas", "appointed", "banzhaf", "banzhaf_owen", "best_agenda", "best_camps",
    "blow_up_time", "cascade_chances", "closed_rule", "clusters", "condorcet_election", "control_chances", "coordination",
    "deegan_packel", "degroot", "delegated", "effective_number", "energy", "eventual_cascades", "expected_pairs", "expected_share",
    "favoured_proposer", "final_camps", "forecast", "friedkin_johnsen", "frustration", "gatekeeping", "gridlock", "grown",
    "herfindahl", "holler", "is_generic", "is_self_enforcing", "jammed", "ladder", "leading_agenda", "least_margin", "loyalty_norm",
    "majority_chance", "majority_prefers", "mixed_goods", "mixed_pairs", "one_appointer", "open_opponents", "open_removal", "open_rule",
    "owen", "passable", "personalism_index", "poisson_binomial", "positions_after", "private_goods", "private_goods_root",
    "promotion_premium", "replicate", "resting_states", "seats_by_chance", "seats_to_majority", "share_to_majority", "secret_removal",
    "self_confidence", "setter_outcome", "shapley_shubik", "show_of_hands", "silence", "sincere_winner", "social_power",
    "sophisticated_winner", "stable_sizes", "steps_to_absorption", "survival", "swings", "symmetric_banzhaf", "tender", "ties_at",
    "total_influence", "triad_dynamics", "triangles", "two_levels", "ultimate_ruling_coalition", "unaligned_after",
    "unconditional_cascades", "walk_balance",
]  # fmt: skip

_FUNCTIONS = {
    "coalitions": "ultimate_ruling_coalition is_self_enforcing is_generic stable_sizes",
    "clubs": "resting_states",
    "voting_power": "swings banzhaf shapley_shubik deegan_packel holler owen banzhaf_owen symmetric_banzhaf",
    "fragmentation": "effective_number herfindahl",
    "agenda": "agenda_value best_agenda all_agendas sincere_winner sophisticated_winner",
    "spatial": "majority_prefers leading_agenda",
    "setter": "passable setter_outcome gridlock gatekeeping",
    "elections": "condorcet_election",
    "bargaining": "closed_rule favoured_proposer open_rule",
    "expected_utility": "forecast replicate",
    "factions": "expected_pairs mixed_pairs seats_by_chance promotion_premium survival",
    "power_sharing": "Threat ladder coordination",
    "selectorate": "private_goods private_goods_root mixed_goods loyalty_norm",
    "personalism": "personalism_index",
    "circular_flow": "one_appointer unaligned_after two_levels",
    "turnover": "appointed delegated control_chances steps_to_absorption",
    "urn": "additions grown expected_share majority_chance seats_to_majority share_to_majority",
    "influence": "degroot friedkin_johnsen positions_after social_power total_influence self_confidence",
    "balance": "frustration best_camps clusters triangles energy walk_balance",
    "balance_dynamics": "triad_dynamics jammed least_margin blow_up_time ties_at final_camps",
    "thresholds": "open_opponents show_of_hands",
    "cascades": "cascade_chances unconditional_cascades eventual_cascades",
    "ballots": "poisson_binomial secret_removal open_removal silence",
    "resignation": "tender",
}
"""The public names by file."""

_HOMES = {name: home for home, names in _FUNCTIONS.items() for name in names.split()}
"""Public name -> the file it is read from when first asked for, so that one model does not load what another needs."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'collegium.models' has no attribute '{name}'")
    return getattr(import_module(f"collegium.models.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
