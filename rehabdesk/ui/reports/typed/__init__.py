"""Figures others give on paper: what has been given, and writing down more."""
