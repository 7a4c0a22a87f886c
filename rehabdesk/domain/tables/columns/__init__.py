"""What stands in a column and beside it, where its head does not say enough."""

from __future__ import annotations
