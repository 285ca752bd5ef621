"""Two arms side by side: runs whose histories are paired, or any two runs of a case."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

from collegium import analysis, figures
from collegium.analysis.columns import listed
from collegium.analysis.compare import Compared, reasons
from collegium.experiments.whatif import DRAWN, WhatIf, leaders
from collegium.figures import style
from collegium.language import say
from collegium.report import paired, pictures
from collegium.report.cells import Cell, Table, as_csv
from collegium.report.words import gap, gap_interval, number
from collegium.results.folder import Folder
from collegium.web.front import DOTS, ROW

STYLE = re.compile(r' style="max-width:[\d.]+px"')
FIGURES = re.compile(r"fans-[a-z0-9_]{1,60}|flips-strongest|flips-rule|parting")
"""Names of the pictures that there can be."""


@dataclass(frozen=True)
class Mark:
    """History ``k`` in both arms: its ending in each, and its place among the dots."""

    k: int
    before: str
    after: str
    x: int
    y: int

    @property
    def changed(self) -> bool:
        """Whether the pair ends differently."""
        return self.before != self.after


Drawn = tuple[Callable[[int], Any], Callable[[], list[Table]]]
"""What draws a picture at a width, and what makes its tables, both in the language that is spoken then."""


@dataclass
class Arms:
    """Two runs to compare.

    Parameters
    ----------
    before, after
        The runs.
    do
        The sentences by which they differ.
    called
        How the page calls them; by default the statute as it is and the changed one.
    command
        The command line that simulates both; '' if there is none.
    """

    before: Folder
    after: Folder
    do: tuple[str, ...]
    called: tuple[str, str] | None = None
    command: str = ""
    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))

    @classmethod
    def of(cls, found: WhatIf) -> Arms:
        """The arms of an experiment."""
        return cls(found.before, found.after, found.experiment.do, command=found.command())

    @property
    def names(self) -> tuple[str, str]:
        """How the page calls them, in the language that is spoken."""
        return self.called or (say("The statute as it is"), say("The changed statute"))

    @property
    def apart(self) -> list[str]:
        """Why the histories are not paired; empty if they are."""
        return reasons(self.before, self.after)

    @property
    def per_draw(self) -> int:
        """So many histories share a draw of the parameters."""
        return int(self.before.provenance.get("settings", {}).get("per_draw", 1))

    @property
    def rows(self) -> tuple[Compared, ...]:
        """The outcome tables side by side, in the language that is spoken."""
        return analysis.compare(self.before, self.after).rows

    def told(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The rows as the page prints them, by group."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows:
            unit, change = row.first.unit, row.difference
            clear = change.low > 0 or change.high < 0
            groups.setdefault(row.first.group, []).append({
                "label": row.first.label, "unit": "" if unit == "share" else say(unit), "firm": clear,
                "before": number(row.first.estimate, unit), "after": number(row.second.estimate, unit),
                                "gap": gap(change.value, unit), "gap_interval": gap_interval(change, unit),
            })  # fmt: skip
        return list(groups.items())

    def marks(self) -> list[Mark]:
        """The first hundred pairs by their ending in the first arm; those that end otherwise in the second come last in each ending."""
        kinds = [listed(arm[: min(DOTS, len(arm))].histories(["rule"])["rule"]) for arm in (self.before, self.after)]
        found = sorted(zip(*kinds, self.before.numbers, strict=False), key=lambda one: (str(one[0]), one[0] != one[1], str(one[1]), one[2]))
        return [Mark(k, first or "void", second or "void", n % ROW, n // ROW) for n, (first, second, k) in enumerate(found)]

    def leaders(self) -> list[str]:
        """Whose share of power is drawn."""
        return leaders(self.before, self.after)[:DRAWN]

    @cached_property
    def made(self) -> dict[str, Drawn]:
        """Every picture by its name. The numbers are for all languages; drawing adds the words."""
        if self.apart:
            return {}
        run, found = self.before, dict[str, Drawn]()
        for person in self.leaders():
            fan = analysis.fan(self.before, self.after, person, self.per_draw)
            found[f"fans-{person}"] = partial(drawn, figures.fans, run, fan), partial(paired.fans, run, fan)
        for by in ("strongest", "rule"):
            flips = analysis.flips(self.before, self.after, by, self.per_draw)
            found[f"flips-{by}"] = partial(drawn, figures.flips, run, flips), partial(paired.flips, run, flips)
        parting = analysis.parting(self.before, self.after, self.per_draw)
        found["parting"] = partial(drawn, figures.parting, run, parting), partial(paired.parting, parting)
        return found

    def pictures(self) -> list[pictures.Picture]:
        """Every picture, wide and narrow, in the language that is spoken."""
        with pictures.quickly():
            return [
                plain(pictures.picture(name, draw(style.WIDE), draw(style.NARROW), tables())) for name, (draw, tables) in self.made.items()
            ]

    def file(self, name: str, kind: str) -> tuple[bytes, str]:
        """A picture or its numbers as a file: content and type. KeyError if there is none."""
        import vl_convert

        if kind == "json" and name == "table":
            return json.dumps(self.as_json(), indent=1, ensure_ascii=False).encode(), "application/json"
        if kind == "csv" and name == "table":
            return as_csv([self.table()]).encode(), "text/csv; charset=utf-8"
        draw, tables = self.made[name]
        if kind == "csv":
            return as_csv(tables()).encode(), "text/csv; charset=utf-8"
        specification = draw(style.WIDE).to_dict(validate=False) | {"background": style.PAPER}
        if kind == "png":
            return vl_convert.vegalite_to_png(specification, scale=2.0), "image/png"
        return vl_convert.vegalite_to_svg(specification).encode(), "image/svg+xml"

    def table(self) -> Table:
        """The rows with their numbers, for a spreadsheet."""
        heads = ["outcome", "unit", "first", "second", "difference"]
        rows = [
            [row.first.label, row.first.unit, *(Cell("", o.estimate, o.low, o.high) for o in (row.first, row.second)),
             Cell("", row.difference.value, row.difference.low, row.difference.high)]
            for row in self.rows
        ]  # fmt: skip
        return Table("comparison", heads, rows)

    def as_json(self) -> dict[str, Any]:
        """The rows with their numbers, and what was compared."""
        return {
            "first": self.names[0], "second": self.names[1], "do": list(self.do), "paired": not self.apart, "apart": self.apart,
            "command": self.command,
            "rows": [
                {"name": row.first.name, "label": row.first.label, "unit": row.first.unit,
                 **{arm: [o.estimate, o.low, o.high] for arm, o in (("first", row.first), ("second", row.second))},
                 "difference": [row.difference.value, row.difference.low, row.difference.high]}
                for row in self.rows
            ],
        }  # fmt: skip


def drawn(chart: Callable[..., Any], run: Folder, numbers: Any, width: int) -> Any:
    """A chart of a width."""
    return chart(run, numbers, width=width)


def plain(picture: pictures.Picture) -> pictures.Picture:
    """The picture without a style of its own, which the security policy of a page does not let through."""
    return replace(
        picture, wide=type(picture.wide)(STYLE.sub("", picture.wide)), narrow=type(picture.narrow)(STYLE.sub("", picture.narrow))
    )
