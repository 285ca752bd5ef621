"""What the columns of the result tables mean, and in which unit they are counted.

A name that ends in a colon means one column for every person, or for every parameter.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

Meanings = Mapping[str, tuple[str, str]]
"""Column -> (unit, meaning). A unit of '' means that the column counts nothing: a name, a day, yes or no."""

HISTORY = {"history": ("", "number of the history, from 0")}

HISTORIES: Meanings = HISTORY | {
    "strongest": ("", "person with the greatest share of power at the end"),
    "strongest_share": ("0..1", "share of power of the strongest at the end"),
    "effective_leaders": ("people", "effective number of leaders at the end: 1 / sum of squared shares; null if nobody has any power"),
    "rule": ("", "who rules at the end: one_man, bloc, contested, locked, sole_survivor or void"),
    "ruler": ("", "by whom, where rule is one_man or sole_survivor; where it is bloc, the strongest of the caucus; else null"),
    "one_man_from": ("", "first day of the first quarter in which one-man rule held; null if it never did"),
    "one_man_by": ("", "whose one-man rule that was"),
    "one_man_strict_from": ("", "the same as one_man_from with stricter thresholds"),
    "one_man_strict_by": ("", "the same as one_man_by with stricter thresholds"),
    "one_man_loose_from": ("", "the same as one_man_from with looser thresholds"),
    "one_man_loose_by": ("", "the same as one_man_by with looser thresholds"),
    "bloc_from": ("", "first day of the first quarter in which a caucus ruled as a bloc; null if none did"),
    "bloc_by": ("", "the strongest member of that caucus"),
    "quarters_void": ("quarters", "quarters whose reading was void"),
    "quarters_sole_survivor": ("quarters", "quarters with a sole survivor"),
    "quarters_one_man": ("quarters", "quarters of one-man rule"),
    "quarters_bloc": ("quarters", "quarters of bloc rule"),
    "quarters_contested": ("quarters", "quarters of contested rule"),
    "quarters_locked": ("quarters", "quarters of locked collective rule"),
    "losses": ("seats", "full seats in the top body lost by decision or non-election; deaths apart"),
    "deaths": ("people", "full members of the top body who died in their seats"),
    "member_years": ("years", "years served by full members of the top body, together"),
    "first_loss": ("", "day of the first such loss; null if there was none"),
    "motions": ("motions", "motions heard"),
    "carried": ("motions", "motions carried"),
    "unanimous": ("motions", "motions carried without a vote against"),
    "sanctions": ("motions", "sanctions put to a vote: strip, remove, expel, send away"),
    "sanctions_carried": ("motions", "sanctions carried"),
    "appeals": ("appeals", "decisions that their losers took to a wider body"),
    "appeals_won": ("appeals", "decisions reversed or renewed there"),
    "resignations": ("resignations", "resignations tendered"),
    "resignations_accepted": ("resignations", "resignations accepted"),
    "documents": ("documents", "documents written"),
    "disclosed": ("documents", "documents read out"),
    "suppressed": ("documents", "documents locked away"),
    "caucuses": ("caucuses", "caucuses formed"),
    "congresses": ("congresses", "congresses held"),
    "enlargements": ("bodies", "bodies enlarged"),
    "expelled": ("people", "people expelled"),
    "arrests": ("people", "people arrested"),
    "exiles": ("people", "people exiled"),
    "platforms": ("platforms", "platforms taken to the rank and file"),
    "capitulations": ("capitulations", "capitulations"),
    "revolts": ("revolts", "revolts of populations"),
    "put_down": ("attempts", "attempts to put a revolt down by force"),
    "hunts": ("hunts", "hunts for enemies among populations"),
    "died_of_hunger": ("thousands", "people who died of hunger in the populations of the case"),
    "died_of_war": ("thousands", "people who died of war there"),
    "died_in_revolts": ("thousands", "people who died in revolts, and when these were put down"),
    "died_of_terror": ("thousands", "people whom hunts for enemies killed"),
    "output": ("times", "output at the end, relative to the start"),
    "share:": ("0..1", "share of power at the end of this person"),
    "lost_top:": ("", "first day on which this person lost a seat in the top body, full or candidate, not by death; null if never"),
    "lost_committee:": ("", "first day on which this person lost the seat in the body that elects the top body; null if never"),
    "lost_office:": ("", "first day on which this person lost an office by decision; null if never"),
    "sent_away:": ("", "first day on which this person was sent away; null if never"),
    "expelled:": ("", "day on which this person was expelled; null if never"),
    "arrested:": ("", "first day on which this person was arrested; null if never"),
    "exiled:": ("", "first day on which this person was exiled; null if never"),
    "died:": ("", "day on which this person died; null if alive at the end"),
    "theta:": ("as its prior", "the value of this parameter in this history"),
}

SHARES: Meanings = HISTORY | {
    "date": ("", "first step of the month"),
    "person": ("", "somebody with a seat in the top body on that day"),
    "share": ("0..1", "share of power, to a ten-thousandth"),
    "seat": ("", "2 for a full seat in the top body, 1 for a candidate's"),
}

RULE: Meanings = HISTORY | {
    "date": ("", "first step of the quarter"),
    "rule": ("", "who rules: one_man, bloc, contested, locked, sole_survivor or void"),
    "ruler": ("", "by whom, where rule is one_man or sole_survivor; where it is bloc, the strongest of the caucus; else null"),
    "ruler_strict": ("", "the same by stricter thresholds, of one man or a sole survivor; else null"),
    "ruler_loose": ("", "the same by looser thresholds, of one man or a sole survivor; else null"),
    "strongest": ("", "person with the greatest share of power"),
    "contest": ("0..1", "greatest chance of a removal that somebody is willing to move, over all pairs; null where not worked out"),
    "vulnerability": ("0..1", "greatest chance that others can bring the strongest down; null where not worked out"),
    "initiative": ("0..1", "least chance with which the strongest can bring down any chosen member; null where not worked out"),
    "bypass": ("0..1", "greatest chance that others bring somebody down against the vote of the strongest; null where not worked out"),
}

GRID: Meanings = HISTORY | {
    "date": ("", "report date"),
    "mover": ("", "full member of the top body who would move the removal"),
    "target": ("", "full member of the top body who would be removed"),
    "chance": ("0..1", "chance, with all terms of the vote, that the mover can remove the target from the top body within the horizon"),
    "capable": ("0..1", "the same without comradeship and with two co-sponsors; null but for the last date"),
    "by_votes": ("0..1", "the same as capable with the agenda certain: what votes alone would allow; null but for the last date"),
}

TIES: Meanings = HISTORY | {
    "date": ("", "first step, first step of each year, last step"),
    "from": ("", "whose tie it is: somebody with a full or candidate seat in the top body"),
    "to": ("", "to whom: another of these"),
    "tie": ("-1..1", "tie of the person to the other, from enmity to devotion, to a hundredth"),
}

ALLEGIANCES: Meanings = HISTORY | {
    "date": ("", "first step of the quarter"),
    "constituency": ("", "whose allegiance it is"),
    "person": ("", "whom they follow; unaligned means nobody"),
    "share": ("0..1", "part of the constituency that does, to a hundredth; less than 0.02 has no row"),
}

EVENTS: Meanings = HISTORY | {
    "date": ("", "first day of the step in which it happened"),
    "kind": ("", "what happened"),
    "actor": ("", "who did it; null if nobody"),
    "target": ("", "to whom; null if to nobody"),
    "body": ("", "where it was decided"),
    "subject": ("", "the office, issue, document, event, body or kind of motion concerned"),
    "yes": ("votes", "votes for a motion"),
    "no": ("votes", "votes against it"),
    "passed": ("", "whether a motion was carried; null where there was no vote"),
    "value": ("by kind", "the policy voted on (-1..1), the weeks of an illness (infinite: for good) or the size of an event"),
}

MEANINGS: Mapping[str, Meanings] = {
    "histories": HISTORIES, "shares": SHARES, "rule": RULE, "grid": GRID, "ties": TIES, "allegiances": ALLEGIANCES, "events": EVENTS,
}  # fmt: skip
"""Table -> what its columns mean."""


def family(column: str) -> str:
    """The name under which a column is described: ``share:`` for ``share:anna``, else its own."""
    head, colon, _ = column.partition(":")
    return head + colon


def meaning(table: str, column: str) -> tuple[str, str]:
    """Unit and meaning of one column. KeyError for a column that nobody has described."""
    return MEANINGS[table][family(column)]


def kind(type_: pa.DataType) -> str:
    """The type of a column in a word: ``word`` for one of a dictionary, ``day``, or as Arrow calls it."""
    if pa.types.is_dictionary(type_):
        return "word"
    return {"float": "float32", "double": "float64", "date32[day]": "day"}.get(str(type_), str(type_))
