"""Workbooks of the office brought in: read, checked row by row, written whole, taken back whole."""

from __future__ import annotations
