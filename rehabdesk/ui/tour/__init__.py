"""The walk through the whole work: the real window, real keys and clicks, made-up persons."""

from __future__ import annotations

from rehabdesk.ui.tour.walk import walk

__all__ = ["walk"]
