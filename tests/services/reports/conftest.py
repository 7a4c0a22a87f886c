from __future__ import annotations

from tests.services.reports.made_up import made_up

__all__ = ["made_up"]
