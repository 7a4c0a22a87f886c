"""Rules of the team and its work."""
