"""The monthly allowances of a team and of those put in charge: computed, signed, paid."""
