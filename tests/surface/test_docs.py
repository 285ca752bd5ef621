"""What README, tutorials, how-to guides and explanations tell one to type is run as it is printed, and every link leads somewhere.

A page is followed from top to bottom in an empty folder: ``console`` blocks are typed, ``python`` blocks run in one session, and
what the page says to write to a file (``Write `PATH`:``) or to add to one (``Add to `PATH`:``, ``Add to `PATH`, under `LINE`:``)
is written there. Long runs are left out: they stand in blocks of no language.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collegium import cli
from collegium.report import page as report_page
from collegium.report import pictures

ROOT = Path(__file__).parents[2]
SKIPPED = {"add_move.md", "add_theory.md", "tutorial_republic.md", "tutorial_sentence.md"}
"""Followed by test_add_move.py and test_add_theory.py, on a copy of the package, and by test_tutorials.py, mistakes included."""
DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
PAGES = re.compile(r"docs/(tutorial|howto/|models[/.]|rivals|counterfactuals|questions|install|versioning)")
FOLLOWED = ["README.md", *(page for page in DOCS if PAGES.match(page) and Path(page).name not in SKIPPED)]
ROOT_PAGES = [path.name for path in sorted(ROOT.glob("*.md"))]
LINKED = [*ROOT_PAGES, "spec/format.md", "spec/experiments.md", *DOCS]
BLOCK = re.compile(r"(?:^(Write|Add to) `([^`\n]+)`(?:, under `([^`\n]+)`)?:\n\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(text: str, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Do what a page says, in the folder where we are."""
    names = {"__name__": "__main__"}
    for verb, path, under, language, block in BLOCK.findall(text):
        if verb:
            put(verb, Path(path), under, block)
        elif language == "console":
            for line in block.splitlines():
                typed(line, capsys)
        elif language == "python":
            exec(compile(block, page, "exec"), names)
            assert capsys.readouterr().out, f"an example says nothing:\n{block}"


def put(verb: str, path: Path, under: str, block: str) -> None:
    before = "" if verb == "Write" else path.read_text(encoding="utf-8")
    if under:
        assert before.count(f"\n{under}\n") == 1, f"{path} has no line {under} of its own"
        before, after = before.split(f"\n{under}\n")
        block = f"\n{under}\n{block}{after}"
    path.write_text(before + block, encoding="utf-8")


def typed(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, *argv = shlex.split(line.removeprefix("$ "))
    assert line.startswith("$ ") and name == "collegium", line
    assert cli.main(argv) == 0, line + capsys.readouterr().err
    capsys.readouterr()


@pytest.fixture(scope="module")
def drawn_once() -> Iterator[None]:
    """The charts of the first report of a scenario serve for its other reports, and one drawing of each chart for all scenarios: here only
    the commands count."""
    draw, kept = report_page._pictures, dict[tuple[str, bool], Any]()
    svg, drawings = pictures._svg, dict[tuple[str, str], Any]()

    def once(results: Any, real: Any, arms: Any, *more: Any) -> Any:
        key = results.scenario.title, bool(arms)
        kept[key] = kept.get(key) or draw(results, real, arms, *more)
        return kept[key]

    def drawn(chart: Any, name: str, place: str, title: str) -> Any:
        chart.to_dict(validate=False)
        key = name.split("-")[0], place
        drawings[key] = drawings.get(key) or svg(chart, name, place, title)
        return drawings[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_page, "_pictures", once)
        patch.setattr(pictures, "_svg", drawn)
        yield


@pytest.mark.usefixtures("drawn_once")
@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    follow((ROOT / page).read_text(encoding="utf-8"), page, capsys)


def test_pages_with_examples_are_seen() -> None:
    assert len(FOLLOWED) > 9
    dull = [page for page in FOLLOWED if not re.search(r"^```(console|python)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)]
    assert dull == []


def test_a_wrong_page_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    follow("Write `a.txt`:\n\n```text\none\nkey:\n```\n\nAdd to `a.txt`, under `key:`:\n\n```text\n  two\n```\n", "page", capsys)
    assert Path("a.txt").read_text(encoding="utf-8") == "one\nkey:\n  two\n"
    wrongs = (
        "```console\n$ collegium check nowhere\n```\n", "```python\n1 + 1\n```\n", "Add to `a.txt`, under `lock:`:\n\n```text\n```\n",
    )  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(AssertionError):
            follow(wrong, "page", capsys)


# links


def anchors(text: str) -> Iterator[str]:
    """The anchors that code hosts and the built site give to headings."""
    seen: dict[str, int] = {}
    for heading in re.findall(r"^#{1,6} (.+?)\s*$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE):
        plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        yield slug + (f"-{seen[slug]}" if slug in seen else "")
        seen[slug] = seen.get(slug, 0) + 1


def links(text: str) -> list[str]:
    """Relative targets of links and pictures, outside code."""
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", prose) if not re.match(r"[a-z]+:", target)]


def broken(page: Path, text: str) -> list[str]:
    wrong = []
    for target in links(text):
        path, _, anchor = target.partition("#")
        there = page.parent / path if path else page
        if not there.exists() or (anchor and anchor not in anchors(text if there == page else there.read_text(encoding="utf-8"))):
            wrong.append(target)
    return wrong


@pytest.mark.parametrize("page", LINKED)
def test_links_lead_somewhere(page: str) -> None:
    assert broken(ROOT / page, (ROOT / page).read_text(encoding="utf-8")) == []


def test_a_broken_link_is_noticed() -> None:
    text = "# A page: of 2.5\n\n[a](#a-page-of-25) [b](#b) [c](nowhere.md) [d](docs/odd.md#7-who-rules) [e](docs/odd.md#7-who) [f](https://x.y)\n"
    assert broken(ROOT / "README.md", text) == ["#b", "nowhere.md", "docs/odd.md#7-who"]
