"""The kinds of things that an id may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from collegium.scenario.model import MOTIONS

ENGINE = Path(__file__).parent.parent / "engine"


@dataclass(frozen=True, slots=True)
class Kind:
    """``many`` is the table or section of ``scenario.yaml`` that defines ids of this kind, ``one`` the word for one of them; ``shared``
    kinds have one name space together; ``words`` are all there are where the format itself defines them."""

    many: str
    one: str
    shared: bool = True
    words: tuple[str, ...] = ()


Known = Mapping[Kind, frozenset[str]]
"""The ids of each kind."""

ISSUES = Kind("issues", "issue")
BODIES = Kind("bodies", "body")
OFFICES = Kind("offices", "office")
PEOPLE = Kind("people", "person")
CONSTITUENCIES = Kind("constituencies", "constituency")
DOCUMENTS = Kind("documents", "document")
EVENTS = Kind("events", "event")
STATUTES = Kind("statutes", "statute")
THEATRES = Kind("theatres", "theatre")
SOURCES = Kind("sources", "source", shared=False)
MOTION = Kind("motions", "kind of motion", words=MOTIONS)


def parts(room: str) -> tuple[str, ...]:
    """The names of the rules or moves of the engine: one file each. The files are listed and not imported, because the engine is above the
    scenario."""
    return tuple(sorted(path.stem for path in (ENGINE / room).glob("*.py") if path.stem != "__init__"))


RULE = Kind("rules", "rule of the engine", words=parts("rules"))
MOVE = Kind("moves", "move", words=parts("moves"))
