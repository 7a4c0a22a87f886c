"""What a list says of itself when it is to leave the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar

from rehabdesk.services.lists.leaving import LeavingColumn, LeavingList
from rehabdesk.ui.kit.rows import Column, Rows

T = TypeVar("T")


class Way(Enum):
    PRINT = "In danh sách"
    EXPORT = "Xuất Excel"

    @property
    def title(self) -> str:
        return self.value


def _nothing() -> str:
    return ""


@dataclass(frozen=True)
class Told(Generic[T]):
    """How a list is titled on paper, by what it is filtered, and whose its lines are."""

    title: str = ""
    words: Callable[[], str] = _nothing
    person: Callable[[T], int | None] | None = None  # whose wish not to be printed counts
    names_persons: bool = True


class Listed(Protocol):
    """A table, as far as it is to leave."""

    rows: Rows[Any]
    name: str
    told: Told[Any]

    def shown_columns(self) -> list[Column[Any]]: ...
    def accessibleName(self) -> str: ...
    def column_width(self, column: Column[Any]) -> int: ...
    def rows_to_leave(self) -> Sequence[Any]: ...


def leaving_columns(table: Listed) -> tuple[LeavingColumn, ...]:
    return tuple(
        LeavingColumn(each.title, table.column_width(each), each.align == "right")
        for each in table.shown_columns()
        if each.title
    )


def leaving_cells(table: Listed, row: Any) -> tuple[str, ...]:
    return tuple(each.on_paper(row) for each in table.shown_columns() if each.title)


def list_as_it_stands(table: Listed) -> LeavingList:
    """Return the rows as they are told on the screen."""
    rows = table.rows_to_leave()
    person = table.told.person
    title = table.told.title or table.accessibleName() or "Danh sách"
    return LeavingList(
        table.name,
        f"DANH SÁCH\n{title[:1].upper()}{title[1:]}",
        leaving_columns(table),
        tuple(leaving_cells(table, row) for row in rows),
        tuple(person(row) for row in rows) if person else (),
        table.told.words(),
        names_persons=table.told.names_persons,
    )
