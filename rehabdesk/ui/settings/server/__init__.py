"""Where the office keeps its records, and how it moves to a server and back."""

from __future__ import annotations
