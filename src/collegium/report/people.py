"""Who's who: names, seats and offices at the start, traits with their ranges and the acts behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from collegium.analysis.columns import Recorded, span
from collegium.figures.style import INK, RULE, SHADES, cast, colours
from collegium.report.citations import Citations, Row
from collegium.scenario import at
from collegium.scenario.model import TRAITS, Cell, Person, Scenario

TRAIT_MAXIMUM = 4.0
FEW = 3
"""With fewer dated acts than this a trait keeps its whole range."""


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of one person: its range in words and as a bar, what it rests on (acts, or a coder's hand), and where that is listed."""

    name: str
    text: str
    bar: Markup
    basis: str
    link: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Who:
    """A person: name, colour, posts with the rows that they rest on, and traits."""

    name: str
    dot: Markup
    posts: list[tuple[str, Row | None]]
    traits: list[Trait]


def who_is_who(results: Recorded, cites: Citations) -> list[Who]:
    """Everyone of the scenario on the first day of the run, members of the top body first."""
    opening, begin = opening_scenario(results), span(results)[0]
    people = {person.id: person for person in opening.people}
    typed = {person.id: person.traits for person in results.scenario.people}
    paint = colours(results.scenario)
    return [
        Who(
            people[p].name, _dot(paint[p]), _posts(opening, p, begin, cites),
            [_trait(people[p], name, typed[p].get(name) is not None, cites.trait(p, name, begin)) for name in TRAITS],
        )
        for p in cast(results.scenario)
        if p in people
    ]  # fmt: skip


def opening_scenario(results: Recorded) -> Scenario:
    """The scenario on the first day of the run, traits derived from acts."""
    return at(results.scenario, span(results)[0])


def few_acts(results: Recorded) -> list[tuple[str, int, int, int]]:
    """(trait, people with fewer than three acts behind it, people for whom it was set by hand, all people)."""
    typed = {(person.id, name) for person in results.scenario.people for name in TRAITS if person.traits.get(name) is not None}
    people = opening_scenario(results).people
    found = []
    for name in TRAITS:
        few = sum(person.acts.get(name, 0) < FEW and (person.id, name) not in typed for person in people)
        found.append((name.capitalize(), few, sum((person.id, name) in typed for person in people), len(people)))
    return found


def _posts(scenario: Scenario, person: str, day: date, cites: Citations) -> list[tuple[str, Row | None]]:
    bodies = {body.id: body.name for body in scenario.bodies}
    offices = {office.id: office.name for office in scenario.offices}
    seats = sorted((seat for seat in scenario.seats if seat.person == person), key=lambda seat: (seat.body != scenario.top_body, seat.body))
    held = [
        (bodies[seat.body] + (" (candidate)" if seat.rank == "candidate" else ""), cites.seat(person, seat.body, day)) for seat in seats
    ]
    return held + [(offices[one.office], cites.office(person, one.office, day)) for one in scenario.tenures if one.person == person]


def _trait(person: Person, name: str, by_hand: bool, link: str) -> Trait:
    cell = person.traits.get(name)
    low, middle, high = bounds(cell)
    text = f"{low:.2g}" if low == high else f"{low:.2g} to {high:.2g}"
    acts = person.acts.get(name, 0)
    basis = "set by hand" if by_hand else "1 act" if acts == 1 else f"{acts or 'no'} acts"
    return Trait(name.capitalize(), text, _bar(low, middle, high), basis, link, by_hand or acts >= FEW)


def bounds(cell: Cell | None) -> tuple[float, float | None, float]:
    """(lowest, most likely or None, highest) of a trait; unknown is the whole range."""
    if cell is None:
        return 0.0, None, TRAIT_MAXIMUM
    middle = {"point": cell.values[0], "triangular": cell.values[len(cell.values) // 2]}.get(cell.kind)
    return min(cell.values), middle, max(cell.values)


def _dot(colour: str) -> Markup:
    """The person's colour in the figures, as a drawing, so that a dark page recolours it as it does them."""
    return Markup(f'<svg class="dot" viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill="{colour}"/></svg>')


def _bar(low: float, middle: float | None, high: float) -> Markup:
    """The range on a scale of 0 to 4, 64 pixels wide, with a stroke at the most likely value."""
    unit = 60 / TRAIT_MAXIMUM
    x, length = 2 + low * unit, max((high - low) * unit, 2)
    stroke = "" if middle is None else f'<rect x="{1 + middle * unit:g}" y="0" width="2" height="10" fill="{INK}"/>'
    return Markup(
        f'<svg class="bar" viewBox="0 0 64 10" width="64" height="10" aria-hidden="true">'
        f'<rect x="2" y="4" width="60" height="2" '
        f'fill="{RULE}"/><rect x="{x:g}" y="2" width="{length:g}" height="6" fill="{SHADES[3]}"/>{stroke}</svg>'
    )
