"""Workbooks others made, read in a process of its own: `reading.read_workbook`.

The child (`child.py` and what it imports) gets bytes and gives back text and numbers. It starts
from here, so nothing is imported in this place.
"""

from __future__ import annotations
