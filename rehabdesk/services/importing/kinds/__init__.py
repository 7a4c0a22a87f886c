"""What each kind of list brings in: its rows examined, compared, written."""

from __future__ import annotations
