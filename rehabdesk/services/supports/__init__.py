"""Supports (hỗ trợ) as life-cycles: planned, given, repaid, asked about again."""

from __future__ import annotations
