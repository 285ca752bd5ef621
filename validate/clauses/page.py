"""The page docs/clauses.md, from the figures that are kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from discrimination.store import Book
from discrimination.values import Value, cell, number, table

from .study import AUTHORITY, FOUNDER, LAST, OUTCOMES, PER_DRAW, Clause, clauses, council, idle, moved

SECTIONS = ("founder", "clauses")
CHANCE = 0.05
"""How often an interval leaves out zero without a cause."""
MAIN = ("ever one_man", "ever bloc", "losses")
"""Outcomes for which the page lists the clauses that move them."""


def page(book: Book, engine: str) -> str:
    """The whole page."""
    founder, effects = (book.values(engine, name) for name in SECTIONS)
    about = book.about(engine, "clauses")
    return "\n\n".join([
        "# Which clause prevents one-man rule?",
        "`python validate/clauses.py` writes this page; nobody types a figure by hand. A designer of rules for shared power takes the "
        "shipped scenario `council` and changes one clause at a time. The page shows what each change does to [one-man "
        "rule](glossary.md#what-happens-in-a-history), to bloc rule and to the losses of seats. The case is invented. A result is a "
        "property of the model, and no forecast for a council that exists.",
        heading(engine, about, founder),
        "## How often does somebody come to rule alone?", how_often(founder),
        "## Does the authority of the founder decide it?", authority(founder),
        "## What does each clause do?", grammar(), effects_table(effects),
        "## What does a designer learn?", lessons(effects), limits(effects),
    ]) + "\n"  # fmt: skip


def heading(engine: str, about: Mapping[str, Any], founder: Mapping[str, Value]) -> str:
    n = next((one.n for one in founder.values()), 0)
    return (
        f"Engine `{engine}`, scenario `{about.get('scenario', '')}`, {council().start} to {LAST}, seed 1. {n:,} histories show how often "
        f"it happens. {about.get('pairs', 0):,} pairs of histories with common random numbers, {PER_DRAW} for each draw of the parameters, "
        "show what a clause does. Intervals are 95% Monte Carlo intervals."
    )


def how_often(found: Mapping[str, Value]) -> str:
    start, end = council().start.year, council().end.year
    shipped = found[f"until:{start + 3}"]
    rows = [[str(year), cell(found[f"until:{year}"], "share")] for year in range(start, end + 1, 2)]
    return "\n\n".join([
        f"In {cell(shipped, 'share')} of the histories somebody rules alone by the end of {start + 3}, the last day of the scenario as "
        f"shipped. By the end of {end} it is {cell(found[f'until:{end}'], 'share')}. In {cell(found[f'until:{start}'], 'share')} it begins "
        "in the first year, because the state of the first day almost has a ruler already. A rule can prevent little in four years, so "
        "this page uses fifteen. A run has at most sixteen.",
        table(["one-man rule has begun by the end of", "share of histories"], rows),
    ])  # fmt: skip


def authority(found: Mapping[str, Value]) -> str:
    """By how much one-man rule, and whose, follows the authority with which the founder starts."""
    name = next(person.name for person in council().people if person.id == FOUNDER)
    drawn, none = found[f"{AUTHORITY[0]}/by:{FOUNDER}"], found[f"0/by:{FOUNDER}"]
    first = found[f"{AUTHORITY[0]}/first:{FOUNDER}"]
    rows = [
        [f"`make authority of {FOUNDER} {x}`" if x != AUTHORITY[0] else x, *(cell(found[f"{x}/{key}"], "share") for key in (
            "ever", "first year", f"by:{FOUNDER}", f"first:{FOUNDER}"))]
        for x in AUTHORITY
    ]  # fmt: skip
    others = [
        f"{person.name} {number(found[f'{AUTHORITY[0]}/by:{person.id}'].value, 'share')} and "
        f"{number(found[f'0/by:{person.id}'].value, 'share')}"
        for person in council().people
        if person.id != FOUNDER and max(found[f"{x}/by:{person.id}"].value for x in ("0", AUTHORITY[0])) >= 0.01
    ]
    yes = drawn.low > none.high
    return "\n\n".join([
        f"{name} founded the council. The scenario draws the founder's authority, and others vote with it. "
        + (f"Who rules alone still follows from this input. {name} is the first to rule alone in {cell(drawn, 'share')} of the histories, "
           f"and in {cell(none, 'share')} if the authority is zero. " if yes else
           f"Whether {name} rules alone does not depend on this input: {cell(drawn, 'share')}, and {cell(none, 'share')} at zero. ")
        + (f"Of these histories, {number(first.value / drawn.value, 'share')} have it in the first year. " if drawn.value > 0 else "")
        + f"Whether anybody rules alone depends on it less: {cell(found[f'{AUTHORITY[0]}/ever'], 'share')} against "
        f"{cell(found['0/ever'], 'share')}. Without a founder's authority others take the place. As drawn and at zero: "
        f"{'; '.join(others)}.",
        table(["authority", "one-man rule at some time", "in the first year", f"first by {name}", f"by {name} in the first year"], rows),
    ])  # fmt: skip


def grammar() -> str:
    return (
        "Each sentence can be typed. The scenario needs a later last day: `collegium new long_council` copies it, and its `scenario.yaml` "
        f"then gets `to: {LAST}`. Each sentence of a clause gets a `--do` of its own. For example:\n\n```text\ncollegium whatif "
        "long_council --do 'set body.council.agenda = rotation' --measure 'ever one_man' --measure losses\n```\n\n[The grammar of "
        "experiments](../spec/experiments.md) has all sentences, and [the scenario format](../spec/format.md#2-scenarioyaml) all rules "
        "that `set` can change. `body.council.term = 52` means 52 steps of a week.\n\nThe row *as it is* has the levels. All other rows "
        "have differences from it. **Bold** differences have an interval without zero and lie outside that of the change without "
        "substance."
    )


def effects_table(found: Mapping[str, Value]) -> str:
    head = ["clause", "sentences", *(words for words, _ in OUTCOMES.values())]
    level = ["*As it is*", "", *(cell(found.get(f"as it is/{name}"), unit) for name, (_, unit) in OUTCOMES.items())]
    rows = [level, row(found, idle())]
    for group in dict.fromkeys(one.group for one in clauses()):
        rows += [row(found, one) for one in clauses() if one.group == group]
    return table(head, rows)


def row(found: Mapping[str, Value], clause: Clause) -> list[str]:
    cells = [cell(found.get(f"{clause.key}/{name}"), unit) for name, (_, unit) in OUTCOMES.items()]
    marked = [f"**{text}**" if moved(found, clause, name) else text for text, name in zip(cells, OUTCOMES, strict=True)]
    return [clause.words, "; ".join(f"`{one}`" for one in clause.sentences), *marked]


def movers(found: Mapping[str, Value], outcome: str, sign: int) -> list[Clause]:
    """The clauses that move the outcome down (-1) or up (1), the strongest first."""
    hit = [one for one in clauses() if moved(found, one, outcome) and sign * found[f"{one.key}/{outcome}"].value > 0]
    return sorted(hit, key=lambda one: -sign * found[f"{one.key}/{outcome}"].value)


def listed(found: Mapping[str, Value], chosen: Sequence[Clause], outcome: str) -> str:
    unit = OUTCOMES[outcome][1]
    lines = [f"  - {one.words}: {cell(found[f'{one.key}/{outcome}'], unit)}" for one in chosen]
    return "\n".join(lines) if lines else "  - no clause of the table"


def lessons(found: Mapping[str, Value]) -> str:
    """Which clauses move what, the strongest first, and which move nothing."""
    parts = [appointing(found)]
    for outcome in MAIN:
        words = OUTCOMES[outcome][0].capitalize()
        down, up = (movers(found, outcome, sign) for sign in (-1, 1))
        parts.append(f"- **{words}**, less:\n\n{listed(found, down, outcome)}\n\n- **{words}**, more:\n\n{listed(found, up, outcome)}")
    nothing = [one.words for one in clauses() if f"{one.key}/losses" in found and not any(moved(found, one, name) for name in OUTCOMES)]
    silent = "\n".join(f"  - {words}" for words in nothing) or "  - none: every clause moves something"
    return "\n\n".join([*parts, f"- **No outcome at all that this many pairs could show**:\n\n{silent}"])


def appointing(found: Mapping[str, Value]) -> str:
    """The same posts in one hand, in three, in none."""
    rows = [one for one in clauses() if one.group == "appointments" and one.sentences[0].startswith(("give right", "take right"))]
    changes = "\n".join(f"- {one.words}: {cell(found.get(f'{one.key}/ever one_man'), 'share')}" for one in rows)
    return (
        "Compare like with like. As shipped, the secretary fills half of the clerks' posts and a tenth of the guilds' posts. Relative to "
        f"that, the right to appoint changes one-man rule at some time as follows:\n\n{changes}\n\nWhat a division prevents is the "
        "difference between the wide right in one hand and the same right in three hands. The lists below are sorted by size."
    )


def limits(found: Mapping[str, Value]) -> str:
    cells = sum(not math.isnan(value.value) for key, value in found.items() if not key.startswith(("as it is/", idle().key)))
    hits = sum(moved(found, one, name) for one in clauses() for name in OUTCOMES)
    return "\n\n".join([
        "What a designer does not learn:",
        f"- An interval that includes zero shows nothing: neither an effect, nor that there is none. Of the {cells} differences, {hits} "
        f"are bold. About {CHANCE * cells:.0f} would have an interval without zero by chance alone.",
        "- A clause holds from the first day. The page does not say what happens if somebody changes the rules later, or ignores them.",
        "- The size of an effect depends on the case: who has which following on the first day, how often the assembly meets, and who is "
        "the founder. Another council needs its own table.",
        "- Some directions follow from the rules of the model. [The model](odd.md#111-what-is-built-in) lists them. Only the size is a "
        "result.",
        "- Fewer losses of seats are not better rules. A council that nobody can leave by decision may also be one that nobody can "
        "correct.",
    ])  # fmt: skip
