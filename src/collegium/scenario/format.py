"""The scenario format: every table and every key of ``scenario.yaml``, declared once.

A new table takes two places: its typed object with a field of :class:`Scenario` (``model.py``), and its declaration here. What reads,
writes, checks, describes and hashes a scenario, and what cuts it off at a day, is worked out from these.
"""

from __future__ import annotations

from typing import NamedTuple

from collegium.scenario import cells, clauses, model, row_checks, special
from collegium.scenario.columns import Choice, Date, Day, Flag, Id, Level, Line, Name, Number, Ref, Refs, Text, Whole
from collegium.scenario.ids import (
    BODIES,
    CONSTITUENCIES,
    DOCUMENTS,
    EVENTS,
    ISSUES,
    MOTION,
    MOVE,
    OFFICES,
    PEOPLE,
    RULE,
    SOURCES,
    STATUTES,
    THEATRES,
)  # fmt: skip
from collegium.scenario.shape import HOLDS, Entries, Flat, Inner, Lookup, Section, Shape, Shares, Table

LARGEST = 100_000
"""Greatest number of steps of a cadence, a deadline or a term, and of seats of a body or a bloc."""

ID = Id("Id, by which other rows name it.", needed=True)
NAME = Name("Name for display, which changes no result; blank: the id.")
AT = Date("Day from which it holds and replaces an earlier row; blank: always.")
GIVEN = Flat(
    Shape(
        model.Source, "",
        id=Refs("Ids of sources.csv, joined by ';'.", SOURCES, make=";".join, name="source"),
        certainty=Choice("How sure the row is.", model.CERTAINTIES, "medium"),
    )
)  # fmt: skip


def held(start: str, end: str, needed: bool = False) -> Flat:
    """From when to when a row holds, in the columns ``from`` and ``to``."""
    dates = {"start": Date(start, name="from", needed=needed), "end": Date(end, name="to")}
    return Flat(Shape(model.Span, "", check=row_checks.check_span, **dates))


HELD = held("First day on which it holds; blank: it always did.", "First day on which it no longer holds; blank: open.")

# scenario.yaml

ISSUE = Section(
    ISSUES, model.Issue, "An axis of policy from -1 to 1.", most=12, check=row_checks.check_issue,
    name=NAME,
    low=Text("What -1 means.", "low"),
    high=Text("What 1 means.", "high"),
    status_quo=special.DatedLevel("Policy at the start; a mapping from days for runs that begin on several days.", cells.STATUS_QUO),
    agency=Ref("The office that carries out what is decided.", OFFICES),
    takes=Ref("The population from which a line towards the high end takes its livelihood.", CONSTITUENCIES, rare=True),
    army=Flag("Whether the axis is that of the army: partisans at the low end, trained specialists at the high end.", rare=True),
    terror=Flag("Whether the axis is that of terror against suspects: none at the low end.", rare=True),
)  # fmt: skip
THRESHOLDS = Shape(
    special.thresholds, "",
    general=Number("Share of the votes cast that must be exceeded.", 0.5, 0, 1, name="threshold"),
    special=Shares("The same by kind of motion, where the statute differs.", MOTION, blank=None, name="thresholds"),
)  # fmt: skip
BODY = Section(
    BODIES, model.Body, "A body that meets and decides.", most=16, check=row_checks.check_body,
    name=NAME,
    seats=Whole("Full seats by statute, named people and blocs together.", 1, 1, LARGEST, needed=True),
    weight=Level("Power of one full seat, in units of standing.", cells.SEAT_WEIGHT),
    cadence=Whole("Steps between meetings.", 1, 1, LARGEST),
    delay=Level("Further steps, drawn at every meeting.", cells.STEPS_LATER),
    quorum=Number("Share of full seats that must take part.", 0.5, 0, 1),
    thresholds=Flat(THRESHOLDS, special.general_and_special),
    tie=Choice("What an exact tie does: the status quo stays, or the chair decides.", ("status_quo", "chair"), "status_quo"),
    ballot=Choice("Whether votes are open or secret.", ("open", "secret"), "open"),
    absentee=Flag("Whether absent members may cast a vote."),
    agenda=Ref("The office whose holder admits items; rotation: the full members in turn.", OFFICES, also=[model.ROTATION]),
    chair=Ref("The office whose holder breaks ties.", OFFICES),
    deadline=Whole("Steps before a meeting by which an item must be in.", 1, 0, LARGEST),
    capacity=Whole("Items heard at one meeting.", 8, 1, 64),
    extraordinary=Number("Share of full seats that can call it together, as its agenda's keeper then can; 0: nobody can.", 0, 0, 1),
    decides=Refs("Kinds of motion it may decide.", MOTION, make=frozenset),
    elected_by=Ref("The body that elects it; itself: it co-opts; blank: nobody, and vacant seats stay empty.", BODIES),
    appeal_to=Ref("The body to which the losers of a vote may turn.", BODIES),
    suspensive=Flag("Whether an appeal to it holds up the decision."),
    term=Whole("Steps between elections, held at a meeting of elected_by; 0: it only fills vacancies.", 0, 0, LARGEST),
)  # fmt: skip
OFFICE = Section(
    OFFICES, model.Office, "A post with one holder.", most=48, check=row_checks.check_office,
    name=NAME,
    weight=Level("Power of the post itself, in units of standing.", cells.OFFICE_WEIGHT),
    filled_by=Ref("The body that fills it; blank: the top body.", BODIES),
    appoints=Shares("Share of the posts of a constituency that the holder fills; all offices together 1 at most.", CONSTITUENCIES),
    fills=Refs("Offices that the holder may fill by right.", OFFICES, make=lambda ids: tuple(sorted(ids))),
    force=Number("Command of armed men.", 0, 0, 1),
    press=Number("Command of the press.", 0, 0, 1),
    security=Number("Command of the security police.", 0, 0, 1),
    region=Ref("The constituency whose boss the holder is; the same as its boss_office, either completes the other.", CONSTITUENCIES),
    district=Ref("Where the holder must live or serve. Nobody takes posts in two districts; blank: anywhere.", CONSTITUENCIES),
    term=Whole("Steps after which the holder goes, and cannot have the post back for as long; 0: no limit.", 0, 0, LARGEST),
)  # fmt: skip
AGREEMENT = Shape(
    lambda **kappas: {name: kappa for name, kappa in kappas.items() if kappa is not None},
    "Weighted kappa between two codings of the acts, by what is derived from them; blank: coded once.",
    ambition=Number("Of ambition.", None, -1, 1),
    caution=Number("Of caution.", None, -1, 1),
    apparatus=Number("Of skill in working an organisation.", None, -1, 1),
    public=Number("Of skill in speaking and writing.", None, -1, 1),
    tie=Number("Of the ties between people.", None, -1, 1),
)
SPAN = Shape(
    row_checks.days, "The days on which a run may begin and end, and where one begins that names no day.", check=row_checks.check_days,
    first=Day("First day.", name="from", needed=True),
    end=Day("Last day.", name="to", needed=True),
    start=Day("First day of a run that names none; blank: the first day of the span.", rare=True),
)  # fmt: skip
TOP = Shape(
    dict, "A case of shared rule: its span, issues, bodies, offices and parameters. The tables are beside it.",
    check=row_checks.check_top,
    title=Line("One line.", needed=True),
    summary=Text("One sentence or two."),
    span=special.Days(SPAN, needed=True),
    step=Whole("Days in a step.", 7, 1, 366),
    top_body=Ref("The body whose rule is studied.", BODIES, needed=True),
    output=special.DatedLevel(
        "Output at the start relative to what people are used to, such as 0.5 in ruin; a mapping as for status_quo.", cells.RUIN, rare=True
    ),
    issues=Entries("Axes of policy by id.", ISSUE),
    bodies=Entries("Bodies that meet and decide, by id: the top body and, if another body elects it, that one.", BODY, needed=True),
    offices=Entries("Posts with one holder, by id.", OFFICE),
    parameters=special.Priors("Priors of the model's parameters where they differ from the defaults."),
    agreement=Inner(AGREEMENT),
)  # fmt: skip

SECTIONS = {name: column.section for name, column in TOP.columns.items() if isinstance(column, Entries)}
"""The sections of ``scenario.yaml`` that are keyed by ids."""

# tables


class Citation(NamedTuple):
    id: str
    citation: str


def tables(*found: Table) -> dict[str, Table]:
    """The tables by file. Raises :class:`TypeError` where the scenario holds rows that no table declares."""
    declared = {table.holder(one) for table in (*SECTIONS.values(), *found) for one in table.types}
    if missing := set(HOLDS.values()) - declared:
        raise TypeError(f"no declaration in format.py explains how to read the rows of Scenario: {', '.join(sorted(missing))}")
    return {table.file: table for table in found}


TRAITS = Shape(
    dict, "",
    ambition=Level("Wish for power; blank: derived from acts.", cells.TRAIT, derived=True),
    caution=Level("Reluctance to take risks; blank: derived from acts.", cells.TRAIT, derived=True),
    apparatus=Level("Skill in working an organisation; blank: derived from acts.", cells.TRAIT, derived=True),
    public=Level("Skill in speaking and writing; blank: derived from acts.", cells.TRAIT, derived=True),
)  # fmt: skip
MUTUAL = special.Mutual("Whether the same holds of b towards a.")
TABLES = tables(
    Table(
        PEOPLE, model.Person, "Everybody who is named.", least=1, most=128,
        id=ID, name=NAME,
        standing=Level("Personal standing, the unit in which all power is counted.", cells.STANDING),
        traits=Flat(TRAITS),
        mortality=Level("Chance of death in a year.", cells.HEALTH, name="health"),
        authority=Level("Deference owed to a founding leader.", cells.AUTHORITY),
        place=special.Place(
            "Where the person is at the start: 'centre' (default), 'away' (far off, and absent until recalled), or with a constituency.",
            CONSTITUENCIES, also=["centre", model.AWAY], what="place (centre, away or a constituency)",
        ),
        short=Line("How sentences and tables name the person; blank: by the last word of the name."),
        source=GIVEN,
    ),
    Table(
        "seats", model.Seat, "Who sits in which body.", least=1,
        body=Ref("A body of scenario.yaml.", BODIES, needed=True),
        person=Ref("Who sits in it.", PEOPLE, needed=True),
        rank=Choice("A full seat, or that of a candidate.", ("full", "candidate"), "full"),
        span=HELD, source=GIVEN,
    ),
    Table(
        "ties", model.Tie, "How one person feels about another.", least=3, twin=MUTUAL.twin, check=row_checks.check_tie,
        a=Ref("Whose tie it is.", PEOPLE, needed=True),
        b=Ref("To whom.", PEOPLE, needed=True),
        kind=Choice("Kind of tie; 'patron': b is a's patron, and the strength is the clientage.", model.TIES, "comrade"),
        strength=special.Strength("From enmity to devotion; blank: derived from acts, or else from the kind."),
        mutual=MUTUAL,
        span=HELD, source=GIVEN,
    ),
    Table(
        "blocs", model.Bloc, "Full seats without names, which vote as their constituency is inclined.",
        body=Ref("A body of scenario.yaml.", BODIES, needed=True),
        constituency=Ref("Whose people sit there.", CONSTITUENCIES, needed=True),
        seats=Whole("How many full seats.", 1, 1, LARGEST, needed=True),
        span=HELD, source=GIVEN,
    ),
    Table(
        "offices", model.Tenure, "Who holds which office.",
        office=Ref("An office of scenario.yaml.", OFFICES, needed=True),
        person=Ref("Its holder.", PEOPLE, needed=True),
        span=HELD, source=GIVEN,
    ),
    Table(
        CONSTITUENCIES, model.Constituency, "Followings without names.", most=24,
        id=ID, name=NAME,
        weight=Level("Weight in units of standing.", cells.FOLLOWING_WEIGHT),
        boss_office=Ref("The office whose holder leads it; the same as the office's 'region', either completes the other.", OFFICES),
        population=Level("Millions of people, where it is a population that suffers and may rise.", cells.POPULATION, rare=True),
        arms=Level("Arms of a population, relative to the whole armed force of the state.", cells.ARMS, rare=True),
        core=Number("How much a revolt of a population shakes the leaders.", 0, 0, 1, rare=True),
        source=GIVEN,
    ),
    Table(
        "meetings", model.Meeting, "When bodies met. What is past when a run starts decides when they meet next.", reach="never",
        body=Ref("A body of scenario.yaml.", BODIES, needed=True),
        on=Date("The day on which it began to meet.", name="date", needed=True), source=GIVEN,
    ),
    Table(
        "allegiances", model.Allegiance, "Whom a constituency follows.",
        constituency=Ref("Whose allegiance it is.", CONSTITUENCIES, needed=True),
        person=Ref("Whom they follow.", PEOPLE, needed=True),
        share=Level("Share of the constituency; the least shares sum to 1 at most.", cells.SHARE),
        at=AT, source=GIVEN,
    ),
    Table(
        "positions", (model.Position, model.Mood), "What people and constituencies want.",
        person=special.Wanting("A person or a constituency."),
        issue=Ref("An issue of scenario.yaml.", ISSUES, needed=True),
        value=Level("Position, -1 for its low end, 1 for its high end.", cells.VALUE),
        salience=Level("How much it matters to them.", cells.SALIENCE),
        at=AT, source=GIVEN,
    ),
    Table(
        "acts", model.Act, "Dated acts, from which blank traits and ties are derived.", reach="never",
        check=row_checks.check_act,
        id=ID,
        kind=Choice(
            "'service' together, 'support' or 'hostile' towards other; the rest are of one person.", model.ACTS, "public", needed=True
        ),
        person=Ref("Who acted.", PEOPLE, needed=True),
        other=Ref("Together with whom, or towards whom; blank for acts of one person.", PEOPLE),
        span=held(
            "First day; the act counts from then on.",
            "First day on which a service was over; blank: open. For other kinds it counts for nothing.", needed=True,
        ),
        what=Text("What it was, in free wording."),
        source=GIVEN,
    ),
    Table(
        DOCUMENTS, model.Document, "Documents that may come to be written.", most=16, reach="ahead",
        id=ID,
        author=Ref("Who would write it.", PEOPLE, needed=True),
        to=Ref("A person, a body or a constituency; blank: nobody in particular.", PEOPLE, BODIES, CONSTITUENCIES),
        about=Ref("A person; blank: the author chooses.", PEOPLE),
        earliest=Date("First day on which it may be written; blank: the start of the span."),
        condition=special.Condition("always, ill (once the author has been incapable) or after:EVENT."),
        what=Line("What sentences call it, without an article, such as 'letter to the assembly'; blank: by the id.", label=True),
        source=GIVEN,
    ),
    Table(
        EVENTS, model.Event, "What befalls the group and none of its members decides.", most=48, reach="ahead",
        check=row_checks.check_event,
        id=ID,
        kind=Choice("Kind of event.", model.EVENTS, "harvest", needed=True),
        on=Ref("Whom an illness or death befalls; blank for the others.", PEOPLE),
        when=special.Timing("A date, rate:0.05 (a year), rate:0.05 from 1923, or after:EVENT:4..26 (steps later).", needed=True),
        effect=special.Effects("Joined by ';': weeks:8..30, output:-0.3, threat:0.5 and pushes of moods such as ISSUE:0.2."),
        what=Line("What happens, as a sentence without its full stop, such as 'Rain spoils the hay'; blank: by the id.", label=True),
        source=GIVEN,
    ),
    Table(
        STATUTES, model.Statute, "Changes of the rules that a body may adopt, and repeal.", most=12, sparse=True, reach="ahead",
        check=row_checks.check_statute,
        id=ID, name=NAME,
        earliest=Day("First day on which it may be moved; blank: always.", name="from"),
        adopted=Day("Day on which it was adopted in life. Runs that start later begin with it; no other run knows of it. Blank: never."),
        clauses=clauses.Clauses("What it changes, in sentences joined by ';'.", needed=True),
        source=GIVEN,
    ),
    Table(
        THEATRES, model.Theatre, "Theatres of war, as enemies from outside bring them about.", most=8, sparse=True, reach="ahead",
        id=ID, name=NAME,
        opens=Date("When the fighting begins; blank: it has begun at the start.", name="from"),
        closes=Date("When the enemy leaves, whatever is done; blank: never. No decision of a member may lie behind it.", name="to"),
        enemy=Level("Strength of the enemy, relative to the whole armed force of the state.", cells.STRENGTH_OF_ENEMY),
        regular=Level("How far the enemy is a regular army.", cells.REGULAR),
        control=Level("How far the state holds the ground when the fighting begins, from -1 (not at all) to 1.", cells.CONTROL),
        exposes=Ref("The population on whose ground it is.", CONSTITUENCIES),
        source=GIVEN,
    ),
    Table(
        "record", model.Record, "What is known to have happened; it never reaches the engine.", reach="never",
        check=row_checks.check_record,
        id=ID,
        type=Choice("Kind of record.", model.RECORDS, "target", needed=True),
        who=Refs("People or constituencies, joined by ';'.", PEOPLE, CONSTITUENCIES, make=";".join),
        what=Text("An office where the type is office or office_lost, else free wording."),
        body=Ref("The body it was in.", BODIES),
        span=held(
            "When it happened, or the first day on which it held; of a target, the first day of its window.",
            "First day on which it no longer held; blank: open. Of a target, the last day of its window; blank: that of 'from'.",
        ),
        value=Text("A number or result, in free wording; of a vote, who voted how: yes:ID,ID no:ID."),
        measure=Text(
            "Of a target: what is read from a run, in a sentence of section 2 of spec/experiments.md. Of a vote: the motion, by section 6."
        ),
        truth=special.Truth("Of a target: what the measure was: yes or no for a share, else a number or LOW..HIGH, ends included."),
        block=special.Block("Of a target: the group of targets that count together, an id of your choice."),
        excluded=Text("Of a target or a vote: why it is not scored."),
        source=GIVEN,
    ),
    Table(
        "claims", model.Claim, "Causal sentences, each with the experiment that tests it.", reach="never", check=row_checks.check_claim,
        id=ID,
        claim=Text("The sentence.", needed=True),
        experiment=Text("What is done to test it, in the sentences of spec/experiments.md, joined by ';'; blank: set aside."),
        given=Text("What holds in both arms, likewise."),
        measure=Text("What to compare; without an experiment, the reason why the claim is set aside."),
        sign=Choice("Which way the claim says that the measure moves; none: not at all.", model.SIGNS),
        start=Day("First day of the runs; blank: that of the span.", name="from"),
        end=Day("Last day of the runs; blank: that of the span.", name="to"),
        source=GIVEN,
    ),
    Table(
        "systems", model.System, "Mechanisms that the source describes, each with what carries it and what switches it off.",
        most=64, sparse=True, label=True, reach="never",
        id=ID, name=NAME,
        rules=Refs("Rules of the engine that carry it, joined by ';'; 'collegium show SCENARIO --order' lists them.", RULE),
        moves=Refs("Moves that carry it, joined by ';'.", MOVE),
        tables=Text("Data that carry it: tables, columns, keys and parameters, in free wording."),
        passages=Text("Paragraphs of the source that describe it, such as 4-36."),
        off=Text("What switches it off, in the sentences of spec/experiments.md, joined by ';'; blank: nothing does."),
        measure=Text("The outcome that the source names for it, in sentences of section 2 of spec/experiments.md, joined by ';'."),
        missing=Text("What of it is not modelled, in free wording."),
        source=GIVEN,
    ),
    Table(
        "posterior", model.JointDraw, "Joint draws of parameters that were fitted. They replace the priors of their columns.",
        sparse=True, values=special.Fitted(),
    ),
    Lookup(SOURCES, Citation, "Where the facts come from.", id=ID, citation=Text("The source as it is cited.", needed=True)),
)  # fmt: skip


def counts(scenario: model.Scenario) -> dict[str, int]:
    """How many rows of each kind a scenario holds, by the field that holds them."""
    return {table.holder(one): len(getattr(scenario, table.holder(one))) for table in TABLES.values() for one in table.types}
