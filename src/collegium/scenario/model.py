"""The resolved form of a scenario: typed objects in which every field is present.

People write the short form (``spec/format.md``); ``collegium.scenario.resolve`` completes and
checks it. Everything downstream sees only what is defined here. All objects are immutable; a
changed scenario is a new one (``collegium.scenario.edit``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from collegium.scenario import kinds

TRAITS = ("ambition", "caution", "apparatus", "public")
"""The four traits of a person, each 0 (none) to 4 (very high)."""

MOTIONS = kinds.MOTIONS
"""Kinds of motion a body may be competent to decide (``decides`` in the YAML)."""

ACTS = ("service", "support", "hostile", "bid", "withdrawal", "apparatus", "public")
"""Kinds of dated act from which the code book derives traits and ties."""

EVENTS = kinds.EVENTS
"""Kinds of exogenous event: things that happen to the group and that none of its members decides."""

TIES = ("ally", "friend", "kin", "comrade", "rival", "enemy", "patron")
"""Kinds of tie. ``comrade`` is the usual one between members of a body; only ``patron`` changes a tie's meaning."""

ROTATION = "rotation"
"""What takes the place of an office where the full members of a body keep its agenda in turn."""

AWAY = "away"
"""The place of a person who starts far from the centre, as if sent away."""

UNALIGNED = "unaligned"
"""In results, what takes the place of a person where a constituency follows nobody."""
SIGNS = ("up", "down", "none")
"""Which way a claim says that its measure moves."""

CERTAINTIES = ("high", "medium", "low", "disputed")
"""How sure a row is."""

RECORDS = (
    "seat", "seat_lost", "office", "office_lost", "sent_away", "expelled", "died", "vote", "caucus", "congress", "sanction_failed",
    "resignation", "appeal", "platform", "capitulation", "target",
)  # fmt: skip
"""Kinds of row in the record, which scores and never steers."""

NO_SUCH = "none"
"""Value of a row of the record which says that the sources know of no such act."""
ENDS = {"resignation": ("accepted", "refused"), "appeal": ("won", "lost")}
"""Type of a row of the record -> how such an act may end, which its value says."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number that may be uncertain.

    ``point`` has one value; ``uniform`` two (low, high); ``triangular`` three (low, mode, high);
    ``alternatives`` any number, with ``weights`` that sum to one.
    """

    kind: Literal["point", "uniform", "triangular", "alternatives"]
    values: tuple[float, ...]
    weights: tuple[float, ...] = ()

    @property
    def certain(self) -> bool:
        return self.kind == "point"


@dataclass(frozen=True, slots=True)
class When:
    """A date known to the day, or anywhere from ``earliest`` to ``latest`` inclusive."""

    earliest: date
    latest: date
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` to ``end``; ``None`` is open on that side."""

    start: When | None = None
    end: When | None = None


@dataclass(frozen=True, slots=True)
class Prior:
    """The prior of a parameter.

    ``family`` is normal(mean, sd), half_normal(sd), lognormal(median, sd), beta(a, b), uniform(low, high), triangular(low, mode, high)
    or point(value). ``bounds`` clip it: the uniform number that enters the inverse distribution is truncated."""

    family: str
    args: tuple[float, ...]
    bounds: tuple[float, float] = (float("-inf"), float("inf"))
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. ``certainty`` is ``high``, ``medium``, ``low`` or ``disputed``."""

    id: str
    certainty: str = "medium"


@dataclass(frozen=True, slots=True)
class Dated:
    """A cell that may differ by the day on which a run begins: ``first``, and what replaces it from each of some days on, in order."""

    first: Cell
    later: tuple[tuple[date, Cell], ...] = ()

    def on(self, day: date) -> Cell:
        """What holds on the day."""
        return [self.first, *(cell for since, cell in self.later if since <= day)][-1]


@dataclass(frozen=True, slots=True)
class Issue:
    """An axis of policy from -1 (``low``) to 1 (``high``). ``status_quo`` is the policy at the start, ``agency`` the office that carries it
    out, or ''. ``takes``: the population from which a line towards the high end takes its livelihood, or ''. ``army``: whether the high end
    is an army of trained specialists, the low end one of zealous partisans. ``terror``: whether the high end is terror against suspects,
    the low end none."""

    id: str
    name: str
    low: str
    high: str
    status_quo: Dated
    agency: str
    takes: str
    army: bool
    terror: bool


@dataclass(frozen=True, slots=True)
class Body:
    """An organ that meets and decides.

    ``seats``: full seats by statute (named people and blocs together). ``weight``: the power of one full
    seat, in units of standing. ``cadence``: steps between meetings. ``delay``: further steps drawn for every
    meeting (congresses fall late). ``quorum``: share of full seats that must take part. ``thresholds``: the
    share of votes cast that a motion of each kind must exceed. ``tie``: what an exact tie does. ``ballot``: open or secret.
    ``absentee``: whether absent members may cast a vote. ``agenda``: the office that admits items, ``rotation`` or ''.
    ``chair``: the office whose holder breaks ties, or ''. ``deadline``: steps before the meeting by which an
    item must be in. ``capacity``: items heard at a meeting. ``extraordinary``: the share of full seats at whose demand it
    meets before its date (0: it never does). ``decides``: kinds of motion. ``elected_by``: the body that elects it, itself
    if it co-opts, or '' if nobody does. ``appeal_to``: a body, or ''. ``suspensive``: whether an appeal to it holds up the
    decision. ``term``: steps after which its electing body elects the whole body again at a meeting (0: it fills only
    vacancies). ``met``: the last day before the opening on which it is known to have met, which :func:`collegium.scenario.snapshot.at`
    takes from the meetings; None if unknown.
    """

    id: str
    name: str
    seats: int
    weight: Cell
    cadence: int
    delay: Cell
    quorum: float
    thresholds: Mapping[str, float]
    tie: Literal["status_quo", "chair"]
    ballot: Literal["open", "secret"]
    absentee: bool
    agenda: str
    chair: str
    deadline: int
    capacity: int
    extraordinary: float
    decides: frozenset[str]
    elected_by: str
    appeal_to: str
    suspensive: bool
    term: int
    met: date | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A post with one holder. ``appoints`` maps constituency to the share (0 to 1) of its posts the holder
    fills. ``fills`` are offices the holder may fill by right. ``force``, ``press``, ``security`` are 0 to 1.
    ``filled_by`` is the body that fills it otherwise. ``region`` is the constituency whose boss the holder is. ``term``: the steps after
    which the holder goes and cannot come back for as long (0: no limit). ``district`` is the constituency in
    which the holder must live or serve, or ''."""

    id: str
    name: str
    weight: Cell
    filled_by: str
    appoints: Mapping[str, float]
    fills: tuple[str, ...]
    force: float
    press: float
    security: float
    region: str
    term: int
    district: str


@dataclass(frozen=True, slots=True)
class Person:
    """``standing`` 0 to 1; traits 0 to 4; ``mortality`` deaths a year; ``authority`` deference owed to a
    founding leader, 0 to 1; ``place`` 'centre', :data:`AWAY` or a constituency. A trait is None until
    :func:`collegium.scenario.snapshot.at` derives it from acts; ``acts`` then holds the number of dated
    acts behind each trait (0 where the cell was typed). ``short``: how sentences name the person, or ''."""

    id: str
    name: str
    short: str
    standing: Cell
    traits: Mapping[str, Cell | None]
    mortality: Cell
    authority: Cell
    place: str
    source: Source
    acts: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(TRAITS, 0))


@dataclass(frozen=True, slots=True)
class Seat:
    body: str
    person: str
    rank: Literal["full", "candidate"]
    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Bloc:
    """Unnamed full seats of ``body`` held by people of ``constituency``; they vote by its allegiance."""

    body: str
    constituency: str
    seats: int
    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Meeting:
    """A body met. A run that starts later knows it."""

    body: str
    on: When | None
    source: Source


@dataclass(frozen=True, slots=True)
class Tenure:
    office: str
    person: str
    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Constituency:
    """An unnamed following of ``weight`` (units of standing); ``boss_office`` protects its holder's share. A constituency with a
    ``population`` (millions of people) is a population, which suffers and may rise. ``arms``: its arms, relative to the armed force of
    the state; ``core``: how much a revolt of theirs shakes the leaders, 0 to 1."""

    id: str
    name: str
    weight: Cell
    boss_office: str
    population: Cell
    arms: Cell
    core: float
    source: Source

    @property
    def peopled(self) -> bool:
        """Is it a population?"""
        return max(self.population.values) > 0


@dataclass(frozen=True, slots=True)
class Allegiance:
    constituency: str
    person: str
    share: Cell
    at: When | None
    source: Source


@dataclass(frozen=True, slots=True)
class Mood:
    """Position of a constituency on an issue, -1 to 1 (rows of positions.csv whose person is a constituency)."""

    constituency: str
    issue: str
    value: Cell
    salience: Cell
    at: When | None
    source: Source


@dataclass(frozen=True, slots=True)
class Tie:
    """The tie of ``a`` to ``b``: ``strength`` -1 (enmity) to 1 (devotion). ``kind`` is one of :data:`TIES`;
    under ``patron`` b is a's patron and the strength is the clientage, 0 to 1. ``strength`` None: the code
    book derives it from acts (never under ``patron``)."""

    a: str
    b: str
    kind: str
    strength: Cell | None
    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act. ``service``: person and other served together; ``support``/``hostile``: person towards
    other; the rest are evidence for one trait of person (bid: ambition, withdrawal: caution)."""

    id: str
    kind: str
    person: str
    other: str
    span: Span
    what: str
    source: Source


@dataclass(frozen=True, slots=True)
class Position:
    person: str
    issue: str
    value: Cell
    salience: Cell
    at: When | None
    source: Source


@dataclass(frozen=True, slots=True)
class Document:
    """A document that may come to be written. ``about`` '' means: whomever the author chooses at the time.
    ``condition``: 'always', 'ill' (the author has been ill) or 'after:EVENT'. ``what``: how sentences call it, or ''."""

    id: str
    author: str
    to: str
    about: str
    earliest: When
    condition: str
    source: Source
    what: str = ""


@dataclass(frozen=True, slots=True)
class Theatre:
    """A theatre of war. ``opens`` and ``closes``: when the fighting begins, and when the enemy leaves whatever is done (None: never).
    ``enemy``: strength of the enemy, relative to the whole armed force of the state. ``regular``: how far it is a regular army, 0 to 1.
    ``control``: how far the state holds the ground at the beginning, -1 to 1. ``exposes``: the population on whose ground it is, or ''."""

    id: str
    name: str
    opens: When | None
    closes: When | None
    enemy: Cell
    regular: Cell
    control: Cell
    exposes: str
    source: Source


@dataclass(frozen=True, slots=True)
class Provision:
    """What a statute changes. ``kind`` is a kind of clause (``collegium.scenario.kinds``); ``of`` the body or office that it is
    about; ``to`` the constituency of a right or the office that keeps an agenda ('' nobody); ``value`` the share of a right."""

    kind: int
    of: str
    to: str = ""
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Statute:
    """A change of the rules that a body may adopt, and repeal. ``earliest``: the first day on which it may be moved, None for always.
    ``adopted``: the day on which it was adopted in life, None for never: a run that starts on that day or later begins with it in
    force."""

    id: str
    name: str
    earliest: date | None
    adopted: date | None
    clauses: tuple[Provision, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Event:
    """``when`` a date; or ``rate`` per year from ``when``; or ``after`` another event by ``delay`` steps.
    ``on``: a person, or '' for the whole group. ``effect``: weeks (incapable; inf is for good), output
    (-1..1), threat (0..1), or an issue id with the push to moods (-1..1). ``what``: what happens, as a sentence, or ''."""

    id: str
    kind: str
    on: str
    when: When | None
    rate: float
    after: str
    delay: Cell | None
    effect: Mapping[str, Cell]
    source: Source
    what: str = ""


Truth: TypeAlias = bool | tuple[float, float]
"""What a measure was in life: yes or no, or a number within two bounds, both included."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known to have happened. The engine never reads it.

    A target is a statement that a run can meet or miss. ``measure`` is a sentence of section 2 of ``spec/experiments.md``, ``truth`` what
    it was in life, and ``span`` the window, of which ``end`` is the last day. Targets of one ``block`` count together. ``excluded`` says
    why a target is not scored; it then has no measure."""

    id: str
    type: str
    who: str
    what: str
    body: str
    span: Span
    value: str
    source: Source
    measure: str = ""
    truth: Truth | None = None
    block: str = ""
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A causal sentence with the experiment that tests it, in the sentences of ``spec/experiments.md``.

    ``experiment`` '' means that the claim is set aside, and ``measure`` says why. ``given`` holds in both arms.
    ``sign`` is ``up``, ``down``, ``none`` (it makes no difference) or ''. ``start`` and ``end`` are the days of the
    runs, None for those of the span."""

    id: str
    claim: str
    experiment: str
    given: str
    measure: str
    sign: str
    start: date | None
    end: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class System:
    """A mechanism that the source of a case describes, and what carries it in the model. The engine never reads it.

    ``rules`` and ``moves`` are names of rules and moves of the engine; ``tables`` says in free wording which data carry it. ``passages``
    are the paragraphs of the source. ``off`` holds the sentences of ``spec/experiments.md`` that switch it off, joined by ``;`` ('': none
    does), ``measure`` those of its section 2 for the outcome that the source itself names. ``missing`` says what of it is not modelled."""

    id: str
    name: str
    rules: tuple[str, ...]
    moves: tuple[str, ...]
    tables: str
    passages: str
    off: str
    measure: str
    missing: str
    source: Source


@dataclass(frozen=True, slots=True)
class JointDraw:
    """One joint draw from the posterior of some parameters: value by name. Every draw has the same names and counts alike."""

    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case of shared rule, complete. Runs begin on ``first`` at the earliest, and on ``start`` if nobody names a day. ``output`` is that
    at the start, relative to what people are used to. ``agreement`` maps a trait, or ``tie``, that was coded twice to the weighted kappa
    between the two codings. ``sources`` maps source id to citation. ``posterior`` holds joint draws of some parameters, which take the
    place of their priors. ``files`` holds the text of the folder it came from, so that a result can carry its scenario."""

    name: str
    title: str
    summary: str
    first: date
    start: date
    end: date
    step: int
    top_body: str
    output: Dated
    issues: tuple[Issue, ...]
    bodies: tuple[Body, ...]
    offices: tuple[Office, ...]
    people: tuple[Person, ...]
    seats: tuple[Seat, ...]
    blocs: tuple[Bloc, ...]
    tenures: tuple[Tenure, ...]
    meetings: tuple[Meeting, ...]
    constituencies: tuple[Constituency, ...]
    allegiances: tuple[Allegiance, ...]
    moods: tuple[Mood, ...]
    ties: tuple[Tie, ...]
    acts: tuple[Act, ...]
    positions: tuple[Position, ...]
    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    statutes: tuple[Statute, ...]
    theatres: tuple[Theatre, ...]
    record: tuple[Record, ...]
    claims: tuple[Claim, ...]
    systems: tuple[System, ...]
    posterior: tuple[JointDraw, ...]
    parameters: Mapping[str, Prior]
    agreement: Mapping[str, float]
    sources: Mapping[str, str]
    files: Mapping[str, str]

    @property
    def electorate(self) -> str:
        """The body that elects the top body; '' if nobody does, or the top body itself."""
        elected_by = {body.id: body.elected_by for body in self.bodies}[self.top_body]
        return "" if elected_by == self.top_body else elected_by

    @property
    def fitted(self) -> tuple[str, ...]:
        """The parameters that the posterior gives."""
        return tuple(self.posterior[0].values) if self.posterior else ()
