"""Reads ``scenario.yaml``: span, issues, bodies, offices, parameters and how far two codings agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import inf

from collegium.scenario import cells, dates, schema
from collegium.scenario.fields import Fields
from collegium.scenario.findings import Wrong, suggest
from collegium.scenario.model import MOTIONS, ROTATION, Body, Issue, Office, Prior
from collegium.scenario.names import Names
from collegium.scenario.parameters import DEFAULTS

LONGEST = 100_000
"""Greatest number of steps that a cadence, a deadline or a term may have."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What ``scenario.yaml`` says, complete."""

    title: str
    summary: str
    start: date
    end: date
    step: int
    top_body: str
    issues: tuple[Issue, ...]
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...]
    parameters: dict[str, Prior]
    agreement: dict[str, float]


def read(top: Fields, names: Names) -> Heading:
    schema.check_keys(top, schema.TOP)
    start, end = span(top)
    step = top.integer("step", 7, 1, 366)
    if start < end and (end - start).days < step:
        top.wrong("span", "the span is shorter than one step", "end later, or take shorter steps")
    top_body = top.ref("top_body", names.bodies, "body")
    if not top_body and top.sound("top_body"):
        top.wrong("top_body", "there must be a body whose rule is studied", suggest("", names.bodies))
    issues = tuple(issue(entry, names) for entry in entries(top, "issues", schema.ISSUE, schema.MOST_ISSUES))
    bodies = tuple(body(entry, names) for entry in entries(top, "bodies", schema.BODY, schema.MOST_BODIES))
    offices = tuple(office(entry, names, top_body) for entry in entries(top, "offices", schema.OFFICE, schema.MOST_OFFICES))
    return Heading(
        top.text("title"),
        top.text("summary"),
        start,
        end,
        step,
        top_body,
        issues,
        bodies,
        offices,
        parameters(top.inner("parameters")),
        agreement(top.inner("agreement")),
    )


def span(top: Fields) -> tuple[date, date]:
    """First and last day; a plausible pair where they cannot be read."""
    fields = top.inner("span")
    if "span" in top.values and isinstance(top.values["span"].value, dict):
        schema.check_keys(fields, schema.SPAN)
    start, end = fields.read("from", dates.day, date.min), fields.read("to", dates.day, date.max)
    if end <= start:
        fields.wrong("to", "the span ends before it begins", "put 'to' after 'from'")
        return start, date.max
    if "to" in fields.values and fields.sound("to") and end.year == date.max.year:
        remedy = f"end the span in {end.year - 1} at the latest"
        fields.wrong("to", f"the calendar ends with the year {end.year}, and the engine looks a month ahead", remedy)
    return start, end


def entries(top: Fields, section: str, shape: schema.Shape, most: int) -> Iterator[Fields]:
    """The mappings of a section by id, in order of id; keys are checked, incomplete ones left out."""
    fields = top.inner(section)
    if not schema.check_most(top, section, fields.values, most):
        return
    for name in sorted(fields):
        schema.check_id(fields, name, name)
        entry = fields.inner(name)
        if schema.check_keys(entry, shape):
            yield entry


def own_id(fields: Fields) -> str:
    return fields.path.partition(".")[2]


def issue(fields: Fields, names: Names) -> Issue:
    name = own_id(fields)
    if name in ("weeks", "output", "threat"):
        fields.findings.note(fields.file, fields.line, fields.path, f"'{name}' is an effect of events", "choose another id for the issue")
    return Issue(
        id=name,
        name=fields.text("name", name),
        low=fields.text("low", "low"),
        high=fields.text("high", "high"),
        status_quo=fields.cell("status_quo", cells.STATUS_QUO),
        agency=fields.ref("agency", names.offices, "office"),
    )


def body(fields: Fields, names: Names) -> Body:
    offices, bodies = names.offices, names.bodies
    found = Body(
        id=own_id(fields),
        name=fields.text("name", own_id(fields)),
        seats=fields.integer("seats", 1, 1, 100_000),
        weight=fields.cell("weight", cells.SEAT_WEIGHT),
        cadence=fields.integer("cadence", 1, 1, LONGEST),
        delay=fields.cell("delay", cells.STEPS_LATER),
        quorum=fields.number("quorum", 0.5, 0, 1),
        thresholds=thresholds(fields),
        tie=fields.choice("tie", ("status_quo", "chair"), "status_quo"),
        ballot=fields.choice("ballot", ("open", "secret"), "open"),
        absentee=fields.flag("absentee"),
        agenda=fields.ref("agenda", {*offices, ROTATION}, "office"),
        chair=fields.ref("chair", offices, "office"),
        deadline=fields.integer("deadline", 1, 0, LONGEST),
        capacity=fields.integer("capacity", 8, 1, 64),
        decides=frozenset(fields.refs("decides", MOTIONS, "kind of motion")),
        elected_by=fields.ref("elected_by", bodies, "body"),
        appeal_to=fields.ref("appeal_to", bodies, "body"),
        term=fields.integer("term", 0, 0, LONGEST),
    )
    check_body(fields, found)
    return found


def check_body(fields: Fields, found: Body) -> None:
    if found.tie == "chair" and not found.chair and fields.sound("chair"):
        fields.wrong("tie", "no chair is named who could break a tie", "add 'chair: OFFICE' or write 'tie: status_quo'")
    if found.term and not found.elected_by and fields.sound("elected_by"):
        fields.wrong("term", "a body with a term needs a body that elects it", "add 'elected_by: BODY' or remove the term")
    if found.deadline and found.deadline >= found.cadence > 1:
        fields.wrong("deadline", "the deadline lies before the meeting before", "make it shorter than the cadence")


def thresholds(fields: Fields) -> dict[str, float]:
    """The threshold of every kind of motion: the special ones, and the general one for the rest."""
    general = fields.number("threshold", 0.5, 0, 1)
    special = fields.inner("thresholds")
    for kind in special:
        if kind not in MOTIONS:
            special.wrong(kind, f"there is no kind of motion '{kind}'", suggest(kind, MOTIONS))
    return {kind: special.number(kind, general, 0, 1) for kind in MOTIONS}


def office(fields: Fields, names: Names, top_body: str) -> Office:
    appoints = fields.inner("appoints")
    for name in appoints:
        if name not in names.constituencies:
            appoints.wrong(name, f"there is no constituency '{name}'", suggest(name, names.constituencies))
    fills = fields.refs("fills", names.offices, "office")
    if own_id(fields) in fills:
        fields.wrong("fills", "the holder of an office cannot fill it himself", "leave it out of its own list")
    return Office(
        id=own_id(fields),
        name=fields.text("name", own_id(fields)),
        weight=fields.cell("weight", cells.OFFICE_WEIGHT),
        filled_by=fields.ref("filled_by", names.bodies, "body") or top_body,
        appoints={name: appoints.number(name, 0, 0, 1) for name in sorted(appoints)},
        fills=tuple(sorted(fills)),
        force=fields.number("force", 0, 0, 1),
        press=fields.number("press", 0, 0, 1),
        security=fields.number("security", 0, 0, 1),
        region=fields.ref("region", names.constituencies, "constituency"),
        term=fields.integer("term", 0, 0, LONGEST),
    )


def parameters(fields: Fields) -> dict[str, Prior]:
    """Every parameter with its prior: the default, or what the scenario says instead."""
    for name in fields:
        if name not in DEFAULTS:
            fields.wrong(name, f"there is no parameter '{name}'", suggest(name, DEFAULTS))
    return {name: fields.read(name, within(*bounds(name)), cells.prior(asked.prior)) for name, asked in DEFAULTS.items()}


def agreement(fields: Fields) -> dict[str, float]:
    """Weighted kappa of two codings for whatever was coded twice."""
    schema.check_keys(fields, schema.AGREEMENT)
    found = {name: fields.number(name, None, -1, 1) for name in schema.AGREEMENT.known}
    return {name: kappa for name, kappa in found.items() if kappa is not None}


def bounds(name: str) -> tuple[float, float]:
    """What a parameter may reach: a share not above one, and below zero only what can be so by default."""
    least = -inf if cells.support(cells.prior(DEFAULTS[name].prior))[0] < 0 else 0.0
    return least, 1.0 if DEFAULTS[name].share else inf


def within(least: float, greatest: float) -> Callable[[str], Prior]:
    """A parser of priors that refuses one which reaches further."""

    def parse(text: str) -> Prior:
        found = cells.prior(text)
        low, high = cells.support(found)
        if low < least or high > greatest:
            limits = cells.limits(least, greatest)
            raise Wrong(f"'{text}' reaches outside {limits}", f"keep it within {limits}, with ' in LOW..HIGH' if need be")
        return found

    return parse
