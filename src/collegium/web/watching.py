"""The screen on which one history is watched, and the run that it needs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium import analysis
from collegium.ensemble import runner
from collegium.errors import CollegiumError, NoHistoryError
from collegium.explorer import Case
from collegium.explorer.history import outcome_of
from collegium.language import numeral
from collegium.results.sentences import short_names
from collegium.web.cards import cards
from collegium.web.case import case
from collegium.web.film import Camera, Filmed, replayable
from collegium.web.jobs import Job
from collegium.web.pages import render

if TYPE_CHECKING:
    from starlette.responses import Response

    from collegium.web.shelf import Entry
    from collegium.web.site import Ask, Site

SEED = 1


LONGEST = 300
"""Letters of a sentence in an address."""


class NoFilm(CollegiumError):
    """There is no such future to watch."""


def watch(ask: Ask) -> Response:
    """The screen. Its film comes on its own."""
    results, k, do = ask.entry.results, number(ask), sentence(ask)
    outcome = filmed(ask, k, do)["outcome"] if do else results.history(k).outcome()
    who = short_names(results.scenario).get(outcome["strongest"], "")
    ending = ask.say("At the end {who} is the strongest, with {share} of all power").format(
        who=who, share=numeral(f"{outcome['strongest_share']:.0%}")
    )
    command = shlex.join(["collegium", "explain", str(ask.entry.place), "--history", str(k), "--brief"])
    if do:
        command = case_of(ask).command(k, do)
    return ask.page("watch.html.j2", "watch", k=k, do=do, scenario=results.scenario, ending=ending if who else "", command=command)


def sentence(ask: Ask) -> str:
    """The sentence of the address that makes another future of the history; '' if there is none. Raises :class:`NoFilm`."""
    given = " ".join(ask.query.get("do", "").split())
    if len(given) > LONGEST:
        raise NoFilm(ask.say("This sentence is too long."))
    return given


def case_of(ask: Ask) -> Case:
    """The case of a run. Raises :class:`NoFilm` if another engine wrote the run."""
    entry = ask.entry
    if not replayable(entry.results):
        raise NoFilm(ask.say("Another version of the engine wrote this run, so its histories cannot be forked. Simulate the case again."))
    return entry.once("case", lambda: Case.of(entry.results))


def filmed(ask: Ask, k: int, do: str) -> dict[str, Any]:
    """The film of another future of a history, and its outcome. The sentence alone makes it; whatever it says, the checker reads it."""
    ask.entry.results.history(k)
    return ask.entry.once(("film", ask.language, k, do), lambda: forked(case_of(ask).under(do), k, do))


def forked(case: Case, k: int, do: str) -> dict[str, Any]:
    """The same from the case."""
    made = Filmed(case, k)
    return {"film": made.film(False) | {"do": do}, "outcome": outcome_of(made.model, made.drawn, k, made.final)}


def number(ask: Ask) -> int:
    """The history of the address; a typical one if it names none."""
    given = str(ask.path.get("k", ""))
    if not given:
        return ask.entry.once("typical", lambda: analysis.typical(ask.entry.results))
    if not given.isdecimal() or len(given) > 9:
        raise NoHistoryError(ask.say("There is no such history."))
    return int(given)


def data(ask: Ask) -> dict[str, Any]:
    """What all histories share."""
    return ask.entry.once(("data", ask.language), lambda: case(ask.entry.results))


def reel(ask: Ask) -> dict[str, Any]:
    """The film of a history."""
    k, do = number(ask), sentence(ask)
    if do:
        found: dict[str, Any] = filmed(ask, k, do)["film"]
        return found
    camera = ask.entry.once("camera", lambda: Camera(ask.entry.results))
    return ask.entry.once(("film", ask.language, k), lambda: camera.film(k))


def card(ask: Ask) -> str:
    """The card of a person."""
    made = ask.entry.once("cards", lambda: cards(ask.entry.results))
    place = ask.path["person"]
    if not place.isdecimal() or len(place) > 4 or int(place) >= len(made):
        raise NoHistoryError(ask.say("There is no such person."))
    return render("card_part.html.j2", ask.language, {"one": made[int(place)]})


GETS = {
    "/{id}/watch": watch, "/{id}/watch/{k}": watch, "/{id}/data": data, "/{id}/film/{k}": reel, "/{id}/card/{person}": card,
}  # fmt: skip


def simulated(ask: Ask, entry: Entry, count: int, site: Site) -> str:
    """Start the simulation of a case; its answer is the way to the new run."""
    folder = free(site.runs / entry.scenario.name)

    def work(job: Job) -> str:
        runner.run(entry.scenario, histories=count, seed=SEED, out=folder, progress=job.tell)
        return site.shelf.add(folder, True).id

    def show(job: Job, language: str) -> str:
        return render("job.html.j2", language, {"job": job, "csrf": site.keys.csrf, "done": "simulated.html.j2"})

    job = site.jobs.start(work, show)
    return show(job, ask.language)


def free(folder: Path) -> Path:
    """A folder that does not exist: this name, or this name and a number."""
    return (
        folder
        if not folder.exists()
        else next(one for n in range(2, 10**6) if not (one := folder.with_name(f"{folder.name}-{n}")).exists())
    )
