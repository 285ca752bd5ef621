"""The scripts and styles of the page: as single files for the server, as one text for a page that is a file of its own."""

from __future__ import annotations

import re
from functools import cache

from collegium.figures.style import DARK
from collegium.web.messages import HERE

SCRIPTS = ("texts", "clock", "state", "parts", "tracks", "seats", "week", "network", "band", "realm", "watch", "app")
"""The scripts in an order in which each comes after those that it imports."""
STYLES = ("page.css", "watch.css", "forms.css")
SOME = re.compile(r'^import \{ ([^}]*) \} from "\./(\w+)\.js";$', re.MULTILINE)
WHOLE = re.compile(r'^import \* as (\w+) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const|let) (\w+)", re.MULTILINE)
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@cache
def assets() -> dict[str, tuple[bytes, str]]:
    """Name in an address -> content and type. Nothing else is ever served from a file."""
    found = {}
    for folder in ("static", "vendor"):
        for path in sorted((HERE / folder).iterdir()):
            if path.suffix in TYPES:
                found[path.name] = (path.read_bytes(), TYPES[path.suffix])
    found["style.css"] = (style().encode(), TYPES[".css"])
    return found


@cache
def style() -> str:
    """The style sheet, with the dark counterpart of each colour of a drawing."""
    text = "\n".join((HERE / "static" / name).read_text("utf-8") for name in STYLES)
    rules = [f'svg [{part}="{light}"]{{{part}:{dark}}}' for light, dark in DARK.items() for part in ("fill", "stroke")]
    return text.replace("/* dark drawings */", "\n".join(rules))


@cache
def bundle() -> str:
    """All scripts as one, for a page from a file, where modules cannot import each other. Each keeps its names to itself."""
    return "\n".join(enclosed(name, (HERE / "static" / f"{name}.js").read_text("utf-8")) for name in SCRIPTS)


def enclosed(name: str, text: str) -> str:
    """A module as a constant that holds what it exports."""
    exported = ", ".join(found[2] for found in EXPORT.finditer(text))
    text = SOME.sub(r"const { \1 } = module_\2;", WHOLE.sub(r"const \1 = module_\2;", text))
    body = EXPORT.sub(lambda found: found[0].removeprefix("export "), text)
    return f"const module_{name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def vendored(name: str) -> str:
    """The text of somebody else's file."""
    return (HERE / "vendor" / name).read_text("utf-8")
