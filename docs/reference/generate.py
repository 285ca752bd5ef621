"""Writes the pages of this folder from the code itself: run it (``make reference``) after a change of what they show.

Everything is read where the program reads it: the parser of the command line, the schemas of ``spec/``, the default priors, the
meanings of the result columns, the forms of interventions and measures, the order of the rules, the table of moves and the public names. A
test keeps the pages exact.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import interface
import numpy as np
from interface import page

from collegium.cli import contents
from collegium.cli.parser import parser as command_line
from collegium.engine import goals, moves
from collegium.engine import layout as L
from collegium.ensemble.player import model_of
from collegium.ensemble.variants import VARIANTS
from collegium.experiments.forms import MEASURES
from collegium.experiments.measures import measure
from collegium.experiments.vocabulary import COUNTED
from collegium.experiments.votes import FORMS as OF_VOTES
from collegium.interventions import FORMS, plan
from collegium.interventions.before import EDITS
from collegium.interventions.during import DURING, FIELDS
from collegium.results import meanings
from collegium.results.columns import Columns, log_of
from collegium.scenario import find, load
from collegium.scenario.cells import limits as within
from collegium.scenario.format import SECTIONS, TABLES
from collegium.scenario.model import Record, Source, Span, When
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.special import bounds

HERE = Path(__file__).parent
SPEC = HERE.parents[1] / "spec"
SOURCE = "../../src/collegium"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


def code(text: object) -> str:
    return f"`{text}`"


# the command line


def commands() -> str:
    parser = command_line()
    (group,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    about = {action.dest: str(action.help) for action in group._choices_actions}
    rows = [[f"[{name}](#collegium-{name})", text] for name, text in about.items()]
    codes = re.findall(r"(\d+) ([^,]+)", (parser.epilog or "").split("exit codes:")[1])
    parts = [
        str(parser.description), table(["command", "what it does"], rows),
        *(part for name, one in group.choices.items() for part in command(name, one)),
        "## Exit codes", table(["code", "meaning"], codes),
        "Messages go to the error stream, results to the standard output. A message says where, what, and in brackets what to do.",
    ]  # fmt: skip
    return page("The command line", *parts)


def command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## collegium {name}"
    yield str(parser.description)
    if shown(parser):
        yield table(["argument", "meaning"], [[argument(action), str(action.help)] for action in shown(parser)])
    example = (parser.epilog or "").removeprefix("example: ")
    yield f"Example: `{example}`"


def shown(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments that the help shows."""
    return [action for action in parser._actions if action.dest != "help" and action.help is not argparse.SUPPRESS]


def argument(action: argparse.Action) -> str:
    """The argument as it is typed."""
    value = "" if action.nargs == 0 else str(action.metavar or action.dest)
    typed = " ".join([", ".join(action.option_strings), value]).strip()
    return code(typed) + (" (must be given)" if action.option_strings and action.required else "")


# the scenario


def scenario() -> str:
    """Keys of ``scenario.yaml`` and columns of the tables, from the schemas, which are written from the reader."""
    heading = json.loads((SPEC / "scenario.schema.json").read_text(encoding="utf-8"))
    parts = [
        "What every key and column means, which must be filled, and what a blank means. [The scenario format](../../spec/format.md) "
        "describes how to type cells, dates, priors and changes.",
        "## scenario.yaml", heading["description"], keys(heading),
        *(part for name in ("span", *SECTIONS) for part in section(name, heading["properties"][name])),
        "`parameters` takes the names of [the parameters](parameters.md).",
    ]  # fmt: skip
    for file, one in TABLES.items():
        if one.sparse:
            parts += [f"## {file}", one.about, "A column for each fitted parameter, of [the parameters](parameters.md), within its limits."]
            continue
        found = json.loads((SPEC / f"tables/{file.removesuffix('.csv')}.schema.json").read_text(encoding="utf-8"))
        rows = [
            [code(field["name"]) + star(field.get("constraints", {}).get("required")), field["description"], limits(field)]
            for field in found["fields"]
        ]
        parts += [f"## {file}", found["description"], table(["column", "meaning", "takes"], rows)]
    parts.append("A star marks what must be filled.")
    return page("Keys and columns of a scenario", *parts)


def section(name: str, found: dict[str, Any]) -> Iterator[str]:
    inner = found.get("additionalProperties") or found
    yield f"### {name}"
    yield inner["description"]
    yield keys(inner)


def keys(found: dict[str, Any]) -> str:
    needed = found.get("required", [])
    rows = []
    for name, key in found["properties"].items():
        default = key.get("default", "")
        rows.append([code(name) + star(name in needed), key["description"], limits(key), "" if default == "" else code(plain(default))])
    return table(["key", "meaning", "takes", "default"], rows)


def star(needed: object) -> str:
    return " *" if needed else ""


def plain(value: object) -> object:
    """A YAML value as it is typed."""
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def limits(found: dict[str, Any]) -> str:
    """What the value may be: choices, a cell, a number in its range, yes or no, a day, an id, or text."""
    said = found | found.get("constraints", {})
    kinds = said.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    choices = [word for word in said.get("enum", ()) if isinstance(word, str)]
    span = f", {said['minimum']}..{said['maximum']}" if {"minimum", "maximum"} <= said.keys() else ""
    pattern = said.get("pattern", "")
    if "boolean" in kinds and "number" not in kinds:
        return "yes or no"
    if choices:
        return ", ".join(map(code, choices))
    if "$ref" in said or r"\?|" in pattern:
        return "prior" if said.get("$ref", "").endswith("prior") else "cell" + span
    if {"object", "array"} & set(kinds):
        return "mapping" if "object" in kinds else "list"
    if {"integer", "number"} & set(kinds) and "string" not in kinds:
        return ("whole number" if "integer" in kinds else "number") + span
    if "date" in (said.get("format"), said.get("type")) or r"\d{4}" in pattern:
        return "date"
    return "id" if pattern.startswith("^([a-z]") else "ids" if "[a-z]" in pattern else "text"


def parameters() -> str:
    drawn = [[code(name), code(asked.prior), asked.meaning, asked.source] for name, asked in DEFAULTS.items() if not asked.range]
    fixed = [
        [code(name), code(asked.prior), asked.meaning, f"{asked.range[0]:g} to {asked.range[1]:g}", asked.source]
        for name, asked in DEFAULTS.items()
        if asked.range
    ]
    limited = [[code(name), code(within(*bounds(name))), asked.limit] for name, asked in DEFAULTS.items() if asked.limit]
    positive = " and ".join(code(name) for name, asked in DEFAULTS.items() if asked.positive)
    return page(
        "Parameters and their priors",
        "A scenario overrides a prior under `parameters:`, a run with `--set NAME=PRIOR`. Weights of the vote are in log-odds for "
        "a term at its full size. [The description of the model](../odd.md#25-parameters) shows what each does in the formulas.",
        f"## Drawn at random ({len(drawn)})", table(["parameter", "prior", "meaning", "what it rests on"], drawn),
        f"## Fixed unless a scenario says otherwise ({len(fixed)})",
        "The range says how far the value may be from the truth, and what the range rests on. No run draws from it by itself: to do so, "
        "give a prior such as `uniform(0.2, 0.8)`.",
        table(["parameter", "value", "meaning", "range", "what the range rests on"], fixed),
        "## Limits",
        "The program refuses a value beyond these limits, and a prior that reaches beyond them. A prior without an end reaches as far as "
        f"all but one in a million of its draws. A rule divides by {positive}; these cannot be zero. Every share lies between 0 and 1.",
        table(["parameter", "limits", "why"], limited),
    )  # fmt: skip


# experiments

WORDS = {
    "PERSON": "boris", "PERSON2": "clara", "TARGET": "clara", "PEOPLE": "anna, elena", "OFFICE": "secretary", "BODY": "council",
    "CONSTITUENCY": "guilds", "ISSUE": "taxes", "DOCUMENT": "letter", "EVENT": "fever", "ID": "flood", "KIND": "strip", "MOTION": "strip",
    "MOVE": "denounce", "ANSWER": "no", "MANNER": "by delegations", "FIELD": "tie of clara to boris", "VALUE": "0.5",
    "SHARE": "0.4", "SETTING": "body.council.threshold = 0.6", "WHEN": "2002-03", "EFFECT": "output:-0.2", "NAME": "losses",
    "ROW": "boris_sent_away", "SUBJECT": "secretary", "N": "7",
}  # fmt: skip
"""What fills a slot in an example: ids of the scenario ``council``."""
OWN = {"drop": "drop fever", "add": "add event flood harvest at 2002-03 with output:-0.2", "force": "force boris to denounce against clara"}
"""Examples whose words depend on each other, by their verb."""


def example(form: str) -> str:
    """A sentence of this form: of alternatives the first, without what may be left out."""
    if form.split()[0] in OWN:
        return OWN[form.split()[0]]
    said: list[str] = []
    for word in re.sub(r"\[[^\]]*\] ?", "", form).split():
        slot = f"{word}2" if word == "PERSON" and WORDS["PERSON"] in said else word
        said.append("2002-03-04" if word == "DAY" else WORDS.get(slot, word.split("|")[0]))
    return " ".join(said)


def experiments() -> str:
    case = load(find("council"))
    days = case.start, case.end
    for form in FORMS:
        plan(case, [example(form.text)], *days)
    edits, during = ([[code(form.text), code(example(form.text))] for form in forms] for forms in (EDITS, DURING))
    fields = [[code(form.text), f"{low:g} to {high:g}"] for form, (_, low, high, *_) in FIELDS.items()]
    measures, day = [], case.start.replace(month=6)
    row = Record(WORDS["ROW"], "sent_away", WORDS["PERSON"], "", "", Span(When(day, day)), "", Source(""))
    recorded = replace(case, record=(row,))  # the scenario itself has none
    for form in MEASURES:
        shown = measure(example(form.text), recorded, *days)
        measures.append([code(form.text), code(shown.text), shown.label, shown.unit])
    columns = [[code(name), unit, meanings.meaning("histories", name)[1]] for name, unit in COUNTED.items()]
    variants = [[code(name), variant.meaning, ", ".join(variant.parameters), variant.traits] for name, variant in VARIANTS.items()]
    return page(
        "Experiments",
        "The sentences that `--do`, `--given` and `--measure`, files of experiments and `claims.csv` take. Replace the words in "
        "capitals. Parts in square brackets are optional, and `|` separates choices. "
        "[The grammar of experiments](../../spec/experiments.md) describes what each sentence means, and from when to when it holds. "
        "The examples speak of the scenario `council`.",
        "## Interventions before the first day", table(["sentence", "example"], edits),
        "## Interventions while a history is simulated", table(["sentence", "example"], during),
        "## What `make` can set", table(["field", "range"], fields),
        "## Measures", table(["measure", "example", "in words", "unit"], measures),
        "And the difference of two measures of one unit: `power of boris - power of clara`. `NAME` is one of these columns of the table of "
        "histories:", table(["column", "unit", "meaning"], columns),
        "## Motions of recorded votes", "What `measure` of a recorded vote takes. PEOPLE moved it: one, or several joined by commas.",
        table(["motion", "example"], [[code(form.text), code(example(form.text))] for form in OF_VOTES]),
        "## Rival variants", table(["variant", "in words", "parameters that it fixes", "traits"], variants),
        "[Rival variants](../rivals.md) lists the fixed values, and says what a comparison shows.",
    )  # fmt: skip


# results


def results() -> str:
    """Columns, types, units and meanings of the tables, from the tables of a small scenario that was not run."""
    parts = [
        "Every table is an Arrow table in memory and Parquet on disk ([what a run leaves behind](../results.md)). Where a column's "
        "name ends in `:ID` there is one for every person, where it ends in `:NAME` one for every parameter. *Word* is a dictionary "
        "column, *day* a date32. Null means that there is nothing to say: nobody, or never."
    ]
    for name, columns in schemas().items():
        rows = [[code(ending(column)), kind, *meanings.meaning(name, column)] for column, kind in columns]
        parts += [f"## {name}", table(["column", "type", "unit", "meaning"], rows)]
    parts.append(
        "`contest`, `vulnerability`, `initiative` and `bypass` are bounds where a search ended early: see section 7 of "
        "[the description of the model](../odd.md#7-who-rules)."
    )
    return page("Tables of results", *parts)


def schemas() -> dict[str, list[tuple[str, str]]]:
    """Table -> its columns and their types; of columns for every person or parameter only the first."""
    found = {}
    for name, made in empty_tables().items():
        columns: dict[str, str] = {}
        for field in made.schema:
            columns.setdefault(meanings.family(field.name), meanings.kind(field.type))
        found[name] = list(columns.items())
    return found


def empty_tables() -> dict[str, Any]:
    """The tables of no history at all."""
    case = load(find("council"))
    model = model_of(case, case.start, case.end)
    columns, theta = Columns(model, ("series", "events")), np.zeros(0, [(name, "f8") for name in L.PARAMETERS])
    records = np.zeros(1, L.output_type(model.capacity))
    return columns.tables(theta, [columns.take(0, records[:0], [log_of(records[0])])])


def ending(column: str) -> str:
    return column + ("NAME" if column == "theta:" else "ID") if column.endswith(":") else column


# the engine


def engine() -> str:
    order = [[str(row["rule"]), link(row["name"], "rules"), row["what it does"].rstrip(".")] for row in contents.order()]
    menus = [
        [str(n), link(name, "moves"), sentence(move), ", ".join(goals_of(move.MENU))]
        for n, (name, move) in enumerate(zip(moves.NAMES, moves.MOVES, strict=True))
    ]
    return page(
        "Rules and moves",
        "## The rules of one step, in order", table(["", "rule", "what it does"], order),
        "## The moves", "A move comes into question on the goals and occasions named. Its number keys its random draws and never changes. "
        "[The description of the model](../odd.md#53-the-moves-one-by-one) has the formulas.",
        table(["number", "move", "what it does", "goals and occasions"], menus),
    )  # fmt: skip


def link(name: str, room: str) -> str:
    return f"[{name}]({SOURCE}/engine/{room}/{name}.py)"


def sentence(module: ModuleType) -> str:
    """The first sentence of a module's docstring."""
    first = re.split(r"\n\n|(?<=\.)\s", inspect.getdoc(module) or "")[0]
    return " ".join(first.split()).rstrip(".")


def goals_of(mask: int) -> list[str]:
    return [name for bit, name in enumerate(goals.GOAL_NAMES) if mask >> bit & 1]


def texts() -> dict[str, str]:
    """Name of a page -> its text."""
    return interface.texts() | {
        "commands.md": commands(), "engine.md": engine(), "experiments.md": experiments(), "parameters.md": parameters(),
        "results.md": results(), "scenario.md": scenario(),
    }  # fmt: skip


if __name__ == "__main__":
    for old in HERE.rglob("*.md"):
        old.unlink()
    for name, text in texts().items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
