"""The terms that the pages use, each explained by the first sentences of its entry in the glossary of the documentation."""

from __future__ import annotations

TERMS = {
    "history": "One simulated course of events, from the first day to the last. The same seed, number and engine give the same history.",
    "ensemble": "All histories of one run. Every share in a report is a share of the ensemble.",
    "top body": "The body whose rule we study, such as the Politburo.",
    "seat": "A place in a body with a right to vote. A full seat has one vote. A candidate seat gives a little power but no vote.",
    "constituency": "A part of the organisation whose members follow leaders and send delegates, such as a region or a ministry.",
    "allegiance": "The share of a constituency that follows one person, from 0 to 1. The rest is unaligned: it follows nobody.",
    "following": "All allegiance to one person, weighted by the weights of the constituencies. Others perceive it with a delay.",
    "standing": (
        "A person's renown, apart from seats, posts and following. It is one part of power and changes by contested votes and "
        "denunciations."
    ),
    "power": "Standing, plus the weights of seats and offices, plus the following. A share of power is one person's part of the total.",
    "tie": (
        "How one person feels about another, from −1 (enemy) to 1 (ally). It has a direction: the tie of a to b may differ from that "
        "of b to a."
    ),
    "trait": (
        "One of four numbers about a person's character and skills: ambition, caution, apparatus (skill with organisation), public "
        "(skill with the public word)."
    ),
    "act": (
        "A dated action of a person in the sources, such as support for another person. Traits and ties that nobody typed are "
        "calculated from acts."
    ),
    "caucus": "Members of the top body who agree before a vote against one target.",
    "comradeship": (
        "The norm against sanctions above the precedent. The further a sanction goes beyond it, the more votes it costs. Each "
        "sanction weakens the norm."
    ),
    "keeper of the agenda": (
        "The holder of the office that admits items to the agenda of a body, or the member whose turn it is under rotation."
    ),
    "loss": "A seat or office that a person loses by decision or non-election. Death and what an intervention takes away are not losses.",
    "record": "What happened in life, in record.csv. The engine never reads it. The report shows it next to the simulated shares.",
    "reading": "The state of rule that the engine records each quarter.",
    "confidence interval": (
        "A range around an estimate. If we repeated the whole simulation many times, 95% of such ranges would contain the value that "
        "infinitely many histories would give. It covers chance in the simulation, never errors of the model. Shares have Wilson "
        "intervals."
    ),
    "Monte Carlo standard error": "The standard deviation of an estimate that comes from simulating a finite number of histories.",
    "prior": "The distribution from which collegium draws a parameter or an uncertain cell.",
    "posterior": "The distribution of parameters given data.",
    "emergent": "A result that no single assumption fixes. It is still a consequence of all of them.",
    "built in": (
        "A result that follows from an assumption of the model rather than from the interplay of many. Report its size at most, never "
        "its direction."
    ),
    "permutation test": (
        "Further runs in which all leaders have equal traits, or traits are shuffled among them. If the same person still leads, the "
        "traits do not explain it."
    ),
    "outside event": "Something that nobody in the group decides, such as an illness or a harvest: a row of events.csv.",
    "intervention": "A sentence that changes something in a simulation, such as keep PERSON healthy.",
    "arm": "One of the two sides of a comparison: with the change or without it. A run also has arms for the permutation test.",
    "pair": "The same history in both arms.",
    "common random numbers": (
        "Two simulations use the same random draws wherever the change does not reach. The comparison is then more precise. Both arms "
        "of a what-if use them."
    ),
    "paired difference": (
        "The value in one history with the change minus the value in the same history without it. The effect of a what-if is the mean "
        "of these differences over all pairs."
    ),
    "discordant pairs": "Pairs in which a yes-or-no measure differs between the two arms.",
    "measure": "One number for each history, such as power of PERSON or losses. A what-if compares its mean in the two arms.",
    "placebo": "A third arm with a very small change. Its interval shows what a meaningless change does.",
    "draw": "One set of values for all parameters and uncertain cells.",
    "variance due to chance": (
        "The spread between histories that have the same parameters and uncertain cells (aleatory uncertainty). More histories do not "
        "reduce it, but they average it out of the mean. whatif reports its standard deviation."
    ),
    "variance due to parameter uncertainty": (
        "The spread between draws of the parameters and uncertain cells (epistemic uncertainty). Only better sources or arguments "
        "reduce it. whatif reports its standard deviation next to that of chance."
    ),
    "claim": "A causal sentence of a historian in claims.csv, with the experiment, the measure and the sign that it predicts.",
    "verdict": (
        "The judgement on a claim by a rule that was fixed before any run: supported, opposed, fragile, no power, built in, or not "
        "testable here."
    ),
    "no power": (
        "A verdict: the experiment could not have shown an effect that would matter. With more pairs it might; if the outcome never "
        "occurs, no number of pairs helps."
    ),
    "minimum detectable effect": (
        "The smallest true effect that an experiment shows, with an interval on one side of zero, in 80% of tries."
    ),
    "baseline": "A forecast by a simple rule that anybody would accept. A model that does not beat it explains nothing.",
    "log loss": (
        "The mean surprise of a forecast: minus the natural logarithm of the chance that it gave to what happened. Smaller is better, "
        "0 is perfect, 0.69 is an even chance."
    ),
    "Brier score": "The mean squared difference between a chance and what happened (1 or 0). Smaller is better, 0 is perfect.",
    "variant": "A setting of our own model that represents a rival theory of how leaders decide: full, clientele, spatial, office, "
    "coalitions, contested, chance.",
}
"""Term -> explanation."""


def anchor(term: str) -> str:
    """The address of a term on a page. KeyError for a term without an explanation."""
    if term not in TERMS:
        raise KeyError(term)
    return f"term-{term.lower().replace(' ', '-')}"
