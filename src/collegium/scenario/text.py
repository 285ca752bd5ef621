"""The only file that knows a file format: YAML and CSV in, YAML and CSV out, line numbers kept.

Nothing is interpreted here. Every scalar of the YAML and every cell of a table becomes a :class:`Node`
holding the text that was typed and its line.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from collegium.files import writing
from collegium.scenario.findings import Findings, suggest
from collegium.scenario.reading import names_in, read_bytes

HEAD = "scenario.yaml"
MOST_ROWS = 100_000
"""Greatest number of rows in one table; reading stops there."""
DEEPEST = 12
"""Deepest nesting of the YAML; the format itself needs four levels."""
MOST_KEYS = 1000
"""Greatest number of keys of one mapping; the format itself needs a hundred."""
PLAIN = re.compile(r"-?[A-Za-z0-9_][A-Za-z0-9_.\-]*")
"""Texts that YAML reads without quotes."""
CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no text holds and no page can show."""
LINE_ENDS = re.compile("\r\n?")
SEPARATORS = {0x2028: " ", 0x2029: " "}
"""Characters that end a line for YAML and for no editor."""
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that YAML wants escaped and JSON does not."""

SEPARATE = "save it as CSV with commas; a spreadsheet takes the sign from its own settings or the system's"
"""What to do about semicolons and tabs between columns."""

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
PARSE: Any = yaml.parse


@dataclass(slots=True)
class Node:
    """A text, a list or a mapping, and the line (from 1) of its key or first sign."""

    value: str | list[Node] | dict[str, Node]
    line: int = 0


@dataclass(slots=True)
class Table:
    """The header of a CSV table and its rows, each a mapping from column to text.

    Rows that have the wrong number of cells are left out: ``torn`` holds their ids, ``uneven`` line, message and remedy of
    each. ``line`` is that of the header.
    """

    columns: list[str]
    rows: list[dict[str, Node]]
    torn: set[str] = field(default_factory=set)
    uneven: list[tuple[int, str, str]] = field(default_factory=list)
    line: int = 1


@dataclass(slots=True)
class Folder:
    """A scenario as it was typed: the YAML, the tables by file name, and the text of all files."""

    name: str
    head: Node
    tables: dict[str, Table]
    files: dict[str, str] = field(default_factory=dict)


# reading


def writable(name: str) -> str:
    """The name of a folder in signs that UTF-8 can hold: a disk may hold others."""
    return name.encode("utf-8", "replace").decode()


def read(path: Path, known: tuple[str, ...], findings: Findings) -> dict[str, str]:
    """The text of every file of the folder that belongs to a scenario (``known`` lists the tables)."""
    if not path.is_dir():
        findings.note(path.name, 0, "", "there is no such folder", "name a folder that holds scenario.yaml")
        return {}
    wanted, names = (HEAD, *known), names_in(path, findings)
    if len(findings):
        return {}
    if not any(name in names for name in wanted):
        inside = ", ".join(sorted(str(head.parent) for head in path.glob(f"*/{HEAD}"))[:5])
        remedy = "name the folder of a scenario" + (f", such as {inside}" if inside else "; 'collegium new' makes one")
        findings.note(str(path), 0, "", "this folder holds no file of a scenario", remedy)
    for other in map(path.joinpath, names):
        if other.name in wanted:
            continue
        if other.suffix in (".csv", ".yaml", ".yml"):
            remedy = f"move it elsewhere, or rename it: {suggest(other.name, wanted)}"
            findings.note(other.name, 0, "", "no file of a scenario has this name", remedy)
        elif f"{other.stem}.csv" in known and f"{other.stem}.csv" not in names:
            findings.note(other.name, 0, "", "a table is read from CSV only", f"save it as '{other.stem}.csv', in UTF-8")
    texts = {}
    for name in wanted:
        if name not in names:
            continue
        if (path / name).is_file() and not (path / name).resolve().is_relative_to(path.resolve()):
            findings.note(name, 0, "", "this is a link that leaves the folder", "put the file itself here")
            continue
        data = read_bytes(path / name, name, findings)
        text = None if data is None else decode(data, name, findings)
        if text is not None:
            texts[name] = text
    return texts


def decode(data: bytes, file: str, findings: Findings) -> str | None:
    """UTF-8, with or without byte order marks; None (and a mistake) for anything else."""
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        findings.note(file, line, "", "the file holds a NUL byte (it may be UTF-16)", "save it again as 'CSV UTF-8' or plain UTF-8 text")
        return None
    try:
        text = data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        findings.note(file, line, "", "the file is not UTF-8", "save it again as 'CSV UTF-8' or plain UTF-8 text")
        return None
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        findings.note(file, line, "", f"there is an invisible control character here (U+{ord(found[0]):04X})", "type the text again")
        return None
    return text


def parse(name: str, files: Mapping[str, str], findings: Findings) -> Folder:
    """The folder with these texts. A text that does not parse becomes a finding and is left out."""
    head = parse_yaml(files[HEAD], findings) if HEAD in files else Node({}, 1)
    tables = {file: parse_csv(text, file, findings) for file, text in files.items() if file != HEAD}
    return Folder(name, head, tables, dict(files))


def parse_yaml(text: str, findings: Findings, file: str = HEAD) -> Node:
    """The YAML of a file as nodes. Aliases, anchors, tags, duplicate keys and further documents are refused."""
    text = LINE_ENDS.sub("\n", text).translate(SEPARATORS)
    try:
        events = list(shallow(PARSE(text, Loader=LOADER)))
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or "a character that YAML does not allow"
        line = line_of(error, text)
        remedy = "look at this line and the one above: indentation, quotes, a space after each colon; a text with ': ' in it needs quotes"
        if any("\t" in typed for typed in text.splitlines()[line - 1 : line]):
            remedy = "indent with spaces instead of tabs"
        findings.note(file, line, "", f"this is not YAML: {problem}", remedy)
        return Node({}, 1)
    documents = sum(isinstance(event, yaml.DocumentStartEvent) for event in events)
    if documents != 1:
        problem = "the file must hold exactly one YAML document" if documents else "the file is empty"
        remedy = "give the title, span and bodies here" if file == HEAD else "write what belongs into it"
        findings.note(file, documents and 1, "", problem, remedy)
        return Node({}, 1)
    body = iter(event for event in events if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent))
    return Composer(body, findings, file).node(next(body))


def line_of(error: yaml.YAMLError, text: str) -> int:
    """Where to look: where a quote or a key begins, rather than where its end is missing, and no line behind the last."""
    begun = getattr(error, "context", None) in ("while scanning a quoted scalar", "while scanning a simple key")
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    return min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1


class Nested(yaml.YAMLError):
    """Raised, in the manner of the library's own errors, where the YAML goes too deep."""

    def __init__(self, problem: str, problem_mark: Any) -> None:
        self.problem = problem
        self.problem_mark = problem_mark
        super().__init__(problem)


def shallow(events: Iterable[Any]) -> Iterator[Any]:
    """The events, as long as they are not nested too deeply: the parser slows down with every level."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Nested("it is nested too deeply", event.start_mark)
        yield event


class Composer:
    """Builds nodes from YAML events; unlike the library's own it keeps every scalar as typed."""

    def __init__(self, events: Iterator[Any], findings: Findings, file: str) -> None:
        self.events = events
        self.findings = findings
        self.file = file

    def wrong(self, event: Any, message: str, remedy: str) -> None:
        self.findings.note(self.file, event.start_mark.line + 1, "", message, remedy)

    def node(self, event: Any) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self.wrong(event, f"aliases are not allowed (*{event.anchor})", "write the value out")
            return Node("", line)
        if event.anchor is not None:
            self.wrong(event, f"anchors are not allowed (&{event.anchor})", "remove the anchor")
        if event.tag is not None and event.tag != "!":
            self.wrong(event, f"tags are not allowed ({event.tag})", "remove the tag: values are read as typed")
        if isinstance(event, yaml.ScalarEvent):
            if CONTROL.search(event.value):
                self.wrong(event, "an invisible control character is written here", "leave it out")
            return Node(event.value.strip(), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node([self.node(child) for child in self.children()], line)
        return Node(self.mapping(), line)

    def children(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def mapping(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        crowded = None
        for event in self.children():
            key = self.node(event)
            value = self.node(next(self.events))
            if not isinstance(key.value, str):
                self.wrong(event, "a key must be a word", "write name: value")
            elif key.value in found:
                self.wrong(event, f"'{key.value}' is given twice in the same place", "keep one of the two")
            elif len(found) < MOST_KEYS:
                found[key.value] = Node(value.value, key.line)
            else:
                crowded = crowded or event
        if crowded:
            self.wrong(crowded, f"more than {MOST_KEYS:,} keys in one place", "leave out what matters least")
        return found


def parse_csv(text: str, file: str, findings: Findings) -> Table:
    """The table as typed, cells stripped of outer blanks, blank rows and comments left out; a row's line is its first."""
    reader = csv.reader(io.StringIO(text, newline=None), strict=True)
    table = Table([], [])
    line, count = 1, -1
    try:
        for raw in reader:
            start, line = line, reader.line_num + 1
            cells = trimmed([cell.strip() for cell in raw], len(table.columns))
            if not any(cells) or cells[0].startswith("# ") or cells[0] == "#":
                continue
            count += 1
            if not table.columns:
                if len(cells) == 1 and any(sign in cells[0] for sign in ";\t"):
                    findings.note(file, start, "", "the columns are not separated by commas", SEPARATE)
                    break
                table.columns, table.line = cells, start
            elif count > MOST_ROWS:
                findings.note(file, start, "", f"more than {MOST_ROWS:,} rows", "leave out what matters least")
                table.rows.clear()
                break
            elif len(cells) != len(table.columns):
                message = f"{counted(cells, 'cell')} in a table of {counted(table.columns, 'column')}"
                table.uneven.append((start, message, unequal(cells, table.columns)))
                table.torn |= {cell for name, cell in zip(table.columns, cells, strict=False) if name == "id"}
            else:
                table.rows.append({name: Node(cell, start) for name, cell in zip(table.columns, cells, strict=True)})
    except csv.Error as error:
        findings.note(file, line, "", f"this is not CSV: {error}", "close every quote, and double quotes inside a cell")
        table.rows.clear()
    if not table.columns and findings.clean(file):
        findings.note(file, 0, "", "the file is empty", "write the header line, or remove the file")
    return table


def trimmed(cells: list[str], least: int) -> list[str]:
    """Without blank cells at the end beyond the columns: a spreadsheet writes them when a comment is wider than the table."""
    while len(cells) > least and not cells[-1]:
        cells.pop()
    return cells


def counted(things: list[str], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def unequal(cells: list[str], columns: list[str]) -> str:
    if cells[0].startswith("#"):
        return "put a space after the '#' of a comment"
    if len(cells) > len(columns):
        return "put quotes round a cell that holds a comma; a decimal has a point, such as 0.5"
    return "add the missing commas: blank cells count"


# writing


def render(folder: Folder) -> dict[str, str]:
    """File name -> text of the folder; the inverse of :func:`parse` up to layout."""
    texts = {HEAD: "".join(line + "\n" for line in render_mapping(folder.head, 0))}
    for file, table in folder.tables.items():
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow([row[name].value if name in row else "" for name in table.columns])
        texts[file] = out.getvalue()
    return texts


def render_mapping(node: Node, depth: int) -> Iterator[str]:
    assert isinstance(node.value, dict)
    for key, child in node.value.items():
        if isinstance(child.value, dict) and depth < 2 and child.value:
            yield f"{'  ' * depth}{key}:"
            yield from render_mapping(child, depth + 1)
        else:
            yield f"{'  ' * depth}{key}: {render_flow(child)}"


def render_flow(node: Node) -> str:
    if isinstance(node.value, dict):
        return "{" + ", ".join(f"{key}: {render_flow(child)}" for key, child in node.value.items()) + "}"
    if isinstance(node.value, list):
        return "[" + ", ".join(render_flow(child) for child in node.value) + "]"
    if PLAIN.fullmatch(node.value):
        return node.value
    # a JSON string is a double-quoted YAML string, but for the unseen characters
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(node.value, ensure_ascii=False))


def write(path: Path, texts: Mapping[str, str]) -> None:
    """Writes the files into the new or existing folder ``path``, in UTF-8 with line feeds, each whole or not at all."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        writing.write(path / name, text)
