"""How the documents are built: ``make docs``. The root is that of the repository, so that every relative link holds here and there."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.ext.napoleon import Config, NumpyDocstring
from sphinx.util.inspect import stringify_signature

import collegium

project = "collegium"
author = "The collegium authors"
copyright = "The collegium authors. Texts under CC BY 4.0"
version = release = collegium.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_external_toc", "sphinx_copybutton"]
external_toc_path = "docs/_toc.yml"
include_patterns = ["docs/**", "spec/*.md", "*.md", "validate/coding/README.md"]
exclude_patterns = ["**/*.py"]

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]  # colons and lists can also be read on a code host
suppress_warnings = ["myst.header"]

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
# Names of other libraries, whose pages cannot be asked without a network, and constants that no page shows.
FOREIGN = r"(numpy|np|pyarrow|pa|altair|alt|xarray|fractions|collections|datetime|pathlib|typing)\..*"
nitpick_ignore_regex = [("py:.*", FOREIGN), ("py:data", "[A-Z_]+")]

highlight_language = "none"
copybutton_prompt_text = "$ "
html_theme = "furo"
html_title = "collegium"
html_theme_options = {"top_of_page_buttons": []}
html_static_path = ["static"]
html_css_files = ["site.css"]
BUILT = Path(__file__).parents[1] / "build" / "site"  # the reports of the shipped scenarios: docs/gallery/reports.py
html_extra_path = ["site", *([str(BUILT)] if BUILT.is_dir() else [])]
html_show_sphinx = False

# Types stay words, for many are no class: "sequence of number", "pairs".
NUMPY = Config(napoleon_use_rtype=False, napoleon_use_param=False, napoleon_custom_sections=[("Attributes", "params_style")])


def setup(app: Sphinx) -> None:
    app.connect("missing-reference", by_last_name)
    app.connect("autodoc-process-docstring", formulas)
    app.connect("autodoc-process-docstring", sections)
    app.connect("autodoc-process-signature", as_written)
    app.add_lexer("csv", TextLexer)


def by_last_name(app: Sphinx, env: Any, node: Any, inner: nodes.TextElement) -> nodes.reference | nodes.TextElement | None:
    """A class or function of ours under whatever name it was called: docstrings say ``DataError``, types the file it is written in."""
    name = str(node.get("reftarget", "")).rpartition(".")[2]
    found = [entry for known, entry in env.domains["py"].objects.items() if known.rpartition(".")[2] == name and not entry.aliased]
    if node.get("refdomain") != "py":
        return None
    if len(found) != 1:
        # What a signature names and no page shows, such as a short name of a type, stays plain text; in a docstring it is a mistake.
        return None if "refexplicit" in node else inner
    where = app.builder.get_relative_uri(env.current_document.docname or node["refdoc"], found[0].docname)
    return nodes.reference("", "", inner, internal=True, refuri=f"{where}#{found[0].node_id}")


def formulas(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Indented lines of a module's docstring are formulas and stay as they are typed."""
    if what == "module":
        for n in range(len(lines) - 1, 1, -1):
            before = next((line for line in reversed(lines[:n]) if line), "")
            if lines[n].startswith(" ") and not lines[n - 1] and not before.startswith(" "):
                lines[n:n] = ["::", ""]


def sections(app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """Parameters, results and errors, which docstrings list in numpy's form. Those of data are sentences, whose colons name no type."""
    if what in ("function", "method", "class", "exception"):
        lines[:] = NumpyDocstring("\n".join(lines), NUMPY, app, what, name, obj, options).lines()


def as_written(app: Sphinx, what: str, name: str, obj: Any, options: Any, arguments: str | None, returns: str | None) -> Any:
    """Signatures with their types as they stand in the code, not written out in full."""
    if what not in ("function", "method") or not inspect.isfunction(obj):
        return arguments, returns
    found = inspect.signature(obj)
    own = list(found.parameters.values())[1 if what == "method" else 0 :]
    typed = stringify_signature(found.replace(parameters=own), show_return_annotation=False)
    return typed, str(found.return_annotation)
