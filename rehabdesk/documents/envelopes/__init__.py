"""Envelopes: our own layout, no form of the law."""
