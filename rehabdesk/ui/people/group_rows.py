"""Lines of the list of files that stand together under heads, which open and close."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Qt

from rehabdesk.services.people.files import PersonRow
from rehabdesk.services.people.filters import Group
from rehabdesk.ui.kit.rows import Column, Index, Role, Rows


class Head(NamedTuple):
    """The line over a group, known by its title."""

    title: str


class PeopleRows(Rows[PersonRow]):
    """A head is no row: it is never read, and ticking it ticks those under it."""

    def __init__(
        self, columns: Sequence[Column[PersonRow]], parent: QObject, *, has_ticks: bool = True
    ) -> None:
        super().__init__(columns, parent, has_ticks=has_ticks, is_long=True)
        self._under: dict[str, tuple[int, ...]] = {}
        self._closed: set[str] = set()
        self._ids: tuple[int, ...] = ()

    @property
    def all_ids(self) -> tuple[int, ...]:
        """Everybody in the list, also under heads that are closed."""
        return self._ids

    @property
    def person_ids(self) -> tuple[int, ...]:
        if not self._under:
            return self._ids
        return tuple(each for each in self.identities if isinstance(each, int))

    @property
    def tickable_count(self) -> int:
        return len(self.person_ids)

    @property
    def is_grouped(self) -> bool:
        return bool(self._under)

    def show_groups(
        self, ids: Sequence[int], read: Mapping[int, PersonRow], groups: Sequence[Group]
    ) -> None:
        """Show a list in its groups; `read` is by the place among all persons."""
        self._ids = tuple(ids)
        self._under = dict(_members(ids, groups))
        if not self._under:
            self.show_long(self._ids, read)
            return
        lines: list[Hashable] = []
        for title, members in self._under.items():
            lines.append(Head(title))
            lines += () if title in self._closed else members
        known = {row.id: row for row in read.values()}
        shown = {
            at: known[one] for at, one in enumerate(lines) if isinstance(one, int) and one in known
        }
        self.show_long(lines, shown)

    def head(self, place: int) -> Head | None:
        found = self.identities[place] if self._under else None
        return found if isinstance(found, Head) else None

    def head_of(self, person_id: int) -> Head | None:
        titles = (title for title, members in self._under.items() if person_id in members)
        return next((Head(title) for title in titles), None)

    def is_closed(self, head: Head) -> bool:
        return head.title in self._closed

    def close(self, head: Head, *, is_closed: bool) -> None:
        """Note whether a group is closed; the list is to be shown again afterwards."""
        self._closed = self._closed | {head.title} if is_closed else self._closed - {head.title}

    def told(self, head: Head) -> str:
        return f"{head.title} · {len(self._under[head.title])}"

    def read_rows(self) -> dict[int, PersonRow]:
        """Return what has been read, by the place among all persons."""
        known = {row.id: row for row in self.all}
        return {place: known[one] for place, one in enumerate(self._ids) if one in known}

    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(title, len(members)) for title, members in self._under.items())

    def is_unread(self, place: int) -> bool:
        return super().is_unread(place) and self.head(place) is None

    def turn(self, identities: Iterable[Hashable], *, is_ticked: bool) -> None:
        meant: set[Hashable] = set()
        shown = set(self.person_ids) if self._under else None
        for each in identities:
            if isinstance(each, Head):
                meant |= set(self._under[each.title]) & (shown or set())
            else:
                meant.add(each)
        super().turn(meant, is_ticked=is_ticked)

    def has_tick(self, person_id: int) -> bool:
        return person_id in self._ticks

    def is_ticked(self, place: int) -> bool:
        head = self.head(place)
        if head is None:
            return super().is_ticked(place)
        members: Collection[int] = self._under[head.title]
        return bool(self._ticks) and self._ticks.issuperset(members)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        head = self.head(index.row()) if index.isValid() else None
        if head is None:
            return super().data(index, role)
        if role == Role.CheckStateRole and self.column(index.column()) is None:
            is_whole = self.is_ticked(index.row())
            return Qt.CheckState.Checked if is_whole else Qt.CheckState.Unchecked
        is_told = role in {Role.DisplayRole, Role.AccessibleTextRole}
        return self.told(head) if is_told and index.column() == 1 else None


def _members(ids: Sequence[int], groups: Sequence[Group]) -> Iterator[tuple[str, tuple[int, ...]]]:
    start = 0
    for group in groups:
        yield group.title, tuple(ids[start : start + group.count])
        start += group.count
