"""The prose check: finds sentences that break the house style, in every text that a person reads.

    python docs/prose/check.py               compares the counts with the ratchet; prints what is new
    python docs/prose/check.py docs/odd.md   prints every finding of these files or folders
    python docs/prose/check.py --areas       prints how many findings each area has
    python docs/prose/check.py --lower       writes today's counts into the ratchet, if none rises

The rules and their exceptions are in ``style.toml``. ``ratchet.toml`` holds the number of findings that each file may still have. After a
change of the rules, delete it before ``--lower``.
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from texts import Block, blocks

ROOT = Path(__file__).resolve().parents[2]
STYLE = Path(__file__).with_name("style.toml")
RATCHET = Path(__file__).with_name("ratchet.toml")

ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|etc|eds?|al|[Ff]ig|No|St|pp?|vol|[A-Z])\.)$")
SENTENCE_END = re.compile(r"[.!?][\"”'’)\]]*\s+(?=[\"“'‘(\[]*[A-Z0-9□])")
WORD = re.compile(r"□|[^\W_][\w'’.,/-]*")


class Finding(NamedTuple):
    file: str
    line: int
    rule: str
    found: str
    better: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}: “{self.found}”: {self.better}"


@dataclass(frozen=True)
class Rule:
    """One rule of the style: a pattern that is a fault when it occurs ``times`` times in a sentence, or a greatest number of words."""

    name: str
    why: str
    better: str
    finds: list[str]
    leaves: list[str]
    pattern: re.Pattern[str] | None = None
    times: int = 1
    unless: re.Pattern[str] | None = None
    """Excuses the whole paragraph: for ``he``, the name of somebody who is a man."""
    words: int | None = None

    def faults(self, sentence: str, paragraph: str) -> Iterator[tuple[int, str]]:
        """Where in the sentence the rule is broken, and by what."""
        if self.words is not None and len(WORD.findall(sentence)) > self.words:
            yield 0, f"{' '.join(sentence.split()[:6])} ... ({len(WORD.findall(sentence))} words)"
        if self.pattern is None or (self.unless is not None and self.unless.search(paragraph)):
            return
        found = list(self.pattern.finditer(sentence))
        if self.times == 1:
            yield from ((match.start(), match[0]) for match in found)
        elif len(found) >= self.times:
            yield found[0].start(), " ... ".join(match[0] for match in found)


@dataclass(frozen=True)
class Exemption:
    """A finding that is right as it is, and why: a rule in one file, in one phrase, or both."""

    rule: str
    reason: str
    file: str | None = None
    phrase: str | None = None

    def covers(self, rule: str, file: str, sentence: str) -> bool:
        return rule == self.rule and self.file in (None, file) and (self.phrase is None or self.phrase in sentence)


@dataclass(frozen=True)
class Style:
    read: list[str]
    rules: list[Rule]
    exceptions: list[Exemption]

    @cached_property
    def files(self) -> list[Path]:
        """Every text, in order of its path."""
        return sorted({path for glob in self.read for path in ROOT.glob(glob)})

    def check(self, file: str, texts: Iterable[Block], used: set[Exemption] | None = None) -> Iterator[Finding]:
        """The findings in one file. ``used`` collects the exceptions that applied."""
        for block in texts:
            for start, sentence in sentences(block.text):
                for rule in self.rules:
                    excuse = next((e for e in self.exceptions if e.covers(rule.name, file, sentence)), None)
                    for at, found in rule.faults(sentence, block.text):
                        if excuse is None:
                            yield Finding(file, block.line(start + at), rule.name, found, rule.better)
                        elif used is not None:
                            used.add(excuse)

    def check_files(self, files: Iterable[Path], used: set[Exemption] | None = None) -> list[Finding]:
        return [found for path in files for found in self.check(name_of(path), blocks(path), used)]


def load(path: Path = STYLE) -> Style:
    """The style file. A pattern may name fragments in braces; ``{men}`` is the people of the shipped scenarios."""
    typed = tomllib.loads(path.read_text(encoding="utf-8"))
    fragments = {"men": men()}
    for name, pattern in typed["fragments"].items():
        fragments[name] = filled(pattern, fragments)
    return Style(
        typed["texts"]["read"], [rule_of(row, fragments) for row in typed["rule"]], [Exemption(**row) for row in typed.get("exception", [])]
    )


def rule_of(row: dict[str, Any], fragments: dict[str, str]) -> Rule:
    compiled = {key: re.compile(filled(row[key], fragments), re.IGNORECASE) for key in ("pattern", "unless") if key in row}
    return Rule(**(row | compiled))


def filled(pattern: str, fragments: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: f"(?:{fragments[match[1]]})", pattern)


def men() -> str:
    """A pattern for the names of people in the shipped scenarios: of these a text may say *he*. The few women among them do no harm."""
    names: set[str] = set()
    for table in ROOT.glob("src/collegium/**/people.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(line for line in file if not line.startswith("#"))
            names.update(word for row in rows for word in ((row.get("name") or row["id"].title()).split() or [""])[-1:])
    return "(?-i:" + "|".join(sorted(re.escape(name) for name in names if name)) + ")"


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph with the place where each begins."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        if not ABBREVIATION.search(text[: end.start() + 1]):
            yield start, text[start : end.end()].rstrip()
            start = end.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()


def name_of(path: Path) -> str:
    return path.resolve().relative_to(ROOT).as_posix()


def ratchet() -> dict[str, int]:
    """How many findings each file may still have; a file that is not listed may have none."""
    return dict(tomllib.loads(RATCHET.read_text(encoding="utf-8")))


def risen(counts: Counter[str], allowed: dict[str, int]) -> dict[str, int]:
    """Files that have more findings than they may.

    A file that is moved, split or renamed takes its allowance along: new files may have as many findings as the others have lost.
    """
    lost = sum(max(0, most - counts[file]) for file, most in allowed.items())
    new = {file: n for file, n in counts.items() if file not in allowed}
    more = {file: n for file, n in counts.items() if file in allowed and n > allowed[file]}
    return more if sum(new.values()) <= lost else more | new


def lower(counts: Counter[str]) -> None:
    rows = [f'"{file}" = {n}\n' for file, n in sorted(counts.items()) if n]
    RATCHET.write_text(
        "# How many findings of the prose check each file may still have. Written by: python docs/prose/check.py --lower\n" + "".join(rows),
        encoding="utf-8",
    )


def area(file: str) -> str:
    """Where a file belongs, for handing out work: a folder of the documents, or a room of the package."""
    parts = file.split("/")
    if file.startswith("src/"):
        return "/".join(parts[:3]) if len(parts) > 3 else "src/collegium (loose files)"
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0] if len(parts) == 2 else file


def main(argv: Sequence[str]) -> int:
    style = load()
    if argv and not argv[0].startswith("--"):
        wanted = [path for name in argv for path in ([Path(name)] if Path(name).is_file() else within(style, Path(name)))]
        return report(style.check_files(wanted))
    found = style.check_files(style.files)
    counts = Counter(finding.file for finding in found)
    if argv == ["--areas"]:
        for place, n in sorted(Counter(area(finding.file) for finding in found).items()):
            print(f"{n:5}  {place}")
        return 0
    over = risen(counts, ratchet()) if RATCHET.exists() else {}
    report([finding for finding in found if finding.file in over])
    for file, n in over.items():
        print(
            f"{file}: {n} findings; it may have {ratchet().get(file, 0)}. Rewrite the new sentences, or add an exception with its reason."
        )
    if over:
        return 1
    if argv == ["--lower"]:
        lower(counts)
    elif dict(counts) != ratchet():
        print("Fewer findings than the ratchet allows. Lower it: python docs/prose/check.py --lower")
    print(f"{len(found)} findings left in {len(counts)} of {len(style.files)} texts.")
    return 0


def within(style: Style, folder: Path) -> list[Path]:
    return [path for path in style.files if path.is_relative_to(folder.resolve())]


def report(found: Iterable[Finding]) -> int:
    code = 0
    for finding in found:
        print(finding)
        code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
