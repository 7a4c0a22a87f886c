"""What a workbook may cost, packed and unpacked; beyond that it is refused."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

PACKED = 20 * MEGABYTE
UNPACKED = 200 * MEGABYTE
RATIO = 100  # unpacked to packed
HARMLESS = MEGABYTE  # unpacked; a small file may be packed as well as it likes
MEMBERS = 2_000
SHEETS = 256
ROWS = 100_000
COLUMNS = 200
LETTERS = 32_767  # in one cell
MEMORY = 300 * MEGABYTE  # of the child
SECONDS = 5  # of the child's own work
PATIENCE = 30.0  # seconds by the clock, on a machine that does much else
