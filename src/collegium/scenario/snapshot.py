"""What may reach the engine at a day D: the firewall against hindsight (``spec/format.md``, section 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Protocol, TypeVar

from collegium.errors import Mistake, ScenarioError, place
from collegium.scenario import cells, codebook, days, happenings, spans
from collegium.scenario.model import TRAITS, Act, Cell, Constituency, Mood, Person, Position, Scenario, Source, Span, Tie, When

VIEW = cells.parse("-1..1", cells.VALUE), cells.parse("0..0.3", cells.SALIENCE)
"""Value and salience of an issue for a person of whom nothing is known."""
MOOD = cells.parse("-0.5..0.5", cells.VALUE), cells.parse("0.2..0.5", cells.SALIENCE)
"""Value and salience of an issue for a constituency of which nothing is known."""
UNKNOWN = Source("", "low")


class Spanned(Protocol):
    @property
    def span(self) -> Span: ...


class Dated(Protocol):
    @property
    def at(self) -> When | None: ...


S = TypeVar("S", bound=Spanned)
A = TypeVar("A", bound=Dated)


def outside(scenario: Scenario, day: date, argument: str) -> list[Mistake]:
    """The mistake of a day, given for this argument, on which the scenario does not open; none if it does."""
    if scenario.start <= day < scenario.end:
        return []
    remedy = f"choose a day from {scenario.start} to {scenario.end}, the last excluded"
    return [Mistake(place(argument), 0, "", f"{day} lies outside the span of the scenario", remedy)]


def at(scenario: Scenario, day: days.Day) -> Scenario:
    """The scenario on one day, ready for the engine: nothing that became known later is in it.

    Rows that hold on ``day`` are kept, with their dates taken away; of positions, moods and allegiances
    the latest up to ``day``. Traits and ties left blank are worked out from acts. Every person and every
    constituency gets a view of every issue; every two members of the top body a tie each way. Those whose
    death lies before ``day`` have lost seats, offices and following. A body that holds more full seats than
    its statute on ``day`` has that many. Acts, record, claims and the files are gone.

    Parameters
    ----------
    scenario
        The whole scenario.
    day
        A day within its span, such as ``"1922-04-03"``, a :class:`datetime.date`, or a date of numpy or pandas.

    Returns
    -------
    Scenario
        A scenario that starts on ``day``, without dates on its rows.

    Raises
    ------
    ScenarioError
        If ``day`` is no day, or lies outside the span of the scenario.
    """
    (day,) = days.given(day=day)
    if mistakes := outside(scenario, day, "day"):
        raise ScenarioError(mistakes)
    dead = happenings.dead(scenario, day)
    seats = tuple(seat for seat in standing(scenario.seats, day) if seat.person not in dead)
    blocs = standing(scenario.blocs, day)
    members = sorted({seat.person for seat in seats if seat.body == scenario.top_body})
    positions = latest(scenario.positions, lambda view: (view.person, view.issue), day)
    moods = latest(scenario.moods, lambda view: (view.constituency, view.issue), day)
    allegiances = latest(scenario.allegiances, lambda item: (item.constituency, item.person), day)
    events, documents = happenings.ahead(scenario, day)
    taken = {body.id: 0 for body in scenario.bodies}
    for seat in seats:
        taken[seat.body] += seat.rank == "full"
    for bloc in blocs:
        taken[bloc.body] += bloc.seats
    return replace(
        scenario,
        start=day,
        bodies=tuple(replace(body, seats=max(body.seats, taken[body.id])) for body in scenario.bodies),
        people=tuple(described(person, scenario, day) for person in scenario.people),
        seats=seats,
        blocs=blocs,
        tenures=tuple(tenure for tenure in standing(scenario.tenures, day) if tenure.person not in dead),
        allegiances=tuple(item for item in allegiances if item.person not in dead),
        positions=every_view(positions, scenario),
        moods=every_mood(moods, scenario),
        ties=every_tie(standing(scenario.ties, day), members, scenario, day),
        events=events,
        documents=documents,
        acts=(),
        record=(),
        claims=(),
        files={},
    )


def standing(rows: Iterable[S], day: date) -> tuple[S, ...]:
    """The rows that hold on the day, as if they had always held and always would."""
    return tuple(open_ended(row) for row in rows if spans.holds(row.span, day))


def open_ended(row: S) -> S:
    changed: S = replace(row, span=Span())  # type: ignore[type-var]
    return changed


def latest(rows: Iterable[A], key: Callable[[A], Hashable], day: date) -> list[A]:
    """Of the rows with one key the latest up to the day, without its date."""
    found: dict[Hashable, A] = {}
    for row in sorted(rows, key=lambda row: spans.first(row.at)):
        if spans.first(row.at) <= day:
            found[key(row)] = replace(row, at=None)  # type: ignore[type-var]
    return sorted(found.values(), key=repr)


def described(person: Person, scenario: Scenario, day: date) -> Person:
    """The person with every trait filled, and the number of acts behind those that were blank."""
    blank = [trait for trait in TRAITS if person.traits[trait] is None]
    counts = {trait: codebook.count(scenario.acts, person.id, trait, day) if trait in blank else 0 for trait in TRAITS}
    traits: dict[str, Cell | None] = {
        trait: person.traits[trait] or codebook.trait(counts[trait], scenario.agreement.get(trait)) for trait in TRAITS
    }
    return replace(person, traits=traits, acts=counts)


def every_view(known: list[Position], scenario: Scenario) -> tuple[Position, ...]:
    views = {(view.person, view.issue): view for view in known}
    for person in scenario.people:
        for issue in scenario.issues:
            views.setdefault((person.id, issue.id), Position(person.id, issue.id, *VIEW, None, UNKNOWN))
    return tuple(views[key] for key in sorted(views))


def every_mood(known: list[Mood], scenario: Scenario) -> tuple[Mood, ...]:
    moods = {(mood.constituency, mood.issue): mood for mood in known}
    groups: Iterable[Constituency] = scenario.constituencies
    for group in groups:
        for issue in scenario.issues:
            moods.setdefault((group.id, issue.id), Mood(group.id, issue.id, *MOOD, None, UNKNOWN))
    return tuple(moods[key] for key in sorted(moods))


def every_tie(known: Iterable[Tie], members: list[str], scenario: Scenario, day: date) -> tuple[Tie, ...]:
    """The given ties with their strengths; further one each way between members, and between those who have acted."""
    acts = [act for act in scenario.acts if spans.first(act.span.start) <= day]
    known = tuple(known)
    patrons = [tie for tie in known if tie.kind == "patron"]
    ties = {(tie.a, tie.b): tie for tie in known if tie.kind != "patron"}
    acted = {pair for act in acts if act.other for pair in directions(act)}
    between: dict[frozenset[str], list[Act]] = defaultdict(list)
    for act in acts:
        between[frozenset((act.person, act.other))].append(act)
    for pair in (*permutations(members, 2), *acted):
        ties.setdefault(pair, Tie(*pair, "comrade", None, Span(), UNKNOWN))
    agreement = scenario.agreement.get("tie")

    def strength(pair: tuple[str, str], kind: str) -> Cell:
        return codebook.tie_between(between[frozenset(pair)], *pair, kind, day, agreement)

    filled = (replace(tie, strength=tie.strength or strength(pair, tie.kind)) for pair, tie in ties.items())
    return tuple(sorted((*filled, *patrons), key=lambda tie: (tie.a, tie.b, tie.kind == "patron")))


def directions(act: Act) -> Iterable[tuple[str, str]]:
    """The ties on which an act bears: both ways if they served together, else the doer's."""
    yield act.person, act.other
    if act.kind == "service":
        yield act.other, act.person
