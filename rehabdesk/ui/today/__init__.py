"""Hôm nay: what the morning asks for."""

from __future__ import annotations
