"""Nhập Excel: the office's old workbooks, brought in step by step, and taken back whole."""

from __future__ import annotations
