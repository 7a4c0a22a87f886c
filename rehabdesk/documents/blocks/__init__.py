"""The blocks of a paper as strips of a page."""

from __future__ import annotations
