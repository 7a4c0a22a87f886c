"""Papers: composed, printed for signature, numbered, kept in the book."""

from __future__ import annotations

from collections.abc import Callable

from rehabdesk.ui.tour.guide import Guide

STEPS: tuple[tuple[str, Callable[[Guide], None]], ...] = ()
