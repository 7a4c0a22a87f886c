"""Step 3: its columns."""

from __future__ import annotations
