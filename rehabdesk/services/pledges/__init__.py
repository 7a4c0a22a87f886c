"""Commitments (cam kết) persons, families, schools and street groups sign, with the signed copy."""
