"""Bảng tháng: a month of the team typed in from paper by keys alone."""
