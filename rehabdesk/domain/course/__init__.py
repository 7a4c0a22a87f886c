"""Where an episode stands: its dated events, its states, the sum of its term. No database."""

from __future__ import annotations
