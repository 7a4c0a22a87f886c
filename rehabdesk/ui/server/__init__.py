"""The office on a server, as the window meets it."""

from __future__ import annotations
