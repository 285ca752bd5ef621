"""Published models put to a small table of one's own: the commands power, coalition and balance."""
