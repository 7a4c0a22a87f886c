"""Official papers: the form the law gives, what fills it, and the paper that comes of it."""

from __future__ import annotations
