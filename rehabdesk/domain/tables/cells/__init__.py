"""What one cell means: days, names, numbers, words of the office; every change is told."""

from __future__ import annotations
