"""Supports on the walk."""
