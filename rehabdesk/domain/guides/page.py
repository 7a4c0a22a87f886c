"""A page of advice as blocks: heads, steps, points, commands to copy, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_FENCE = "```"
_STEP = re.compile(r"(\d+)\. +(.+)")
_RULED = re.compile(r"[|\s:-]+")
_CODE = re.compile(r"`([^`]+)`")


class BlockKind(Enum):
    TITLE = auto()
    HEAD = auto()
    TEXT = auto()
    STEP = auto()
    POINT = auto()
    COMMANDS = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class GuideBlock:
    """A stretch of the page; `mark` is the number of a step, `rows` are those of a table."""

    kind: BlockKind
    text: str = ""
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def read_guide(told: str) -> tuple[GuideBlock, ...]:
    """Read a page; every line outside of commands and tables is a block of its own."""
    return tuple(_blocks(iter(told.splitlines())))


def runs(text: str) -> tuple[tuple[str, bool], ...]:
    """Split a text into stretches, and say of each whether it is to be typed as it stands."""
    parts = _CODE.split(text)
    return tuple((part, bool(at % 2)) for at, part in enumerate(parts) if part)


def _blocks(lines: Iterator[str]) -> Iterator[GuideBlock]:
    table: list[tuple[str, ...]] = []
    for line in lines:
        if table and not line.startswith("|"):
            yield GuideBlock(BlockKind.TABLE, rows=tuple(table))
            table = []
        if line.startswith(_FENCE):
            yield GuideBlock(BlockKind.COMMANDS, "\n".join(_until_fence(lines)))
        elif line.startswith("|"):
            if not _RULED.fullmatch(line):
                told = line.strip().removeprefix("|").removesuffix("|")
                table.append(tuple(cell.strip() for cell in told.split("|")))
        elif line.strip():
            yield _block(line.strip())
    if table:
        yield GuideBlock(BlockKind.TABLE, rows=tuple(table))


def _until_fence(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith(_FENCE):
            return
        yield line


def _block(line: str) -> GuideBlock:
    for sign, kind in (
        ("## ", BlockKind.HEAD),
        ("# ", BlockKind.TITLE),
        ("* ", BlockKind.POINT),
    ):
        if line.startswith(sign):
            return GuideBlock(kind, line.removeprefix(sign))
    if step := _STEP.fullmatch(line):
        return GuideBlock(BlockKind.STEP, step[2], step[1])
    return GuideBlock(BlockKind.TEXT, line)
