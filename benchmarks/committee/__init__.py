"""The reference committee: one small model in five styles of engine, for comparing what a history costs in each.

40 actors, 10 bodies, 120 steps; a history leaves 40 final powers and who chaired each step. Each step: (1) power flows from bodies, ties
and clients; (2) the strongest of nine seated members chairs, a seated sponsor moves against somebody, the nine vote; (3) ties to the loser
fade, those of the winner's side grow; (4) the chair makes somebody his client and gives him a body, which another loses; now and then the
newcomer takes the weakest seat. Sixteen keyed uniform draws a step, and one a tie at the start, so every style plays the same history.
"""

ACTORS, BODIES, SEATS, STEPS = 40, 10, 9, 120
START = 1_000_003
"""Step number under which the ties of the start are drawn."""
