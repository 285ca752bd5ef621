"""What the engine works on: four records, passed by pointer to every rule.

``sc`` the scenario (constant), ``th`` the drawn parameters (constant within a history), ``st`` the state,
``io`` what a history leaves behind. Shapes stand beside the fields: P people, B bodies, O offices,
C constituencies, K issues, D documents, E events, M kinds of motion, Q agenda items, G caucuses, V interventions. All but P
are fixed capacities; P is 64 or 128 (one compiled version each). Counts are fields. Within each kind
entities are sorted by key, so that neither row order nor display names can matter.
"""

from __future__ import annotations

import numpy as np

from collegium.scenario.model import MOTIONS
from collegium.scenario.parameters import DEFAULTS

PEOPLE = (64, 128)
B, O, C, K, D, E, M, Q, G, V = 16, 48, 24, 12, 16, 48, len(MOTIONS) + 1, 64, 8, 256
MONTHS, QUARTERS, YEARS, LOG = 194, 66, 20, 8192
TERMS = 11

NOBODY = -1
ROTATION = -2
"""For an agenda's office: the members keep it in turn."""
NEVER = -(2**30)
FOREVER = 2**30

# kinds of motion; ELECT is the routine re-election of one incumbent
(POLICY, APPOINT, STRIP, REMOVE, EXPEL, SEND_AWAY, PACK, RESIGNATION, DISCLOSE, SUPPRESS, RECALL, INQUIRE, POSTPONE, ISOLATE, ELECT) = (
    range(M)
)

RUNG = (0, 0, 1, 3, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)
"""Rung of the ladder of exclusion by kind of motion: office, distance, seat, membership (0: no sanction)."""
ARREST, EXILE = 5, 6
"""The rungs above: what security does without a vote."""

# marks of an item: asked for the first time, to undo what was carried, to carry in a wider body or in the same what was refused
FRESH, REVERSE, RENEW, INSIST = range(4)

NO_SEAT, CANDIDATE, FULL = 0, 1, 2

# states of an agenda item
FREE, SUBMITTED, HELD, CARRIED, DEFEATED, DONE, LAPSED = range(7)

# caucus membership
OUTSIDE, INVITED, MEMBER, REFUSED = range(4)

# how far a person is in the hands of security
AT_LARGE, ARRESTED, EXILED = range(3)

# conditions of a document; AFTER + e: once event e has happened
ALWAYS, ILL, AFTER = 0, 1, 2

# kinds of event
ILLNESS, DEATH, HARVEST, CRISIS = range(4)

# kinds of intervention (docs/odd.md, section 9.4)
(
    V_SEAT,
    V_OFFICE,
    V_BAR_SEAT,
    V_BAR_OFFICE,
    V_WELL,
    V_ABSENT,
    V_DEATH,
    V_SWAP,
    V_PLACE,
    V_FORCE,
    V_FORBID,
    V_DECIDE,
    V_WAIT,
    V_BIND,
    V_READ,
    V_MANNER,
    V_LOCK,
    V_CAUCUS,
    V_WRITE,
) = range(19)

# kinds of rule (results order)
VOID, SOLE_SURVIVOR, ONE_MAN, BLOC, CONTESTED, LOCKED = range(6)

# thresholds of the definition of rule: half as much is borne, as given, twice as much is borne
WAYS = 3
STRICT, GIVEN, LOOSE = range(WAYS)

# terms of the vote, in the order in which they are recorded
(T_BIAS, T_POLICY, T_TIE, T_STAKE, T_WHIP, T_DEFERENCE, T_COMRADESHIP, T_DISCIPLINE, T_DOCUMENT, T_CONFORMITY, T_SHOCK) = range(TERMS)
TERM_NAMES = (
    "readiness",
    "policy",
    "ties",
    "own stake",
    "whip",
    "deference",
    "comradeship",
    "discipline",
    "documents",
    "conformity",
    "shared luck",
)

# kinds of log row: 0..M-1 a motion of that kind decided
(
    L_LAPSED,
    L_ELECTED,
    L_NOT_ELECTED,
    L_CAUCUS,
    L_DISSOLVED,
    L_WRITTEN,
    L_ILLNESS,
    L_RECOVERY,
    L_DEATH,
    L_HARVEST,
    L_CRISIS,
    L_CONGRESS,
    L_DENOUNCED,
    L_OFFICE,
    L_RECONCILED,
    L_PLATFORM,
    L_REFUSED,
    L_CASE,
    L_ARREST,
    L_EXILE,
    L_UNDERGROUND,
    L_CAPITULATED,
    L_JOINED,
    L_LEFT,
    L_INTERVENED,
    L_MOVE,
) = range(20, 46)
# traced only
T_GOAL, T_PERSON, T_OPTION, T_VOTE, T_BLOC = range(60, 65)

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
            ("top", "i8"),
            ("electorate", "i8"),  # top body; the body that elects it (or NOBODY)
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
            # bodies
            ("cadence", "i8", (B,)),
            ("delay_low", "f8", (B,)),
            ("delay_high", "f8", (B,)),
            ("quorum", "f8", (B,)),
            ("threshold", "f8", (B, M)),
            ("chair_breaks", "i1", (B,)),
            ("secret", "i1", (B,)),
            ("absentee", "i1", (B,)),
            ("agenda", "i8", (B,)),
            ("chair", "i8", (B,)),
            ("deadline", "i8", (B,)),
            ("capacity", "i8", (B,)),
            ("decides", "i1", (B, M)),
            ("elector", "i8", (B,)),
            ("appeal", "i8", (B,)),
            ("term", "i8", (B,)),
            # offices
            ("filled_by", "i8", (O,)),
            ("appoints", "f8", (O, C)),
            ("fills", "i1", (O, O)),
            ("force", "f8", (O,)),
            ("press", "f8", (O,)),
            ("security", "f8", (O,)),
            ("region", "i8", (O,)),
            ("tenure", "i8", (O,)),  # steps after which the holder goes, 0: no limit
            # constituencies, issues
            ("boss", "i8", (C,)),
            ("agency", "i8", (K,)),
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
            ("fell", "i8", (P,)),  # last step in which a decision cost him a seat or office
            ("position", "f8", (P, K)),
            ("anchor", "f8", (P, K)),
            ("salience", "f8", (P, K)),
            ("tie", "f8", (P, P)),
            ("client", "f8", (P, P)),
            ("harm", "f8", (P, P)),
            ("hurt", "f8", (P,)),  # row: who feels, owes, was injured
            # institutions; weights in units of standing, drawn once
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
            ("adherent", "i8", (C, P)),  # those to whom a constituency leans
            ("mood", "f8", (C, K)),
            ("mood_salience", "f8", (C, K)),
            ("policy", "f8", (K,)),
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
            ("threat", "f8"),
            ("output", "f8"),
            ("trend", "f8"),
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
            ("q_deferred", "i1", (Q,)),
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
            # events: step of occurrence, when they are due, drawn sizes
            ("event_week", "i8", (E,)),
            ("event_due", "f8", (E,)),
            ("event_weeks", "f8", (E,)),
            ("event_output", "f8", (E,)),
            ("event_threat", "f8", (E,)),
            ("event_push", "f8", (E, K)),
            ("v_done", "i1", (V,)),  # interventions that have taken effect
            # the motion being weighed, its effect on shares of power, its terms for members and blocs
            ("m_kind", "i8"),
            ("m_mover", "i8"),
            ("m_target", "i8"),
            ("m_body", "i8"),
            ("m_arg", "i8"),
            ("m_value", "f8"),
            ("m_appeal", "i1"),
            ("m_sense", "f8"),
            ("m_side", "i1", (P,)),
            ("front", "i1", (P,)),
            ("masters", "i8", (3,)),
            ("unhindered", "f8"),
            ("m_ready", "i1"),
            ("m_custom", "f8"),
            ("m_unity", "f8"),
            ("heeded", "i1", (P,)),
            ("held", "f8", (P,)),
            ("file", "f8", (P,)),
            ("liking", "f8", (P,)),
            ("n_voters", "i8"),
            ("voter", "i8", (P,)),
            ("n_benches", "i8"),
            ("bench", "i8", (C,)),
            ("bloc_seats", "i8"),
            ("n_gainers", "i8"),
            ("gainer", "i8", (P,)),
            ("gain", "f8", (P,)),
            ("own", "f8", (P,)),
            ("term", "f8", (P, TERMS)),
            ("eta", "f8", (P,)),
            ("bloc_term", "f8", (C, TERMS)),
            ("bloc_eta", "f8", (C,)),
            ("against", "f8", (P,)),
            ("bloc_against", "f8", (C,)),
            ("odds", "f8", (P,)),
            ("tally", "f8", (P + 2,)),
            ("cast", "i8", (P,)),
            ("bloc_cast", "i8", (C,)),
            ("worth", "f8", (P,)),
            ("mind", "i8", (P,)),
            ("opinion", "f8", (K,)),
            ("option", "i8", (32,)),
            ("argument", "i8", (32,)),
            ("luck_of", "f8", (32,)),
            ("estimate", "f8"),  # the chance that the chooser gave the motion he weighed last, -1 for none
        ],
        align=True,
    )


def output_type(people: int) -> np.dtype:
    """Record of what one history leaves behind."""
    P = people
    return np.dtype(
        [
            ("motions", "i8"),
            ("carried", "i8"),
            ("unanimous", "i8"),
            ("sanctions", "i8"),
            ("sanctions_carried", "i8"),
            ("appeals", "i8"),
            ("appeals_won", "i8"),
            ("resignations", "i8"),
            ("resignations_accepted", "i8"),
            ("documents", "i8"),
            ("disclosed", "i8"),
            ("suppressed", "i8"),
            ("caucuses", "i8"),
            ("congresses", "i8"),
            ("enlargements", "i8"),
            ("expelled", "i8"),
            ("arrests", "i8"),
            ("exiles", "i8"),
            ("platforms", "i8"),
            ("capitulations", "i8"),
            ("losses", "i8"),
            ("deaths", "i8"),
            ("first_loss", "i8"),
            ("member_steps", "i8"),
            ("complete", "i1"),
            ("output", "f8"),
            ("final", "f8", (P,)),
            ("lost_top", "i8", (P,)),
            ("lost_committee", "i8", (P,)),
            ("lost_office", "i8", (P,)),
            ("sent_away", "i8", (P,)),
            ("expelled_at", "i8", (P,)),
            ("arrested_at", "i8", (P,)),
            ("exiled_at", "i8", (P,)),
            ("died", "i8", (P,)),
            ("shares", "f4", (MONTHS, P)),
            ("seats", "i1", (MONTHS, P)),
            ("rule", "i1", (QUARTERS,)),
            ("ruler", "i8", (QUARTERS,)),
            ("ruler_strict", "i8", (QUARTERS,)),
            ("ruler_loose", "i8", (QUARTERS,)),
            ("strongest", "i8", (QUARTERS,)),
            ("contest", "f8", (QUARTERS,)),
            ("vulnerability", "f8", (QUARTERS,)),
            ("initiative", "f8", (QUARTERS,)),
            ("bypass", "f8", (QUARTERS,)),
            ("streak", "i8", (3,)),
            ("candidate", "i8", (3,)),
            ("sovereign", "i8", (3,)),  # the running definition of rule, by thresholds
            ("bloc_streak", "i8"),
            ("bloc_candidate", "i8"),
            ("bloc_sovereign", "i8"),
            ("victim", "i8"),
            ("attacker", "i8", (P,)),
            ("grid", "f4", (2, P, P)),
            ("capable", "f4", (P, P)),
            ("by_votes", "f4", (P, P)),
            ("n_log", "i8"),
            ("log_week", "i4", (LOG,)),
            ("log_kind", "i2", (LOG,)),
            ("log_actor", "i2", (LOG,)),
            ("log_target", "i2", (LOG,)),
            ("log_body", "i2", (LOG,)),
            ("log_subject", "i2", (LOG,)),
            ("log_yes", "i2", (LOG,)),
            ("log_no", "i2", (LOG,)),
            ("log_flag", "i2", (LOG,)),
            ("log_value", "f8", (LOG,)),
            ("log_terms", "f8", (LOG, TERMS)),
            ("ties", "f4", (YEARS, P, P)),
            ("allegiances", "f4", (QUARTERS, C, P + 1)),  # row: who feels; column P: unaligned
        ],
        align=True,
    )
