"""Papers of the board: the proof, the sheets of those who help, the minutes of a hand-over."""

from __future__ import annotations
