"""The screen of a seat: the reader decides for one member of the group, and the page tells only what this member could know.

Two to five readers can share a machine. Between two of them the page shows nothing of the game until the next one says: I am here.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import secrets
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from collegium.analysis.columns import span
from collegium.errors import CollegiumError, DataError
from collegium.explorer import Case, Game
from collegium.explorer.ending import warning
from collegium.explorer.play import PLAYERS
from collegium.explorer.saved import seats
from collegium.explorer.words import GRAVE
from collegium.figures.style import bodies, cast, seated
from collegium.language import current, say
from collegium.results.sentences import short_names
from collegium.scenario import calendar
from collegium.web.jobs import Job
from collegium.web.pages import render

if TYPE_CHECKING:
    from collegium.web.shelf import Entry
    from collegium.web.site import Ask

GAMES = 6
"""Games that are open at a time; the others are in their files."""
SAVED = re.compile(r"[a-z0-9_]{1,60}-[A-Za-z0-9_-]{8}")
"""Name of the file of a game, without its ending."""
LARGEST = 1_000_000
"""Bytes of a game that is pasted in, unpacked."""
HISTORIES = 200


class NoGame(CollegiumError):
    """There is no such game."""


@dataclass
class Table:
    """An open game and whose it is."""

    id: str
    owner: str
    game: Game
    file: Path
    language: str = field(default_factory=current)
    """The language of its question and of its news."""
    here: str = ""
    """Of several players, the person whose player has last said: I am here."""

    @property
    def waits(self) -> bool:
        """Whether the page waits for another player, and shows nothing of the game until then."""
        return len(self.game.people) > 1 and not self.game.over and self.here != self.game.person


class Tables:
    """The open games of a site, and the files of all. A game is written after each answer, so that a killed server loses none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open = OrderedDict[str, Table]()

    def begin(self, entry: Entry, game: Game) -> Table:
        """Put a game on a table."""
        id = f"{re.sub(r'[^a-z0-9_]', '_', entry.scenario.name.lower())[:60]}-{secrets.token_urlsafe(6)}"
        return self.put(Table(id, entry.id, game, self.folder / f"{id}.json"))

    def put(self, table: Table) -> Table:
        """Keep a table open, and its game in its file."""
        self._open[table.id] = table
        self._open.move_to_end(table.id)
        while len(self._open) > GAMES:
            self._open.popitem(last=False)
        self.folder.mkdir(parents=True, exist_ok=True)
        table.game.save(table.file)
        return table

    def find(self, entry: Entry, id: str) -> Table:
        """The game of this id, opened from its file if need be. Raises :class:`NoGame`."""
        if id in self._open and self._open[id].owner == entry.id:
            return self._open[id]
        if id not in dict(self.files(entry)):
            raise NoGame(say("there is no game {id} of this case (do: begin one, or open one of the list)", id=repr(id[:80])))
        path = self.folder / f"{id}.json"
        return self.put(Table(id, entry.id, Game.load(path, entry.scenario), path))

    def files(self, entry: Entry) -> list[tuple[str, dict[str, Any]]]:
        """The games of a case that have a file: id and what the file says, the latest first."""
        found = []
        paths = sorted(self.folder.glob("*.json"), key=lambda path: -path.stat().st_mtime) if self.folder.is_dir() else []
        for path in paths[:100]:
            if SAVED.fullmatch(path.stem) and path.stat().st_size < LARGEST:
                data = readable(path.read_text("utf-8", errors="replace"))
                if data and data.get("scenario") == entry.scenario.name:
                    found.append((path.stem, listed(data)))
        return found[:20]


def listed(data: dict[str, Any]) -> dict[str, Any]:
    """What the list of games says about a game that is data; nothing about one that is damaged."""
    try:
        given = [one for one in data["answers"] if not one["forced"]]
        return {"people": [str(one) for one in seats(data)], "history": data["history"], "answers": len(given)}
    except (KeyError, TypeError):
        return {"people": [], "history": "?", "answers": 0}


def readable(text: str) -> dict[str, Any] | None:
    """A game as a file or a code holds it; None if it is none."""
    text = text.strip()
    if not text.startswith("{"):
        try:
            unpacked = zlib.decompressobj(31)
            text = unpacked.decompress(base64.urlsafe_b64decode(text.encode("ascii")), LARGEST).decode()
        except (ValueError, zlib.error):
            return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def code(game: Game) -> str:
    """A game as a short line of letters, to send to somebody."""
    data = json.dumps(game.saved(), separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(gzip.compress(data, 9, mtime=0)).decode()


def case_of(entry: Entry) -> Case:
    """The case of an entry, with the days and the seed of its run."""
    if not entry.is_run:
        return Case(entry.scenario)
    start, end = span(entry.results)
    return Case(entry.scenario, start=start, end=end, seed=entry.results.provenance["seed"])


def seat(ask: Ask) -> Response:
    """Choose a seat."""
    entry, scenario = ask.entry, ask.entry.scenario
    start = span(entry.results)[0] if entry.is_run else scenario.start
    ranks, whole = seated(scenario, start), {person.id: person.name for person in scenario.people}
    people = [(person, whole[person], ranks[person]) for person in cast(scenario) if person in ranks]
    told = warning(scenario)
    return ask.page(
        "seat.html.j2", "seat", scenario=scenario, people=people, body=bodies(scenario)[0], start=start, died=[
            {**one, "day": calendar.from_iso(one["date"]) if one["date"] else None} for one in told["died"]
        ], grave=told["grave"], games=ask.site.tables.files(entry), short=short_names(scenario), most=PLAYERS,
    )  # fmt: skip


def begin(ask: Ask) -> Response:
    """Begin a game."""
    entry = ask.entry
    who = ask.form.get("who", "")[:80]
    others = [one[:80] for one in ask.fields.get("with", [])[: len(entry.scenario.people)] if one != who]
    game = Game(case_of(entry), [who, *others], history=ask.whole("history", 0, 0, 10**6))
    return at(entry, ask.site.tables.begin(entry, game))


def resume(ask: Ask) -> Response:
    """Go on with a game that is pasted in."""
    entry, data = ask.entry, readable(ask.form.get("game", ""))
    if data is None:
        raise DataError(ask.say("This is no saved game: paste the whole file, or the whole code."))
    try:
        game = Game.restored(data, entry.scenario)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(ask.say("This saved game is damaged: {what}.").format(what=type(error).__name__)) from None
    return at(entry, ask.site.tables.begin(entry, game))


def at(entry: Entry, table: Table) -> Response:
    """The way to a game."""
    return RedirectResponse(f"/{entry.id}/seat/{table.id}#question", 303)


def table_of(ask: Ask) -> Table:
    """The game of the address."""
    with ask.entry.lock:
        table = ask.site.tables.find(ask.entry, str(ask.path["game"]))
        if table.language != ask.language:
            table.game.retell()
            table.language = ask.language
        return table


def play(ask: Ask) -> Response:
    """The game, with the question of now."""
    entry = ask.entry
    with entry.lock:
        table, short = table_of(ask), short_names(entry.scenario)
        game = table.game
        several = len(game.people) > 1
        if table.waits:
            return ask.page(
                "pass.html.j2", "seat", scenario=entry.scenario, table=table, game=game, name=short[game.person], last=short[last_of(game)]
            )
        contents = {
            "scenario": entry.scenario, "table": table, "game": game, "question": game.question, "several": several,
            "news": [] if several and game.over else dated(game.news()),
            "name": ", ".join(short[one] for one in game.people) if game.over else short[game.person], "grave": GRAVE,
            "code": code(game), "short": short, "last": short[last_of(game)], "command": game.command if game.over or not several else "",
        }  # fmt: skip
        contents["brief"] = None if game.over else game.brief()
        contents["outcome"] = game.outcome() if game.over else None
        return ask.page("play.html.j2", "seat", **contents)


def last_of(game: Game) -> str:
    """Whose the last answer is; before the first, of whoever is asked."""
    given = [answer.person for answer in game.given if not answer.forced]
    return given[-1] if given else game.person


def dated(news: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The news with days that can be printed."""
    return [{"day": calendar.from_iso(one["date"]), "text": one["text"]} for one in news]


def choose(ask: Ask) -> Response:
    """Give an answer."""
    entry = ask.entry
    with entry.lock:
        table = table_of(ask)
        given = ask.form.get("option", "")
        if table.game.over or table.waits or ask.whole("answered", -1) != len(table.game.answers):
            return at(entry, table)  # the same form sent twice
        table.game.choose(int(given) if given.isdecimal() and len(given) < 4 else given)
        ask.site.tables.put(table)
    return at(entry, table)


def here(ask: Ask) -> Response:
    """A player says: I am here. The form names the person, so that one who comes late, or twice, opens nobody else's page."""
    with ask.entry.lock:
        table = table_of(ask)
        if ask.form.get("person") == table.game.person:
            table.here = table.game.person
    return at(ask.entry, table)


def undo(ask: Ask) -> Response:
    """Take the last answer back: another game that shares the past."""
    with ask.entry.lock:
        table = table_of(ask)
        if table.waits:
            table.here = ""  # whoever takes it back may not be the one who gave it
        table.game.undo()
        ask.site.tables.put(table)
    return at(ask.entry, table)


def save(ask: Ask) -> Response:
    """The game as a file."""
    table = table_of(ask)
    text = json.dumps(table.game.saved(), indent=1, ensure_ascii=False)
    return Response(text + "\n", media_type="application/json", headers={"content-disposition": f'attachment; filename="{table.id}.json"'})


def beside(ask: Ask) -> str:
    """Start the comparison at the end."""
    table, site = table_of(ask), ask.site
    short = short_names(ask.entry.scenario)

    def work(job: Job) -> Markup:
        for shown in table.game.comparing(HISTORIES):
            job.partial = render("beside.html.j2", ask.language, {"shown": shown, "players": players(shown, short)})
            job.tell(shown["histories"], HISTORIES)
        return job.partial

    def show(job: Job, language: str) -> str:
        return render("job.html.j2", language, {"job": job, "csrf": site.keys.csrf, "done": "answer.html.j2"})

    return show(site.jobs.start(work, show), ask.language)


def players(shown: dict[str, Any], short: dict[str, str]) -> list[dict[str, Any]]:
    """What a comparison has for each player: name, rows, and the record with days that can be printed."""
    people = list(dict.fromkeys(row["person"] for row in shown["rows"]))
    return [
        {
            "name": short[one],
            "rows": [row for row in shown["rows"] if row["person"] == one],
            "record": [row | {"days": days_in(row["date"])} for row in shown["record"] if row["person"] == one],
        }
        for one in people
    ]


def days_in(text: str) -> list[Any]:
    """The day of a row of the record, or the first and the last on which it can have been; none if it has none."""
    return [calendar.from_iso(day) for day in text.split(" to ") if day]


GETS = {"/{id}/seat": seat, "/{id}/seat/{game}": play, "/{id}/seat/{game}/game.json": save}
POSTS = {
    "/{id}/seat/begin": begin, "/{id}/seat/resume": resume, "/{id}/seat/{game}/choose": choose, "/{id}/seat/{game}/undo": undo,
    "/{id}/seat/{game}/here": here,
    "/{id}/seat/{game}/beside": beside,
}  # fmt: skip
