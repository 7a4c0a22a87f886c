"""Step 2: the sheet."""

from __future__ import annotations
