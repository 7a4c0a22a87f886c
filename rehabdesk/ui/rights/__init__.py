"""Which pages a right opens, and what each role may do in plain words."""
