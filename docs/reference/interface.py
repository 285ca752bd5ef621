"""The pages of the Python interface, one for each room of the package and one for each file of published models. Sphinx fills them in
from the docstrings; ``generate.py`` writes them."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Sequence
from importlib import import_module

import collegium
from collegium import models as library

WRITTEN = "Written by `make reference` from the code; nothing here is typed by hand."
FILLED = "`make docs` fills in signatures and descriptions from the docstrings."

PUBLIC = {name: getattr(collegium, name) for name in collegium.__all__ if name != "__version__"}
ERRORS = [name for name, thing in PUBLIC.items() if inspect.isclass(thing) and issubclass(thing, Exception)]
FUNCTIONS = [name for name, thing in PUBLIC.items() if not inspect.isclass(thing)]

SPELLING = ("Spelling", "argument", "keyword", "place", "spelled")
"""What messages write arguments with: no caller needs it."""


def page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", WRITTEN, *parts]) + "\n"


def directive(name: str, argument: str, *options: str) -> str:
    """A directive of Sphinx; an option is ``members`` or ``exclude-members: these``."""
    chosen = (f"   :{option}" if ":" in option else f"   :{option}:" for option in options)
    return "\n".join(["```{eval-rst}", f".. {name}:: {argument}", *chosen, "```"])


ROOMS: dict[str, tuple[str, str, Sequence[str]]] = {
    "functions": (
        "Functions", "read a case, check it, run it, compare",
        [directive("autofunction", f"collegium.{name}") for name in FUNCTIONS],
    ),
    "results": (
        "Results", "what a run returns: its tables, its histories, its report",
        [
            directive("autoclass", "collegium.Results", "members", "inherited-members: Sequence"),
            directive("autoclass", "collegium.facade.History", "members", "inherited-members"),
        ],
    ),
    "scenario": (
        "Scenario", "a case as data: people, bodies, offices, ties, events",
        [
            directive("autoclass", "collegium.Scenario", "members", "inherited-members: Sequence"),
            directive("autodata", "collegium.scenario.days.Day"),
            directive("automodule", "collegium.scenario.model", "members", "exclude-members: Scenario"),
        ],
    ),
    "experiments": (
        "Experiments", "what-ifs, claims, attribution, measures and rival variants",
        [
            "## What-ifs",
            directive("autoclass", "collegium.experiments.whatif.WhatIf", "members"),
            directive("autoclass", "collegium.experiments.arms.Design", "members"),
            directive("autofunction", "collegium.experiments.whatif.compare"),
            "## Mechanisms switched off",
            directive("autoclass", "collegium.experiments.ablation.Ablation", "members"),
            "## Claims", directive("autofunction", "collegium.experiments.claims.claims"),
            "## Attribution",
            directive("autofunction", "collegium.experiments.attribution.attribute"),
            directive("autoclass", "collegium.experiments.attribution.Attribution", "members"),
            directive("autoclass", "collegium.experiments.attribution.Share", "members"),
            "## Files of experiments", directive("automodule", "collegium.experiments.file", "members"),
            "## Measures",
            directive("autoclass", "collegium.experiments.measures.Measure", "members"),
            directive("autofunction", "collegium.experiments.measures.measure"),
            "## Rival variants", directive("automodule", "collegium.ensemble.variants", "members"),
        ],
    ),
    "analysis": (
        "Analysis", "the numbers behind each table and chart",
        [
            directive("automodule", "collegium.analysis", "members", "imported-members"),
            directive("autoclass", "collegium.analysis.columns.Recorded", "members"),
        ],
    ),
    "explorer": (
        "Explorer", "histories and futures in memory, what a person could do, the rules that can be set, a seat to take",
        [
            directive("autoclass", "collegium.explorer.Case", "members"), directive("autoclass", "collegium.explorer.Told", "members"),
            directive("autoclass", "collegium.explorer.Futures", "members"),
            "## What a person could do",
            *(directive("autofunction", f"collegium.explorer.{name}") for name in ("choices", "options")),
            *(directive("autoclass", f"collegium.explorer.{name}", "members") for name in ("Choice", "Option")),
            "## The statute",
            *(directive("autofunction", f"collegium.explorer.{name}") for name in ("clauses", "allowed", "changed")),
            *(directive("autoclass", f"collegium.explorer.{name}", "members") for name in ("Clause", "Alternative")),
            "## A seat",
            *(directive("autoclass", f"collegium.explorer.{name}", "members") for name in ("Game", "Question")),
            directive("autoclass", "collegium.explorer.brief.Seat", "members"),
            directive("automodule", "collegium.explorer.ending", "members"),
        ],
    ),
    "figures": ("Figures", "the charts of a report", [directive("automodule", "collegium.figures", "members", "imported-members")]),
    "errors": (
        "Errors", "what a call can raise",
        [
            *(directive("autoexception", f"collegium.{name}", "show-inheritance") for name in ERRORS),
            directive("automodule", "collegium.errors", "members", "exclude-members: " + ", ".join(["listed", *SPELLING, *ERRORS])),
        ],
    ),
}  # fmt: skip
"""Name of a page -> its title, what it is for, and its parts."""


def texts() -> dict[str, str]:
    """Name of a page -> its text."""
    found = {"api.md": rooms(), "models.md": models()}
    for name, (title, said, parts) in ROOMS.items():
        found[f"api/{name}.md"] = page(title, f"{said[0].upper()}{said[1:]}. {FILLED}", *parts)
    for name in files():
        found[f"models/{name}.md"] = page(
            f"collegium.models.{name}", FILLED, directive("automodule", f"collegium.models.{name}", "members")
        )
    return found


def rooms() -> str:
    """The index of the interface."""
    listed = (f"- [{title}](api/{name}.md): {said}" for name, (title, said, _) in ROOMS.items())
    return page("The Python interface", "\n".join([*listed, "- [Published models](models.md): one page for each file"]))


def models() -> str:
    """The index of the published models."""
    listed = "\n".join(f"- [{name}](models/{name}.md): {subject(name)}" for name in files())
    about = "[Published models](../models.md) says what each model is and how it was checked."
    return page("Published models: functions", about, directive("automodule", "collegium.models"), "## The files", listed)


def files() -> list[str]:
    return [found.name for found in pkgutil.iter_modules(library.__path__)]


def subject(name: str) -> str:
    """The first sentence of a file's docstring."""
    first = re.split(r"\n\n|(?<=\.)\s", inspect.getdoc(import_module(f"collegium.models.{name}")) or "")[0]
    return re.sub(r"``", "`", " ".join(first.split()).rstrip("."))
