"""The blocks of a paper as paragraphs and tables of a Word file."""

from __future__ import annotations
