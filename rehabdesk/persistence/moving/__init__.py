"""Records moved from one engine to another, row by row as they are kept."""

from __future__ import annotations
