"""How alike two persons are, and in what: the one place where that is weighed."""
