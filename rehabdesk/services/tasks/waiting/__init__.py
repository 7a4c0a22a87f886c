"""What the rules of the team look at."""
