"""The parts of a file beside each other, and those made when somebody turns to them."""

from __future__ import annotations
