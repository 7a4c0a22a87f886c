"""Files as bytes: put together, and depending on nothing but what they hold."""

from __future__ import annotations
