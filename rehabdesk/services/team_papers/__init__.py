"""Plain papers about the team: who has served it, and who is on duty."""
