"""The screen on which one history is watched, and the run that it needs."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium import analysis
from collegium.ensemble import runner
from collegium.errors import NoHistoryError
from collegium.language import numeral
from collegium.results.sentences import short_names
from collegium.web.cards import cards
from collegium.web.case import case
from collegium.web.film import Camera
from collegium.web.jobs import Job
from collegium.web.pages import render

if TYPE_CHECKING:
    from starlette.responses import Response

    from collegium.web.shelf import Entry
    from collegium.web.site import Ask, Site

SEED = 1


def watch(ask: Ask) -> Response:
    """The screen. Its film comes on its own."""
    results, k = ask.entry.results, number(ask)
    outcome = results.history(k).outcome()
    who = short_names(results.scenario).get(outcome["strongest"], "")
    ending = ask.say("At the end {who} is the strongest, with {share} of all power").format(
        who=who, share=numeral(f"{outcome['strongest_share']:.0%}")
    )
    command = shlex.join(["collegium", "explain", str(ask.entry.place), "--history", str(k), "--brief"])
    return ask.page("watch.html.j2", "watch", k=k, scenario=results.scenario, ending=ending if who else "", command=command)


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
    k = number(ask)
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
