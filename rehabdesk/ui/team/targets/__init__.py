"""Targets handed to the team and its members, and how far they are reached."""
