"""Step 4: its rows."""

from __future__ import annotations
