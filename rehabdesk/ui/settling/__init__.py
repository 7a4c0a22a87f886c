"""Edits that meet another's: sent in one way, and laid side by side when they do."""
