"""The default priors of the model's parameters.

One line each: name, prior, meaning. The first block is drawn anew in every history; the second holds
conventions that a scenario may override or widen. Weights of the vote are in logits for a term at its
full size (every term is scaled to -1..1) and have a fixed sign, hence half-normals.
"""

from __future__ import annotations

DEFAULTS: dict[str, tuple[str, str]] = {
    # the vote (docs/odd.md, section 4)
    "bias": ("normal(0, 0.7)", "readiness to say yes to anything, logits"),
    "policy": ("half_normal(1.5)", "weight of the distance between status quo and proposal"),
    "tie": ("half_normal(1)", "weight of the tie to the mover less the tie to the target"),
    "stake": ("half_normal(1.5)", "weight of what the member himself stands to gain or lose in power"),
    "balancing": ("half_normal(2)", "fear of a stronger member's gain, relative to one's own"),
    "whip": ("half_normal(1.5)", "weight of a patron's or a caucus's line"),
    "deference": ("half_normal(1.5)", "weight of the founding leader's line"),
    "conformity": ("half_normal(0.7) in 0..1.8", "weight of the expected tally, open ballots only"),
    "comradeship": ("half_normal(1.5)", "reluctance per rung of sanction above the highest precedent"),
    "discipline": ("half_normal(1)", "reluctance to side with open opposition"),
    "document": ("half_normal(0.7)", "weight of documents known about the target"),
    "shock": ("half_normal(0.7)", "standard deviation of the luck shared by all voters on a motion"),
    # the choice of a move (section 5)
    "activity": ("lognormal(0.15, 0.6)", "moves per person and week"),
    "precision": ("lognormal(2, 0.5)", "precision of every choice (inverse of its noise)"),
    "headcount_error": ("half_normal(0.7)", "error of a mover's own headcount, logits"),
    "sanction_cost": ("normal(2, 1)", "cost of proposing a sanction against a comrade, logits"),
    "consideration": ("uniform(3, 8)", "how many people come to mind as targets"),
    # flows and norms (section 6)
    "turnover": ("beta(1, 5)", "share of a constituency's posts refilled in a year"),
    "delegation": ("half_normal(1)", "bonus of a region's strongest man among its delegates (gamma - 1)"),
    "protection": ("beta(2, 2)", "share of his following that a boss in place shields from others' appointments"),
    "tie_half_life": ("lognormal(2, 0.6)", "years in which a tie loses half of its distance from zero"),
    "tie_jump": ("half_normal(0.3)", "change of a tie by one full deed"),
    "standing_win": ("half_normal(0.2) in 0..1", "relative change of standing by one contested vote won or lost"),
    "norm_ratchet": ("half_normal(0.3)", "how far one precedent wears a norm down"),
    "norm_half_life": ("lognormal(3, 0.8)", "years in which a worn norm recovers by half"),
    # conventions: fixed unless the scenario says otherwise
    "stake_unit": ("0.05", "change of a member's share of power that counts as a large stake (tanh scale)"),
    "lottery": ("4", "steepness of the successor lottery in the electing body's preference"),
    "continuity": ("2", "logits by which a slate of incumbents is favoured at a routine election"),
    "candidate_seat": ("0.3", "power of a candidate's seat, relative to a full one"),
    "reach": ("0.1", "how often people outside the top body act, relative to its members and candidates"),
    "loyalty": ("0.7", "share of refilled posts that follows the appointer; the rest is unaligned"),
    "resistance": ("0.5", "speed at which rivals' clients are replaced, relative to the unaligned"),
    "clientage": ("0.25", "clientage owed for one appointment"),
    "obstruction": ("0.5", "chance per step that an agency at full odds with a decision holds it up"),
    "absence": ("0.1", "chance per step that a member is away from the centre"),
    "caucus_cost": ("0.005", "cost of keeping a caucus together, share of power"),
    "caucus_discipline": ("0.7", "force of a caucus's line on its members, relative to the whip"),
    "rumour_half_life": ("2", "years in which a bosom friend has told what he knows with a chance of one half"),
    "precedent": ("1", "rung of sanction that is customary at the start (1 office, 2 distance, 3 seat, 4 membership)"),
    "openness": ("0.5", "weight of others' views in one's own, against one's first position"),
    "authority_half_life": ("1", "years in which an incapable leader's authority halves"),
    "harm_half_life": ("0.5", "years in which an injury is half forgotten"),
    "perception_lag": ("0.1", "share of the true following that perceived power takes up per step"),
    "susceptibility": ("0.005", "share of the way per step towards the views of those one is tied to"),
    "denunciation": ("0.03", "relative loss of standing from one public denunciation, times the speaker's public skill"),
    "courtship": ("0.5", "size of courting as a deed, relative to a full deed"),
    "crisis_half_life": ("0.25", "years in which the pressure of a crisis halves"),
    "growth": ("0.06", "yearly growth of output in calm times"),
    "recovery_half_life": ("1", "years in which output regains half of what it has lost or gained against its calm path"),
    "policy_swing_cost": ("0.2", "output lost by moving an issue from one end to the other"),
    "infighting_cost": ("0.002", "output lost by one sanction put to the vote"),
    "discontent": ("0.1", "yearly loss of alignment per unit of output lost"),
    # the definition of rule (section 7), which no rule of the engine reads
    "horizon": ("0.5", "years within which a fall must come about to count"),
    "vulnerable": ("0.05", "chance of a fall above which a member is vulnerable"),
    "dominant": ("0.5", "least chance with which a sole ruler can bring down whomever he picks"),
    "bypassed": ("0.2", "greatest chance with which others may bring somebody down against a sole ruler's vote"),
    "lost": ("0.1", "vulnerability above which one-man rule ends"),
    "readings": ("3", "quarterly readings running that make one-man rule"),
}
"""Parameter -> (prior as typed, meaning)."""

SHARES = frozenset(
    "turnover protection standing_win candidate_seat loyalty clientage obstruction absence openness perception_lag susceptibility "
    "denunciation courtship vulnerable dominant bypassed lost".split()
)
"""Parameters that cannot exceed one."""
