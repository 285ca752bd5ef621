"""One file that holds a run: the same templates and scripts as the server's pages, with the data inside."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from collegium import analysis
from collegium.analysis import KINDS
from collegium.analysis.columns import listed
from collegium.arguments import path as a_path
from collegium.arguments import takes
from collegium.errors import DataError, place
from collegium.files.outputs import deliver
from collegium.language import say
from collegium.results.folder import Folder
from collegium.version import __version__
from collegium.web import assets, messages
from collegium.web.cards import cards
from collegium.web.case import case
from collegium.web.film import Camera
from collegium.web.front import DOTS, front
from collegium.web.pages import environment, render

LARGEST = 2_000_000
"""Bytes that a page may have."""
FULL = 4
"""So many histories come with what people weighed before their moves; the others with votes and events."""
NEEDED = ("series", "events")


def needs(results: Folder) -> None:
    """Raises :class:`DataError` if a run has not recorded what the explorer shows."""
    if lacking := [kind for kind in NEEDED if kind not in results.provenance["settings"]["record"]]:
        remedy = say("run again with {kinds} in {record}", kinds=", ".join(("outcomes", *NEEDED)), record=place("record"))
        raise DataError(
            say("{dir} lacks the {list} that the explorer shows (do: {remedy})", dir=results.dir, list=" and ".join(lacking), remedy=remedy)
        )


@takes(path=a_path)
def share(results: Folder, path: str | Path, language: str = messages.ENGLISH, progress: Callable[[int, int], None] | None = None) -> Path:
    """Write a run as one page that needs no network and no engine.

    Parameters
    ----------
    results
        A run with series and events.
    path
        The file to write.
    language
        One of :func:`collegium.web.messages.languages`.
    progress
        Called with the histories packed so far and those wanted.

    Returns
    -------
    Path
        The file: at most two megabytes. As many of the first hundred histories are in it as there is room for.

    Raises
    ------
    DataError
        If the run lacks series or events.
    """
    needs(results)
    with messages.spoken(language):
        return written(results, Path(path), language, progress)


def written(results: Folder, path: Path, language: str, progress: Callable[[int, int], None] | None) -> Path:
    """Write the page in the language that is spoken."""
    fixed = contents(results, language)
    room = LARGEST - len(page(results, fixed, [], language).encode()) - 20_000
    films: list[tuple[int, str]] = []
    camera = Camera(results)
    wanted = order(results)
    for n, k in enumerate(wanted):
        made = packed(camera.film(k, brief=n >= FULL))
        room -= len(made) + 80
        if room < 0:
            break
        films.append((k, made))
        if progress:
            progress(n + 1, len(wanted))
    deliver(path, page(results, fixed, films, language))
    return path


def order(results: Folder) -> list[int]:
    """The first hundred histories: a typical one, then each kind of ending in turn, so that none is missing."""
    table = results[: min(DOTS, len(results))].histories(["history", "rule"])
    groups: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for k, kind in zip(listed(table["history"]), listed(table["rule"]), strict=True):
        groups.setdefault(kind or "void", []).append(k)
    typical = analysis.typical(results)
    found = [typical]
    while any(groups.values()):
        for numbers in groups.values():
            if numbers and (k := numbers.pop(0)) != typical:
                found.append(k)
    return found


def packed(content: Any) -> str:
    """JSON, compressed, as letters."""
    data = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def contents(results: Folder, language: str) -> dict[str, Any]:
    """What does not depend on how many histories are inside."""
    folder = shlex.quote(str(results.dir))
    serve = f"collegium serve {folder}"
    return {
        "run": case(results), "cards": cards(results), "version": __version__, "k": 0, "do": "", "ending": "", "root": "",
        "style": Markup(assets.style() + assets.vendored("uplot.min.css")), "uplot": Markup(assets.vendored("uplot.min.js")),
        "script": Markup("\n" + assets.bundle() + "\n"), "link": partial("#history={}".format),
        "commands": {
            "serve": serve, "seat": serve, "rules": serve,
            "again": f"{results.provenance.get('command', 'collegium run')} --out {folder}",
        },
    }  # fmt: skip


def page(results: Folder, fixed: dict[str, Any], films: list[tuple[int, str]], language: str) -> str:
    """The page with some histories."""
    opened = {k for k, _ in films}
    shown = front(results, language, opened)
    texts = environment(language).globals["texts"]
    hashes = [hashed(text) for text in (fixed["uplot"], fixed["script"])]
    return render(
        "share.html.j2", language,
        {**fixed, **shown, "films": films, "hashes": hashes, "texts": texts, "closed": len(opened) < len(shown["dots"])},
    )  # fmt: skip


def hashed(text: str) -> Markup:
    """A script as the security policy of a page names it."""
    return Markup("'sha256-{}'").format(Markup(base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode()))
