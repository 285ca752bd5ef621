"""The scenarios that come with the package, and the beginning of one's own."""

from __future__ import annotations

import os
import re
from importlib.resources import files
from pathlib import Path

from collegium.arguments import path as a_path
from collegium.arguments import takes
from collegium.errors import Mistake, ScenarioError
from collegium.files.writing import made
from collegium.scenario import text
from collegium.scenario.findings import Findings, suggest
from collegium.scenario.format import TABLES

MODEL = "council"
"""The shipped scenario that :func:`new` copies: small, invented and full of comments."""


def library() -> Path:
    return Path(str(files("collegium"))) / "scenarios"


def shipped() -> list[str]:
    """List the scenarios that come with the package.

    Returns
    -------
    list of str
        Their names, in alphabetical order.
    """
    return sorted(folder.name for folder in library().iterdir() if (folder / text.HEAD).is_file())


@takes(name_or_path=a_path)
def find(name_or_path: Path | str) -> Path:
    """Find the folder of a scenario.

    Parameters
    ----------
    name_or_path
        A folder of your own, or the name of a shipped scenario. A folder of that name comes first.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ScenarioError
        If there is neither.
    """
    path = Path(name_or_path)
    if os.path.isdir(path):
        return path
    if str(name_or_path) in shipped():
        return library() / str(name_or_path)
    if os.path.lexists(path):
        message = f"a scenario is a folder, and this is {'a file' if os.path.isfile(path) else 'something else'}"
        inside = os.path.isfile(path.parent / text.HEAD)
        remedy = f"name the folder: {path.parent}" if inside else f"name a folder that holds {text.HEAD}"
    else:
        message = "there is no such folder and no shipped scenario of that name"
        remedy = f"{suggest(path.name, shipped())}; your own folders are looked up in {Path.cwd()}"
    raise ScenarioError([Mistake(str(path), 0, "", message, remedy)])


@takes(path=a_path)
def new(path: Path | str) -> Path:
    """Write a small scenario of your own, which can be run at once and teaches the format.

    Parameters
    ----------
    path
        The new folder.

    Returns
    -------
    Path
        The folder that was written.

    Raises
    ------
    ScenarioError
        If ``path`` exists.
    """
    path = Path(path)
    if os.path.lexists(path):
        raise ScenarioError([Mistake(str(path), 0, "", "this already exists, and nothing was written", "name a new folder")])
    texts = text.read(library() / MODEL, tuple(TABLES), Findings())
    name = text.writable(path.name).replace("_", " ")
    title = text.render_flow(text.Node(name[:1].upper() + name[1:]))
    texts[text.HEAD] = re.sub(r"^title: .*$", lambda _: f"title: {title}", texts[text.HEAD], count=1, flags=re.MULTILINE)
    with made(path) as part:
        text.write(part, texts)
    return path
