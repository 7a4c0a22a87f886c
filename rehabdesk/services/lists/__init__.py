"""Lists: how a user keeps them, what is done with many lines at once, how they leave the office."""
