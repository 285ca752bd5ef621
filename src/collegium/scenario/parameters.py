"""The default priors of the model's parameters: one declaration each, which every reader takes from here.

Every history draws the first block again. The others are fixed unless a scenario says otherwise. A fixed parameter has
the range in which it may lie, and the source of that range: a sensitivity analysis draws from it. Weights of the vote
are in logits for a term at its full size (-1..1). They have a fixed sign, hence half-normals.

A parameter with a limit could otherwise carry a variable of the state out of its bounds, or a number out of what can be
computed. A test sets every parameter to the ends of what it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

ASSUMED = "assumed, range wide"
"""Source of a range where nothing is known."""
UNCOMPUTED = "beyond it the odds are too great for any number"
NO_RUN = "no run is as long"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter and what is known of it.

    Parameters
    ----------
    prior
        The default as a scenario types it: a number, or a family with its numbers.
    meaning
        What it measures, with its unit.
    range
        Least and greatest defensible value, if the default is one number.
    source
        What the range rests on.
    share
        Whether it cannot exceed one.
    least, most
        Least and greatest value that a history may have.
    positive
        Whether it cannot be zero, because a rule divides by it.
    rare
        Whether it serves only cases with populations or theatres of war. A complete form leaves it out where it has its default.
    limit
        The reason of ``least`` or ``most``: what would go wrong beyond it.
    """

    prior: str
    meaning: str
    range: tuple[float, float] | None = None
    source: str = ""
    share: bool = False
    least: float = 0.0
    most: float = inf
    positive: bool = False
    limit: str = ""
    rare: bool = False


DEFAULTS: dict[str, Parameter] = {
    # the vote (docs/odd.md, section 4)
    "status_quo": Parameter("half_normal(1)", "presumption against sanctions, resignations and the reversal of decisions, logits",
        source="no-confidence motions carried about 5% of the time in 20 democracies (Williams 2011); the size is assumed, wide"),
    "policy": Parameter("lognormal(4, 0.5)", "weight of the distance between status quo and proposal",
        source="one dimension of policy classifies 85 to 90% of votes in assemblies (Poole and Rosenthal 1991): who cares fully about an "
        "issue votes against a move across half of the scale in 74 to 98% of cases"),
    "settlement": Parameter("1", "years for which a line that was carried counts as settled, so that to go back on it takes more", (0, 3),
        "bodies bar a question that they have decided from coming back for a session; the size is assumed"),
    "tie": Parameter("lognormal(2, 0.6)", "weight of the tie to the mover less the tie to the target",
        source="a bosom friend against an enemy decides a vote in 73 to 97% of cases; assumed, wide"),
    "stake": Parameter("lognormal(2, 0.6)", "weight of the power that the voting member would gain or lose",
        source="a full seat at stake moves a vote as much as a bosom friend; assumed, wide"),
    "unprovoked": Parameter("uniform(0, 1)", "weight of what one gains by a sanction if its target has given no ground for it",
        source="people punish whoever breaks a norm, even at a cost, and hardly anybody else (Fehr and Fischbacher 2004); size unknown",
        share=True),
    "balancing": Parameter("half_normal(2)", "fear of a stronger member's gain, relative to one's own"),
    "whip": Parameter("lognormal(3, 0.4)", "weight of a patron's or a caucus's line",
        source="a full client votes with the patron in 80 to 99.8%: party unity in legislatures runs from 80% to nearly all (Carey 2007)"),
    "line": Parameter("lognormal(2, 0.6)", "weight of the top body's line on whoever votes in another body and does not sit in it",
        source="party unity in legislatures runs from 80% to nearly all (Carey 2007); the size is assumed, wide"),
    "dependence": Parameter("lognormal(1.5, 0.7)", "weight of what the winning side can do to a voter's posts, open ballots only",
        source="where leaders control nominations members dissent less (Depauw and Martin 2009); the size is assumed, wide"),
    "deference": Parameter("lognormal(2, 0.6)", "weight of the founding leader's line",
        source="a body rarely votes its founding leader down (Weber 1922 for the direction); size assumed, wide"),
    "conformity": Parameter("half_normal(0.7) in 0..1.8", "weight of the expected tally, open ballots only"),
    "comradeship": Parameter("half_normal(1.5)", "reluctance per rung of sanction above the highest precedent"),
    "discipline": Parameter("half_normal(1)", "reluctance to side with open opposition"),
    "document": Parameter("half_normal(0.7)", "weight of documents known about the target"),
    "shock": Parameter("half_normal(0.7)", "standard deviation of the random shock shared by all voters on a motion"),
    # the choice of a move (section 5)
    "activity": Parameter("lognormal(0.15, 0.6)", "moves per person and week"),
    "precision": Parameter("lognormal(20, 0.4)", "precision of every choice (inverse of its noise)",
        source="a choice worth a tenth of what is at stake is preferred to silence in 71 to 99% of cases; assumed, wide",
        most=700, positive=True, limit=UNCOMPUTED),
    "review": Parameter("lognormal(2, 0.5)", "how often a year a leader thinks again about what to pursue",
        source="from once a year to once a season; assumed"),
    "headcount_error": Parameter("half_normal(0.7)", "error of a mover's own headcount, logits"),
    "sanction_cost": Parameter("normal(2, 1)", "cost of proposing a sanction against a comrade, logits"),
    "consideration": Parameter("uniform(3, 8)", "how many people come to mind as targets", most=1000, limit="no case has as many people"),
    # flows and norms (section 6)
    "turnover": Parameter("beta(4, 6)", "share of a constituency's posts refilled in a year",
        source="about half of the provincial secretaries moved within a year of 1922; ranges from a fifth to two thirds", share=True),
    "delegation": Parameter("half_normal(1)", "bonus of a region's strongest member among its delegates (gamma - 1)", most=100,
        limit="beyond it the shares of the delegates are too small for any number"),
    "slate": Parameter("beta(2, 2)", "share of a body's choices that the list of names decides, drawn up by whoever keeps its agenda",
        source="from no list at all to a list that decides; assumed, wide", share=True),
    "protection": Parameter("beta(2, 2)", "share of the following that a boss in place shields from others' appointments", share=True),
    "tie_half_life": Parameter("lognormal(2, 0.6)", "years in which a tie loses half of its distance from zero"),
    "grudge": Parameter("3", "how much longer enmity keeps than friendship", (1.5, 6),
        "bad outweighs good in memory: Baumeister, Bratslavsky, Finkenauer and Vohs 2001; the size is assumed", positive=True),
    "side_memory": Parameter("0.3", "weight of the latest contested vote in who is counted with the majority",
        (0.1, 0.6), ASSUMED, share=True),
    "tie_jump": Parameter("half_normal(0.3)", "change of a tie by one full deed"),
    "standing_win": Parameter("half_normal(0.2) in 0..1", "relative change of standing by one contested vote won or lost", share=True),
    "norm_ratchet": Parameter("half_normal(0.3)", "how far one precedent wears a norm down"),
    "norm_half_life": Parameter("lognormal(3, 0.8)", "years in which a worn norm recovers by half"),
    # conventions: fixed unless the scenario says otherwise
    "stake_unit": Parameter("1", "power that counts as a large stake (tanh scale), in full seats of the top body", (0.5, 3), ASSUMED,
        positive=True),
    "lottery": Parameter("4", "steepness of the successor lottery in the electing body's preference", (1, 8), ASSUMED, most=300,
        limit=UNCOMPUTED),
    "continuity": Parameter("2", "logits for incumbents on the list at a routine election, and against those left off it", (0, 4),
        "assumed; at elections by slate nearly all incumbents are confirmed, so it is hardly below 0"),
    "candidate_seat": Parameter("0.3", "power of a candidate's seat, relative to a full one", (0.1, 0.6),
        "candidates of the Politburo spoke at its meetings and did not vote; the size is assumed", share=True),
    "reach": Parameter("0.1", "how often people outside the top body act, relative to its members and candidates", (0.02, 0.5), ASSUMED),
    "loyalty": Parameter("0.7", "share of refilled posts that follows the appointer; the rest is unaligned", (0.4, 1),
        "Daniels 1966, Hough and Fainsod 1979 for the direction; the size is assumed", share=True),
    "resistance": Parameter("0.5", "speed at which rivals' clients are replaced, relative to the unaligned", (0.1, 1),
        "Hough and Fainsod 1979 for the direction; the size is assumed", most=1,
        limit="clients are not replaced faster than the unaligned; where steps are long, more would leave than there are"),
    "clientage": Parameter("0.25", "clientage owed for one appointment", (0.1, 0.6), ASSUMED, share=True),
    "obstruction": Parameter("0.5", "chance per step that an agency at full odds with a decision holds it up", (0.1, 0.9),
        ASSUMED, share=True),
    "absence": Parameter("0.1", "chance per step that a member is away from the centre", (0.02, 0.3),
        "leaders were on leave or travelling for weeks to months of a year; the size is assumed", share=True),
    "caucus_cost": Parameter("0.05", "cost of keeping a caucus together, on the scale of fears", (0, 0.2), ASSUMED),
    "caucus_discipline": Parameter("0.7", "force of a caucus's line on its members, relative to the whip", (0.3, 1.5), ASSUMED),
    "rumour_half_life": Parameter("2", "years after which a bosom friend has passed a secret on with a chance of one half", (0.25, 8),
        "Lenin's letters of 1922 and 1923 stayed within a small circle for more than a year; for other papers assumed"),
    "precedent": Parameter("uniform(0, 5)", "rung of sanction that is customary at the start (1 office, 2 distance, 3 seat, 4 membership, "
        "5 arrest)", source="a fact of each case, to be coded from what happened before its first day; here unknown", most=6,
        limit="the ladder of sanctions has six rungs"),
    "openness": Parameter("0.5", "weight of others' views in one's own, against one's first position", (0, 1),
        "Friedkin and Johnsen 1990 let it take any value from 0 to 1", share=True),
    "authority_half_life": Parameter("1", "years in which an incapable leader's authority halves", (0.25, 4), ASSUMED),
    "harm_half_life": Parameter("0.5", "years in which an injury is half forgotten", (0.1, 3), ASSUMED),
    "perception_lag": Parameter("0.1", "share of the true following that perceived power takes up per step", (0.02, 0.5),
        ASSUMED, share=True),
    "susceptibility": Parameter("0.005", "share of the way per step towards the views of those one is tied to", (0, 0.03),
        ASSUMED, most=0.25,
        limit="views are settled every fourth step, so a fourth is the whole way; more would carry them past it"),
    "denunciation": Parameter("0.03", "relative loss of standing from one public denunciation, times the speaker's public skill",
        (0.005, 0.1), ASSUMED, share=True),
    "courtship": Parameter("0.5", "size of courting as a deed, relative to a full deed", (0.1, 1), ASSUMED, share=True),
    "crisis_half_life": Parameter("0.25", "years in which the pressure of a crisis halves", (0.1, 1),
        "the war scare of 1927 rose in spring and was spent by winter"),
    "growth": Parameter("0.06", "yearly growth of output in calm times", (0, 0.12), "from stagnation to a boom; assumed",
        most=100, limit="beyond it output becomes too great for any number"),
    "recovery_half_life": Parameter("1", "years in which output regains half of what it has lost or gained against its calm path", (0.3, 3),
        ASSUMED),
    "policy_swing_cost": Parameter("0.2", "output lost by moving an issue from one end to the other", (0, 0.5), ASSUMED,
        most=1, limit="more would cost more than all output"),
    "infighting_cost": Parameter("0.002", "output lost by one sanction put to the vote", (0, 0.01), ASSUMED, most=0.015625,
        limit="64 sanctions can be put to the vote in one step; together they would cost more than all output"),
    "discontent": Parameter("0.1", "yearly loss of alignment per unit of output lost", (0, 0.5), ASSUMED),
    # thresholds: from where on something is open to a person
    "client_threshold": Parameter("0.5", "clientage from which a person counts as one's own client, against whom one moves nothing",
        (0.25, 0.9), ASSUMED, share=True),
    "faction": Parameter("0.3", "clientage or tie from which a person stands by an open opponent, signs with them and falls with them",
        (0.1, 0.6), "a friend, by the code book, or more; only comrades at the top of their range reach it"),
    "opposition_threshold": Parameter("0.1", "open opposition from which a person counts as an opponent of the line", (0.05, 0.4),
        ASSUMED, share=True),
    "capitulation_threshold": Parameter("0.25", "open opposition from which a person has something to recant", (0.1, 0.6),
        ASSUMED, share=True),
    "underground_threshold": Parameter("0.5", "open opposition from which a person may go underground", (0.3, 0.9),
        "only declared oppositionists did so in 1927; the point is assumed", share=True),
    "arrest_threshold": Parameter("0.5", "open opposition from which security may arrest a person without rank", (0.3, 1),
        "security arrested printers of the platform in September 1927, leaders only after their expulsion; assumed", share=True),
    # what is done in the open, and what it does to others
    "defiance": Parameter("0.5", "open opposition shown by one public act: an appeal, a denunciation, a platform, a refused order",
        (0.2, 1), ASSUMED, share=True),
    "insistence": Parameter("0.25", "open opposition shown by moving what others refuse: a sanction that fails, or the same motion again",
        (0.05, 0.6), ASSUMED, share=True),
    "affront": Parameter("0.5", "size as a bad deed of a motion against somebody (expulsion counts in full) or of a refused order",
        (0.2, 1), ASSUMED, share=True),
    "resentment": Parameter("0.5", "share of an injury that remains after the other side has asked for reconciliation", (0, 0.9),
        ASSUMED, share=True),
    "displeasure": Parameter("0.5", "cost of crossing the mover of an item, relative to that of a failed sanction", (0.1, 1), ASSUMED),
    "accusation_cost": Parameter("0.5", "cost of a failed accusation (disclosure, inquiry, arrest), relative to that of a failed sanction",
        (0.1, 1), "the call for an inquiry of 1920 failed and cost its mover little; the size is assumed"),
    "case_risk": Parameter("0.25", "cost of building a case, to the most cautious person, relative to that of a failed sanction",
        (0.05, 0.6), ASSUMED),
    "caution_floor": Parameter("0.5", "part of the cost of public opposition that a person without caution bears as well", (0, 0.9),
        ASSUMED, share=True),
    "discretion": Parameter("0.5", "how far full caution keeps a person from putting things in writing", (0, 0.9), ASSUMED, share=True),
    "inertia": Parameter("0.05", "salience of doing nothing to a person without caution; full caution doubles it", (0, 0.15), ASSUMED),
    "effort": Parameter("0.01", "worth that an act must promise for anybody to take the trouble", (0, 0.1), ASSUMED, least=-10),
    "salience_floor": Parameter("0.001", "weight with which somebody without power, ties or quarrels comes to mind", (0.0001, 0.02),
        ASSUMED),
    "scruple": Parameter("0.25", "force of comradeship on whoever acts without a vote, relative to its force in a vote", (0.05, 1),
        ASSUMED),
    "refusal_risk": Parameter("0.5", "chance that refusing an order costs a person their post, as that person expects it", (0.1, 0.9),
        "Stalin refused to sign an order in August 1920 and left his military posts in September; the size is assumed", share=True),
    "underground_cost": Parameter("0.5", "cost of going underground, relative to breaking ranks as a member in good standing", (0.1, 1),
        ASSUMED),
    "compromise": Parameter("0.5", "weight of one's own position in a compromise, against the line in force", (0.2, 0.8),
        ASSUMED, share=True),
    # documents, cases, capitulation
    "hearsay": Parameter("0.5", "force of a document known by rumour, relative to one that was read", (0.1, 0.9), ASSUMED, share=True),
    "by_delegations": Parameter("0.5", "force of a document read delegation by delegation, relative to one read in plenary", (0.1, 0.9),
        "the delegations heard Lenin's letter in this way in May 1924, and nobody lost a post; the size is assumed", share=True),
    "candour": Parameter("0.5", "how far an injury shows in what the injured person writes", (0.1, 1), ASSUMED, share=True),
    "confidence": Parameter("0.5", "share of what documents say against a person that outlives a vote of confidence", (0.1, 0.9),
        "colleagues refused Stalin's resignation after they had heard Lenin's letter; the size is assumed", share=True),
    "case_building": Parameter("0.5", "share of what a case still lacks that one effort of full security adds", (0.1, 0.9),
        ASSUMED, share=True),
    "inquiry_charge": Parameter("0.5", "share of its findings with which an inquiry charges a person", (0.1, 1), ASSUMED, share=True),
    "underground_charge": Parameter("0.25", "charge that follows from being underground", (0.05, 0.8), ASSUMED, share=True),
    "recantation": Parameter("0.5", "share of the way back to the line that a person goes who capitulates", (0.2, 1),
        "in December 1927 oppositionists first offered to stop defending their views, not to give them up; size assumed", share=True),
    "desertion": Parameter("0.5", "share of a following that leaves a person who capitulates", (0.1, 0.9),
        "the opposition split over capitulation in December 1927; the size is assumed", share=True),
    "clemency": Parameter("0.5", "share of the charges that is left after a capitulation", (0, 0.9), ASSUMED, share=True),
    # the vote and the norms
    "rally": Parameter("1.5", "greatest force of discipline in a foreign crisis, relative to calm times", (1, 2.5),
        "Mueller 1970 on rallying round the flag, for the direction; the size is assumed"),
    "caucus_cap": Parameter("3", "log-odds beyond which one member's inclination weighs no more in the line of a caucus", (1, 8), ASSUMED),
    "comradeship_wear": Parameter("0.125", "share of comradeship that a sanction wears away for each of its rungs, if norm_ratchet is one",
        (0.03, 0.16), ASSUMED, share=True),
    # procedure
    "renewal": Parameter("0.5", "years for which a refused motion on a person, document or body is not moved again", (0.1, 1.5), ASSUMED),
    "routine_renewal": Parameter("0.25",
        "years for which a refused motion on policy, a post, a recall, a congress or an isolation is not moved again", (0.05, 1), ASSUMED),
    "platform_window": Parameter("1", "years within which a refused line of policy is a reason to launch a platform", (0.25, 2), ASSUMED),
    "agenda_lapse": Parameter("0.5", "years, beyond a body's cadence, after which an item that was never heard lapses", (0.1, 2), ASSUMED),
    "order_lapse": Parameter("0.5", "years after which a decision that is refused comes to nothing", (0.1, 2), ASSUMED),
    "interim": Parameter("4", "steps for which a vacant post is left to those who have a candidate of their own", (0, 13), ASSUMED),
    "roots": Parameter("0.75", "what followers in the field of a post add to a person's fitness for it, in units of preference", (0, 1.5),
        "about half of the ministers of western Europe are specialists of their field (Blondel and Thiebault 1991); the size is assumed"),
    "apparatus_skill": Parameter("0.25", "what full skill with the apparatus adds to a person's fitness for a post, in units of preference",
        (0, 1), ASSUMED),
    "office_burden": Parameter("0.5",
        "what other offices of the same weight take from a person's fitness for a post, in units of preference", (0, 1), ASSUMED),
    "enlargement": Parameter("3", "seats of a body for each new seat at an enlargement", (2, 8),
        "the Central Committee grew from 27 to 40, 53, 63 and 71 between 1922 and 1927", least=1,
        limit="an enlargement at most doubles a body"),
    "enlargement_interval": Parameter("1", "years after which a body may be enlarged again", (0.5, 2),
        "the Central Committee was enlarged at most once a congress"),
    "congress_notice": Parameter("0.5", "years before a congress from which it can be postponed", (0.2, 1), ASSUMED),
    "congress_delay": Parameter("0.5", "years for which a congress is postponed", (0.25, 1),
        "by the yearly rule the congresses of 1925 and 1927 met half a year and a year late", most=1000, limit=NO_RUN),
    "isolation": Parameter("0.5", "years for which a doctors' order cuts a leader off; it can be renewed", (0.1, 1.5),
        "Lenin lost contact in December 1922 and never came back; the term of one order is assumed", most=1000, limit=NO_RUN),
    # populations and war (sections 6.11 and 6.12)
    "hardship_half_life": Parameter("0.25", "years in which hardship goes half of the way to the burden on a population", (0.1, 1),
        ASSUMED, positive=True, rare=True),
    "levy": Parameter("0.3", "share of a population's livelihood that a line of full requisition takes", (0.1, 0.5),
        "Soviet Russia took about a sixth of the harvest in 1920-21, Ukraine lost more than two fifths in 1932 (general)", share=True,
        rare=True),
    "fear_half_life": Parameter("2", "years in which half of a population's fear is gone", (0.5, 5), ASSUMED, positive=True, rare=True),
    "patience": Parameter("0.5", "unrest that a population bears", (0.3, 0.7), ASSUMED, most=0.99,
        limit="a rule divides by what is left of one", rare=True),
    "revolt": Parameter("lognormal(2, 0.7)", "revolts a year at full unrest",
        source="risings in the Russian provinces of 1918-1921 and in the Vendee of 1793 came within months of conscription or requisition "
        "(general); the size is assumed, wide", rare=True),
    "alarm": Parameter("lognormal(4, 0.7)", "how fast a revolt in a core population moves leaders to give way, a year", source=ASSUMED,
        rare=True),
    "revolt_cost": Parameter("0.1", "share of output that a revolt costs in a year", (0.02, 0.3), ASSUMED, share=True, rare=True),
    "revolt_mortality": Parameter("0.005", "share of a population that dies in a year of revolt at full unrest", (0.001, 0.02), ASSUMED,
        share=True, rare=True),
    "repression": Parameter("0.005", "share of a population that dies when it is put down at full unrest", (0.001, 0.03),
        "between the June days in Paris in 1848, some thousands of a million, and the Vendee of 1793-94, above a tenth (general)",
        share=True, rare=True),
    "hunts": Parameter("lognormal(4, 0.7)", "hunts for enemies among a population in a year, under full terror and full threat",
        source="the waves of 1918 in Russia and of September 1792 in France came weeks apart (general); the size is assumed, wide",
        rare=True),
    "purge": Parameter("lognormal(0.0001, 1)", "share of a population that a hunt kills", source="some 1,200 of the 600,000 of Paris in "
        "September 1792; about a hundred in a province in the autumn of 1918 (general); wide", rare=True),
    "dread": Parameter("0.2", "part of what a population's fear still lacks that a hunt adds", (0.05, 0.5), ASSUMED, share=True, rare=True),
    "subsistence": Parameter("0.6", "hardship from which people die of hunger", (0.4, 0.8), ASSUMED, most=0.99,
        limit="a rule divides by what is left of one", rare=True),
    "famine_mortality": Parameter("lognormal(0.08, 0.6)", "share of a population that dies in a year of the utmost hunger",
        source="Bengal 1943, 3 million of 60; Ireland 1846-51, 1 of 8.5 in five years; parts of China 1959-61, above a tenth (general)",
        rare=True),
    "war_mortality": Parameter("0.02", "share of a population that dies in a year of war on its ground, none of it held", (0.005, 0.05),
        ASSUMED, share=True, rare=True),
    "war_pace": Parameter("lognormal(1, 0.5)", "ground won in a year by force that is e times the enemy's, on the scale -1..1",
        source="fronts of 1918-1920 went from one end to the other within half a year to a year and a half (general); the size is assumed, "
        "wide", rare=True),
    "war_luck": Parameter("0.5", "standard deviation of the ground won in a year by chance", (0.2, 1), ASSUMED, rare=True),
    "war_floor": Parameter("0.3", "what an army is worth against the enemy whom it suits least", (0.1, 0.6), ASSUMED, share=True,
        rare=True),
    "army_half_life": Parameter("0.5", "years in which the army goes half of the way to what the line wants", (0.2, 1.5), ASSUMED,
        positive=True, rare=True),
    # the definition of rule (section 7), which no rule of the engine reads
    "horizon": Parameter("0.5", "years within which a fall must happen to count", (0.25, 1), "convention of the definition"),
    "illness_grace": Parameter("4", "steps of incapacity after which a member no longer counts as one of the group", (0, 26),
        "convention of the definition"),
    "vulnerable": Parameter("0.05", "chance of a fall above which a member is vulnerable", (0.025, 0.1),
        "convention; the strict and the loose reading take half and twice of it", share=True),
    "dominant": Parameter("0.5", "least chance with which a sole ruler can bring down any chosen member", (0.25, 0.75),
        "convention; the loose and the strict reading take these ends", share=True),
    "bypassed": Parameter("0.2", "greatest chance with which others may bring somebody down against a sole ruler's vote", (0.1, 0.4),
        "convention; the strict and the loose reading take half and twice of it", share=True),
    "lost": Parameter("0.1", "vulnerability above which one-man rule ends", (0.05, 0.2),
        "convention; the strict and the loose reading take half and twice of it", share=True),
    # which theory of the vote and of the choice of a move is in force (engine/theories)
    "theory": Parameter("0", "number of the theory of what moves leaders: 0 is the full model (docs/rivals.md)", (0, 0),
        "a choice of theory and no measurement; the rival variants set it", most=5, limit="there are so many theories"),
    "readings": Parameter("3", "quarterly readings running that make one-man rule", (2, 5), "convention of the definition"),
}  # fmt: skip
"""Every parameter by its name. The name keys its draw; the order means nothing."""
