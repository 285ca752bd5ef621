"""The shape of a scenario as data: files, columns and keys. A star marks what must be filled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from collegium.scenario import damage
from collegium.scenario.fields import Fields, identifier
from collegium.scenario.findings import Findings, Wrong, nearest, suggest
from collegium.scenario.text import HEAD, MOST_ROWS, Folder, Table


@dataclass(frozen=True)
class Shape:
    """What the whole is for, and its columns or keys with what each says; at least and at most so many rows."""

    about: str
    names: Mapping[str, str]
    least: int = 0
    most: int = MOST_ROWS

    @cached_property
    def known(self) -> tuple[str, ...]:
        return tuple(name.rstrip("*") for name in self.names)

    @cached_property
    def needed(self) -> tuple[str, ...]:
        return tuple(name.rstrip("*") for name in self.names if name.endswith("*"))

    def says(self, name: str) -> str:
        return self.names.get(name) or self.names[name + "*"]


ID = {"id*": "Id, by which other rows name it."}
NAME = {"name": "Name for display, which changes no result; blank: the id."}
HELD = {"from": "First day on which it holds; blank: it always did.", "to": "First day on which it no longer holds; blank: open."}
AT = {"at": "Day from which it holds and replaces an earlier row; blank: always."}
GIVEN = {"source": "Ids of sources.csv, joined by ';'.", "certainty": "How sure the row is."}

TABLES: dict[str, Shape] = {
    "people.csv": Shape(
        "Everybody who is named.",
        {
            **ID,
            **NAME,
            "standing": "Personal standing, the unit in which all power is counted.",
            "ambition": "Wish for power; blank: derived from acts.",
            "caution": "Reluctance to take risks; blank: derived from acts.",
            "apparatus": "Skill in working an organisation; blank: derived from acts.",
            "public": "Skill in speaking and writing; blank: derived from acts.",
            "health": "Chance of death in a year.",
            "authority": "Deference owed to a founding leader.",
            "place": "Where the person is at the start: 'centre' (default) or a constituency.",
            **GIVEN,
        },
        1,
        128,
    ),
    "seats.csv": Shape(
        "Who sits in which body.",
        {
            "body*": "A body of scenario.yaml.",
            "person*": "Who sits in it.",
            "rank": "A full seat, or that of a candidate.",
            **HELD,
            **GIVEN,
        },
        1,
    ),
    "ties.csv": Shape(
        "How one person stands to another.",
        {
            "a*": "Whose tie it is.",
            "b*": "To whom.",
            "kind": "Kind of tie; 'patron': b is a's patron, and the strength is the clientage.",
            "strength": "From enmity to devotion; blank: derived from acts, or else from the kind.",
            "mutual": "Whether the same holds of b towards a.",
            **HELD,
            **GIVEN,
        },
        3,
    ),
    "blocs.csv": Shape(
        "Full seats without names, which vote as their constituency is inclined.",
        {
            "body*": "A body of scenario.yaml.",
            "constituency*": "Whose people sit there.",
            "seats*": "How many full seats.",
            **HELD,
            **GIVEN,
        },
    ),
    "offices.csv": Shape("Who holds which office.", {"office*": "An office of scenario.yaml.", "person*": "Its holder.", **HELD, **GIVEN}),
    "constituencies.csv": Shape(
        "Followings without names.",
        {
            **ID,
            **NAME,
            "weight": "Weight in units of standing.",
            "boss_office": "The office whose holder leads it; the same as the office's 'region', either completes the other.",
            **GIVEN,
        },
        0,
        24,
    ),
    "allegiances.csv": Shape(
        "Whom a constituency follows.",
        {
            "constituency*": "Whose allegiance it is.",
            "person*": "Whom they follow.",
            "share": "Share of the constituency; the least shares sum to 1 at most.",
            **AT,
            **GIVEN,
        },
    ),
    "positions.csv": Shape(
        "What people and constituencies want.",
        {
            "person*": "A person or a constituency.",
            "issue*": "An issue of scenario.yaml.",
            "value": "Position, -1 for its low end, 1 for its high end.",
            "salience": "How much it matters to them.",
            **AT,
            **GIVEN,
        },
    ),
    "acts.csv": Shape(
        "Dated acts, from which blank traits and ties are derived.",
        {
            **ID,
            "kind*": "'service' together, 'support' or 'hostile' towards other; the rest are of one person.",
            "person*": "Who acted.",
            "other": "Together with whom, or towards whom; blank for acts of one person.",
            "from*": "First day; the act counts from then on.",
            "to": "First day on which a service was over; blank: open. For other kinds it counts for nothing.",
            "what": "What it was, in free wording.",
            **GIVEN,
        },
    ),
    "documents.csv": Shape(
        "Documents that may come to be written.",
        {
            **ID,
            "author*": "Who would write it.",
            "to": "A person, a body or a constituency; blank: nobody in particular.",
            "about": "A person; blank: the author chooses.",
            "earliest": "First day on which it may be written; blank: the start of the span.",
            "condition": "always, ill (once the author has been incapable) or after:EVENT.",
            **GIVEN,
        },
        0,
        16,
    ),
    "events.csv": Shape(
        "What befalls the group and none of its members decides.",
        {
            **ID,
            "kind*": "Kind of event.",
            "on": "Whom an illness or death befalls; blank for the others.",
            "when*": "A date, rate:0.05 (a year), rate:0.05 from 1923, or after:EVENT:4..26 (steps later).",
            "effect": "Joined by ';': weeks:8..30, output:-0.3, threat:0.5 and pushes of moods such as ISSUE:0.2.",
            **GIVEN,
        },
        0,
        48,
    ),
    "record.csv": Shape(
        "What is known to have happened; it never reaches the engine.",
        {
            **ID,
            "type*": "Kind of record.",
            "who": "People or constituencies, joined by ';'.",
            "what": "An office where the type is office or office_lost, else free wording.",
            "body": "The body it was in.",
            "from": "When it happened, or the first day on which it held.",
            "to": "First day on which it no longer held; blank: open.",
            "value": "A number or result, in free wording.",
            **GIVEN,
        },
    ),
    "claims.csv": Shape(
        "Causal sentences, each with the experiment that tests it.",
        {
            **ID,
            "claim*": "The sentence.",
            "experiment": "What is done to test it, in the sentences of spec/experiments.md, joined by ';'; blank: set aside.",
            "given": "What holds in both arms, likewise.",
            "measure": "What is compared; where the claim is set aside, why.",
            "sign": "Which way the claim says that the measure moves; none: not at all.",
            "from": "First day of the runs; blank: that of the span.",
            "to": "Last day of the runs; blank: that of the span.",
            **GIVEN,
        },
    ),
    "sources.csv": Shape("Where the facts come from.", {**ID, "citation*": "The source as it is cited."}),
}

WORDING = ("name", "what", "value", "citation", "claim", "experiment", "given", "measure")
"""Columns of free wording, in which typographic signs are at home."""

TOP = Shape(
    "A case of shared rule: its span, issues, bodies, offices and parameters. The tables stand beside it.",
    {
        "title*": "One line.",
        "summary": "One sentence or two.",
        "span*": "The days within which it can be run.",
        "step": "Days in a step.",
        "top_body*": "The body whose rule is studied.",
        "issues": "Axes of policy by id.",
        "bodies*": "Bodies that meet and decide, by id: the top body and at least one that elects it.",
        "offices": "Posts with one holder, by id.",
        "parameters": "Priors of the model's parameters where they differ from the defaults.",
        "agreement": "Weighted kappa between two codings of the acts, for what was coded twice; below 0.6 ranges are doubled.",
    },
)
SPAN = Shape("Two days.", {"from*": "First day.", "to*": "Last day."})
ISSUE = Shape(
    "An axis of policy from -1 to 1.",
    {
        **NAME,
        "low": "What -1 means.",
        "high": "What 1 means.",
        "status_quo": "Where policy stands at the start.",
        "agency": "The office that carries out what is decided.",
    },
)
BODY = Shape(
    "A body that meets and decides.",
    {
        **NAME,
        "seats*": "Full seats by statute, named people and blocs together.",
        "weight": "Power of one full seat, in units of standing.",
        "cadence": "Steps between meetings.",
        "delay": "Further steps, drawn at every meeting.",
        "quorum": "Share of full seats that must take part.",
        "threshold": "Share of the votes cast that must be exceeded.",
        "thresholds": "The same by kind of motion, where the statute differs.",
        "tie": "What an exact tie does: the status quo stays, or the chair decides.",
        "ballot": "Whether votes are open or secret.",
        "absentee": "Whether absent members may cast a vote.",
        "agenda": "The office whose holder admits items; rotation: the full members in turn.",
        "chair": "The office whose holder breaks ties.",
        "deadline": "Steps before a meeting by which an item must be in.",
        "capacity": "Items heard at one meeting.",
        "decides": "Kinds of motion it may decide.",
        "elected_by": "The body that elects it.",
        "appeal_to": "The body to which the losers of a vote may turn.",
        "term": "Steps after which it is elected anew at a meeting of elected_by; 0: only vacancies are filled.",
    },
)
OFFICE = Shape(
    "A post with one holder.",
    {
        **NAME,
        "weight": "Power of the post itself, in units of standing.",
        "filled_by": "The body that fills it; blank: the top body.",
        "appoints": "Share of the posts of a constituency that the holder fills; all offices together 1 at most.",
        "fills": "Offices that the holder may fill by right.",
        "force": "Command of armed men.",
        "press": "Command of the press.",
        "security": "Command of the security police.",
        "region": "The constituency whose boss the holder is; the same as its boss_office, either completes the other.",
        "term": "Steps after which the holder goes, and cannot have the post back for as long; 0: no limit.",
    },
)

AGREEMENT = Shape(
    "Weighted kappa between two codings of the acts, by what is derived from them; blank: coded once.",
    {
        "ambition": "Of ambition.",
        "caution": "Of caution.",
        "apparatus": "Of skill in working an organisation.",
        "public": "Of skill in speaking and writing.",
        "tie": "Of the ties between people.",
    },
)

MOST_BODIES, MOST_OFFICES, MOST_ISSUES = 16, 48, 12
MOST_SEATS, MOST_BLOCS = 32, 24
"""Named seats and blocs of one body at one time."""


def check_keys(fields: Fields, shape: Shape) -> bool:
    """Notes unknown and missing keys of a YAML mapping; whether nothing is missing."""
    for key in fields:
        if key not in shape.known:
            fields.wrong(key, f"there is no key '{key}' here", suggest(key, shape.known))
    missing = [key for key in shape.needed if key not in fields.values or fields.values[key].value == ""]
    for key in missing:
        fields.wrong(key, "this key must be given", f"add '{key}: ...'")
    return not missing


def check_tables(folder: Folder, findings: Findings) -> None:
    """Notes missing files, wrong headers and too few or too many rows."""
    for file in (HEAD, *TABLES):
        least = 1 if file == HEAD else TABLES[file].least
        if least and file not in folder.files and findings.clean(file):
            findings.note(file, 0, "", "this file is missing", f"write {file}{begun(file)}")
    for file, table in folder.tables.items():
        if table.columns and check_header(file, table, findings):
            check_count(file, table, findings)


def begun(file: str) -> str:
    return f", beginning with the columns {', '.join(TABLES[file].needed)}" if file in TABLES else ": title, span, top_body and bodies"


def check_header(file: str, table: Table, findings: Findings) -> bool:
    shape, before = TABLES[file], len(findings)
    if not any(nearest(column, shape.known) for column in table.columns):
        message = "no column of this table is named here, where its header should stand"
        findings.note(file, table.line, "", message, f"write above the rows the names of their columns, of {', '.join(shape.known)}")
        table.rows.clear()
        return False
    for line, message, remedy in table.uneven:
        findings.note(file, line, "", message, remedy)
    for column in table.columns:
        if not column:
            findings.note(file, table.line, "", "a column has no name", "name it or delete the column")
        elif column not in shape.known:
            findings.note(file, table.line, column, f"there is no column '{column}' in this table", suggest(column, shape.known))
    for column in sorted({column for column in table.columns if column and table.columns.count(column) > 1}):
        findings.note(file, table.line, column, "this column occurs twice", "keep one of the two")
        table.rows.clear()
    for column in shape.needed:
        if column not in table.columns:
            if column not in {nearest(other, shape.known) for other in table.columns}:
                findings.note(file, table.line, column, "this column is missing", f"add a column '{column}' and fill it")
            table.rows.clear()
    return len(findings) == before


def check_count(file: str, table: Table, findings: Findings) -> None:
    shape, count = TABLES[file], len(table.rows)
    if count < shape.least and findings.clean(file):
        findings.note(file, 0, "", f"{count} rows, where at least {shape.least} are needed", "add rows: nothing can run without them")
    if count > shape.most:
        findings.note(file, 0, "", f"{count} rows, where at most {shape.most} are possible", "leave out what matters least")
        table.rows.clear()


def rows(folder: Folder, file: str, findings: Findings) -> Iterator[Fields]:
    """The rows of a table that are whole: ids well formed, needed cells filled, no formulas."""
    table = folder.tables.get(file)
    for row in table.rows if table else ():
        before = len(findings)
        fields = Fields(findings, file, "", next(iter(row.values())).line, row)
        for column, node in row.items():
            check_cell(fields, column, str(node.value))
        for column in TABLES[file].needed:
            if fields.blank(column) and (column != "id" or not fields.raw("id")):
                fields.wrong(column, "this cell must be filled", f"fill it: {TABLES[file].says(column).rstrip('.')}")
        if len(findings) == before:
            yield fields


def check_cell(fields: Fields, column: str, text: str) -> None:
    if damage.formula(text):
        fields.wrong(column, f"'{text}' would be read as a formula by a spreadsheet", "leave out the first sign")
    elif column == "id" and text:
        check_id(fields, column, text)


def check_id(fields: Fields, name: str, text: str) -> None:
    try:
        identifier(text)
    except Wrong as wrong:
        fields.wrong(name, wrong.message, wrong.remedy)


def check_most(fields: Fields, name: str, found: Collection[object], most: int) -> bool:
    """Notes if there are too many; whether there are not."""
    if len(found) > most:
        fields.wrong(name, f"{len(found)} {name}, where at most {most} are possible", "leave out what matters least")
    return len(found) <= most
