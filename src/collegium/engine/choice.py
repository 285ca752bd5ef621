"""The choice of a move, in stages, each a logit (docs/odd.md, section 5).

Whether a leader acts at all; the aim, which lasts: a goal and whom or what it fastens on; the move. A stage's value to the stage
above is the log of the *mean* of exp(value), so that duplicating an option adds nothing. One Gumbel number belongs
to each (actor, option): taking away an option that was not chosen changes no choice.
"""

from __future__ import annotations

import math

import numpy as np

from collegium.engine import moves
from collegium.engine.constraints import forbidden, surveyed, waiting_choice
from collegium.engine.draws import GOAL, ISSUE, MIND, MOVE, REVIEW, TARGET, begun, ended, gumbel, slot_of, uniform, unit
from collegium.engine.geometry import NO_VALUE, UTMOST
from collegium.engine.goals import ADVANCE, APPEAL, INVITATION, KEEPER, NOTHING, ORDER, RISEN, SHAPE, SURVIVE, menu
from collegium.engine.interactions import stands_by
from collegium.engine.kernel import kernel
from collegium.engine.layout import NOBODY
from collegium.engine.log import note, trace, trace_option
from collegium.engine.relations import offence
from collegium.engine.still import move_on, stand_still
from collegium.engine.theories import interest, salience
from collegium.scenario.kinds import L_INTERVENED, L_MOVE, T_AIM, T_GOAL, T_OPEN, T_OPTION, T_PERSON

MENUS = moves.MENUS
N_MOVES = moves.N_MOVES
SILENCE = moves.NAMES.index("stay_silent")
OF_PEOPLE = menu(*(goal for goal in range(NOTHING) if goal != SHAPE))
"""The goals that fasten on a person."""
AIM_HELD, AIM_TAKEN, AIM_GOAL, AIM_TARGET = range(4)
"""What a row of the trace about aims tells: the aim held on, or just taken up; the value of a goal; that of a target."""
OCCASIONS = 16
"""Room for goals and occasions among the numbers that key the draw of a move. Never change it: these numbers identify streams of draws."""


@kernel
def come_to_mind(sc, th, st, wk, i):
    """Up to ``th.consideration`` people: by power, recent injury, bond and open opposition, with a random shock per person (largest log
    weight + Gumbel, ranked as weight / exponential). Returns their number."""
    limit = int(th.consideration)
    n = 0
    key = begun(st, MIND, sc.person_key[i])
    for j in range(sc.n_people):
        if j != i and st.alive[j] == 1:
            weight = st.share[j] + st.harm[i, j] + abs(st.tie[i, j]) * st.share[j] + offence(st, i, j) + th.salience_floor
            u = unit(slot_of(key, sc.person_key[j], 0))
            if n == limit and weight <= wk.worth[limit - 1] * (1.0 - u):
                continue  # -log u >= 1 - u: he cannot come among them, whatever the logarithm
            value = weight / -math.log(u)
            k = n if n < limit else limit
            while k > 0 and value > wk.worth[k - 1]:
                if k < limit:
                    wk.worth[k] = wk.worth[k - 1]
                    wk.mind[k] = wk.mind[k - 1]
                k -= 1
            if k < limit:
                wk.worth[k] = value
                wk.mind[k] = j
                n = min(n + 1, limit)
    return n


@kernel
def rest(th, st, i):
    """Salience of doing nothing to i, 0..1."""
    return (1.0 + st.caution[i]) * th.inertia


@kernel
def goal_value(sc, th, st, wk, i, goal, n):
    """Log of the mean of exp(precision x salience) over what comes to mind and is salient at all."""
    total, count = 0.0, 0
    if goal == NOTHING:
        return th.precision * rest(th, st, i)
    for m in range(sc.n_issues if goal == SHAPE else n):
        weight = interest(th, st, i, m) if goal == SHAPE else salience(th, st, i, wk.mind[m], goal)
        if weight > 0.0:
            total += math.exp(th.precision * weight)
            count += 1
    return math.log(total / count) if count > 0 else NO_VALUE


@kernel
def pick_goal(sc, th, st, wk, io, i, n):
    best, goal = -UTMOST, NOTHING
    for g in range(NOTHING + 1):
        value = goal_value(sc, th, st, wk, i, g, n)
        if value == NO_VALUE:
            continue
        luck = gumbel(st, GOAL, sc.person_key[i], np.uint64(0), g)
        trace(st, io, T_GOAL, i, NOBODY, g, 0, value, luck)
        if value + luck > best:
            best, goal = value + luck, g
    return goal


@kernel
def pick_target(sc, th, st, wk, io, i, goal, n):
    """The person (or issue) that the goal fastens on."""
    best, target = -UTMOST, NOBODY
    if goal == SHAPE:
        for k in range(sc.n_issues):
            value = th.precision * interest(th, st, i, k)
            luck = gumbel(st, ISSUE, sc.person_key[i], sc.issue_key[k], 0)
            if value > 0.0 and value + luck > best:
                best, target = value + luck, k
        return target
    for m in range(n):
        j = wk.mind[m]
        value = th.precision * salience(th, st, i, j, goal)
        if value <= 0.0:
            continue
        luck = gumbel(st, TARGET, sc.person_key[i], sc.person_key[j], goal)
        trace(st, io, T_PERSON, i, j, goal, 0, value, luck)
        if value + luck > best:
            best, target = value + luck, j
    return target


@kernel
def person_meant(st, goal, j):
    """The person concerned where the target is a caucus or an item: the caucus's target, the item's mover or target.

    NOBODY for an issue and a population."""
    if goal == INVITATION:
        return st.g_target[j]
    if goal == KEEPER:
        return st.q_mover[j]
    if goal == APPEAL or goal == ORDER:
        return st.q_target[j]
    return NOBODY if goal == SHAPE or goal == RISEN else j


@kernel
def feasible(sc, th, st, wk, i, goal, j, key):
    """List the moves of the goal's menu that i may make against j, luckiest first. Returns their number."""
    begin = begun(st, MOVE, sc.person_key[i])
    n, whom = 0, person_meant(st, goal, j)
    for m in range(N_MOVES):
        if (MENUS[m] >> goal) & 1 == 1 and not forbidden(sc, st, m, i, whom):
            arg = moves.may(m, sc, th, st, i, j)
            if arg != NOBODY:
                luck = ended(begin, key, OCCASIONS * m + goal)
                k = n
                while k > 0 and luck > wk.luck_of[k - 1]:
                    wk.option[k], wk.argument[k], wk.luck_of[k] = wk.option[k - 1], wk.argument[k - 1], wk.luck_of[k - 1]
                    k -= 1
                wk.option[k], wk.argument[k], wk.luck_of[k] = m, arg, luck
                n += 1
    return n


@kernel
def imposed_choice(sc, st, wk, i, goal, j, n):
    """The intervention that makes i choose one of the n moves which are open here, NOBODY if none does."""
    whom = j if goal == SHAPE else person_meant(st, goal, j)
    for v in range(sc.n_interventions):
        if waiting_choice(sc, st, v, i) and (sc.v_other[v] == NOBODY or sc.v_other[v] == whom):
            for k in range(n):
                if wk.option[k] == sc.v_what[v]:
                    return v
    return NOBODY


@kernel
def choose(sc, th, st, wk, io, i, goal, j, key):
    """i chooses among the feasible moves of the goal's menu and makes the one that comes out on top. ``key`` identifies
    the target (uint64). Returns the move's number, or NOBODY if none was feasible.

    Where silence is open to them, nobody does what does not promise ``effort`` more than silence. Whatever an
    intervention has i choose is made, whatever it is worth.

    The worth of a move gets the value that it ``need``s to be made. Where even its best case falls short it may return any smaller number
    and save the headcount. That changes no choice; the explanation has everything worked out."""
    n = feasible(sc, th, st, wk, i, goal, j, key)
    order = imposed_choice(sc, st, wk, i, goal, j, n)
    ordered = sc.v_what[order] if order != NOBODY else NOBODY
    best, move, argument = -UTMOST, NOBODY, NOBODY
    floor = th.effort if (MENUS[SILENCE] >> goal) & 1 == 1 else -UTMOST
    stand_still(wk)
    for k in range(n):
        m = wk.option[k]
        need = max(floor, (best - wk.luck_of[k]) / th.precision) if st.tracing == 0 else -UTMOST
        wk.estimate = -1.0
        worth = moves.worth(m, sc, th, st, wk, i, j, wk.argument[k], need)
        value = th.precision * worth
        trace_option(st, wk, io, T_OPTION, i, j, m, goal, value, wk.luck_of[k], wk.argument[k])
        wins = (worth > floor or m == SILENCE) and value + wk.luck_of[k] > best
        if m == ordered or (wins and order == NOBODY):
            best, move, argument = value + wk.luck_of[k], m, wk.argument[k]
    move_on(wk)
    if order != NOBODY:
        st.v_done[order] = 1
        note(st, io, L_INTERVENED, i, NOBODY, NOBODY, NOBODY, float(sc.v_sentence[order]))
    if move != NOBODY:
        trace(st, io, L_MOVE, i, j, move, goal, best, float(argument))
        moves.effect(move, sc, th, st, wk, io, i, j, argument)
        if moves.SANCTION[move] and st.opposed[j] >= th.opposition_threshold:
            strike_faction(sc, th, st, wk, io, move, i, j)
    return move


@kernel
def of_faction(th, st, c, j):
    """Does c, an open opponent, stand by j?"""
    return st.alive[c] == 1 and st.opposed[c] >= th.opposition_threshold and stands_by(st, c, j) >= th.faction


@kernel
def strike_faction(sc, th, st, wk, io, move, i, j):
    """Whoever moves a sanction against an open opponent moves it against those as well who stand by that opponent in the open, where it
    promises something."""
    for c in range(sc.n_people):
        if c != i and c != j and of_faction(th, st, c, j) and stands_by(st, i, c) < th.faction and not forbidden(sc, st, move, i, c):
            argument = moves.may(move, sc, th, st, i, c)
            if argument != NOBODY and moves.worth(move, sc, th, st, wk, i, c, argument, th.effort) > th.effort:
                moves.effect(move, sc, th, st, wk, io, i, c, argument)


@kernel
def void(th, st, i):
    """Has i's aim lost its object? The line is near enough, the rival is down, or the person meant is gone."""
    goal, j = st.aim[i], st.aimed_at[i]
    if goal == NOTHING:
        return False
    if goal == SHAPE:
        return j == NOBODY or interest(th, st, i, j) < rest(th, st, i)
    if j == NOBODY or st.alive[j] == 0 or st.member[j] == 0:
        return True
    return (goal == ADVANCE or goal == SURVIVE) and st.share[j] == 0.0


@kernel
def reviews(sc, th, st, i):
    """Does i think again? Now and then, after a new injury, and when the aim has lost its object."""
    idle = (st.week - st.turned[i]) / sc.per_year
    st.turned[i] = st.week
    if st.hurt[i] > st.hurt_then[i] or void(th, st, i):
        return True
    return uniform(st, REVIEW, sc.person_key[i], np.uint64(0), 0) < 1.0 - math.exp(-th.review * idle)


@kernel
def take_aim(sc, th, st, wk, io, i):
    """i chooses what to pursue from now on."""
    n = come_to_mind(sc, th, st, wk, i)
    st.aim[i] = pick_goal(sc, th, st, wk, io, i, n)
    st.aimed_at[i] = NOBODY if st.aim[i] == NOTHING else pick_target(sc, th, st, wk, io, i, st.aim[i], n)
    st.hurt_then[i] = st.hurt[i]


@kernel
def open_to(sc, th, st, i, goal, m, j):
    """Is move m against j, a person or an issue, open to i at a turn with this goal?"""
    if (MENUS[m] >> goal) & 1 == 0 or forbidden(sc, st, m, i, person_meant(st, goal, j)):
        return False
    return moves.may(m, sc, th, st, i, j) != NOBODY


@kernel
def turn_to(sc, th, st, wk, i):
    """A move that an intervention has i choose, except silence, brings its aim with it if it is not open under the present one."""
    for v in range(sc.n_interventions):
        if waiting_choice(sc, st, v, i):
            m, j = sc.v_what[v], sc.v_other[v]
            if st.aim[i] != NOTHING and st.aimed_at[i] != NOBODY and (j == NOBODY or j == st.aimed_at[i]):
                if open_to(sc, th, st, i, st.aim[i], m, st.aimed_at[i]):
                    return
            if m == SILENCE:
                st.v_done[v] = 1
                return
            for goal in range(NOTHING):
                if j != NOBODY and open_to(sc, th, st, i, goal, m, j):
                    st.aim[i], st.aimed_at[i] = goal, j
                    return


@kernel
def survey_against(sc, th, st, wk, io, i, j, about):
    """Trace every move that i could make at this turn against j: an issue if ``about`` is 1, else a person."""
    for m in range(N_MOVES):
        goals = MENUS[m] & (1 << SHAPE if about == 1 else OF_PEOPLE)
        if goals != 0 and not forbidden(sc, st, m, i, NOBODY if about == 1 else j):
            argument = moves.may(m, sc, th, st, i, j)
            if argument != NOBODY:
                wk.estimate = -1.0
                worth = moves.worth(m, sc, th, st, wk, i, j, argument, -UTMOST)
                trace_option(st, wk, io, T_OPEN, i, j, m, goals, th.precision * worth, 0.0, argument)


@kernel
def survey(sc, th, st, wk, io, i, fresh):
    """Trace what i could do at this turn, whatever the aim: first the aim that i has (``fresh``: taken up just now), then the value of each
    goal and target, then the moves. It changes nothing."""
    trace(st, io, T_AIM, i, st.aimed_at[i], st.aim[i], AIM_TAKEN if fresh else AIM_HELD, 0.0, th.precision * th.effort)
    n = come_to_mind(sc, th, st, wk, i)
    for goal in range(NOTHING + 1):
        trace(st, io, T_AIM, i, NOBODY, goal, AIM_GOAL, goal_value(sc, th, st, wk, i, goal, n), 0.0)
        if goal != NOTHING:
            for m in range(sc.n_issues if goal == SHAPE else n):
                j = m if goal == SHAPE else wk.mind[m]
                value = th.precision * (interest(th, st, i, j) if goal == SHAPE else salience(th, st, i, j, goal))
                trace(st, io, T_AIM, i, j, goal, AIM_TARGET, value, 0.0)
    known = False
    for m in range(n):
        known = known or wk.mind[m] == st.aimed_at[i]
        survey_against(sc, th, st, wk, io, i, wk.mind[m], 0)
    if not known and st.aim[i] != NOTHING and st.aim[i] != SHAPE and st.aimed_at[i] != NOBODY:
        survey_against(sc, th, st, wk, io, i, st.aimed_at[i], 0)
    for k in range(sc.n_issues):
        survey_against(sc, th, st, wk, io, i, k, 1)


@kernel
def act(sc, th, st, wk, io, i):
    """One turn of a leader who acts spontaneously: a step towards the aim in hand."""
    fresh = reviews(sc, th, st, i)
    if fresh:
        take_aim(sc, th, st, wk, io, i)
    if sc.n_interventions > 0:
        if surveyed(sc, st, i):
            survey(sc, th, st, wk, io, i, fresh)
        turn_to(sc, th, st, wk, i)
    goal, j = st.aim[i], st.aimed_at[i]
    if goal != NOTHING and j != NOBODY:
        choose(sc, th, st, wk, io, i, goal, j, sc.issue_key[j] if goal == SHAPE else sc.person_key[j])
