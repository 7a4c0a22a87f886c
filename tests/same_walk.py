"""Two walks laid side by side: `python -m tests.same_walk ONE OTHER`.

Papers must be the same to the byte; pictures to the last dot, but for what blinks and those that
tell where the records are kept. What differs is named; nothing differing, it ends with 0.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage

PLACES = frozenset(
    {
        "19-sao-luu",  # backups are the server's
    }
)
FOOT = 26  # the line at the bottom of the window tells of backups
CARET = 150  # dots at most of what blinks


def main(one: Path, other: Path) -> int:
    wrong = [*_papers(one, other), *_pictures(one, other)]
    for each in wrong:
        sys.stdout.write(f"{each}\n")
    sys.stdout.write(f"{len(wrong)} differ\n")
    return 1 if wrong else 0


def _papers(one: Path, other: Path) -> Iterator[str]:
    for name in _names(one / "papers", other / "papers", "*"):
        pair = [(place / "papers" / name) for place in (one, other)]
        if not all(each.exists() for each in pair):
            yield f"papers/{name}: on one side alone"
        elif pair[0].read_bytes() != pair[1].read_bytes():
            yield f"papers/{name}: other bytes"


def _pictures(one: Path, other: Path) -> Iterator[str]:
    for name in _names(one / "screens", other / "screens", "*.png"):
        if Path(name).stem in PLACES:
            continue
        pair = [place / "screens" / name for place in (one, other)]
        if not all(each.exists() for each in pair):
            yield f"screens/{name}: on one side alone"
            continue
        first, second = (_without_foot(QImage(str(each))) for each in pair)
        count = 0 if first == second else _differing(first, second)
        if not 0 <= count <= CARET:
            yield f"screens/{name}: {count} dots"


def _names(one: Path, other: Path, pattern: str) -> list[str]:
    return sorted({each.name for place in (one, other) for each in place.glob(pattern)})


def _without_foot(image: QImage) -> QImage:
    return image.copy(0, 0, image.width(), image.height() - FOOT)


def _differing(one: QImage, other: QImage) -> int:
    if one.size() != other.size():
        return -1
    dots = ((x, y) for y in range(one.height()) for x in range(one.width()))
    return sum(one.pixel(x, y) != other.pixel(x, y) for x, y in dots)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:3])))
