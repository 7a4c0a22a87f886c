"""Drafts of papers that two clerks write at."""
