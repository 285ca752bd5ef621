"""From the short form that people type to the complete form: every default filled, every mistake found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from collegium.arguments import path as a_path
from collegium.arguments import refuse, takes
from collegium.arguments import settings as a_settings
from collegium.arguments import text as a_text
from collegium.errors import Mistake, ScenarioError
from collegium.scenario import checks, names, text
from collegium.scenario.collector import paused
from collegium.scenario.fields import Fields
from collegium.scenario.findings import Findings, suggest
from collegium.scenario.format import TABLES, TOP
from collegium.scenario.ids import Known
from collegium.scenario.model import Scenario, When
from collegium.scenario.reading import read_bytes
from collegium.scenario.rows import check_table, check_tables, rows
from collegium.scenario.shape import Table
from collegium.scenario.text import HEAD, Folder


@takes(path=a_path)
@paused()
def load(path: Path | str) -> Scenario:
    """Read a scenario from its folder.

    Parameters
    ----------
    path
        A folder that holds ``scenario.yaml`` and the tables. :func:`find` gives the folder of a shipped scenario.

    Returns
    -------
    Scenario
        The complete form, in which every default is filled in.

    Raises
    ------
    ScenarioError
        With every mistake in the folder, by file and line.
    """
    folder, findings = open_folder(Path(path))
    return complete(folder, findings)


@takes(path=a_path)
def check(path: Path | str) -> list[Mistake]:
    """Find every mistake in the folder of a scenario.

    Parameters
    ----------
    path
        A folder that holds ``scenario.yaml`` and the tables.

    Returns
    -------
    list of Mistake
        By file and line; empty if the scenario can be run.
    """
    try:
        load(path)
    except ScenarioError as error:
        return list(error.mistakes)
    return []


@takes(name=a_text, files=a_settings)
@paused()
def from_files(name: str, files: Mapping[str, str]) -> Scenario:
    """Read a scenario from texts, as results carry it.

    Parameters
    ----------
    name
        What the scenario is to be called.
    files
        File name -> text of the file.

    Returns
    -------
    Scenario
        The complete form.

    Raises
    ------
    ScenarioError
        With every mistake, by file and line.
    """
    for file in files:
        if file not in (HEAD, *TABLES):
            refuse("files", file, "no file of a scenario has this name", suggest(file, (HEAD, *TABLES)))
    findings = Findings()
    return complete(text.parse(name, files, findings), findings)


def open_folder(path: Path) -> tuple[Folder, Findings]:
    findings = Findings()
    files = text.read(path, tuple(TABLES), findings)
    if not files:
        raise ScenarioError(findings.ordered())
    return text.parse(text.writable(path.resolve().name), files, findings), findings


def complete(folder: Folder, findings: Findings) -> Scenario:
    """The typed scenario of a folder that has been parsed. Raises :class:`ScenarioError`."""
    check_tables(folder, findings)
    if any(not findings.clean(file) and not names.ids(folder, file) for file in names.defining()):
        raise ScenarioError(findings.ordered())  # every reference to what stood there would be one more mistake
    known = names.collect(folder, findings)
    if not isinstance(folder.head.value, dict) or not folder.head.value:
        if findings.clean(HEAD):
            findings.note(HEAD, folder.head.line, "", "the file must hold keys and values", "begin with 'title: ...'")
        raise ScenarioError(findings.ordered())
    top = Fields(findings, HEAD, "", 1, folder.head.value)
    TOP.check_keys(top)
    values = TOP.read(top, known)
    found = {file: objects(table, folder, known, findings) for file, table in TABLES.items()}
    for file, table in TABLES.items():
        values |= table.fill(item for item, _ in found[file])
    scenario = Scenario(name=folder.name, files=folder.files, **values)
    checks.check(scenario, found, top)
    if len(findings):
        raise ScenarioError(findings.ordered())
    return joined(scenario)


def objects(table: Table, folder: Folder, known: Known, findings: Findings) -> checks.Rows[Any]:
    """The objects of a table with the rows they came from; rows with a mistake are left out."""
    found = []
    for row in rows(folder, table, findings):
        before = len(findings)
        items = table.read_all(row, known)
        if len(findings) == before:
            found += [(item, row) for item in items]
    return found


def alone(path: Path, table: Table, findings: Findings) -> tuple[Any, ...]:
    """The objects of a table that refers to no other, from a file of any name, by which mistakes name it."""
    inner = Findings()
    data = read_bytes(path, table.file, inner)
    content = None if data is None else text.decode(data, table.file, inner)
    found: tuple[Any, ...] = ()
    if content is not None:
        read = text.parse_csv(content, table.file, inner)
        check_table(table, read, inner)
        items = objects(table, Folder(str(path), text.Node({}), {table.file: read}), {}, inner)
        (found,) = table.fill(item for item, _ in items).values()
    for one in inner.mistakes:
        findings.note(str(path), one.line, one.column, one.message, one.remedy)
    return found


def joined(scenario: Scenario) -> Scenario:
    """What one place leaves blank and another tells: who fills an office, ``region`` and ``boss_office``, the first day of a document."""
    region = {group.boss_office: group.id for group in scenario.constituencies if group.boss_office}
    boss = {office.region: office.id for office in scenario.offices if office.region}
    offices = (
        replace(office, filled_by=office.filled_by or scenario.top_body, region=office.region or region.get(office.id, ""))
        for office in scenario.offices
    )
    groups = (replace(group, boss_office=group.boss_office or boss.get(group.id, "")) for group in scenario.constituencies)
    start = When(scenario.first, scenario.first)
    documents = (replace(document, earliest=document.earliest or start) for document in scenario.documents)
    return replace(scenario, offices=tuple(offices), constituencies=tuple(groups), documents=tuple(documents))
