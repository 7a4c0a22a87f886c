"""Pages of advice that come with the program."""

from __future__ import annotations
