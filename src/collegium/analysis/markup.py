"""Results as HTML for notebooks: small tables, everything escaped. Values print themselves elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup

from collegium.analysis.numerals import error, interval, number

if TYPE_CHECKING:
    from collegium.analysis.intervals import Estimate
    from collegium.analysis.outcomes import Outcome

CELL, HEAD = Markup("<td>{}</td>"), Markup('<th scope="{}" style="text-align: left">{}</th>')
ROW, TABLE = Markup("<tr>{}</tr>"), Markup("<table>{}{}{}</table>")
GROUP = Markup('<tr><th scope="rowgroup" colspan="{}" style="text-align: left">{}</th></tr>')
COLUMNS = ("", "estimate", "95% interval", "standard error", "histories", "")


def table(head: Sequence[str], rows: Iterable[Markup], caption: str = "") -> str:
    """A table of rows that are markup already."""
    title = Markup('<caption style="text-align: left"><b>{}</b></caption>').format(caption) if caption else ""
    top = Markup("<thead>{}</thead>").format(row(HEAD.format("col", name) for name in head)) if head else ""
    return str(TABLE.format(title, top, Markup("<tbody>{}</tbody>").format(joined(rows))))


def row(cells: Iterable[Markup]) -> Markup:
    return ROW.format(joined(cells))


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def pairs(facts: Mapping[str, Any], caption: str) -> str:
    """A table of names and values."""
    return table((), (row([HEAD.format("row", name), CELL.format(value)]) for name, value in facts.items()), caption)


def estimate(found: Estimate) -> str:
    """One estimate: value, interval, standard error and histories, without a unit, for an estimate has none of its own."""
    return table(COLUMNS[1:5], [row(map(CELL.format, numbers(found.value, found, "")))])


def outcomes(rows: Sequence[Outcome]) -> str:
    """The outcome table, grouped as it is printed."""
    shown: list[Markup] = []
    group = ""
    for one in rows:
        if one.group != group:
            group = one.group
            shown.append(GROUP.format(len(COLUMNS), group))
        label = one.label if one.unit == "share" else f"{one.label} ({one.unit})"
        shown.append(row([HEAD.format("row", label), *map(CELL.format, (*numbers(one.estimate, one, one.unit), one.marked))]))
    return table(COLUMNS, shown)


def numbers(value: float, found: Estimate | Outcome, unit: str) -> tuple[str, str, str, str]:
    return number(value, unit), interval(found.low, found.high, unit), error(found.error, unit), f"{found.n:,}"


class Brief:
    """A dataclass that prints the shape of an array instead of its numbers."""

    __slots__ = ()

    def __repr__(self) -> str:
        parts = (f"{field.name}={brief(getattr(self, field.name))}" for field in fields(self))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(parts)})"


LONG = 6
"""Of a tuple with more members only the ends are printed."""


def brief(value: object) -> str:
    """A value in few words: the shape of an array, the ends of a long tuple."""
    if isinstance(value, np.ndarray):
        return f"<{' × '.join(map(str, value.shape))} {value.dtype}>"
    if isinstance(value, tuple) and len(value) > LONG:
        return f"({value[0]!r}, ... {len(value)} in all ..., {value[-1]!r})"
    return repr(value)
