"""Checks within one row or mapping: what the columns say of each other. Each is named in the declaration of its table."""

from __future__ import annotations

from datetime import date
from typing import Any

from collegium.scenario import calendar
from collegium.scenario.columns import WORDS, Ref
from collegium.scenario.fields import Fields
from collegium.scenario.findings import suggest
from collegium.scenario.ids import BODIES, ISSUES, OFFICES, Known
from collegium.scenario.kinds import RIGHT
from collegium.scenario.model import ENDS, NO_SUCH, Act, Body, Claim, Event, Issue, Office, Record, Span, Statute, Tie
from collegium.scenario.special import EFFECTS

OFFICE = Ref("", OFFICES)
BETWEEN = ("service", "support", "hostile")
"""Kinds of act that lie between two people; the others are of one."""
SCORED = ("measure", "truth", "block")
"""What a target of the record has if it is scored."""


def days(first: date | None, end: date | None, start: date | None) -> dict[str, date]:
    """The first and the last day of a scenario, and the usual first day of a run; a plausible one where it cannot be read."""
    first = first or calendar.FIRST
    return {"first": first, "end": end or calendar.LAST, "start": start or first}


def check_days(fields: Fields, found: dict[str, date], known: Known) -> None:
    if found["end"] <= found["first"]:
        fields.wrong("to", "the span ends before it begins", "put 'to' after 'from'")
        found["end"] = calendar.LAST
    elif not found["first"] <= found["start"] < found["end"]:
        fields.wrong("start", "a run would begin outside the span", f"choose a day from {found['first']} on, before {found['end']}")
        found["start"] = found["first"]
    elif "to" in fields.values and fields.sound("to") and found["end"].year == calendar.LAST.year:
        remedy = f"end the span in {calendar.LAST.year - 1} at the latest"
        fields.wrong("to", f"the calendar ends with the year {calendar.LAST.year}, and the engine looks a month ahead", remedy)


def check_span(row: Fields, span: Span, known: Known) -> None:
    if span.start and span.end and span.start.earliest >= span.end.latest:
        row.wrong("to", "the row ends before it begins", "put the first day on which it no longer holds, after 'from'")


def check_top(top: Fields, found: dict[str, Any], known: Known) -> None:
    if found["first"] < found["end"] and (found["end"] - found["first"]).days < found["step"]:
        top.wrong("span", "the span is shorter than one step", "end later, or take shorter steps")
    if not found["top_body"] and top.sound("top_body"):
        top.wrong("top_body", "the top body is missing", suggest("", known[BODIES]))


def check_issue(fields: Fields, issue: Issue, known: Known) -> None:
    if issue.id in EFFECTS:
        fields.findings.note(
            fields.file, fields.line, fields.path, f"'{issue.id}' is an effect of events", "choose another id for the issue"
        )


def check_body(fields: Fields, body: Body, known: Known) -> None:
    if body.tie == "chair" and not body.chair and fields.sound("chair"):
        fields.wrong("tie", "no chair is named to break a tie", "add 'chair: OFFICE' or write 'tie: status_quo'")
    if body.term and not body.elected_by and fields.sound("elected_by"):
        fields.wrong("term", "a body with a term needs a body that elects it", "add 'elected_by: BODY' or remove the term")
    if body.deadline and body.deadline >= body.cadence > 1:
        fields.wrong("deadline", "the deadline is earlier than the previous meeting", "make it shorter than the cadence")


def check_office(fields: Fields, office: Office, known: Known) -> None:
    if office.id in office.fills:
        fields.wrong("fills", "the holder of an office cannot fill that same office", "leave it out of its own list")


def check_tie(row: Fields, tie: Tie, known: Known) -> None:
    if tie.a and tie.a == tie.b:
        row.wrong("b", f"both ends of the tie are '{tie.a}'", "name two people")
    if tie.kind == "patron" and WORDS.get(row.raw("mutual")):
        row.wrong("mutual", "two people cannot be each other's patron", "write 'no'")


def check_act(row: Fields, act: Act, known: Known) -> None:
    if act.kind in BETWEEN and row.blank("other"):
        row.wrong("other", f"an act of the kind '{act.kind}' needs a second person", "fill 'other'")
    if act.kind not in BETWEEN and act.other:
        row.wrong("other", f"an act of the kind '{act.kind}' is of one person", "leave 'other' blank")
    if act.person and act.person == act.other:
        row.wrong("other", f"'person' and 'other' are both '{act.person}'", "name two people")


def check_event(row: Fields, event: Event, known: Known) -> None:
    """Every kind needs its own effect and person, and bears no foreign ones."""
    kind, effect, personal = event.kind, event.effect, event.kind in ("illness", "death")
    needed = {"illness": {"weeks"}, "death": set(), "harvest": {"output"}}.get(kind)
    allowed = {"illness": {"weeks"}, "death": set()}.get(kind, {"output", "threat"} | known[ISSUES])
    if personal and row.blank("on"):
        row.wrong("on", f"an event of the kind '{kind}' needs a person", "name the person it happens to")
    if not personal and not row.blank("on"):
        row.wrong("on", f"an event of the kind '{kind}' concerns everybody", "leave 'on' blank")
    if row.raw("effect") and not effect:
        return  # the effect could not be read, which has been noted
    missing = (needed - set(effect)) if needed is not None else ({"threat"} if not effect else set())
    for name in sorted(missing):
        row.wrong("effect", f"the kind '{kind}' needs the effect '{name}'", f"write {name}:VALUE")
    for name in sorted(set(effect) - allowed):
        row.wrong("effect", f"the kind '{kind}' cannot have the effect '{name}'", "leave it out, or make it a second event")


def check_statute(row: Fields, statute: Statute, known: Known) -> None:
    if statute.earliest and statute.adopted and statute.adopted < statute.earliest:
        row.wrong("adopted", "the statute was adopted before anybody could move it", "put 'adopted' on or after 'from'")
    same = [(one.kind, one.of, one.to if one.kind == RIGHT else "") for one in statute.clauses]
    if len(set(same)) < len(same):
        row.wrong("clauses", "two clauses change the same thing", "keep one of them")


def check_record(row: Fields, record: Record, known: Known) -> None:
    if record.type in ("office", "office_lost"):
        OFFICE.value(row, "what", known)
    if record.type in ("seat", "seat_lost") and row.blank("body"):
        row.wrong("body", f"a record of the type '{record.type}' needs a body", "fill 'body'")
    ends = (*ENDS.get(record.type, ()), NO_SUCH)
    if record.type in ENDS and record.value not in ends:
        row.wrong("value", f"'{record.value}' is no end of a record of the type '{record.type}'", f"write one of {', '.join(ends)}")
    if record.type == "target" and row.sound("type"):
        check_target(row)
    elif record.type == "vote" and row.sound("type"):
        check_vote(row)
    elif row.sound("type"):
        for column in (*SCORED, "excluded"):
            if row.raw(column):
                row.wrong(
                    column, f"a record of the type '{record.type}' is no target", f"leave '{column}' blank, or write 'target' under 'type'"
                )


def check_vote(row: Fields) -> None:
    """A vote may have its motion, or a reason why nobody forecasts it; what it was in life are its sides."""
    for column in ("truth", "block"):
        if row.raw(column):
            row.wrong(column, f"a vote has no {column}", f"leave '{column}' blank, and write who voted how in 'value'")
    if row.raw("excluded") and row.raw("measure"):
        row.wrong("measure", "a vote that is excluded has no measure", "leave 'measure' blank, or 'excluded'")
    for column in ("body", "from"):
        if row.raw("measure") and not row.raw(column):
            row.wrong(column, f"a vote with a measure needs '{column}'", f"fill '{column}', or leave 'measure' blank")


def check_target(row: Fields) -> None:
    """A target has all that scoring takes, or a reason why nobody scores it."""
    given = [column for column in SCORED if row.raw(column)]
    if row.raw("excluded"):
        for column in given:
            row.wrong(column, f"a target that is excluded has no {column}", f"leave '{column}' blank, or 'excluded'")
    elif not given:
        remedy = "fill 'measure', 'truth' and 'block', or say under 'excluded' why it is not scored"
        row.wrong("measure", "a target needs a measure, or a reason to leave it out", remedy)
    else:
        for column in (*SCORED, "from"):
            if not row.raw(column):
                row.wrong(column, f"a target that is scored needs '{column}'", f"fill '{column}'")


def check_claim(row: Fields, claim: Claim, known: Known) -> None:
    for column in ("measure", "sign"):
        if claim.experiment and not row.raw(column):
            row.wrong(column, f"an experiment needs a {column}", f"fill '{column}', or leave 'experiment' blank to set the claim aside")
    if claim.start and claim.end and claim.start >= claim.end:
        row.wrong("to", "the runs end before they begin", "put a day after 'from'")
