"""Pages of advice on paper."""

from __future__ import annotations
