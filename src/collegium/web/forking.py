"""The screen of forks: what else somebody could have done, both futures side by side, and the odds of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from collegium.analysis import KIND_LABELS
from collegium.errors import CollegiumError
from collegium.explorer import Case, Choice, Option
from collegium.explorer.choosing import choices_in
from collegium.explorer.history import Told
from collegium.explorer.words import GRAVE
from collegium.figures.style import bodies, cast
from collegium.language import numeral, say
from collegium.results.sentences import short_names
from collegium.web.jobs import Job
from collegium.web.odds import Odds, questions
from collegium.web.pages import render
from collegium.web.watching import case_of, number

if TYPE_CHECKING:
    from collegium.web.site import Ask

FUTURES, PIECE = 200, 20
"""Futures of each arm, and how many of them come at a time."""
SHOWN = 14
"""Events of each future that are shown after they part."""


class NoFork(CollegiumError):
    """Nothing can be forked there."""


@dataclass(frozen=True)
class Place:
    """The place of a fork: number of the history, step, person; choice and option, or -1."""

    k: int
    week: int
    who: str
    choice: int
    option: int


def traced(ask: Ask, k: int, who: str) -> Told:
    """A history with everything that a person could do."""
    case = case_of(ask)
    return ask.entry.once(("traced", k, who), lambda: case.history(k, who))


def place_of(ask: Ask) -> Place:
    """The place that the address or the form names; a person of the scenario, checked by name."""
    known = {person.id for person in ask.entry.scenario.people}
    who = ask.form.get("who", ask.query.get("who", ""))
    if who and who not in known:
        raise NoFork(ask.say("There is no such person."))
    return Place(number(ask), ask.whole("week", -1, 0, 10_000), who, ask.whole("choice", -1, 0, 500), ask.whole("option", -1, 0, 500))


def fork(ask: Ask) -> Response:
    """The screen."""
    if "k" not in ask.path:
        return RedirectResponse(f"/{ask.entry.id}/fork/{number(ask)}", 303)
    at, case, scenario = place_of(ask), case_of(ask), ask.entry.scenario
    ask.entry.results.history(at.k)
    people = [(person, name) for person, name in names(scenario) if person in able(ask, case, at.k)]
    who = at.who or people[0][0]
    contents: dict[str, Any] = {"k": at.k, "people": people, "who": who, "scenario": scenario, "name": dict(names(scenario))[who], "at": at}
    told = traced(ask, at.k, who)
    if at.week < 0 or not at.who:
        found = [(n, choice) for n, step in enumerate(told.steps) for choice in choices_in(told, step) if not choice.forced]
        return ask.page("fork.html.j2", "fork", points=found, choices=None, futures=None, **contents)
    found_here = here(told, at)
    futures = side_by_side(ask, case, told, at, found_here) if at.option >= 0 else None
    return ask.page(
        "fork.html.j2", "fork", points=None, choices=found_here, day=told.steps[at.week].day, futures=futures, grave=GRAVE, **contents
    )  # fmt: skip


def able(ask: Ask, case: Case, k: int) -> set[str]:
    """Who ever sits in the top body of a history."""

    def make() -> set[str]:
        told = case.history(k)
        top = told.model.bodies.index(case.scenario.top_body)
        return {told.model.people[n] for step in told.steps for n in step.scene["seat"][top].nonzero()[0]}

    return ask.entry.once(("able", k), make)


def names(scenario: Any) -> list[tuple[str, str]]:
    """Everyone: id and short name, in the order of the figures."""
    short = short_names(scenario)
    return [(person, short[person]) for person in cast(scenario)]


def here(told: Told, at: Place) -> list[Choice]:
    """The choices of the step. Raises :class:`NoFork` if the history has no such step."""
    if at.week >= len(told.steps):
        raise NoFork(say("The history has no such week: choose a choice of the list."))
    return choices_in(told, told.steps[at.week])


def chosen(found: list[Choice], at: Place) -> Option:
    """The option of the place. Raises :class:`NoFork` if there is none."""
    if at.choice >= len(found) or not 0 <= at.option < len(found[max(0, at.choice)].options) or at.choice < 0:
        raise NoFork(say("There is no such option: choose one of the list."))
    return found[at.choice].options[at.option]


def side_by_side(ask: Ask, case: Case, told: Told, at: Place, found: list[Choice]) -> dict[str, Any]:
    """Both futures: what they share, what comes after, and how each ends."""
    option = chosen(found, at)
    day = told.steps[at.week].day
    other = ask.entry.once(("laid", at.k, option.sentence), lambda: case.under(option.sentence).history(at.k))
    events = [[event for event in one.events() if event["kind"] != "intervened"] for one in (told, other)]
    same = next((n for n, pair in enumerate(zip(*events, strict=False)) if unlike(*pair)), min(map(len, events)))
    since = next((n for n, event in enumerate(events[0]) if event["date"] >= day), len(events[0]))
    return {
        "option": option, "made": found[at.choice].options[found[at.choice].made], "shared": max(0, same - since),
        "parted": parted(events, same), "columns": [rows[same : same + SHOWN] for rows in events],
        "more": [max(0, len(rows) - same - SHOWN) for rows in events], "endings": [ending(one, ask) for one in (told, other)],
        "does": ["", option.sentence],
        "commands": [case.command(at.k, option.sentence), case.command(at.k, option.sentence, f"reseed from {day} with 1")],
    }  # fmt: skip


def unlike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two events differ."""
    return (one["date"], one["kind"], one["text"]) != (other["date"], other["kind"], other["text"])


def parted(events: list[list[dict[str, Any]]], same: int) -> date | None:
    """The day of the first difference; None if there is none."""
    found = [rows[same]["date"] for rows in events if len(rows) > same]
    return min(found) if found else None


def ending(told: Told, ask: Ask) -> str:
    """How a history ends, in a sentence."""
    outcome = told.outcome()
    who = short_names(told.case.scenario).get(outcome["strongest"], "–")
    text = ask.say("At the end {who} is the strongest, with {share} of all power. {rule}.")
    return text.format(
        who=who, share=numeral(f"{outcome['strongest_share']:.0%}"), rule=ask.say(KIND_LABELS[outcome["rule"]]) if outcome["rule"] else "–"
    )


def many(ask: Ask) -> str:
    """Start the futures of both arms."""
    at, case = place_of(ask), case_of(ask)
    told = traced(ask, at.k, at.who)
    option, day = chosen(here(told, at), at), told.steps[at.week].day
    leader = told.outcome()["strongest"] or at.who
    short = short_names(case.scenario)
    odds = Odds(questions(at.who, short[at.who], leader, short[leader], bodies(case.scenario)[0], ask.say))
    arms = case, case.under(option.sentence)

    def work(job: Job) -> Odds:
        streams = [arm.stream(at.k, day, FUTURES, size=PIECE, threads=1) for arm in arms]
        try:
            for _ in range(0, FUTURES, PIECE):
                for n, stream in enumerate(streams):
                    odds.add(n, next(stream))
                job.partial = render("odds.html.j2", ask.language, {"bars": odds.bars(), "n": odds.n()})
                job.tell(odds.n(), FUTURES)
        finally:
            for stream in streams:
                stream.close()  # type: ignore[attr-defined]
        return odds

    def show(job: Job, language: str) -> str:
        return render("job.html.j2", language, {"job": job, "csrf": ask.site.keys.csrf, "done": "odds_done.html.j2"})

    return show(ask.site.jobs.start(work, show), ask.language)


GETS = {"/{id}/fork": fork, "/{id}/fork/{k}": fork}
POSTS = {"/{id}/fork/{k}/odds": many}
