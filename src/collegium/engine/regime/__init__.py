"""Who rules: the definition of rule, what it asks of every pair of members, and the routes by which one can fall."""
