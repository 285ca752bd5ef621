"""The page: a summary of what must be shown, then section by section what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from . import choices, coded, limits, rates, rivals, switches, votes
from .store import Book
from .values import DASH, Row, Value, cell, table

SECTIONS: dict[str, ModuleType] = {
    "coded": coded, "votes": votes, "choices": choices, "rivals": rivals, "rates": rates, "switches": switches, "limits": limits,
}  # fmt: skip
MUST = [
    ("votes", Row("sd", "spread of undecided voters in sanction votes, log-odds", "number", ">= 1")),
    ("votes", Row("both", "part of own stake and dependence in it", "share", ">= 0.5")),
    ("choices", Row("taken:goals", "goals: the best is taken", "share", ">= 0.6")),
    ("choices", Row("taken:options", "moves: the best is taken", "share", ">= 0.6")),
    ("rivals", Row("spell", "a leader's main rival stays the same, median years", "number", ">= 0.5")),
    ("coded", Row("coded/sanctions_carried", "sanctions put to a vote that are carried", "share", ">= 0.75")),
    *(("limits", row) for row in limits.ROWS if row.need),
    ("limits", Row("flagship/one_man", f"one-man rule in the flagship to {limits.LONG}; needs a reason below 2% or above 90%", "share")),
    ("coded", Row("coded/seats/skill_brier", "skill of the coded case over the base rate: seats, free run (Brier)", "number")),
    ("coded", Row("over/seats/blank_brier", "the same over the blank case", "number")),
    ("coded", Row("over/seats/chance_brier", "the same over chance", "number")),
    ("coded", Row("coded/ahead/skill_log", "skill of the coded case over the base rate: losses half a year ahead (log loss)", "number")),
    ("coded", Row("over/ahead/blank_log", "the same over the blank case", "number")),
    ("coded", Row("over/ahead/chance_log", "the same over chance", "number")),
]  # fmt: skip


def page(book: Book, engine: str) -> str:
    """The whole page, from figures.json alone."""
    parts = [
        "# Does the input matter?",
        "`python validate/discrimination.py` writes this page; nobody types a figure by hand. It asks whether the model distinguishes: "
        "coded persons from blank ones, a person who holds all rights from a group of equals, a mechanism from its absence. Nothing here "
        "asks who wins. *Now* is the present engine, measured by the last run of the command. *Before* is an earlier engine, kept for "
        "comparison. Intervals are 95% Monte Carlo intervals. [What a result means](meaning.md) says how to read them.",
        heading(book, engine),
        "## What must be shown",
        summary(book, engine),
    ]
    for number_, (name, section) in enumerate(SECTIONS.items(), 1):
        parts += [f"## {number_}. {section.TITLE}", section.show(book.values(engine, name), book.values(book.before, name))]
    return "\n\n".join(parts) + "\n"


def heading(book: Book, engine: str) -> str:
    """Which engines, and how much was simulated."""
    lines = []
    for when, which in (("before", book.before), ("now", engine)):
        about = {name: book.about(which, name) for name in SECTIONS}
        cases = dict.fromkeys(f"`{one['scenario']}`" for one in about.values() if one)
        lines.append([when, f"`{which}`", ", ".join(cases), sizes(about)])
    same = "\n\nBoth columns show the same engine so far." if engine == book.before else ""
    return table(["column", "engine", "scenario", "simulated"], lines) + same


SIZES = {
    ("coded", "histories"): "histories of the flagship", ("coded", "ahead"): "for each half-year", ("votes", "traced"): "traced",
    ("rates", "histories"): "for the rates", ("switches", "pairs"): "pairs", ("limits", "limits"): "of each made-up case",
}  # fmt: skip
"""(section, size) -> words."""


def sizes(about: Mapping[str, Mapping[str, Any]]) -> str:
    """How much was simulated for which section."""
    return ", ".join(f"{about[name][size]:,} {words}" for (name, size), words in SIZES.items() if about.get(name)) or DASH


def summary(book: Book, engine: str) -> str:
    lines = []
    for section, row in MUST:
        now, before = book.values(engine, section), book.values(book.before, section)
        lines.append([row.label, row.needed, *(cell(found.get(row.key), row.unit) for found in (before, now)), row.holds(now.get(row.key))])
    for label, found in (("mechanisms and moves that are inert", switches), ("kinds of act beyond a factor of three", rates)):
        lines.append([label, "none", *(inert(found, book.values(which, name_of(found))) for which in (book.before, engine)), DASH])
    return table(["what", "must be", "before", "now", "holds now"], lines)


def name_of(section: ModuleType) -> str:
    return next(name for name, one in SECTIONS.items() if one is section)


def inert(section: ModuleType, found: Mapping[str, Value]) -> str:
    if not found:
        return DASH
    if section is switches:
        return switches.counted(found, switches.switches())
    known = rates.documented()
    far = [key for key, one in known.items() if key in found and one.judged(found[key].value)[1]]
    return f"{len(far)} of {len(known)}"
