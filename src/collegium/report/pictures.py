"""Charts as SVG inside the page: a wide and a narrow drawing of each, recoloured by the page's style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from collegium.figures import style
from collegium.report.cells import Table, csv_address, svg_address

ATTRIBUTES = re.compile(r' (?:xmlns(?::xlink)?|version|class|aria-[a-z]+|role|pointer-events)="[^"]*"')
"""What Vega writes for pages that it scripts itself; here the figure as a whole carries the description."""


KIND = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
"""What a drawing says of itself outside of a page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure of the page: heading, what to see, one number read aloud, source line, its two drawings, and the same as tables.

    ``csv`` holds the numbers to be downloaded, as an address that needs no network.
    """

    id: str
    title: str
    see: str
    reading: str
    source: str
    wide: Markup
    narrow: Markup
    tables: list[Table]
    csv: str = ""

    @property
    def file(self) -> str:
        """The wide drawing as a file of its own: it names its kind and brings its paper, since no page does."""
        root, body = str(self.wide).split(">", 1)
        return f'{root.replace("<svg ", "<svg " + KIND, 1)}><rect width="100%" height="100%" fill="{style.PAPER}"/>{body}\n'

    @property
    def svg(self) -> str:
        """The same as an address that needs no network."""
        return svg_address(self.file)


@contextmanager
def quickly() -> Iterator[None]:
    """Charts are put together without two habits of Altair's that take most of its time. It compares every part of a chart with its schema:
    the tests of the charts let it do so, and a reader need not wait for it. And it copies a panel with all its parts whenever the
    panel becomes part of another chart: here charts share marks, encodings and data, which nobody changes."""
    import altair as alt
    from altair.utils.schemapi import debug_mode

    shared = (alt.FacetedEncoding, alt.MarkDef, alt.InlineData)
    for part in shared:
        part.__deepcopy__ = itself
    try:
        with debug_mode(False):
            yield
    finally:
        for part in shared:
            with suppress(AttributeError):  # a report of another thread has just ended
                del part.__deepcopy__


def itself(part: Any, _: Any = None) -> Any:
    """In place of a copy."""
    return part


def picture(name: str, wide: Any, narrow: Any, tables: list[Table], series: Table | None = None) -> Picture:
    """Both drawings of one chart, made with the same title; the words leave the drawing for the page. The reader can download the
    ``tables``, or the ``series`` date by date where there is one."""
    words = wide.usermeta
    large, small = (_svg(chart, name, place, words["title"]) for place, chart in (("wide", wide), ("narrow", narrow)))
    return Picture(name, words["title"], words["see"], words["reading"], words["source"], large, small, tables,
                   csv_address([series] if series else tables))  # fmt: skip


def _svg(chart: Any, name: str, place: str, title: str) -> Markup:
    """The drawing, named by its title and described by the words below it."""
    import vl_convert

    specification = chart.to_dict(validate=False)
    del specification["title"], specification["usermeta"]
    drawn: str = vl_convert.vegalite_to_svg(specification)
    root = drawn[: drawn.index(">") + 1]
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', root)
    if size is None:
        raise RuntimeError("the chart came back without its size")
    body = ATTRIBUTES.sub("", drawn[len(root) :])
    # Every drawing numbers its clipping paths from zero; on one page they must not be confused.
    body = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-{place}-", body)
    look = f'viewBox="0 0 {size[1]} {size[2]}" style="max-width:{size[1]}px"'
    return Markup(f'<svg {look} role="img" aria-label="{Markup.escape(title)}" aria-describedby="words-{name}">{body}')


def dark_rules() -> Markup:
    """One rule a colour: on a dark page, whatever is drawn in the light colour takes the dark one."""
    rules = [f'svg [{part}="{light}"]{{{part}:{dark}}}' for light, dark in style.DARK.items() for part in ("fill", "stroke")]
    return Markup("\n".join(rules))
