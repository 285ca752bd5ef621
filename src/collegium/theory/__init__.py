"""Published models of power in small groups: pure functions on plain numbers and arrays, one model a file.

Every file can be read and used alone. It names author and year, gives the formula, and says where the formula is
ours or a famous result is not reproduced. Nothing here knows scenarios, files or the engine.

- coalitions: coalitions, clubs, voting_power, simple_games, factions
- agendas and bargains: agenda, setter, bargaining, elections, expected_utility
- rule: power_sharing, selectorate, personalism, circular_flow, turnover, urn
- ties and opinion: influence, balance, thresholds, cascades, ballots, resignation

``exact`` holds what they share: numbers that stay exact fractions where fractions go in.
"""
