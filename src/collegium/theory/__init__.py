"""Published models of power in small groups: pure functions on plain numbers and arrays, one model a file.

Every file can be read and used alone. It names author and year, gives the formula, and says where the formula is
ours or a famous result is not reproduced. Nothing here knows scenarios, files or the engine.

Coalitions        coalitions, clubs, simple_games, voting_power, factions Agendas, pies     agenda, setter,
bargaining, elections, expected_utility Rule              power_sharing, selectorate, personalism, circular_flow,
turnover, urn Opinion, ties     influence, balance, thresholds, cascades, ballots, resignation
"""
