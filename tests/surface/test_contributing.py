"""The recipes for contributors name files that exist, and the forms for issues are forms that a code host accepts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FORMS = [ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml" for name in ("bug", "case", "proposal")]
PATH = re.compile(r"`((?:src|docs|spec|tests|validate)/[^`\s]*)`")


def recipes(text: str) -> dict[str, str]:
    """Title -> steps of each recipe."""
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def missing(text: str) -> Iterator[str]:
    for path in PATH.findall(text):
        if not (ROOT / path).exists():
            yield path


def test_every_file_that_the_guide_names_exists() -> None:
    assert list(missing(GUIDE)) == []
    assert list(missing((ROOT / "docs" / "howto" / "add_move.md").read_text(encoding="utf-8"))) == [
        "src/collegium/engine/moves/make_amends.py"
    ]
    assert list(missing("`src/collegium/engine/moves/` `tests/nowhere.py`")) == ["tests/nowhere.py"]


@pytest.mark.parametrize("title", ["Add a move", "Add a measure", "Add a parameter", "Add a scenario table", "Add a case"])
def test_a_recipe_names_its_files(title: str) -> None:
    steps = recipes(GUIDE)[title]
    assert len(re.findall(r"^\d\. ", steps, re.MULTILINE)) >= 5 and len(PATH.findall(steps)) >= 2


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_is_complete(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(form) == {"name", "description", "labels", "body"}
    asked = [item for item in form["body"] if item["type"] != "markdown"]
    assert {item["type"] for item in asked} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert len({item["id"] for item in asked}) == len(asked) and all(item["attributes"]["label"] for item in asked)
    options = [item["attributes"]["options"] for item in asked if item["type"] == "dropdown"]
    assert all(isinstance(option, str) for choices in options for option in choices), "YAML has read a word as yes or no"
    assert any(item.get("validations", {}).get("required") for item in asked)


def test_the_map_of_the_house_is_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [set(re.split(r" \| ", layer)) for layer in contracts[0]["layers"]]
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
    drawn: dict[int, set[str]] = {}
    for floor, rooms in rows:
        drawn.setdefault(int(floor), set()).update(re.findall(r"`(\w+)`", rooms))
    assert [drawn[floor] for floor in sorted(drawn, reverse=True)] == layers


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {
        target
        for page in pages
        for target in re.findall(r"(?:^|`)make ([a-z]+)(?=`| *$| +#)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {"check", "demo", "prose", "test"} <= named
    assert named <= targets
