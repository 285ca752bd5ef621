"""The page of a scenario's claims: the verdict on each, how large each effect is, and what rival variants make of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from collegium import figures
from collegium.analysis import VERDICTS, ClaimsPage, Contrast
from collegium.figures import style
from collegium.report import paired, pictures, words
from collegium.report.fill import fill

if TYPE_CHECKING:
    from collegium.scoring.verdict import Verdict

MEANINGS = {
    "supported": "The effect has the sign of the claim: its whole interval is on that side of zero, and two thirds of the draws that "
    "differ are too. A claim that nothing changes is supported if the effect is no larger than noise.",
    "opposed": "The same for the other sign. A claim that nothing changes is opposed if the effect is larger than noise.",
    "fragile": "Neither, although the experiment could have shown an effect that matters: the sign depends on chance or on the uncertain "
    "inputs.",
    "no power": "The experiment could not have shown an effect that matters: too few draws differ, the measure hardly varies, or there are "
    "too few pairs.",
    "built in": "Under all variants nearly every draw that differs has the same sign: the rules assume the effect, so it is no finding.",
    "not testable here": "No experiment with this model says what the claim says.",
}
"""Verdict -> what it means, in short."""


def write(page: ClaimsPage, path: str | Path, beside_record: Verdict | None = None) -> Path:
    """Write the page of the claims to ``path`` (one HTML file without any other file or address) and return it. It begins with how the
    model fares ``beside_record``, if that is given."""
    groups = {verdict: [one for one in page.judged if one.verdict == verdict] for verdict in VERDICTS}
    return fill("claims.html.j2", {
        "page": page, "beside_record": beside_record,
        "groups": groups, "meanings": MEANINGS, "forest": drawn(page), "arrows": figures.ARROWS,
        "rivals": [(one, [_cell(one.effect), *(_cell(one.variants.get(name)) for name in page.variants)])
                   for one in page.judged if one.effect],
    }, path)  # fmt: skip


def drawn(page: ClaimsPage) -> pictures.Picture:
    """The forest of all effects."""
    rows = figures.forest_rows(page.judged)
    wide, narrow = (figures.forest(rows, source=page.source, width=width) for width in (style.WIDE, style.NARROW))
    return pictures.picture("forest", wide, narrow, paired.forest(rows))


def _cell(effect: Contrast | None) -> dict[str, str]:
    """One effect in a table: its number, its interval, and on which side of zero that lies."""
    if effect is None:
        return {"value": "–", "interval": "", "side": ""}
    found = effect.difference
    side = "↑" if found.low > 0 else "↓" if found.high < 0 else "·"
    value = words.gap(found.value, effect.unit).removesuffix(" points")
    return {"value": value, "interval": words.gap_interval(found, effect.unit), "side": side}
