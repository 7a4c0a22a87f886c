"""Counting: each indicator answers with those behind it, and why each of them counts."""
