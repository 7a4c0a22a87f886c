"""Two saves that meet: what was changed by whom, and what has to be chosen."""
