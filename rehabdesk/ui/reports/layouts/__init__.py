"""Mẫu báo cáo: which layouts there are, one taken from a file, one put together."""
