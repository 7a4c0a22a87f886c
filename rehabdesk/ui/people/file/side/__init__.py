"""The right column of a file: what to do now, the term, who helps, all episodes."""

from __future__ import annotations
