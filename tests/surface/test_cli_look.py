"""Looking at a scenario on a day, at one history as a story, at two runs side by side."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from collegium import Results, analysis, at, cli, load
from collegium.cli import output
from collegium.cli.contents import STANDING, extent
from collegium.explain.story import story, told
from collegium.scenario.model import TRAITS, UNALIGNED
from helpers.folders import renote
from helpers.typed import ask

# show


def test_the_three_tables_have_ranges_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    out = ask(capsys, "show", "bolsheviks", "--people", "--ties", "--followings", "--from", "1924-06-01")[1]
    assert out.splitlines()[0] == "The Bolshevik leadership, 1919-1927 on 1924-06-01"
    for heads in ("person seats offices", "person place source certainty", "from to kind strength source certainty",
                  "constituency follows share source certainty", "source citation"):  # fmt: skip
        assert any(line.split() == heads.split() for line in out.splitlines())
    used = set(re.findall(r"^(\S+) {2,}\S", out.split("citation")[1], re.MULTILINE))
    assert used and used <= set(load("bolsheviks").sources)


def test_what_holds_on_the_day_is_shown_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    def seats(day: str) -> dict[str, str]:
        rows = json.loads(ask(capsys, "show", "bolsheviks", "--people", "--from", day, "--json")[1])["people"]
        return {row["person"]: row["seats"] for row in rows if "seats" in row}

    early, late = seats("1922-05-01"), seats("1927-01-01")
    assert early["Leon Trotsky (trotsky)"] != late["Leon Trotsky (trotsky)"]
    snapshot = at(load("bolsheviks"), date(1927, 1, 1))
    assert "politburo" in early["Leon Trotsky (trotsky)"] and not any(
        seat.person == "trotsky" and seat.body == "politburo" for seat in snapshot.seats
    )


def test_the_numbers_are_those_of_the_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = at(load("council"), date(2001, 1, 1))
    found = json.loads(ask(capsys, "show", "council", *(f"--{name}" for name in STANDING), "--json")[1])
    assert found["day"] == "2001-01-01"
    traits = {row["person"]: row for row in found["people"] if "ambition" in row}
    for person in snapshot.people:
        assert [traits[person.id][trait] for trait in TRAITS] == [extent(person.traits[trait]) for trait in TRAITS]
    assert {(row["from"], row["to"], row["strength"]) for row in found["ties"]} == {
        (tie.a, tie.b, extent(tie.strength)) for tie in snapshot.ties
    }
    assert len(found["followings"]) == len(snapshot.allegiances)
    assert not any(row["follows"] == UNALIGNED for row in found["followings"])


def test_the_contents_of_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    out = ask(capsys, "show", "bolsheviks", "--from", "1926-06-01")[1]
    assert "holder on 1926-06-01" in out and "seats on 1926-06-01" in out
    code, _, err = ask(capsys, "show", "bolsheviks", "--from", "1950-01-01")
    assert code == 2
    assert "lies outside the span" in err
    assert ask(capsys, "show", "bolsheviks", "--order", "--people")[0] == 2


@pytest.mark.parametrize(
    "typed",
    [["list"], ["show", "council"], ["show", "council", "--order"], ["show", "council", "--people"], ["claims", "bolsheviks", "--list"]],
)
def test_every_column_has_a_heading(monkeypatch: pytest.MonkeyPatch, typed: list[str]) -> None:
    from rich.table import Table

    heads: list[str] = []
    add = Table.add_column

    def noted(self: Table, header: str = "", *rest: object, **more: object) -> None:
        heads.append(str(header))
        add(self, header, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Table, "add_column", noted)
    assert cli.main(typed) == 0
    assert heads and all(heads)


def test_check_says_which_scenario_it_read(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(capsys, "new", "mine")[0] == 0
    assert ask(capsys, "check", "mine")[1] == "Scenario: mine\nNo mistakes.\n"


# explain


def test_without_a_number_a_typical_history_is_explained(capsys: pytest.CaptureFixture[str], council: Path) -> None:
    k = analysis.typical(Results(council))
    code, out, err = ask(capsys, "explain", str(council))
    assert code == 0
    assert f"history {k}: a typical one" in err
    assert out == ask(capsys, "explain", str(council), "--history", str(k))[1]


def test_the_story_has_every_recorded_event_once(council: Path) -> None:
    results = Results(council)
    head, *rows = story(results, 4)
    assert Counter((row["date"], kind) for row in rows for kind in row["kinds"] if kind != "held_back") == Counter(
        (row["date"], row["kind"]) for row in results.history(4).timeline()
    )
    last = results.history(4).outcome()
    assert head["ending"].startswith(f"At the end {last['strongest'].capitalize()} is the strongest, with {last['strongest_share']:.0%}")
    text = " ".join(told([head, *rows]).split())
    assert all(text.count(row["text"]) >= 1 for row in rows)


def test_the_story_of_a_person_and_of_some_days(capsys: pytest.CaptureFixture[str], council: Path) -> None:
    results = Results(council)
    head, *rows = story(results, 2, date(2001, 3, 1), date(2002, 1, 31), "Boris")
    wanted = [row for row in results.history(2).events() if "boris" in (row["actor"], row["target"])]
    during = [row["kind"] for row in wanted if date(2001, 3, 1) <= row["date"] <= date(2002, 1, 31)]
    assert Counter(during) <= Counter(kind for row in rows for kind in row["kinds"])
    assert all("Boris" in row["text"] for row in rows) and len(rows) < len(results.history(2).events())
    assert head["ending"] == ""
    code, _, err = ask(capsys, "explain", str(council), "--history", "2", "--brief", "--person", "borys")
    assert code == 2
    assert "write 'boris'" in err
    _, out, err = ask(capsys, "explain", str(council), "--history", "2", "--brief", "--json")
    assert json.loads(out)[0]["history"] == 2


def test_a_story_fits_the_terminal(council: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = told(story(Results(council), 4)).splitlines()
    assert max(map(len, lines[2:-1])) <= 60
    monkeypatch.setenv("COLUMNS", "200")
    assert len(told(story(Results(council), 4)).splitlines()) < len(lines)


def test_a_run_without_events_has_no_story(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = str(tmp_path / "a")
    assert cli.main(["run", "council", "--to", "2001-03-01", "--histories", "2", "--record", "outcomes", "--out", out]) == 0
    code, _, err = ask(capsys, "explain", out, "--brief")
    assert code == 1
    assert "leave out --brief" in err


def test_a_folder_of_another_engine_can_be_read_and_says_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, council: Path
) -> None:
    import shutil

    folder = tmp_path / "another engine"
    shutil.copytree(council, folder)
    noted = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    renote(folder, engine="0" * 16)
    code, _, err = ask(capsys, "explain", str(folder), "--history", "1")
    assert code == 1
    assert f"run it again with this engine: {noted['command']} --out '{folder}' --overwrite" in err
    assert "with --brief" in err
    assert ask(capsys, "explain", str(folder), "--history", "1", "--brief")[0] == 0


# compare


def test_two_runs_of_the_same_draws_are_paired(capsys: pytest.CaptureFixture[str], council: Path, shocked: Path) -> None:
    code, out, _ = ask(capsys, "compare", str(council), str(shocked))
    assert code == 0
    assert "Paired: history k of A" in " ".join(out.split())
    assert out.splitlines()[:2] == [f"A: {council}", f"B: {shocked}"]
    told = json.loads(ask(capsys, "compare", str(council), str(shocked), "--json")[1])
    one, other = ({row.name: row for row in Results(path).outcomes()} for path in (council, shocked))
    for row in told["rows"]:
        if row["name"] in one and row["name"] in other:
            expected, shown = other[row["name"]].estimate - one[row["name"]].estimate, row["difference"]["value"]
            assert shown is None if math.isnan(expected) else shown == pytest.approx(expected)


def test_the_table_of_a_comparison_fits_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], council: Path, shocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "WIDTH", 80)
    out = ask(capsys, "compare", str(council), str(shocked))[1]
    table = out.split("\n\n")[1].splitlines()
    assert max(map(len, table)) <= 80
    assert table[0].split("  ")[-1].strip() == "95% interval"
    assert "…" not in out
