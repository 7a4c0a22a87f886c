"""Danh sách đội: who serves, who has served, and what is done with them."""
