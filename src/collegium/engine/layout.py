"""What the engine works on: five records, passed by pointer, each to the functions that need it and always in this order.

``sc`` the scenario (constant), ``th`` the drawn parameters (constant within a history), ``st`` the state (what persists from step to
step), ``wk`` the work in hand, ``io`` what a history leaves behind. Shapes are beside the fields: P people, B bodies, O offices,
C constituencies, K issues, D documents, E events, M kinds of motion, Q agenda items, G caucuses, V interventions, S statutes,
N clauses, T theatres. All but P are fixed capacities; P is 64 or 128 (one compiled version each). Counts are fields. Within each kind
entities are sorted by key, so that neither row order nor display names can matter. Lists of people or constituencies are unsigned: compiled
code asks of every signed index whether it counts from the end.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from collegium.scenario.kinds import MOTION_KINDS, TERM_KINDS
from collegium.scenario.parameters import DEFAULTS

PEOPLE = (64, 128)
B, O, C, K, D, E, M, Q, G, V, S, N, T = 16, 48, 24, 12, 16, 48, len(MOTION_KINDS), 64, 8, 1024, 12, 64, 8
MONTHS, QUARTERS, YEARS, LOG = 194, 66, 20, 8192
TERMS = len(TERM_KINDS)
OPTIONS = 32
PLAYERS = 10
"""Members of the top body whose coalitions are worked out, the strongest first: the work grows with their number as 3 ** PLAYERS."""

NOBODY = -1
ROTATION = -2
"""For an agenda's office: the members keep it in turn."""
NEVER = -(2**30)
FOREVER = 2**30

NO_SEAT, CANDIDATE, FULL = 0, 1, 2

# states of an agenda item
FREE, SUBMITTED, HELD, CARRIED, DEFEATED, DONE, LAPSED = range(7)

# how soon an item is heard: after the body's deadline and in its order, or before all others
REGULAR, URGENT = range(2)

# caucus membership
OUTSIDE, INVITED, MEMBER, REFUSED = range(4)

# how far a person is in the hands of security
AT_LARGE, ARRESTED, EXILED = range(3)

# a theatre of war: not yet open, open, and how it ended: ground won, ground lost, the enemy gone
YET, OPEN, WON, LOST, CLOSED = range(5)

# causes of death among populations, which are counted and which no rule reads
TOLLS = 4
FAMINE_TOLL, WAR_TOLL, REVOLT_TOLL, TERROR_TOLL = range(TOLLS)

# conditions of a document; AFTER + e: once event e has happened
ALWAYS, ILL, AFTER = 0, 1, 2

# thresholds of the definition of rule: half as much is borne, as given, twice as much is borne
WAYS = 3
STRICT, GIVEN, LOOSE = range(WAYS)

PARAMETERS = tuple(DEFAULTS)
theta_type = np.dtype([(name, "f8") for name in PARAMETERS], align=True)


def scenario_type(people: int) -> np.dtype:
    """Record of the constant side of a scenario for up to ``people`` people."""
    P = people
    return np.dtype(
        [
            ("n_people", "i8"),
            ("n_bodies", "i8"),
            ("n_offices", "i8"),
            ("n_cons", "i8"),
            ("n_issues", "i8"),
            ("n_docs", "i8"),
            ("n_events", "i8"),
            ("n_statutes", "i8"),
            ("n_theatres", "i8"),
            ("first", "i8"),
            ("weeks", "i8"),
            ("per_year", "f8"),  # first step number, steps to play, steps a year
            ("person_key", "u8", (P,)),
            ("body_key", "u8", (B,)),
            ("office_key", "u8", (O,)),
            ("cons_key", "u8", (C,)),
            ("issue_key", "u8", (K,)),
            ("doc_key", "u8", (D,)),
            ("event_key", "u8", (E,)),
            ("statute_key", "u8", (S,)),
            ("theatre_key", "u8", (T,)),
            # bodies
            ("cadence", "i8", (B,)),
            ("met", "i8", (B,)),  # step of its last meeting before the start, NEVER if unknown
            ("delay_low", "f8", (B,)),
            ("delay_high", "f8", (B,)),
            ("quorum", "f8", (B,)),
            ("threshold", "f8", (B, M)),
            ("chair_breaks", "i1", (B,)),
            ("secret", "i1", (B,)),
            ("absentee", "i1", (B,)),
            ("chair", "i8", (B,)),
            ("deadline", "i8", (B,)),
            ("capacity", "i8", (B,)),
            ("extraordinary", "f8", (B,)),  # share of full seats that can call a sitting, 0: nobody can
            ("decides", "i1", (B, M)),
            ("elector", "i8", (B,)),
            ("appeal", "i8", (B,)),
            ("suspensive", "i1", (B,)),
            ("term", "i8", (B,)),
            # offices
            ("filled_by", "i8", (O,)),
            ("fills", "i1", (O, O)),
            ("force", "f8", (O,)),
            ("press", "f8", (O,)),
            ("security", "f8", (O,)),
            ("region", "i8", (O,)),
            ("district", "i8", (O,)),  # the constituency in which the holder must live or serve, or NOBODY
            ("tenure", "i8", (O,)),  # steps after which the holder goes, 0: no limit
            # constituencies, issues
            ("boss", "i8", (C,)),
            ("core", "f8", (C,)),  # how much a revolt of theirs shakes the leaders
            ("agency", "i8", (K,)),
            ("takes", "i8", (K,)),  # the population from which the high end takes
            ("army", "i8"),
            ("terror", "i8"),  # the issues of the army and of terror, or NOBODY
            # theatres: first and last step on which each may open and close; the population whom it exposes
            ("opens_low", "i8", (T,)),
            ("opens_high", "i8", (T,)),
            ("closes_low", "i8", (T,)),
            ("closes_high", "i8", (T,)),
            ("exposes", "i8", (T,)),
            # documents, events
            ("author", "i8", (D,)),
            ("addressee", "i8", (D,)),
            ("about", "i8", (D,)),
            ("earliest", "i8", (D,)),
            ("condition", "i8", (D,)),
            ("event_kind", "i1", (E,)),
            ("event_on", "i8", (E,)),
            ("event_low", "i8", (E,)),
            ("event_high", "i8", (E,)),
            ("event_rate", "f8", (E,)),
            ("event_after", "i8", (E,)),
            # statutes: first step, place in the order of adoption before the start (0: none), and the clauses of each, one behind another
            ("statute_from", "i8", (S,)),
            ("adopted", "i8", (S,)),
            ("clause_first", "i8", (S + 1,)),
            ("clause_kind", "i8", (N,)),
            ("clause_of", "i8", (N,)),
            ("clause_to", "i8", (N,)),
            ("clause_value", "f8", (N,)),
            # when the record is taken: step number of each month and quarter, of the two grids, of each record of ties
            ("months", "i8", (MONTHS,)),
            ("n_months", "i8"),
            ("quarters", "i8", (QUARTERS,)),
            ("n_quarters", "i8"),
            ("grids", "i8", (2,)),
            ("years", "i8", (YEARS,)),
            ("n_years", "i8"),  # the start, the turns of the year, the end
            # interventions: kind, steps from (included) and until (excluded), and what the kind asks for
            ("n_interventions", "i8"),
            ("v_kind", "i8", (V,)),
            ("v_from", "i8", (V,)),
            ("v_until", "i8", (V,)),
            ("v_who", "i8", (V,)),
            ("v_other", "i8", (V,)),
            ("v_where", "i8", (V,)),
            ("v_what", "i8", (V,)),
            ("v_value", "f8", (V,)),
            ("v_sentence", "i8", (V,)),  # number of the sentence in which it was typed
        ],
        align=True,
    )


def state_type(people: int) -> np.dtype:
    """Record of the state of one history."""
    P = people
    return np.dtype(
        [
            ("week", "i8"),
            ("luck", "u8"),
            ("tracing", "i1"),
            # people: traits 0..1, standing in units of power, authority 0..1
            ("ambition", "f8", (P,)),
            ("caution", "f8", (P,)),
            ("apparatus", "f8", (P,)),
            ("public", "f8", (P,)),
            ("standing", "f8", (P,)),
            ("authority", "f8", (P,)),
            ("mortality", "f8", (P,)),
            ("alive", "i1", (P,)),
            ("member", "i1", (P,)),  # of the organisation
            ("incapable", "i8", (P,)),  # first step at which he can work again
            ("ill_since", "i8", (P,)),
            ("been_ill", "i1", (P,)),
            ("away", "i1", (P,)),
            ("death_week", "f8", (P,)),
            ("isolated", "i8", (P,)),  # first step at which the doctors' order no longer cuts him off
            ("confined", "i1", (P,)),
            ("hidden", "i1", (P,)),  # in the hands of security; working underground
            ("charges", "f8", (P,)),  # strength of the case that has been made against him, 0..1
            ("spoke", "i8", (P,)),  # step of the last platform
            ("fell", "i8", (P,)),  # last step in which a decision cost him a seat or office
            ("position", "f8", (P, K)),
            ("anchor", "f8", (P, K)),
            ("salience", "f8", (P, K)),
            ("tie", "f8", (P, P)),
            ("client", "f8", (P, P)),
            ("harm", "f8", (P, P)),
            ("hurt", "f8", (P,)),  # row: who feels, owes, was injured
            # what depends on whom (patronage.py): a body's votes on which a person can count, a member's posts, a constituency's posts
            ("sway", "f8", (B, P)),
            ("hold", "f8", (P, P)),
            ("reach", "f8", (C, P)),
            # the aim that a leader pursues: goal, person or issue, step of the last turn, the greatest injury felt when it was chosen
            ("aim", "i8", (P,)),
            ("aimed_at", "i8", (P,)),
            ("turned", "i8", (P,)),
            ("hurt_then", "f8", (P,)),
            # institutions: the top body, the body that elects it (or NOBODY), which bodies and offices exist; rights, agendas, statutes
            ("top", "i8"),
            ("electorate", "i8"),
            ("exists", "i1", (B,)),
            ("created", "i1", (O,)),
            ("appoints", "f8", (O, C)),
            ("agenda", "i8", (B,)),
            ("in_force", "i1", (S,)),
            ("replaced", "f8", (N,)),  # what each clause has replaced
            # weights in units of standing, drawn once
            ("seat_weight", "f8", (B,)),
            ("office_weight", "f8", (O,)),
            ("cons_weight", "f8", (C,)),
            ("seat", "i1", (B, P)),
            ("bloc", "i8", (B, C)),
            ("statute", "i8", (B,)),
            ("holder", "i8", (O,)),
            ("vacant", "i8", (O,)),
            ("enlarged", "i8", (B,)),
            ("since", "i8", (O,)),
            ("retired", "i8", (O,)),
            ("retired_at", "i8", (O,)),  # step of taking office; whom the term limit sent, and when
            ("allegiance", "f8", (C, P + 1)),
            ("leaning", "f8", (C, P)),  # column P: unaligned; leaning as of the last congress
            ("n_adherents", "i8", (C,)),
            ("adherent", "u4", (C, P)),  # those to whom a constituency leans
            ("mood", "f8", (C, K)),
            ("mood_salience", "f8", (C, K)),
            ("policy", "f8", (K,)),
            ("swing", "f8", (K,)),
            ("swung", "i8", (K,)),  # the last change of the line, and its step
            ("next_meeting", "i8", (B,)),
            ("last_elected", "i8", (B,)),
            ("sittings", "i8", (B,)),
            ("meets", "i1", (B,)),
            ("busy", "i1", (B,)),
            # information
            ("written", "i1", (D,)),
            ("knows", "f8", (D, P)),
            ("content", "f8", (D, P)),
            ("read_out", "i1", (D,)),
            ("locked", "i1", (D,)),
            # norms, crisis, economy
            ("precedent", "f8"),
            ("comradeship", "f8"),
            ("unity", "f8"),
            ("opposed", "f8", (P,)),
            ("lost", "f8", (P,)),  # share of the contested votes of late in which they were with the losers
            ("threat", "f8"),
            ("output", "f8"),
            ("trend", "f8"),
            # populations: millions of people, arms, what they suffer and fear, the step in which they rose (NEVER: they have not)
            ("population", "f8", (C,)),
            ("arms", "f8", (C,)),
            ("hardship", "f8", (C,)),
            ("fear", "f8", (C,)),
            ("risen", "i8", (C,)),
            # war: how far the army is one of specialists; of each theatre its state, its dates, the ground held, the enemy
            ("skill", "f8"),
            ("front", "i1", (T,)),
            ("opens", "f8", (T,)),
            ("closes", "f8", (T,)),
            ("control", "f8", (T,)),
            ("enemy", "f8", (T,)),
            ("regular", "f8", (T,)),
            # agenda
            ("q_state", "i1", (Q,)),
            ("q_kind", "i8", (Q,)),
            ("q_mover", "i8", (Q,)),
            ("q_target", "i8", (Q,)),
            ("q_body", "i8", (Q,)),
            ("q_arg", "i8", (Q,)),
            ("q_value", "f8", (Q,)),
            ("q_week", "i8", (Q,)),
            ("q_decided", "i8", (Q,)),
            ("q_urgent", "i1", (Q,)),
            ("q_appeal", "i1", (Q,)),
            ("q_seen", "i1", (Q,)),
            ("q_key", "u8", (Q,)),
            ("q_ordered", "i1", (Q,)),
            ("q_refuser", "i8", (Q,)),  # whether its executor has been asked; who refuses to carry it out
            # caucuses
            ("g_on", "i1", (G,)),
            ("g_target", "i8", (G,)),
            ("g_since", "i8", (G,)),
            ("g_member", "i1", (G, P)),
            # power: true, perceived, and the following as perceived
            ("total", "f8"),
            ("power", "f8", (P,)),
            ("share", "f8", (P,)),
            ("followed", "f8", (P,)),
            ("following", "f8", (P,)),  # the following as it is; who sits or holds office anywhere
            ("ranks", "i1", (P,)),
            # what theories look at (theories): the strongest; shares among the members of the top body now, and in the end if somebody fell
            ("foremost", "i8"),
            ("part", "f8", (P,)),
            ("prospect", "f8", (P, P)),
            # events: step of occurrence, when they are due, drawn sizes
            ("event_week", "i8", (E,)),
            ("event_due", "f8", (E,)),
            ("event_weeks", "f8", (E,)),
            ("event_output", "f8", (E,)),
            ("event_threat", "f8", (E,)),
            ("event_push", "f8", (E, K)),
            ("v_done", "i1", (V,)),  # interventions that have taken effect
        ],
        align=True,
    )


def work_type(people: int) -> np.dtype:
    """Record of the work in hand: intermediate results on the way to a decision. It is blank when a history opens. Nothing in it
    outlives the decision."""
    P = people
    return np.dtype(
        [
            # 1 while nothing changes (still.py): then what a body thinks of the heirs, and its roll, are kept for the next motion
            ("still", "i1"),
            ("called", "i8"),
            ("liked", "i8"),
            # the motion being weighed (motion.py), its sense for the target, who is bound to a side (1 for it, -1 against it)
            ("kind", "i8"),
            ("mover", "i8"),
            ("target", "i8"),
            ("body", "i8"),
            ("arg", "i8"),
            ("value", "f8"),
            ("mark", "i1"),
            ("sense", "f8"),
            ("side", "i1", (P,)),
            # who votes on it
            ("ready", "i1"),
            ("n_voters", "i8"),
            ("n_heard", "i8"),
            ("voter", "u4", (P,)),  # behind the voters: leaders without a vote, whose line is heard all the same
            ("n_benches", "i8"),
            ("bench", "u4", (C,)),
            ("bloc_seats", "i8"),
            # its effect on shares of power, and what it is to whom
            ("n_gainers", "i8"),
            ("gainer", "u4", (P,)),
            ("gain", "f8", (P,)),
            ("drive", "f8", (P,)),  # in the order of gainers: what makes one feared, power, gain
            ("might", "f8", (P,)),
            ("prize", "f8", (P,)),
            ("portion", "f8"),
            ("n_listed", "i8"),
            ("listed", "u4", (P,)),
            ("liking", "f8", (P,)),
            ("heeded", "i1", (P,)),
            ("file", "f8", (P,)),
            ("due", "f8", (P,)),  # of one's own stake what weighs in any case, and what weighs by ``unprovoked``
            ("greed", "f8", (P,)),
            ("felt", "f8", (C,)),
            ("bloc_due", "f8", (C,)),
            ("bloc_greed", "f8", (C,)),
            ("bloc_file", "f8", (C,)),
            # whose friends care about a line of policy, and what it brings each
            ("n_parties", "i8"),
            ("party", "u4", (P,)),
            ("cares", "f8", (P,)),
            # terms of the vote, their sums, the odds against a yes
            ("habit", "f8"),
            ("unprovoked", "f8"),
            ("feels", "f8", (P,)),
            ("custom", "f8"),
            ("unity", "f8"),
            ("tie_weight", "f8"),
            ("term", "f8", (P + C, TERMS)),  # members, then blocs
            ("eta", "f8", (P,)),
            ("bloc_eta", "f8", (C,)),
            ("against", "f8", (P,)),
            ("bloc_against", "f8", (C,)),
            # lines of the leaders on the motion, -1..1; the same times the chance that their side wins
            ("n_lines", "i8"),
            ("leader", "u4", (P,)),
            ("line", "f8", (P,)),
            ("winning", "f8", (P,)),
            # the headcount, and the votes as they are cast
            ("odds", "f8", (P,)),
            ("tally", "f8", (P + 2,)),
            ("cast", "i8", (P,)),
            ("bloc_cast", "i8", (C,)),
            # the choice of a move: who comes to mind, the options, the chance that the chooser gave the motion weighed last (-1: none)
            ("worth", "f8", (P,)),
            ("mind", "i8", (P,)),
            ("option", "i8", (OPTIONS,)),
            ("argument", "i8", (OPTIONS,)),
            ("luck_of", "f8", (OPTIONS,)),
            ("estimate", "f8"),
            # groups of members, as sets of bits: their power, and who rules in the end
            ("force", "f8", (1 << PLAYERS,)),
            ("ends", "i8", (1 << PLAYERS,)),
            # others' views of an issue
            ("opinion", "f8", (K,)),
            # a reading of who rules: who attacks together or stands together, who fulfils the conditions under each set of thresholds
            ("n_group", "i8"),
            ("group", "u4", (P,)),
            ("front", "i1", (P,)),
            ("rulers", "i8", (WAYS,)),
            ("falls", "f8", (P,)),
            ("unhindered", "f8"),
            ("upheld", "f8", (P,)),
            ("unaided", "f8", (2, P, P)),
            # what does not depend on the mover of each fall, by route and target, and whether it has been worked out
            ("weighed", "i1", (2, P)),
            ("kept_gainers", "i8", (2, P)),
            ("kept", "f8", (2, P, 3, P)),
            ("kept_bloc", "f8", (2, P, 4, C)),
        ],
        align=True,
    )


Field = tuple[str, str, tuple[int, ...]]
"""A field of the output: name, type, shape."""

COUNTS = (
    "losses",
    "deaths",
    "motions",
    "carried",
    "unanimous",
    "sanctions",
    "sanctions_carried",
    "appeals",
    "appeals_won",
    "resignations",
    "resignations_accepted",
    "documents",
    "disclosed",
    "suppressed",
    "caucuses",
    "congresses",
    "enlargements",
    "expelled",
    "arrests",
    "exiles",
    "platforms",
    "capitulations",
    "revolts",
    "put_down",
    "hunts",
)
"""What is counted over a history, in the order of the columns of the results."""
FIRST_TIMES = ("lost_top", "lost_committee", "lost_office", "sent_away", "expelled_at", "arrested_at", "exiled_at", "died")
"""What is dated for each person: the first step in which it befell them."""


def outcomes(P: int) -> list[tuple[Field, float]]:
    """Outcomes of a history, with the value that each has when it opens."""
    return [
        *(((name, "i8", ()), 0) for name in COUNTS),
        (("member_steps", "i8", ()), 0),
        (("first_loss", "i8", ()), NEVER),
        *(((name, "i8", (P,)), NEVER) for name in FIRST_TIMES),
        (("output", "f8", ()), 0.0),
        (("toll", "f8", (TOLLS,)), 0.0),
        (("final", "f8", (P,)), 0.0),
    ]


def clock(P: int) -> list[tuple[Field, float]]:
    """The running clock of rule, by thresholds and for the bloc: by whom the conditions hold, for how many readings running, and who rules
    by them. And where the search for a vulnerable member, and for whoever can attack, begins."""
    return [
        (("streak", "i8", (WAYS,)), 0),
        (("candidate", "i8", (WAYS,)), NOBODY),
        (("sovereign", "i8", (WAYS,)), NOBODY),
        (("bloc_streak", "i8", ()), 0),
        (("bloc_candidate", "i8", ()), NOBODY),
        (("bloc_sovereign", "i8", ()), NOBODY),
        (("victim", "i8", ()), 0),
        (("attacker", "i8", (P,)), NOBODY),
    ]


def series(P: int) -> list[Field]:
    """What is recorded by month, by quarter, at the two dates of the grids and by year. Written whole whenever it is due."""
    return [
        ("shares", "f4", (MONTHS, P)),
        ("seats", "i1", (MONTHS, P)),
        ("rule", "i1", (QUARTERS,)),
        *((name, "i8", (QUARTERS,)) for name in ("ruler", "ruler_strict", "ruler_loose", "strongest")),
        *((name, "f8", (QUARTERS,)) for name in ("contest", "vulnerability", "initiative", "bypass")),
        ("grid", "f4", (2, P, P)),
        ("capable", "f4", (P, P)),
        ("by_votes", "f4", (P, P)),
        ("ties", "f4", (YEARS, P, P)),
        ("allegiances", "f4", (QUARTERS, C, P + 1)),  # row: who feels; column P: unaligned
    ]


def log() -> list[Field]:
    """Rows of the log; ``n_log`` of them are in use."""
    return [
        ("log_week", "i4", (LOG,)),
        *((f"log_{name}", "i2", (LOG,)) for name in ("kind", "actor", "target", "body", "subject", "yes", "no", "flag")),
        ("log_value", "f8", (LOG,)),
        ("log_terms", "f8", (LOG, TERMS)),
    ]


def blank(P: int) -> list[tuple[Field, float]]:
    """Every field that is blank when a history opens, with its blank value."""
    return [*outcomes(P), *clock(P), (("n_log", "i8", ()), 0), (("complete", "i1", ()), 0)]


@cache
def output_type(people: int) -> np.dtype:
    """Record of what one history leaves behind: first what is blank when it opens, then what is written whole, then the log."""
    return np.dtype([*(field for field, _ in blank(people)), *series(people), *log()], align=True)


@cache
def blank_output(people: int) -> np.ndarray:
    """The first bytes of an output record as a history finds them. Whatever :func:`outcomes` and :func:`clock` declare is among them, so
    that no counter can be forgotten and go on counting from one history to the next."""
    kind = output_type(people)
    assert kind.fields is not None
    record = np.zeros(1, kind)
    for (name, *_), value in blank(people):
        record[name] = value
    return record.view(np.uint8)[: kind.fields[series(people)[0][0]][1]].copy()
