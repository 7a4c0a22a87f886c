"""An old list in old letters is brought in, looked at, taken back, and brought in again."""

from __future__ import annotations
