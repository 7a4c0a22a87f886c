"""Getting papers to whom they are for: envelopes."""
