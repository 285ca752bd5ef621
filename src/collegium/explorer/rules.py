"""The statute of a scenario as sentences: every rule of a body or office that can be set, what it says now, and what it could say.

Which rules there are, of which type and within which range, is read from the declaration of the format. A change is one that
``set NAME = VALUE`` makes (spec/experiments.md, section 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from collegium.arguments import instance, takes, texts
from collegium.engine.calendar import WEEKS_A_YEAR
from collegium.errors import ScenarioError
from collegium.explorer.statute import SAYS, USUAL, Said, the
from collegium.language import say
from collegium.scenario import at, edit
from collegium.scenario import kinds as K
from collegium.scenario.amended import amended
from collegium.scenario.columns import Choice, Column, Flag, Level, Number, Ref, Refs, Whole
from collegium.scenario.format import BODY, OFFICE
from collegium.scenario.model import ROTATION, Body, Office, Scenario
from collegium.scenario.readers import held
from collegium.scenario.shape import Shares
from collegium.scenario.write import typed

NO_RULE = {"name", "weight", "region"}
"""Keys of a body or an office that are no rule: a name, a power that follows from no sentence, a place on the map."""
NEVER = {"filled_by": ("none",)}
"""Key -> what it is never set to: of an office that names no body the top body fills the post."""
APART = {"appeal_to", "fills"}
"""Keys under which a body or office never names itself."""
NONE = "none"
YES, NO = "yes", "no"
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Alternative:
    """What a rule could say instead: the value as ``set`` takes it, and the rule in plain words."""

    value: str
    sentence: str


@dataclass(frozen=True)
class Clause:
    """One rule of the statute.

    Parameters
    ----------
    name
        What ``set`` calls it, such as ``body.council.agenda``.
    group, whose, key
        ``body`` or ``office``, its id, and the rule's key in ``scenario.yaml``.
    title
        Whose rule it is, by name.
    kind
        ``choice`` (one of ``options``), ``list`` (some of them, joined by ``;``), ``flag`` (yes or no), ``number``, ``whole`` (both from
        ``low`` to ``high``) or ``range`` (a number that may be uncertain, such as ``0..2..4``).
    says
        What the key means, in the words of the format.
    value
        What is set now, as ``set`` takes it.
    sentence
        The rule as it is, in plain words.
    alternatives
        What it could be: of a choice or flag everything else, of a number some that statutes have.
    low, high
        Limits of a number.
    options
        What may be chosen.
    """

    name: str
    group: str
    whose: str
    key: str
    title: str
    kind: str
    says: str
    value: str
    sentence: str
    alternatives: tuple[Alternative, ...]
    low: float | None = None
    high: float | None = None
    options: tuple[str, ...] = ()

    def setting(self, value: str) -> str:
        """The intervention that gives the rule another value."""
        return f"set {self.name} = {value}"

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)


@takes(scenario=held)
def clauses(scenario: Scenario) -> list[Clause]:
    """Every rule of the bodies and offices of a scenario that can be set, as it is when a run begins.

    Parameters
    ----------
    scenario
        The scenario. What statutes found only later has no clauses.

    Returns
    -------
    list of Clause
        By body, then by office, each in the order of the format.
    """
    opening = Statute(amended(at(scenario, scenario.start)))
    return [*opening.of_bodies(), *opening.of_offices()]


@takes(scenario=held, clause=instance(Clause))
def allowed(scenario: Scenario, clause: Clause) -> tuple[Alternative, ...]:
    """The alternatives of a clause that the checks of the scenario accept if nothing else is changed.

    Parameters
    ----------
    scenario
        The scenario.
    clause
        One of its :func:`clauses`.

    Returns
    -------
    tuple of Alternative
        The others need a second change: a tie that the chair decides needs a chair.
    """

    def fits(value: str) -> bool:
        try:
            changed(scenario, clause.setting(value))
        except ScenarioError:
            return False
        return True

    return tuple(one for one in clause.alternatives if fits(one.value))


@takes(scenario=held, settings=texts)
def changed(scenario: Scenario, *settings: str) -> Scenario:
    """A scenario with other rules.

    Parameters
    ----------
    scenario
        The scenario.
    *settings
        Each ``NAME = VALUE``, with or without the word ``set`` before it, such as what :meth:`Clause.setting` returns.

    Returns
    -------
    Scenario
        The changed scenario; the given one stays as it is.

    Raises
    ------
    ScenarioError
        With every mistake.
    """
    pairs = (setting.removeprefix("set ").partition("=") for setting in settings)
    return edit(scenario, {name.strip(): value.strip() for name, _, value in pairs})


def written(value: Any) -> str:
    """A value as ``set`` takes it."""
    return typed(value) or NONE


class Statute:
    """Reads the clauses of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.names = {one.id: one.name for some in (scenario.bodies, scenario.offices, scenario.constituencies) for one in some}
        self.names |= {NONE: say("nobody"), ROTATION: say("the members in turn")}
        self.year = round(WEEKS_A_YEAR * DAYS_A_WEEK / scenario.step)
        self.choosable = {
            "body": [body.id for body in scenario.bodies], "office": [office.id for office in scenario.offices],
            "constituency": [group.id for group in scenario.constituencies],
        }  # fmt: skip

    def of_bodies(self) -> Iterator[Clause]:
        for body in self.scenario.bodies:
            yield from self.of("body", body, BODY.columns, BODY.write(body))

    def of_offices(self) -> Iterator[Clause]:
        for office in self.scenario.offices:
            yield from self.of("office", office, OFFICE.columns, OFFICE.write(office))

    def of(self, group: str, one: Body | Office, columns: Mapping[str, Column], values: Mapping[str, Any]) -> Iterator[Clause]:
        for key, column in columns.items():
            if key in NO_RULE:
                continue
            if isinstance(column, Shares):
                for part, share in self.parts(one, key):
                    yield self.clause(group, one, key, column.number, written(share), part)
            else:
                yield self.clause(group, one, key, column, written(values[key]))

    def parts(self, one: Body | Office, key: str) -> Iterator[tuple[str, float]]:
        """The parts of a rule that has one for each kind of motion that the body decides, or each constituency."""
        if isinstance(one, Body):
            yield from ((kind, one.thresholds[kind]) for kind in one.thresholds if kind in one.decides)
        else:
            yield from ((group.id, one.appoints.get(group.id, 0.0)) for group in self.scenario.constituencies)

    def clause(self, group: str, one: Body | Office, key: str, column: Column, value: str, part: str = "") -> Clause:
        def says(text: str) -> str:
            return self.sentence(group, one, key, text, part)

        kind, options = self.kind(column)
        options = [option for option in options if option not in NEVER.get(key, ()) and not (key in APART and option == one.id)]
        name = ".".join(word for word in (group, one.id, key, part) if word)
        others = [text for text in self.others(key, column, kind, value, options) if text != value]
        number = isinstance(column, Number)
        return Clause(
            name, group, one.id, key, one.name, kind, self.meaning(group, key, column), value, says(value),
            tuple(Alternative(text, says(text)) for text in dict.fromkeys(others)),
            column.low if number else None, column.high if number else None, tuple(options),
        )  # fmt: skip

    @staticmethod
    def meaning(group: str, key: str, column: Column) -> str:
        return say(column.says or (BODY if group == "body" else OFFICE).columns[key].says)

    def kind(self, column: Column) -> tuple[str, list[str]]:
        """The kind of a rule, and what may be chosen."""
        match column:
            case Flag():
                return "flag", [YES, NO]
            case Refs():
                return "list", list(column.kinds[0].words or self.choosable[column.kinds[0].one])
            case Ref():
                return "choice", [*self.choosable[column.kinds[0].one], *sorted(column.also), NONE]
            case Choice():
                return "choice", list(column.options)
            case Whole():
                return "whole", []
            case Level():
                return "range", []
        return "number", []

    def others(self, key: str, column: Column, kind: str, value: str, options: list[str]) -> list[str]:
        """What the rule could be, among it perhaps what it is."""
        if kind in ("choice", "flag"):
            return options
        if kind == "list":
            held = [] if value == NONE else value.split(";")
            return [";".join(sorted({*held} ^ {option})) or NONE for option in options]
        usual = USUAL[key](float(value), self.year) if kind != "range" else (0.0,)
        assert isinstance(column, Number | Level)
        within = [min(max(number, column.low), column.high) for number in usual]
        return [written(int(number) if kind == "whole" else round(number, 4)) for number in within]

    def sentence(self, group: str, one: Body | Office, key: str, value: str, part: str) -> str:
        """The rule in plain words, were this its value."""
        tell = SAYS[group][key]
        if part and group == "body":
            row = next(row for row in K.MOTION_KINDS if row.name == part)
            about = say(row.purpose, target=say("somebody")) if row.purpose else ""
        else:
            about = the(self.names[part]) if part else ""
        return tell(Said(one.name, value, self.names, self.scenario.step, about, one.id))
