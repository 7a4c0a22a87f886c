"""Targets handed to a team and its members for a period, and how far they are reached (F67)."""
