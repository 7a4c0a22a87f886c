"""Bảng chi hỗ trợ: what a month of service comes to."""
