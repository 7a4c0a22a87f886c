"""Step 5: what is written of them."""

from __future__ import annotations
