"""Where persons stand: events recorded and undone, episodes closed and reopened, standings kept."""

from __future__ import annotations
