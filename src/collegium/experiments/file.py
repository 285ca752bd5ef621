"""Files of experiments (spec/experiments.md, section 3): YAML in, experiments out, every mistake named with file and line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from collegium.arguments import Reader, one_of, read, takes, texts
from collegium.arguments import path as a_path
from collegium.arguments import text as a_text
from collegium.errors import ScenarioError
from collegium.scenario import calendar
from collegium.scenario.columns import Choice
from collegium.scenario.days import given as given_days
from collegium.scenario.fields import ID, Fields
from collegium.scenario.findings import Findings, Wrong
from collegium.scenario.model import SIGNS, Claim
from collegium.scenario.reading import read_bytes
from collegium.scenario.text import Node, decode, parse_yaml

TYPED: dict[str, Reader] = {
    "name": a_text, "do": texts, "measures": texts, "given": texts, "sign": partial(one_of, options=("", *SIGNS)),
}  # fmt: skip
"""Field of an experiment -> what reads it."""
KEYS = ("do", "given", "measure", "from", "to", "sign")


@dataclass(frozen=True, slots=True)
class Experiment:
    """The interventions (``do``), those that hold in both arms (``given``), and the measures, between two days of the run (None: of the
    scenario). ``sign``: the expected direction of the first measure, '' if there is none."""

    name: str
    do: tuple[str, ...]
    measures: tuple[str, ...]
    given: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    sign: str = ""

    def __post_init__(self) -> None:
        asked = {name: getattr(self, name) for name in TYPED}
        days = {name: value for name in ("start", "end") if (value := getattr(self, name)) is not None}
        for name, value in (read(asked, TYPED) | dict(zip(days, given_days(**days), strict=True))).items():
            object.__setattr__(self, name, value)


def of_claim(claim: Claim) -> Experiment:
    """The experiment that tests a claim; it does nothing where the claim is set aside."""
    return Experiment(claim.id, sentences(claim.experiment), (claim.measure,), sentences(claim.given), claim.start, claim.end, claim.sign)


def sentences(text: str) -> tuple[str, ...]:
    """Sentences joined by ``;``. In a sentence that adds an event, ``;`` joins its effects."""
    found: list[str] = []
    for part in text.split(";"):
        if found and found[-1].startswith("add event") and ":" in part and " " not in part.strip():
            found[-1] += f";{part.strip()}"
        elif part.strip():
            found.append(" ".join(part.split()))
    return tuple(found)


@takes(path=a_path)
def read_experiments(path: str | Path) -> list[Experiment]:
    """The experiments of a file. Raises :class:`ScenarioError` with every mistake."""
    path, findings = Path(path), Findings()
    data = read_bytes(path, str(path), findings, streams=True)
    text = None if data is None else decode(data, path.name, findings)
    found = parsed(parse_yaml(text, findings, path.name), path.name, findings) if text is not None else []
    if len(findings):
        raise ScenarioError(findings.ordered())
    return found


def parsed(root: Node, file: str, findings: Findings) -> list[Experiment]:
    head = Fields(findings, file, "", root.line, root.value if isinstance(root.value, dict) else {})
    for key in head:
        if key != "experiments":
            head.wrong(key, f"there is no key '{key}' here", "write 'experiments:' and below it one name for each")
    experiments = head.inner("experiments")
    if not experiments.values:
        head.wrong("experiments", "no experiment is named", "write 'experiments:' and below it NAME: {do: ..., measure: ...}")
    for name in experiments:
        if not ID.fullmatch(name):
            experiments.wrong(name, f"'{name}' is not a name for an experiment", "use a to z, digits and _, a letter first")
    return [experiment(name, experiments.inner(name)) for name in experiments]


def experiment(name: str, fields: Fields) -> Experiment:
    fields.check_names(KEYS, "key")
    for key in ("do", "measure"):
        if key not in fields.values:
            fields.wrong(key, "this key must be given", f"add '{key}: ...'")
    return Experiment(
        name, listed(fields, "do"), listed(fields, "measure"), listed(fields, "given"), day(fields, "from"), day(fields, "to"),
        Choice("", SIGNS).value(fields, "sign", {}),
    )  # fmt: skip


def listed(fields: Fields, key: str) -> tuple[str, ...]:
    """One sentence, or a list of them."""
    node = fields.values.get(key)
    if node is not None and isinstance(node.value, list):
        if all(isinstance(item.value, str) and item.value for item in node.value):
            return tuple(" ".join(str(item.value).split()) for item in node.value)
        fields.wrong(key, "a list of sentences belongs here", "write [one sentence, another sentence]")
        return ()
    return sentences(fields.raw(key))


def day(fields: Fields, key: str) -> date | None:
    return fields.read(key, as_day, None)


def as_day(text: str) -> date:
    try:
        return calendar.from_iso(text)
    except ValueError:
        raise Wrong(f"'{text}' is not a day", "write it as 1922-04-03") from None
