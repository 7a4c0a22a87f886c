"""An office on a server; loaded where one is used, and nowhere else."""

from __future__ import annotations
