"""Các tổ: the four bodies the law keeps apart, on one page."""
