"""What stands in inputs, put back; pictures and addresses chosen instead of typed."""

from __future__ import annotations
