"""The moves of the account, encoded as moves of the model, written to docs/validation/moves.md. Seconds; it runs no history.

The tables beside this script hold the coding: ``moves_of_the_record.csv`` has one row an instance, ``move_types.csv`` one a type,
``move_reasons.csv`` one a reason why an instance is not encoded.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

from collegium import scenario
from collegium.engine import moves
from collegium.interventions.during import ANSWERS, SILENT, UNAIMED
from collegium.scenario.model import Scenario
from targets import table

SCENARIO = "bolsheviks"
START, END = date(1919, 3, 25), date(1927, 12, 31)
"""What the tables of the scenario span. A sentence about a day needs a run that contains it."""
HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "validation" / "moves.md"
LEDGERS = ("1917-1922", "1922-1927")
FRIENDLY = ("court", "reconcile", "join_oppositions")
"""Moves made towards somebody, not against."""
WORDS = {"yes": "yes", "no": "no", "partly": "in part", "sentence": "no, but by a sentence", "table": "no, but by a row"}
"""Whether a parameter of an existing move would do -> how the page says it."""
RULES = """\
The account on which the flagship rests reports many moves. Two ledgers list them, one for each period of the account, and give each
move a type. The ledgers are not part of this project. This page compares every type and every instance with
[the moves of the model](../moves.md).

## How an instance is encoded

1. An instance is a move of the model if the recorded act is what the move does. Its purpose or its success does not count.
2. `denounce` is public. An attack in a letter, or among a few leaders, is none.
3. The actor is a person whom the ledger names as the one who acted. A body, a majority or an agency is no actor.
4. The day is the first day of the recorded span, or a later day of the span where the act answers something dated.
5. Of several targets a caucus gets the first. Other moves become one sentence for each actor and target.
6. If the model has no such move, that is the reason, even where the date or the actor would be reason enough.

The sentence is `force PERSON to MOVE`. Moves that only answer something, silence, and a statute without a target need
`let PERSON choose MOVE` ([grammar](../../spec/experiments.md#moves-and-votes)). A test reads every sentence. Nobody simulated them: a
sentence that can be read need not find an occasion in a history. The coding is the judgement of one coder.
"""


class Instance(NamedTuple):
    """One move of the account. People, and people aimed at, are joined by ``;``; a blank ``move`` means that ``reason`` says why."""

    id: str
    type: str
    who: str
    move: str
    against: str
    about: str
    day: str
    reason: str


class Type(NamedTuple):
    """One type of move of a ledger: the moves of the model that its instances are, joined by ``;``, or the reason why there is none."""

    type: str
    ledger: str
    move: str
    reason: str
    note: str


class Reason(NamedTuple):
    """Why an instance is not encoded.

    ``lacking`` is what lacks it: the ``menu`` has no such move, or the ``record`` does not give what a sentence needs. ``parameter``
    says whether a parameter of an existing move would do, and ``remedy`` which.
    """

    reason: str
    lacking: str
    parameter: str
    remedy: str


def instances() -> list[Instance]:
    return [Instance(*row) for row in read("moves_of_the_record")]


def types() -> list[Type]:
    return [Type(*row) for row in read("move_types")]


def reasons() -> dict[str, Reason]:
    return {row[0]: Reason(*row) for row in read("move_reasons")}


def read(name: str) -> list[list[str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def sentences(one: Instance, case: Scenario) -> list[str]:
    """The interventions that make an instance happen: one for each actor and each person aimed at."""
    if not one.move:
        return []
    return [sentence(who, target, one, case) for who, target in product(one.who.split(";"), one.against.split(";"))]


def sentence(who: str, target: str, one: Instance, case: Scenario) -> str:
    """One intervention. What the move is about is in it only if it is an issue: the grammar has no clause for the rest."""
    issue = one.about if spoken(one.about, case) else ""
    said = f"force {who} to {one.move}" if forced(one.move, target or issue) else f"let {who} choose {one.move}"
    towards = "towards" if one.move in FRIENDLY else "against"
    return said + (f" {towards} {target}" if target else "") + (f" on {issue}" if issue else "") + f" on {one.day}"


def forced(move: str, target: str) -> bool:
    """Whether ``force`` takes the move. It takes no answer, and a move without a target only if that needs none."""
    answers = move in SILENT or not moves.MENUS[moves.NAMES.index(move)] & ~ANSWERS
    return not answers and bool(target or move in UNAIMED)


def spoken(about: str, case: Scenario) -> bool:
    """Whether a sentence can say that a move is about this."""
    return about in {issue.id for issue in case.issues}


def page(case: Scenario) -> str:
    """The page as Markdown."""
    some, kinds, why = instances(), types(), reasons()
    encoded = [one for one in some if one.move]
    parts = [
        "# The moves of the record",
        "`python validate/moves.py` writes this page; nobody types a row by hand.",
        *head(some, kinds, why),
        RULES.rstrip("\n"),
        *lacks(some, kinds, why),
        "## What the record does not have",
        unseen(kinds),
        "## The instances that are encoded",
        subjects(encoded, case),
        table(["id", "type", "sentences", "about"], [encoded_row(one, case) for one in encoded]),
    ]
    for ledger in LEDGERS:
        mine = [kind for kind in kinds if kind.ledger == ledger]
        columns = ["type", "instances", "encoded", "move, or why there is none", "note"]
        parts += [f"## The types of {ledger}", table(columns, [type_row(kind, some) for kind in mine])]
    return "\n\n".join(parts) + "\n"


def head(some: Sequence[Instance], kinds: Sequence[Type], why: dict[str, Reason]) -> list[str]:
    """The counts at the head of the page."""
    found = [counted(some, [kind.type for kind in kinds if kind.ledger == ledger], why) for ledger in LEDGERS]
    encoded, record, menu = (sum(column) for column in zip(*found, strict=True))
    mapped = sum(bool(kind.move) for kind in kinds)
    rows = [[ledger, *map(str, (sum(row), *row))] for ledger, row in zip(LEDGERS, found, strict=True)]
    return [
        f"**{encoded + record} of {len(some)} instances are moves of the model.** {encoded} of them are encoded as sentences. For the "
        f"other {record} the record does not give what a sentence needs: an actor, a target, or a day within the case. The menu has no "
        f"move for {menu} instances. {mapped} of {len(kinds)} types have a move, {len(kinds) - mapped} have a reason.",
        table(["ledger", "instances", "encoded", "on the menu, not encoded", "not on the menu"], rows),
    ]


def counted(some: Iterable[Instance], mine: Sequence[str], why: dict[str, Reason]) -> tuple[int, int, int]:
    """How many instances of these types are encoded, not encoded for want of record, and not on the menu."""
    found = Counter(why[one.reason].lacking if one.reason else "" for one in some if one.type in mine)
    return found[""], found["record"], found["menu"]


def lacks(some: Sequence[Instance], kinds: Sequence[Type], why: dict[str, Reason]) -> list[str]:
    """What the menu lacks most, then what the record lacks."""
    many = Counter(one.reason for one in some if one.reason)
    ordered = sorted(why.values(), key=lambda reason: -many[reason.reason])
    both = [[reason for reason in ordered if reason.lacking == lacking] for lacking in ("menu", "record")]
    by = Counter[str]()
    for reason in both[0]:
        by[reason.parameter] += many[reason.reason]
    columns = ["reason", "instances", "types", "by a parameter", "how, or why not"]
    first, second, third = (f"{reason.reason} ({many[reason.reason]})" for reason in both[0][:3])
    return [
        "## What the menu lacks",
        f"The menu lacks these most: {first}; {second}; {third}. A parameter of an existing move would give {by['yes']} of the "
        f"{by.total()} instances, and a part of {by['partly']} others. It would give nothing for {by['no']}.",
        table(columns, [reason_row(one, many, kinds) for one in both[0]]),
        "## What the record lacks",
        "The menu has these acts. A sentence cannot say them, because something is missing in the account or in the tables of the case.",
        table(columns, [reason_row(one, many, kinds) for one in both[1]]),
    ]


def unseen(kinds: Iterable[Type]) -> str:
    """The moves of the model that no type of the ledgers is."""
    seen = {move for kind in kinds for move in kind.move.split(";")}
    never = [f"`{name}`" for name in moves.NAMES if name not in seen]
    return (
        f"{len(moves.NAMES) - len(never)} of the {len(moves.NAMES)} moves of the model occur among the types. No type is "
        f"{', '.join(never[:-1])} or {never[-1]}. The ledgers list acts of the account as moves, decisions or events. An act that is "
        "listed as a decision or an event is not among these types."
    )


def reason_row(reason: Reason, many: Counter[str], kinds: Iterable[Type]) -> list[str]:
    mine = sum(kind.reason == reason.reason for kind in kinds)
    return [reason.reason, str(many[reason.reason]), str(mine), WORDS[reason.parameter], reason.remedy]


def subjects(encoded: Sequence[Instance], case: Scenario) -> str:
    """How many sentences leave out what the move is about."""
    dumb = [one for one in encoded if one.about and not spoken(one.about, case)]
    chosen = [one for one in encoded if any(text.startswith("let ") for text in sentences(one, case))]
    return (
        f"{len(encoded)} instances give {sum(len(sentences(one, case)) for one in encoded)} sentences. {len(chosen)} instances need "
        f"`let ... choose`. In {len(dumb)} the move is about an office, a seat, a document or a statute. The grammar has no clause for "
        "these, so the engine picks one, as it does when nobody forces the move."
    )


def encoded_row(one: Instance, case: Scenario) -> list[str]:
    said = "<br>".join(f"`{text}`" for text in sentences(one, case))
    return [f"`{one.id}`", f"`{one.type}`", said, f"`{one.about}`" if one.about else ""]


def type_row(kind: Type, some: Iterable[Instance]) -> list[str]:
    mine = [one for one in some if one.type == kind.type]
    answer = ", ".join(f"`{move}`" for move in kind.move.split(";")) if kind.move else kind.reason
    return [f"`{kind.type}`", str(len(mine)), str(sum(bool(one.move) for one in mine)), answer, kind.note]


def main() -> None:
    PAGE.write_text(page(scenario.load(scenario.find(SCENARIO))), encoding="utf-8")


if __name__ == "__main__":
    main()
