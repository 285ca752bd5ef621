"""The pages of the server: which address shows what. What a screen holds is in its own file."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from collegium import errors
from collegium.errors import CollegiumError, NoHistoryError
from collegium.language import say
from collegium.web import assets, comparing, forking, messages, ruling, seating, watching
from collegium.web.arms import Arms
from collegium.web.front import front
from collegium.web.guard import Guard, Keys, language_of
from collegium.web.jobs import Full, Jobs
from collegium.web.pages import render
from collegium.web.shelf import RUNS, Entry, Shelf, of_case

Handler = Callable[["Ask"], Any]
"""Makes the answer to a request; runs in a thread."""
DAY = "max-age=600"
ARMS = 8
"""So many pairs of arms are kept."""


class Missing(CollegiumError):
    """There is no such page."""


class Ask:
    """One request, and what an answer to it needs: the site, the entry, the form, the language."""

    def __init__(self, site: Site, request: Request, fields: Mapping[str, Sequence[str]]) -> None:
        self.site, self.request, self.fields = site, request, fields
        self.form = {name: values[-1] for name, values in fields.items()}
        self.language = language_of(request)
        self.say = messages.catalogue(self.language).gettext
        self.path = dict[str, Any](request.path_params)
        self.query = dict(request.query_params.items())

    @property
    def entry(self) -> Entry:
        """The run or case of the address. Raises :class:`Missing` if there is none."""
        found = self.site.shelf.entries.get(self.path["id"])
        if found is None:
            raise Missing(self.say("There is no such run or case."))
        return found

    def whole(self, name: str, default: int = 0, low: int = 0, high: int = 10**8) -> int:
        """A whole number of the address or the form; what is no number, or out of range, is the default."""
        given = self.form.get(name, self.query.get(name, ""))
        value = int(given) if given.isdecimal() and len(given) < 10 else default
        return value if low <= value <= high else default

    def page(self, template: str, screen: str, **contents: Any) -> HTMLResponse:
        """A whole page."""
        return HTMLResponse(self.part(template, screen=screen, **contents))

    def part(self, template: str, **contents: Any) -> str:
        """A template filled with what every page has, and with the rest."""
        entry = self.site.shelf.entries.get(self.path.get("id", ""))
        always = {
            "csrf": self.site.keys.csrf, "path": self.request.url.path, "entry": entry, "root": f"/{entry.id}" if entry else "",
            "screens": screens(entry, self.say) if entry else [], "screen": "", "commands": None, "closed": False, "ending": "",
        }  # fmt: skip
        return render(template, self.language, always | contents)


def screens(entry: Entry, say: Callable[[str], str]) -> list[tuple[str, str]]:
    """The screens of an entry: address and name. A case without a run has nothing to watch."""
    of_run = [("watch", say("Watch")), ("fork", say("Fork"))] if entry.is_run else []
    return [("front", say("Front")), *of_run, ("seat", say("Take a seat")), ("rules", say("Rules")), ("compare", say("Compare"))]


class Site:
    """The application.

    Parameters
    ----------
    shelf
        What it offers.
    runs
        Where new runs go.
    """

    def __init__(self, shelf: Shelf, runs: Path = RUNS) -> None:
        self.shelf, self.runs, self.keys, self.jobs = shelf, runs, Keys(), Jobs()
        self.port = 0
        self.tables = seating.Tables(runs / "games")
        self.arms = OrderedDict[str, tuple[str, Arms]]()

    def hosts(self) -> set[str]:
        """The names under which it answers."""
        return {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    def keep(self, entry: Entry, arms: Arms) -> None:
        """Keep two arms for the screen that compares them; the oldest go."""
        self.arms[arms.id] = (entry.id, arms)
        while len(self.arms) > ARMS:
            self.arms.popitem(last=False)

    def app(self) -> Guard:
        """The application behind its guard."""
        gets: dict[str, Handler] = {
            "/": home,
            "/{id}/front": shown,
            "/job/{job}": job,
            **watching.GETS,
            **comparing.GETS,
            **forking.GETS,
            **ruling.GETS,
            **seating.GETS,
        }
        posts: dict[str, Handler] = {
            "/language": speak,
            "/job/{job}/stop": stop,
            "/{id}/simulate": simulate,
            **forking.POSTS,
            **ruling.POSTS,
            **seating.POSTS,
        }
        routes = [Route("/static/{name}", static), *(Route(path, self.answering(made)) for path, made in gets.items())]
        routes += [Route(path, self.answering(made), methods=["POST"]) for path, made in posts.items()]
        return Guard(GZipMiddleware(Starlette(routes=routes), minimum_size=800), self.keys, self.hosts)

    def answering(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        """A handler as the framework calls it: in a thread, with mistakes as pages."""

        async def call(request: Request) -> Response:
            fields = parse_qs((await request.body()).decode(), keep_blank_values=True) if request.method == "POST" else {}
            ask = Ask(self, request, fields)
            with messages.spoken(ask.language), errors.spelled(typed):  # a thread takes over the context of its request
                try:
                    made = await run_in_threadpool(handler, ask)
                except CollegiumError as error:
                    return wrong(ask, error)
            return made if isinstance(made, Response) else HTMLResponse(made) if isinstance(made, str) else JSONResponse(made)

        return call


def typed(name: str, value: Any = "") -> str:
    """How messages call an argument. Whoever reads a page has typed sentences, not arguments."""
    return say("sentence") if name == "interventions" else errors.keyword(name, value)


def wrong(ask: Ask, error: CollegiumError) -> Response:
    """What went wrong, as a page, or as a part of one."""
    if ask.request.headers.get("hx-request"):
        return HTMLResponse(ask.part("wrong_part.html.j2", message=str(error)))
    return HTMLResponse(ask.part("wrong.html.j2", message=str(error)), status(error))


def status(error: CollegiumError) -> int:
    """The status of the answer."""
    if isinstance(error, Missing | NoHistoryError | comparing.NoArms | seating.NoGame):
        return 404
    return 503 if isinstance(error, Full) else 400


async def static(request: Request) -> Response:
    """A script or a style sheet, by its name in a list."""
    found = assets.assets().get(request.path_params["name"])
    if found is None:
        return Response("There is no such file.\n", 404)
    return Response(found[0], media_type=found[1], headers={"cache-control": f"private, {DAY}"})


def home(ask: Ask) -> Response:
    """The shipped cases and the runs of the folder, or the one entry that the command line names."""
    if ask.site.shelf.only:
        return RedirectResponse(f"/{ask.site.shelf.only}/front", 303)
    return ask.page("home.html.j2", "", cases=ask.site.shelf.cases(), runs=ask.site.shelf.found_runs())


def shown(ask: Ask) -> Response:
    """The front of a run, or of a case."""
    entry = ask.entry
    if not entry.is_run:
        runs = of_case(entry, ask.site.shelf.found_runs())
        return ask.page("case.html.j2", "front", scenario=entry.scenario, runs=runs, typed=entry.typed)
    contents = entry.once(("front", ask.language), lambda: front(entry.results, ask.language))
    return ask.page("front.html.j2", "front", link=f"/{entry.id}/watch/{{}}".format, **contents)


def speak(ask: Ask) -> Response:
    """Choose a language and go back to the page."""
    back = ask.form.get("back", "/")
    safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() else "/"
    answer = RedirectResponse(safe, 303)
    answer.set_cookie("language", messages.chosen([ask.form.get("language", "")]), samesite="strict", httponly=True, max_age=31_536_000)
    return answer


def job(ask: Ask) -> str:
    """How far a job is, or its answer."""
    found = ask.site.jobs.find(ask.path["job"])
    if found is None:
        raise Missing(ask.say("There is no such job any more."))
    return found.show(found, ask.language)


def stop(ask: Ask) -> str:
    """End a job."""
    found = ask.site.jobs.find(ask.path["job"])
    if found:
        found.stop()
    return job(ask)


def simulate(ask: Ask) -> str:
    """Simulate a case into the folder of runs."""
    entry, site = ask.entry, ask.site
    count = ask.whole("histories", 200, 20, 2000)
    return watching.simulated(ask, entry, count, site)
