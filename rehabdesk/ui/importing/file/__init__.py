"""Step 1: the file."""

from __future__ import annotations
