"""Checks that need more than one row: overlaps, sums, rings and what a case cannot do without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, TypeVar
from unicodedata import category, normalize

from collegium.scenario import calendar, dates, spans
from collegium.scenario.fields import Fields
from collegium.scenario.format import TABLES
from collegium.scenario.kinds import FOUND_BODY, FOUND_OFFICE
from collegium.scenario.model import Allegiance, Body, Constituency, Document, Event, Mood, Office, Position, Scenario, Statute  # fmt: skip

MOST_SEATS, MOST_BLOCS = 32, 24
"""Named seats and blocs of one body at one time."""
MOST_CLAUSES = 64
"""Clauses of all statutes together."""

T = TypeVar("T")
Rows = list[tuple[T, Fields]]


def groups(rows: Rows[T], key: Callable[[T], Hashable]) -> dict[Hashable, Rows[T]]:
    found: dict[Hashable, Rows[T]] = defaultdict(list)
    for item, row in rows:
        found[key(item)].append((item, row))
    return found


def line(row: Fields, name: str = "") -> str:
    """Where the row is, or the text under a name in it."""
    node = row.values.get(name)
    return f"{row.file}:{node.line if node else row.line}"


APART: dict[str, tuple[Callable[[Any], Hashable], str]] = {
    "seats": (lambda seat: (seat.body, seat.person), "'{0.person}' already sits in '{0.body}' at that time"),
    "blocs": (lambda bloc: (bloc.body, bloc.constituency), "'{0.constituency}' already has a bloc in '{0.body}' at that time"),
    "offices": (lambda tenure: tenure.office, "the office '{0.office}' already has a holder at that time"),
    "ties": (lambda tie: (tie.a, tie.b, tie.kind == "patron"), "a tie of '{0.a}' to '{0.b}' is already given for that time"),
}
"""Tables in which no two rows with the same key may hold on one day: the key, and what is wrong with the second row."""


def check(scenario: Scenario, found: Mapping[str, Rows[Any]], top: Fields) -> None:
    """All of them. ``found`` holds the objects of each table with their rows."""
    check_rules(scenario, top)
    check_names(scenario, found, top)
    for name in ("seats", "blocs", "offices"):
        check_within(found[f"{name}.csv"], scenario)
    for name, (key, message) in APART.items():
        for same in groups(found[f"{name}.csv"], key).values():
            check_apart(same, message)
    for body in scenario.bodies:
        check_size(body, scenario, top.inner("bodies"))
    if top.findings.clean(top.file, "people.csv", "seats.csv"):
        check_top(scenario, top)
    check_bosses(found["constituencies.csv"], scenario, top)
    for name, one in (("positions", Position), ("positions", Mood), ("allegiances", Allegiance)):
        check_once([pair for pair in found[f"{name}.csv"] if isinstance(pair[0], one)], TABLES[f"{name}.csv"].key)
    check_shares(found["allegiances.csv"])
    check_events(found["events.csv"])
    check_documents(found["documents.csv"], scenario)
    check_statutes(found["statutes.csv"], scenario, found, top)


# names


def check_names(scenario: Scenario, found: Mapping[str, Rows[Any]], top: Fields) -> None:
    """Tables and pictures show names: two things of one kind must not share one."""
    for section in ("bodies", "offices", "issues"):
        fields = top.inner(section)
        check_apart_by_name([(item, fields.inner(item.id)) for item in getattr(scenario, section)])
    for table in ("people", "constituencies", "statutes", "systems"):
        check_apart_by_name(found[f"{table}.csv"])


def check_apart_by_name(rows: Rows[Any]) -> None:
    seen: dict[str, tuple[Any, Fields]] = {}
    for item, row in sorted(rows, key=lambda pair: pair[1].line):
        other, first = seen.setdefault(as_read(item.name), (item, row))
        if other is not item and other.id != item.id:
            message = f"'{item.name}' is the name of '{other.id}' already ({line(first, 'name')}), and nobody could tell the two apart"
            row.wrong("name", message, "add a first name, a place or a number to one of them")


def as_read(name: str) -> str:
    """What a reader takes a name for: letters in another case or width, or composed in another way, are the same; what is invisible is
    nothing."""
    visible = "".join(sign for sign in normalize("NFKC", name) if category(sign) != "Cf")
    return " ".join(normalize("NFKC", visible.casefold()).split())


# rules


def check_rules(scenario: Scenario, top: Fields) -> None:
    """The bodies and offices as a whole."""
    bodies = {body.id: body for body in scenario.bodies}
    fields = top.inner("bodies")
    if bodies and top.findings.clean(top.file) and not any(body.decides for body in bodies.values()):
        top.wrong("bodies", "no body decides anything", "add 'decides: [policy, ...]' to at least one body")
    check_rings({name: body.elected_by for name, body in bodies.items() if body.elected_by != name}, fields, "elected_by")
    check_rings({name: body.appeal_to for name, body in bodies.items()}, fields, "appeal_to")
    check_appointments(top, scenario.offices)


def check_rings(upward: Mapping[str, str], fields: Fields, key: str) -> None:
    """Follows ``key`` upwards from every body; each ring is noted once, at its first body by name."""
    for start in sorted(upward):
        ring, name = [start], upward[start]
        while name and name not in ring:
            ring.append(name)
            name = upward.get(name, "")
        if name == start and start == min(ring):
            fields.inner(start).wrong(key, "these bodies form a circle: " + " > ".join([*ring, start]), "leave it out at the highest body")


def check_appointments(top: Fields, offices: Iterable[Office]) -> None:
    shares: dict[str, float] = defaultdict(float)
    for office in offices:
        for name, share in office.appoints.items():
            shares[name] += share
            if shares[name] - share <= 1 + 1e-9 < shares[name]:
                place = top.inner("offices").inner(office.id).inner("appoints")
                place.wrong(
                    name, f"the offices together fill {shares[name]:.3g} of these posts", "lower the shares so that they sum to 1 at most"
                )


# people in their places


def check_size(body: Body, scenario: Scenario, fields: Fields) -> None:
    named = [seat for seat in scenario.seats if seat.body == body.id]
    unnamed = [bloc for bloc in scenario.blocs if bloc.body == body.id]
    full = sum(spans.holds(seat.span, scenario.first) for seat in named if seat.rank == "full")
    full += sum(bloc.seats for bloc in unnamed if spans.holds(bloc.span, scenario.first))
    if full > body.seats and fields.inner(body.id).sound("seats"):
        message = f"{full} full seats are taken at the start, but the statute has {body.seats}"
        fields.inner(body.id).wrong("seats", message, "raise 'seats', or correct seats.csv and blocs.csv")
    for what, rows, most in (("named seats", named, MOST_SEATS), ("blocs", unnamed, MOST_BLOCS)):
        count, day = spans.busiest((row.span, 1) for row in rows)
        if count > most:
            message = f"{count} {what} {'from the start' if day == calendar.FIRST else f'on {day}'}, but at most {most} are possible"
            fields.wrong(body.id, message, "put the lesser ones into blocs, or join blocs")


def check_apart(rows: Rows[Any], message: str) -> None:
    """Rows of which no two may hold on the same day; of two that do, the later one by line is noted."""
    wrong: dict[int, tuple[Any, Fields, Fields]] = {}
    longest: tuple[Any, Fields] | None = None
    for item, row in sorted(rows, key=lambda pair: spans.first(pair[0].span.start)):
        if longest and spans.meet(item.span, longest[0].span):
            (_, earlier), (late, later) = sorted([(item, row), longest], key=lambda pair: pair[1].line)
            wrong.setdefault(later.line, (late, later, earlier))
        if longest is None or spans.last(longest[0].span) < spans.last(item.span):
            longest = (item, row)
    for item, row, other in wrong.values():
        row.wrong("from", f"{message.format(item)} ({line(other)})", "end the earlier row with a 'to', or remove one of the two")


def check_within(rows: Rows[Any], scenario: Scenario) -> None:
    """A seat or office that holds on no day of the span is a slip: nothing would ever read it."""
    for item, row in rows:
        if spans.first(item.span.start) > scenario.end:
            row.wrong("from", f"the row begins only after the span has ended ({scenario.end})", "correct the date, or remove the row")
        elif spans.last(item.span) <= scenario.first:
            row.wrong("to", f"the row has ended before the span begins ({scenario.first})", "correct the date, or remove the row")


def check_top(scenario: Scenario, top: Fields) -> None:
    """Shared rule needs two who share it."""
    full = [seat for seat in scenario.seats if seat.body == scenario.top_body and seat.rank == "full"]
    sitting = sum(spans.holds(seat.span, scenario.first) for seat in full)
    if scenario.top_body and sitting < 2:
        message = f"{sitting} named full members sit in the top body at the start"
        top.wrong("top_body", message, "seat at least two people in it in seats.csv")


def check_bosses(rows: Rows[Constituency], scenario: Scenario, top: Fields) -> None:
    """``boss_office`` and ``region`` say the same thing from two sides and may not contradict each other."""
    region = {office.id: office.region for office in scenario.offices}
    fields = top.inner("offices")
    for group, row in rows:
        claimed = sorted({name for name, place in region.items() if place == group.id} | ({group.boss_office} - {""}))
        several = f"more than one office leads '{group.id}': {', '.join(claimed)}"
        if len(claimed) > 1 and group.boss_office:
            row.wrong("boss_office", several, "agree with 'region' in scenario.yaml")
        elif len(claimed) > 1:
            fields.inner(claimed[1]).wrong("region", several, "keep one")
        elif group.boss_office and region.get(group.boss_office, "") not in ("", group.id):
            row.wrong("boss_office", f"'{group.boss_office}' leads '{region[group.boss_office]}'", "agree with 'region' in scenario.yaml")
    for _, same in groups([pair for pair in rows if pair[0].boss_office], lambda group: group.boss_office).items():
        for group, row in same[1:]:
            row.wrong("boss_office", f"'{group.boss_office}' already leads '{same[0][0].id}'", "one office leads one constituency")


# what is said of them


def check_once(rows: Rows[Any], what: Callable[[Any], tuple[str, ...]]) -> None:
    """At most one row for each pair and date."""
    seen: dict[Hashable, Fields] = {}
    for item, row in rows:
        key = (*what(item), spans.first(item.at))
        if key in seen:
            message = f"'{key[0]}' and '{key[1]}' already have a row for this date ({line(seen[key])})"
            row.wrong("at", message, "keep one, or date them apart")
        seen.setdefault(key, row)


def check_shares(rows: Rows[Allegiance]) -> None:
    """At no date may the least shares of a following add up to more than the whole."""
    for name, same in groups(rows, lambda item: item.constituency).items():
        latest: dict[str, tuple[float, Fields]] = {}
        total = 0.0
        for _, dated in groupby(sorted(same, key=since), key=since):
            for item, row in dated:
                least = min(item.share.values)
                total += least - latest.get(item.person, (0.0, row))[0]
                latest[item.person] = (least, row)
            if total > 1 + 1e-9:
                row = max((row for _, row in latest.values()), key=lambda row: row.line)
                message = f"the least shares in '{name}' sum to {total:.3g}"
                row.wrong("share", message, "lower them so that they sum to 1 at most")
                break


def since(pair: tuple[Allegiance, Fields]) -> date:
    return spans.first(pair[0].at)


def check_events(rows: Rows[Event]) -> None:
    upward = {event.id: event.after for event, _ in rows}
    for event, row in rows:
        ring, name = [event.id], event.after
        while name and name not in ring:
            ring.append(name)
            name = upward.get(name, "")
        if name == event.id and event.id == min(ring):
            row.wrong("when", "these events wait for each other: " + " > ".join([*ring, name]), "give one of them a date or a rate")
    deaths = [(event, row) for event, row in rows if event.kind == "death" and event.when and not event.rate]
    for _, same in groups(deaths, lambda event: event.on).items():
        for event, row in same[1:]:
            row.wrong("on", f"'{event.on}' already dies on {dates.write(same[0][0].when)} ({line(same[0][1])})", "keep one of the two")


def check_documents(rows: Rows[Document], scenario: Scenario) -> None:
    for document, row in rows:
        if document.about and document.about == document.author:
            row.wrong("about", f"'author' and 'about' are both '{document.author}'", "name another person or leave it blank")
        if spans.first(document.earliest) > scenario.end:
            row.wrong("earliest", "the document cannot be written before the span ends", "give an earlier date or remove the row")


def check_statutes(rows: Rows[Statute], scenario: Scenario, found: Mapping[str, Rows[Any]], top: Fields) -> None:
    """Nobody sits in what does not exist yet, and somebody may adopt what is not in force."""
    count = 0
    for statute, row in rows:
        count += len(statute.clauses)
        if count - len(statute.clauses) <= MOST_CLAUSES < count:
            row.wrong("clauses", f"{count} clauses up to here, but at most {MOST_CLAUSES} are possible", "leave out what matters least")
        for clause in statute.clauses:
            if clause.kind in (FOUND_BODY, FOUND_OFFICE):
                table, key = ("seats.csv", "body") if clause.kind == FOUND_BODY else ("offices.csv", "office")
                check_founded(statute, clause.of, [pair for pair in found[table] if getattr(pair[0], key) == clause.of], key)
            if clause.kind == FOUND_BODY and clause.of == scenario.top_body:
                row.wrong(
                    "clauses", f"'{clause.of}' leads before anybody can found it", "make another body the top body, and add 'let BODY lead'"
                )
    if rows and not any("adopt" in body.decides for body in scenario.bodies):
        top.wrong("bodies", "there are statutes, and no body may adopt one", "add 'adopt' to the 'decides' of a body")


def check_founded(statute: Statute, what: str, rows: Rows[Any], key: str) -> None:
    """A seat or office in what a statute founds begins when it is adopted, or later."""
    begins = statute.adopted or calendar.LAST
    for item, row in rows:
        if spans.first(item.span.start) < begins:
            when = f"is founded on {statute.adopted}" if statute.adopted else "was never founded"
            row.wrong(key, f"'{what}' {when}, by the statute '{statute.id}'", "correct 'from', or the day of adoption in statutes.csv")
