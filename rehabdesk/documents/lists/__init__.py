"""Pages made of lists."""

from __future__ import annotations
