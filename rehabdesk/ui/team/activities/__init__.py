"""Buổi họp, hoạt động: what the team did, its sums, its tips."""
