"""Whatever is in the folder, the reader answers with a scenario or with mistakes, never with anything else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collegium.errors import ScenarioError
from collegium.scenario import check, edit, format, from_files
from collegium.scenario.findings import LONGEST, MOST_COMPARED, Findings, shown, suggest
from collegium.scenario.model import MOTIONS, Scenario
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.text import MOST_KEYS, parse_yaml
from collegium.scenario.write import to_files
from helpers.cases import bare, base_files

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
        assert all(mistake.message and mistake.remedy and mistake.file and str(mistake).isprintable() for mistake in error.mistakes)
        return None


@given(st.sampled_from(sorted(FILES)), st.integers(0, 900), st.integers(0, 6), st.sampled_from(SCRAPS) | st.text(max_size=5))
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
        assert all(mistake.file == "changes" and str(mistake).isprintable() for mistake in error.mistakes)
    else:  # a parameter was hit by chance
        assert bare(from_files("base", changed.files)) == bare(changed)


KEYS = sorted({
    *format.TOP.known, "from", "to", *format.BODY.known, *format.OFFICE.known, *format.ISSUE.known, *DEFAULTS, *MOTIONS,
    "council", "assembly", "treasurer", "clerk", "taxes", "guilds",
})  # fmt: skip
"""Everything that means something somewhere in ``scenario.yaml``."""
VALUES = [
    "ann", "ben", "book", "full", "high", "0.3", "-0.3..0.3", "2", "1900-06", "~1900", "0.2:0.7|0.5:0.3", "beta(2, 6)", "weeks:8", *KEYS,
    *SCRAPS,
]  # fmt: skip
typed = st.sampled_from(VALUES) | st.text(max_size=6)
trees = st.recursive(
    typed, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | typed, inner, max_size=5), max_leaves=20
)


@st.composite
def headings(draw: st.DrawFn) -> str:
    """A YAML text: a tree that means nothing, or the base case with branches put in at any depth."""
    tree = draw(trees)
    if draw(st.booleans()):
        tree = yaml.load(FILES["scenario.yaml"], yaml.BaseLoader)
        for _ in range(draw(st.integers(1, 3))):
            place = tree
            while (below := [one for one in place.values() if isinstance(one, dict)]) and draw(st.booleans()):
                place = draw(st.sampled_from(below))
            place[draw(st.sampled_from([*place, *KEYS]))] = draw(trees)
    return yaml.safe_dump(tree, allow_unicode=True, default_flow_style=draw(st.sampled_from([None, True, False])))


@st.composite
def tables(draw: st.DrawFn, name: str) -> str:
    """A table: columns of the format in any order, some lacking or foreign, and cells of any kind under them."""
    shape = format.TABLES[name]
    some = st.lists(st.sampled_from(shape.known) | typed, max_size=5)
    columns = draw(st.permutations(shape.known) | some)
    row = st.lists(typed, min_size=len(columns), max_size=len(columns))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, *draw(st.lists(row | st.lists(typed, max_size=3), max_size=6))])
    return text.getvalue()


@given(headings())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_heading(text: str) -> None:
    read(FILES | {"scenario.yaml": text})


@given(st.sampled_from(sorted(format.TABLES)).flatmap(lambda name: st.tuples(st.just(name), tables(name))))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table(made: tuple[str, str]) -> None:
    read(FILES | dict([made]))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\0", b"[" * 50_000, b"a: " * 3_000, b"- " * 20_000, b"%", b"---\n---\n", b'"'])
def test_any_bytes_for_the_heading(data: bytes, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "scenario.yaml").write_bytes(data)
    assert check(tmp_path)


def test_deep_nesting_is_one_mistake() -> None:
    findings = Findings()
    parse_yaml("a: " + "[" * 100_000 + "]" * 100_000, findings)
    assert [mistake.message for mistake in findings.mistakes] == ["this is not YAML: it is nested too deeply"]


def test_a_thousand_keys_are_enough() -> None:
    """Each would be compared with all that are known, and followed upwards."""
    chain = "".join(f"  b{number}: {{seats: 1, elected_by: b{number + 1}}}\n" for number in range(20_000))
    with pytest.raises(ScenarioError) as raised:
        from_files("base", FILES | {"scenario.yaml": FILES["scenario.yaml"].replace("bodies:\n", f"bodies:\n{chain}")})
    assert f"more than {MOST_KEYS:,} keys in one place" in str(raised.value)


def test_a_wrong_name_is_told_once_in_a_cell() -> None:
    files = FILES | {"ties.csv": FILES["ties.csv"] + f"cid,ann,ally,,,,book;{'boook;' * 3000}book\n"}
    with pytest.raises(ScenarioError) as raised:
        from_files("base", files)
    assert [mistake.message for mistake in raised.value.mistakes] == ["'book' is named twice", "there is no source 'boook'"]


def test_the_nearest_of_very_many_names_is_not_looked_for() -> None:
    known = {f"source_{number:06}" for number in range(MOST_COMPARED + 1)}
    assert suggest("source_00000", known).startswith("use one of source_000000, ")
    assert suggest("source_00007", known - {"source_001000"}).startswith("write 'source_000")


@given(st.text())
def test_what_is_told_fits_on_a_line(text: str) -> None:
    told = shown(text)
    assert told.isprintable()
    assert told == text or not text.isprintable() or len(text) > LONGEST


def test_the_middle_of_a_long_text_is_left_out() -> None:
    told = shown("'" + "x" * 100_000 + "' is not a date")
    assert len(told) <= LONGEST
    assert told.startswith("'xxx")
    assert told.endswith("x' is not a date")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("acts.csv", "this is a link that leads to no file"),
        ("nowhere", "this is a link that leads to no file"),
        ("/dev/zero", "this is a device, not a file"),
    ],
)
def test_a_link_that_leads_to_no_file_is_told(target: str, told: str, tmp_path: Path) -> None:
    """A table that is optional would otherwise be taken for one that is not there."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "acts.csv").unlink()
    (tmp_path / "acts.csv").symlink_to(target)
    assert [mistake.message for mistake in check(tmp_path)] == [told]
    (tmp_path / "acts.csv").unlink()
    (tmp_path / "acts.csv").mkdir()
    assert [mistake.file for mistake in check(tmp_path)] == ["acts.csv"]


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_wording_survives_writing(title: str, citation: str) -> None:
    scenario = from_files("base", FILES)
    try:
        changed = edit(scenario, {"scenario.title": title, "person.ann.name": citation})
    except ScenarioError:
        return
    assert bare(from_files("base", changed.files)) == bare(changed) if changed.files != FILES else changed == scenario
