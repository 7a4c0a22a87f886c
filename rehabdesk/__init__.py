"""RehabDesk: the case files, decisions and reports of a commune's post-rehabilitation work."""

from __future__ import annotations

VERSION = "1.0"
