"""What is done with a numbered paper: handed over, replaced, corrected, withdrawn, renumbered."""

from __future__ import annotations
