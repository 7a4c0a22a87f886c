"""Who may be put in charge, and how many persons each carries."""

from __future__ import annotations
