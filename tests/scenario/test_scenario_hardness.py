"""Whatever is in the folder, the reader answers with a scenario or with mistakes, never with anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collegium.errors import ScenarioError
from collegium.scenario import check, edit, from_files
from collegium.scenario.findings import Findings
from collegium.scenario.model import Scenario
from collegium.scenario.text import parse_yaml
from collegium.scenario.write import to_files
from scenario_cases import bare, base_files

FILES = base_files()
SCRAPS = [
    "",
    ",",
    ";",
    "..",
    ":",
    "|",
    "?",
    "~",
    "-",
    '"',
    "\n",
    "\t",
    "{",
    "}",
    "[",
    "#",
    "*a",
    "&a",
    "!t",
    "none",
    "1900",
    "=1",
    "é",
    "9" * 30,
]


def read(files: dict[str, str]) -> Scenario | None:
    try:
        return from_files("base", files)
    except ScenarioError as error:
        assert error.mistakes
        assert all(mistake.message and mistake.remedy and mistake.file for mistake in error.mistakes)
        return None


@given(
    st.sampled_from(sorted(FILES)),
    st.integers(0, 900),
    st.integers(0, 6),
    st.sampled_from(SCRAPS) | st.text(max_size=5),
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_to_one_place(file: str, start: int, length: int, scrap: str) -> None:
    text = FILES[file]
    start %= len(text)
    scenario = read(FILES | {file: text[:start] + scrap + text[start + length :]})
    if scenario is not None:
        assert bare(from_files("base", to_files(scenario))) == bare(scenario)


@given(st.dictionaries(st.sampled_from(sorted(FILES)), st.text(max_size=40), max_size=14))
@settings(max_examples=60, deadline=None)
def test_any_text_in_any_file(files: dict[str, str]) -> None:
    read(files)


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=8), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_any_change(changes: dict[str, str]) -> None:
    try:
        changed = edit(from_files("base", FILES), changes)
    except ScenarioError as error:
        assert "--set" in str(error)
    else:  # a parameter was hit by chance
        assert bare(from_files("base", changed.files)) == bare(changed)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"\0", b"[" * 50_000, b"a: " * 3_000, b"- " * 20_000, b"%", b"---\n---\n", b'"']
)
def test_any_bytes_for_the_heading(data: bytes, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_bytes(data)
    assert check(tmp_path)


def test_deep_nesting_is_one_mistake() -> None:
    findings = Findings()
    parse_yaml("a: " + "[" * 100_000 + "]" * 100_000, findings)
    assert [mistake.message for mistake in findings.mistakes] == ["this is not YAML: it is nested too deeply"]


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_wording_survives_writing(title: str, citation: str) -> None:
    scenario = from_files("base", FILES)
    try:
        changed = edit(scenario, {"scenario.title": title, "person.ann.name": citation})
    except ScenarioError:
        return
    assert bare(from_files("base", changed.files)) == bare(changed) if changed.files != FILES else changed == scenario
