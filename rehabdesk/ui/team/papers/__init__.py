"""Quyết định của đội: what founded the team, changed it and ends it."""
