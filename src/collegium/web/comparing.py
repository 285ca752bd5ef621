"""The screen on which two arms are compared, and the files that it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from collegium.errors import CollegiumError
from collegium.web.arms import FIGURES, Arms
from collegium.web.shelf import of_case

if TYPE_CHECKING:
    from collegium.web.site import Ask

KINDS = ("svg", "png", "csv", "json")


class NoArms(CollegiumError):
    """There is no such comparison any more."""


def compare(ask: Ask) -> Response:
    """Two runs, or the arms of a change of rules; without any, what could be compared."""
    entry = ask.entry
    wanted = str(ask.path.get("arms", "")) or ask.query.get("with", "")
    others = [one for one in ask.site.shelf.found_runs() if one.id != entry.id and one.results.provenance["name"] == entry.scenario.name]
    kept = [arms for owner, arms in ask.site.arms.values() if owner == entry.id]
    if not wanted:
        runs = of_case(entry, ask.site.shelf.found_runs())
        return ask.page("compare.html.j2", "compare", arms=None, others=others, kept=kept, runs=runs, scenario=entry.scenario)
    arms = found(ask, wanted)
    return ask.page(
        "compare.html.j2", "compare", arms=arms, groups=arms.told(), marks=arms.marks() if not arms.apart else [],
        pictures=entry.once(("pictures", arms.id, ask.language), arms.pictures), scenario=entry.scenario, others=others, kept=kept, runs=[],
    )  # fmt: skip


def found(ask: Ask, wanted: str) -> Arms:
    """The arms of this id, or the run of the screen beside another run."""
    entry, shelf = ask.entry, ask.site.shelf
    if wanted in ask.site.arms and ask.site.arms[wanted][0] == entry.id:
        return ask.site.arms[wanted][1]
    other = shelf.entries.get(wanted)
    if other is None or not other.is_run or not entry.is_run:
        raise NoArms(ask.say("There is no such comparison any more. Compare again."))

    def make() -> Arms:
        return Arms(entry.results, other.results, (), (str(entry.place), str(other.place)), id=other.id)

    return entry.once(("arms", other.id), make)


def download(ask: Ask) -> Response:
    """A picture or table as a file."""
    name, _, kind = str(ask.path["file"]).rpartition(".")
    arms = found(ask, str(ask.path["arms"]))
    known = kind in KINDS and (name in arms.made if FIGURES.fullmatch(name) else name == "table" and kind in ("csv", "json"))
    if not known or (kind == "json" and name != "table"):
        raise NoArms(ask.say("There is no such file."))
    content, media = arms.file(name, kind)
    return Response(content, media_type=media, headers={"content-disposition": f'attachment; filename="{name}.{kind}"'})


GETS = {"/{id}/compare": compare, "/{id}/compare/{arms}": compare, "/{id}/compare/{arms}/{file}": download}
