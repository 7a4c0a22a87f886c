"""Rows as they lie in the tables: taken out, kept as a snapshot, put back exactly."""
