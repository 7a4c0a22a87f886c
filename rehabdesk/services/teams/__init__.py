"""Volunteer teams and the groups a law composes: their decisions, their members in time."""
