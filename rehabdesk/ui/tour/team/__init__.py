"""The volunteer team on the walk: a part for each of its pages."""
