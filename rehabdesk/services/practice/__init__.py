"""The made-up commune of the practice mode."""

from __future__ import annotations

from rehabdesk.services.practice.commune import practise
from rehabdesk.services.practice.living import Lived, live_practice

__all__ = ["Lived", "live_practice", "practise"]
