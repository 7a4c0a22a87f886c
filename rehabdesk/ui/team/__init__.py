"""The page of the volunteer team: one tab for each part of its work."""
