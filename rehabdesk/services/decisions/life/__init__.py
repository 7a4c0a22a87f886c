"""What a paper does to cases and to older papers once it has its number, and how that is undone."""

from __future__ import annotations
