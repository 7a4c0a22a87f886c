"""An office moved from a file to a server and back: copied, proved, and only then used there."""

from __future__ import annotations
