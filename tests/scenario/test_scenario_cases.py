"""Every case of ``spec/cases``, and what the reader promises about a folder as a whole."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from collegium.ensemble.runner import run
from collegium.errors import Mistake, ScenarioError
from collegium.scenario import check, find, from_files, load, new, save, shipped
from collegium.scenario.findings import Findings
from collegium.scenario.format import TABLES
from collegium.scenario.reading import LARGEST
from collegium.scenario.text import MOST_ROWS, parse_csv
from collegium.scenario.write import to_files
from helpers.cases import CASES, bare, base_files, overlay

INVALID = sorted(path.name for path in (CASES / "invalid").iterdir())
VALID = sorted(path.name for path in (CASES / "valid").iterdir())


def test_enough_cases() -> None:
    assert len(INVALID) >= 190
    assert len(VALID) >= 100


def test_base_has_no_mistake() -> None:
    assert check(CASES / "base") == []


@pytest.mark.parametrize("name", INVALID)
def test_invalid_case_has_exactly_the_expected_mistake(name: str, tmp_path: Path) -> None:
    folder = overlay(CASES / "invalid" / name, tmp_path / "case")
    expected = (CASES / "invalid" / name / "expected.txt").read_text(encoding="utf-8").strip()
    (mistake,) = check(folder)
    assert expected in str(mistake)
    assert mistake.remedy
    with pytest.raises(ScenarioError) as raised:
        load(folder)
    assert str(raised.value) == str(mistake)


@pytest.mark.parametrize("name", VALID)
def test_valid_case_means_what_it_shows_and_survives_writing_and_reading(name: str, tmp_path: Path) -> None:
    case = CASES / "valid" / name
    assert (case / "shows.txt").read_text(encoding="utf-8").count("\n") == 1
    scenario = load(overlay(case, tmp_path / "base"))
    complete = to_files(scenario)
    for expected in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
        file, _, text = expected.partition(": ")
        assert bare(scenario) == bare(load(CASES / "base")) if file == "base" else text in complete[file]
    again = from_files("base", complete)
    assert bare(again) == bare(scenario)
    save(again, tmp_path / "twice")
    assert load(tmp_path / "twice").files == complete


@pytest.mark.engine
@pytest.mark.parametrize("name", VALID)
def test_valid_case_plays(name: str, tmp_path: Path) -> None:
    scenario = load(overlay(CASES / "valid" / name, tmp_path / "case"))
    end = scenario.start + timedelta(days=4 * scenario.step)
    results = run(scenario, end=end, histories=2, threads=1, out=tmp_path / "results")
    assert results.histories().num_rows == 2


def test_all_mistakes_come_at_once_by_file_and_line() -> None:
    files = base_files()
    files["people.csv"] += "Dan,Dan,1.4,hihg,\nann,Ann,,,\n"
    files["seats.csv"] += "council,eve,ful,1901,1900\n"
    files["scenario.yaml"] = files["scenario.yaml"].replace("quorum: 0.5", "quorum: 5").replace("shock", "shok")
    del files["sources.csv"]
    with pytest.raises(ScenarioError) as raised:
        from_files("base", files)
    places = [(mistake.file, mistake.line, mistake.column) for mistake in raised.value.mistakes]
    assert places == [
        ("scenario.yaml", 9, "bodies.council.quorum"),
        ("scenario.yaml", 21, "parameters.shok"),
        ("people.csv", 5, "id"),
        ("people.csv", 6, "id"),
        ("seats.csv", 5, "person"),
        ("seats.csv", 5, "rank"),
        ("seats.csv", 5, "to"),
        ("ties.csv", 3, "source"),
    ]


def test_a_case_before_the_year_one_is_told_how_to_write_its_years() -> None:
    files = base_files()
    files["scenario.yaml"] = re.sub("^span: .*$", "span: {from: 43-11-27 BC, to: 32-12-31 BC}", files["scenario.yaml"], flags=re.MULTILINE)
    with pytest.raises(ScenarioError) as raised:
        from_files("base", files)
    found = [(mistake.column, mistake.remedy.partition(":")[0]) for mistake in raised.value.mistakes]
    assert found == [("span.from", "write -0042-11-27"), ("span.to", "write -0031-12-31")]


def test_mistake_reads_as_one_line() -> None:
    assert str(Mistake("people.csv", 7, "ambition", "wrong", "right it")) == "people.csv:7: ambition: wrong (do: right it)"
    assert str(Mistake("ties.csv", 0, "", "missing", "write it")) == "ties.csv: missing (do: write it)"


def test_very_many_mistakes_of_one_file_are_counted() -> None:
    files = base_files()
    files["ties.csv"] += "ann,ben\n" * 5000
    files["people.csv"] += "Dan,,,,\n"
    with pytest.raises(ScenarioError) as raised:
        from_files("base", files)
    assert len(raised.value.mistakes) == 5001
    told = str(raised.value).splitlines()
    assert len(told) == 102
    assert told[0].startswith("people.csv:5: id")
    assert told[-1].startswith("ties.csv: and 4,900 more")


def test_a_table_that_cannot_be_read_is_one_mistake() -> None:
    """What stood in it is unknown, so no reference to it counts as a further one."""
    for whole, torn in (("ben,", 'ben,"'), ("id,name", "id,id")):
        files = base_files()
        files["people.csv"] = files["people.csv"].replace(whole, torn, 1)
        with pytest.raises(ScenarioError) as raised:
            from_files("base", files)
        (mistake,) = raised.value.mistakes
        assert mistake.file == "people.csv"


def test_order_of_rows_and_columns_never_matters() -> None:
    files = base_files()
    for name, text in files.items():
        if name.endswith(".csv"):
            header, *rows = [line.split(",") for line in text.splitlines()]
            order = list(reversed(range(len(header))))
            lines = [header, *reversed(rows)]
            files[name] = "".join(",".join(line[i] for i in order) + "\n" for line in lines)
    assert bare(from_files("base", files)) == bare(from_files("base", base_files()))


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_marks_line_ends_and_blank_rows_never_matter(ending: str, tmp_path: Path) -> None:
    for name, text in base_files().items():
        tail = "" if name == "scenario.yaml" else "," * text.splitlines()[0].count(",") + "\n\n"
        data = ("\ufeff\ufeff" + text + tail).replace("\n", ending).encode()  # two programs have each put a mark before it
        (tmp_path / name).write_bytes(data)
    assert bare(load(tmp_path)) == bare(from_files(tmp_path.name, base_files()))


def test_a_file_may_not_be_huge(tmp_path: Path) -> None:
    for name, text in base_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "acts.csv").write_bytes(b"a" * (LARGEST + 1))
    (mistake,) = check(tmp_path)
    assert str(mistake).startswith("acts.csv: the file has 4 MB, more than the 4 MB that a text may have")


@pytest.mark.slow
@pytest.mark.parametrize("row", ["ann,ben,,,,,", "ann", "ann,ben,,,,,,", "ann,dan,ally,2,,,"])
def test_far_too_many_rows_are_not_read(row: str) -> None:
    """The size of a file limits them, and reading stops at the hundred-thousandth, whatever stands there."""
    files = base_files()
    text = files["ties.csv"] + f"{row}\n" * 350_000
    findings = Findings()
    assert len(text) > LARGEST or row == "ann"
    table = parse_csv(text, "ties.csv", findings)
    assert table.rows == []
    assert f"more than {MOST_ROWS:,} rows" in {mistake.message for mistake in findings.mistakes}
    assert len(findings) <= MOST_ROWS + 1


def test_too_many_rows_are_not_compared_with_each_other() -> None:
    files = base_files()
    files["people.csv"] += "".join(f"p{number},,,,\n" for number in range(50_000))
    with pytest.raises(ScenarioError, match="50003 rows, but at most 128 are possible") as raised:
        from_files("base", files)
    assert len(raised.value.mistakes) == 1


def test_a_folder_without_a_scenario_is_one_mistake(tmp_path: Path) -> None:
    (mistake,) = check(tmp_path)
    assert mistake.file == str(tmp_path)
    assert (mistake.message, mistake.remedy) == (
        "this folder holds no file of a scenario", "name the folder of a scenario; 'collegium new' makes one",
    )  # fmt: skip
    inside = new(tmp_path / "mine")
    (mistake,) = check(tmp_path)
    assert mistake.remedy == f"name the folder of a scenario, such as {inside}"


def test_mistakes_from_which_others_follow_come_first() -> None:
    files = base_files()
    files["people.csv"] = files["people.csv"].replace("cid,", "Cid,")
    with pytest.raises(ScenarioError) as raised:
        from_files("base", files)
    told = [str(mistake) for mistake in raised.value.mistakes]
    assert told[0] == "people.csv:4: id: 'Cid' is not an id (do: write 'cid')"
    assert [line.partition(":")[0] for line in told[1:]] == ["acts.csv", "seats.csv", "ties.csv", "ties.csv"]
    assert not any("Cid" in line for line in told[1:]), "what is no id is never proposed"


def test_a_link_may_not_leave_the_folder(tmp_path: Path) -> None:
    folder = overlay(CASES / "base", tmp_path / "case")
    shutil.move(folder / "acts.csv", tmp_path / "acts.csv")
    (folder / "acts.csv").symlink_to(tmp_path / "acts.csv")
    (mistake,) = check(folder)
    assert str(mistake) == "acts.csv: this is a link that leaves the folder (do: put the file itself here)"
    (folder / "acts.csv").unlink()
    (folder / "acts.csv").symlink_to("seats.csv")
    assert {mistake.file for mistake in check(folder)} == {"acts.csv"}
    (tmp_path / "link").symlink_to(CASES / "base")
    assert check(tmp_path / "link") == []


@pytest.mark.parametrize("name", ["../council", "council/../council", "/council", "council/"])
def test_a_shipped_scenario_is_found_by_its_name_only(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match="there is no such folder and no shipped scenario of that name"):
        find(name)


def test_no_folder(tmp_path: Path) -> None:
    (mistake,) = check(Path("nowhere_at_all"))
    assert "there is no such folder" in mistake.message
    (tmp_path / "scenario.yaml").touch()
    with pytest.raises(ScenarioError, match=f"a scenario is a folder.*name the folder: {tmp_path}"):
        find(tmp_path / "scenario.yaml")


@pytest.mark.parametrize(
    ("wrong", "right", "remedy"),
    [
        ("people.xlsx", "people.csv", "save it as 'people.csv'"),
        ("People.csv", "people.csv", "write 'people.csv'"),
        ("scenario.yml", "scenario.yaml", "write 'scenario.yaml'"),
    ],
)
def test_a_file_of_another_kind_or_name_is_pointed_out(tmp_path: Path, wrong: str, right: str, remedy: str) -> None:
    for name, text in base_files().items():
        (tmp_path / (wrong if name == right else name)).write_text(text, encoding="utf-8")
    told = "\n".join(map(str, check(tmp_path)))
    assert f"{right}: this file is missing" in told
    assert remedy in told
    (tmp_path / "people.csv").touch()
    (tmp_path / "notes.xlsx").touch()
    assert not any(mistake.file == "notes.xlsx" for mistake in check(tmp_path))


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_have_no_mistake_and_survive_writing(name: str, tmp_path: Path) -> None:
    scenario = load(find(name))
    save(scenario, tmp_path / name)
    assert bare(load(tmp_path / name)) == bare(scenario)


def test_a_name_resolves_to_a_shipped_scenario() -> None:
    assert "council" in shipped()
    assert find("council").name == "council"
    with pytest.raises(ScenarioError, match="write 'council'"):
        find("counsil")


def test_a_folder_of_ones_own_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new(tmp_path / "council")
    monkeypatch.chdir(tmp_path)
    assert find("council").resolve() == tmp_path / "council"


def test_new_writes_a_commented_scenario_and_spares_what_exists(tmp_path: Path) -> None:
    folder = new(tmp_path / "my_case")
    assert load(folder).title == "My case"
    for file in folder.iterdir():
        assert file.read_text(encoding="utf-8").startswith("# "), f"{file.name} does not say what it is"
    assert set(re.findall(r"\b[a-z]+\.csv", (folder / "scenario.yaml").read_text(encoding="utf-8"))) == set(TABLES) - {
        "claims.csv",
        "posterior.csv",
        "statutes.csv",
        "systems.csv",
        "theatres.csv",
    }
    with pytest.raises(ScenarioError, match="already exists"):
        new(folder)


@pytest.mark.engine
def test_the_first_steps_of_a_new_scenario_run_by_themselves(tmp_path: Path) -> None:
    """As the head of the new scenario says: the bodies, people, seats and three ties; the rest may be removed, or cut to the header."""
    folder = new(tmp_path / "my_case")
    head = (folder / "scenario.yaml").read_text(encoding="utf-8")
    head = re.sub(r"^(issues|offices|parameters):\n(  .*\n)+", "", head, flags=re.MULTILINE)
    head = re.sub(r"^    (tie|chair|agenda): .*\n", "", head, flags=re.MULTILINE)
    (folder / "scenario.yaml").write_text(head, encoding="utf-8")
    for file in TABLES:
        if file not in ("people.csv", "seats.csv", "ties.csv", "allegiances.csv", "sources.csv"):
            (folder / file).unlink(missing_ok=True)
    header = next(line for line in (folder / "allegiances.csv").read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
    (folder / "allegiances.csv").write_text(header + "\n", encoding="utf-8")
    people = (folder / "people.csv").read_text(encoding="utf-8").replace(",guilds", ",")
    (folder / "people.csv").write_text(people, encoding="utf-8")
    scenario = load(folder)
    results = run(scenario, end=scenario.start + timedelta(days=60), histories=2, threads=1, out=tmp_path / "results")
    assert results.histories().num_rows == 2
