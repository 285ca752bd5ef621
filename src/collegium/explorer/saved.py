"""Games as plain data: the history, who sits where, and the answers.

A game of one person is written as it always was. One of several people names them all, and each answer says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collegium.engine.cache import engine_hash
from collegium.ensemble.runner import scenario_hash
from collegium.errors import DataError, RunError
from collegium.explorer.memory import Case
from collegium.explorer.question import Answer
from collegium.language import say
from collegium.scenario import calendar, load
from collegium.scenario import find as found_at
from collegium.scenario.model import Scenario

if TYPE_CHECKING:
    from collegium.explorer.play import Game

ONE, SEVERAL = 1, 2
"""Formats of a saved game: of one person, and of several."""


def described(game: Game) -> dict[str, Any]:
    """A game as plain data."""
    case, several = game.case, len(game.people) > 1
    who = {"people": list(game.people)} if several else {"person": game.people[0]}
    return {
        "format": SEVERAL if several else ONE, "engine": engine_hash(),
        "scenario": case.scenario.name, "hash": scenario_hash(case.scenario),
        "from": case.start.isoformat(), "to": case.end.isoformat(), "seed": case.seed, "history": game.k, **who,
        "changes": case.changes, "variant": case.variant, "interventions": list(case.sentences),
        "answers": [noted(answer, several) for answer in game.given],
    }  # fmt: skip


def noted(answer: Answer, several: bool) -> dict[str, Any]:
    """An answer as plain data."""
    whose = {"person": answer.person} if several else {}
    return {"day": answer.day.isoformat(), **whose, "sentence": answer.sentence, "forced": answer.forced}


def seats(data: Mapping[str, Any]) -> list[str]:
    """Who sits where in a game that is data: the ids of its people."""
    return list(data["people"]) if data.get("format") == SEVERAL else [data["person"]]


def answers(data: Mapping[str, Any]) -> list[Answer]:
    """The answers of a game that is data. Raises :class:`DataError` if one is of somebody without a seat."""
    people = seats(data)
    found = [Answer(one["sentence"], calendar.from_iso(one["day"]), one.get("person", people[0]), one["forced"]) for one in data["answers"]]
    strangers = sorted({str(one.person) for one in found} - set(people))
    if strangers:
        raise DataError(
            say("answers of {list}, who has no seat in this game (do: give a file that Game.save has written)", list=", ".join(strangers))
        )
    return found


def case_of(data: Any, scenario: Scenario | str | Path | None) -> Case:
    """The case of a game that is data, ready to be played.

    Raises
    ------
    DataError
        If this is no saved game, or of another scenario.
    RunError
        If another version of the engine played it.
    """
    if not isinstance(data, Mapping) or data.get("format") not in (ONE, SEVERAL):
        raise DataError(say("this is no saved game of this version (do: give a file that Game.save has written)"))
    if data["engine"] != engine_hash():
        raise RunError(
            say(
                "engine {engine} played this game. This is engine {engine_hash}, which plays another history",
                engine=data["engine"],
                engine_hash=engine_hash(),
            )
        )
    base = data["scenario"] if scenario is None else scenario
    read = base if isinstance(base, Scenario) else load(found_at(base))
    case = Case(
        read, start=data["from"], end=data["to"], seed=data["seed"], changes=data["changes"], variant=data["variant"],
        interventions=data["interventions"],
    )  # fmt: skip
    if scenario_hash(case.scenario) != data["hash"]:
        raise DataError(
            say("the scenario {name} is no longer that of the game (do: give the one that it began with)", name=case.scenario.name)
        )
    return case
