"""Tổ quản lý, người giúp đỡ: the four bodies the law keeps apart, on one page."""
