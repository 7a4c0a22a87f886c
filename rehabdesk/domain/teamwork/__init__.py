"""The volunteer team and its work: codes, and the rules that need no records."""
