"""The document book as it is seen and as it is printed."""

from __future__ import annotations
