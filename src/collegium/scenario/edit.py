"""A scenario and changes in, a new scenario out: what ``collegium run --set NAME=VALUE`` does.

A change replaces its value in the complete form, and the parser reads the whole again. So
every rule of the format holds for a changed scenario as it does for one from a folder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from collegium.arguments import settings, takes
from collegium.errors import Mistake, ScenarioError, place
from collegium.language import say
from collegium.scenario import format, kinds, resolve, write
from collegium.scenario.collector import paused
from collegium.scenario.findings import Findings, Wrong, suggest, unknown, write_this
from collegium.scenario.model import JointDraw, Provision, Scenario, Statute
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.readers import held
from collegium.scenario.shape import Shares
from collegium.scenario.text import Folder, Node

FIRST = 2
"""Line of the first change in what is read again; what was in the complete form has line 0, the form itself line 1."""
SECTIONS = {section.kind.one: section for section in format.SECTIONS.values()}
"""What is set by ``body.ID.KEY`` and the like."""
TABLES = {table.kind.one: table for table in format.TABLES.values() if table.kind and table.kind.shared}
"""What is set by ``person.ID.COLUMN`` and the like."""
POSTERIOR = "posterior"
"""Name of the change whose value is the file of a posterior, and of its table."""
UNTOUCHED = ("allegiances", "positions", "moods", "acts", "record", "claims", "posterior")
"""What is not read again: no change reaches it, and it refers only to what no change can take away, such as people and issues."""


@takes(scenario=held, changes=settings)
@paused()
def edit(scenario: Scenario, changes: Mapping[str, str]) -> Scenario:
    """Change a scenario by name, as ``collegium run --set NAME=VALUE`` does.

    Parameters
    ----------
    scenario
        A scenario of the whole span: change it before :func:`at`, not after.
    changes
        Names to values, both as they would be typed. A name is a parameter (``shock``), ``scenario.step``, ``agreement.tie``,
        ``body.ID.KEY``, ``body.ID.thresholds.MOTION``, ``office.ID.KEY``, ``office.ID.appoints.CONSTITUENCY``, ``issue.ID.KEY``,
        ``person.ID.COLUMN``, ``constituency.ID.COLUMN``, ``event.ID.COLUMN`` or ``document.ID.COLUMN``. ``event.ID=none`` and
        ``document.ID=none`` drop the row; ``event.ID=new`` and ``document.ID=new`` add one, and further changes fill its columns.
        After the change no statute has a clause on the same right, agenda or top body.
        ``posterior`` takes the file of a posterior, whose draws replace the priors of its parameters, or ``none``. A parameter that is
        set leaves the posterior, whatever the order of the changes.

    Returns
    -------
    Scenario
        A new scenario whose ``files`` hold its complete form; the old one itself if nothing changes.

    Raises
    ------
    ScenarioError
        With every mistake; ``changes`` (on the command line ``--set``) takes the place of the file.
    """
    if not changes:
        return scenario
    kept: dict[str, Any] = {name: getattr(scenario, name) for name in UNTOUCHED}
    blank: dict[str, Any] = dict.fromkeys(UNTOUCHED, ())
    folder, findings = write.to_folder(replace(scenario, **blank)), Findings()
    kept[POSTERIOR] = learned(scenario, changes, findings)
    for line, (name, value) in enumerate(changes.items(), FIRST):
        if name.strip() == POSTERIOR:
            continue
        try:
            change(folder, name.strip(), Node(one_line(value), line))
        except Wrong as wrong:
            findings.note(place("changes"), 0, name, wrong.message, wrong.remedy)
    try:
        changed = resolve.complete(folder, Findings())
    except ScenarioError as error:
        for mistake in error.mistakes:
            findings.note(place("changes"), 0, whence(mistake, list(changes)), mistake.message, mistake.remedy)
    if len(findings):
        raise ScenarioError(findings.ordered())
    changed = replace(changed, **kept, files=scenario.files, statutes=overruled(changed.statutes, changes))
    return scenario if changed == scenario else replace(changed, files=write.CompleteForm(changed))


def overruled(statutes: Iterable[Statute], changes: Iterable[str]) -> tuple[Statute, ...]:
    """The statutes without the clauses on what somebody sets by hand. A statute in force would undo the change at the opening. A later
    one would mix its effect with that of the change."""
    names = {name.strip() for name in changes}
    kept = ((one, tuple(clause for clause in one.clauses if names.isdisjoint(settings_of(clause)))) for one in statutes)
    return tuple(replace(one, clauses=clauses) for one, clauses in kept if clauses)


def settings_of(clause: Provision) -> tuple[str, ...]:
    """The names under which :func:`edit` sets the rule of a clause, none for founding and abolishing."""
    match clause.kind:
        case kinds.RIGHT:
            return f"office.{clause.of}.appoints", f"office.{clause.of}.appoints.{clause.to}"
        case kinds.AGENDA:
            return (f"body.{clause.of}.agenda",)
        case kinds.LEAD:
            return ("scenario.top_body",)
    return ()


def learned(scenario: Scenario, changes: Mapping[str, str], findings: Findings) -> tuple[JointDraw, ...]:
    """The posterior after the changes: that of the file, or else the scenario's own, without the parameters that are set."""
    typed = {name.strip(): value for name, value in changes.items()}
    found = scenario.posterior
    if POSTERIOR in typed:
        found = () if typed[POSTERIOR] == "none" else resolve.alone(Path(typed[POSTERIOR]), format.TABLES[f"{POSTERIOR}.csv"], findings)
    rest = [name for name in (found[0].values if found else ()) if name not in typed]
    return tuple(JointDraw({name: one.values[name] for name in rest}) for one in found) if rest else ()


def fitted(scenario: Scenario, posterior: tuple[JointDraw, ...]) -> Scenario:
    """The scenario with a posterior, as if its file had been named by ``posterior``."""
    changed = replace(scenario, posterior=posterior)
    return replace(changed, files=write.CompleteForm(changed))


def whence(mistake: Mistake, names: list[str]) -> str:
    """Where a mistake lies: the change as it was typed, or else, in the words of the format, a dotted key or a table's column."""
    if mistake.line >= FIRST:
        return names[mistake.line - FIRST]
    return mistake.column if mistake.file == "scenario.yaml" else f"{mistake.file} {mistake.column}".strip()


def one_line(value: str) -> str:
    """The value without line breaks. Raises :class:`Wrong` if it could not be written to a file."""
    value = " ".join(value.split())
    if not value.isprintable():
        raise Wrong(say("the value holds a character that cannot be printed"), say("type it again with plain characters"))
    return value


def change(folder: Folder, name: str, value: Node) -> None:
    """Lays one change over the folder. Raises :class:`Wrong` if the name leads nowhere."""
    kind, *rest = name.split(".")
    kinds = ("scenario", "agreement", *SECTIONS, *TABLES)
    if name in DEFAULTS or (not rest and kind not in kinds):
        change_parameter(folder, name, value)
    elif kind == "scenario" and len(rest) == 1:
        known(rest[0], ("title", "summary", "step", "top_body"), "key")
        mapping(folder.head)[rest[0]] = value
    elif kind == "agreement" and len(rest) == 1:
        known(rest[0], format.AGREEMENT.known, "key")
        mapping(mapping(folder.head)[kind])[rest[0]] = value
    elif kind in SECTIONS and len(rest) in (2, 3):
        change_key(folder, kind, rest, value)
    elif kind in TABLES and len(rest) in (1, 2):
        change_row(folder, kind, rest, value)
    else:
        raise Wrong(
            say("'{name}' names nothing that can be set", name=name),
            say(
                "write a parameter such as shock, or KIND.ID.FIELD such as body.council.cadence, KIND being one of {list}",
                list=", ".join(kinds),
            ),
        )


def change_parameter(folder: Folder, name: str, value: Node) -> None:
    known(name, DEFAULTS, "parameter")
    mapping(mapping(folder.head)["parameters"])[name] = value


def change_key(folder: Folder, kind: str, rest: list[str], value: Node) -> None:
    entries = mapping(mapping(folder.head)[SECTIONS[kind].kind.many])
    known(rest[0], entries, kind)
    known(rest[1], SECTIONS[kind].known, "key")
    entry = mapping(entries[rest[0]])
    if len(rest) == 2:
        entry[rest[1]] = value
        return
    if not isinstance(SECTIONS[kind].columns[rest[1]], Shares):
        raise Wrong(say("'{name}' has no parts", name=rest[1]), write_this(f"{kind}.{rest[0]}.{rest[1]}=VALUE"))
    if not isinstance(entry[rest[1]].value, dict):
        entry[rest[1]] = Node({})
    mapping(entry[rest[1]])[rest[2]] = value


def change_row(folder: Folder, kind: str, rest: list[str], value: Node) -> None:
    table = TABLES[kind]
    ahead = table.reach == "ahead"
    rows = folder.tables[table.file].rows
    ids = {str(row["id"].value) for row in rows}
    if ahead and len(rest) == 1 and value.value == "new" and rest[0] not in ids:
        rows.append({"id": Node(rest[0], value.line)})
        return
    known(rest[0], ids, kind)
    if len(rest) == 1:
        if not ahead or value.value != "none":
            raise Wrong(
                say("{kind} '{name}' as a whole cannot be set to '{value}'", kind=say(kind), name=rest[0], value=value.value),
                write_this(f"{kind}.{rest[0]}.COLUMN=VALUE"),
            )
        rows[:] = [row for row in rows if row["id"].value != rest[0]]
        return
    known(rest[1], [column for column in table.known if column != "id"], "column")
    next(row for row in rows if row["id"].value == rest[0])[rest[1]] = value


def known(name: str, names: Collection[str], what: str) -> None:
    if name not in names:
        raise Wrong(unknown(what, name), suggest(name, names))


def mapping(node: Node) -> dict[str, Node]:
    assert isinstance(node.value, dict)
    return node.value
