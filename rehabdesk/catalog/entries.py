"""Tables of a file read key by key; whatever is wrong is noted in words, not raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from rehabdesk.domain.codes import Coded

C = TypeVar("C", bound=Coded)


class Entry:
    """One table of a file; what it lacks or should not hold goes to the findings."""

    def __init__(self, data: Mapping[str, Any], where: str, findings: list[str]) -> None:
        self._left = dict(data)
        self.where = where
        self._findings = findings
        self._before = len(findings)

    @property
    def is_sound(self) -> bool:
        return len(self._findings) == self._before

    def note(self, trouble: str) -> None:
        self._findings.append(f"{self.where}: {trouble}")

    def text(self, key: str) -> str:
        """Take a text that has to be there."""
        value = self._taken(key)
        if value is None or value == "":
            self.note(f"thiếu “{key}”.")
            return ""
        return self._as_text(key, value)

    def free_text(self, key: str) -> str:
        value = self._taken(key)
        return "" if value is None else self._as_text(key, value)

    def whole(self, key: str) -> int | None:
        value = self._taken(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.note(f"“{key}” phải là số nguyên.")
            return None
        return value

    def yes(self, key: str) -> bool:
        value = self._taken(key)
        if value is not None and not isinstance(value, bool):
            self.note(f"“{key}” chỉ nhận true hoặc false.")
        return value is True

    def day(self, key: str) -> date | None:
        value = self._taken(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.note(f"“{key}” phải là ngày, viết như 2026-07-01.")
            return None
        return value

    def needed_day(self, key: str) -> date:
        is_there = key in self._left
        day = self.day(key)
        if not is_there:
            self.note(f"thiếu “{key}”.")
        return day or date.min

    def coded(self, key: str, kind: type[C], default: C) -> C:
        return self.optional_coded(key, kind) or default

    def optional_coded(self, key: str, kind: type[C]) -> C | None:
        value = self._taken(key)
        if value is None:
            return None
        known = {member.value: member for member in kind}
        if not isinstance(value, str) or value not in known:
            self.note(f"“{key}” không nhận “{value}”, chỉ nhận: {', '.join(known)}.")
            return None
        return known[value]

    def names(self, key: str) -> tuple[str, ...]:
        value = self._taken(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.note(f"“{key}” phải là danh sách chữ trong ngoặc vuông.")
            return ()
        return tuple(value)

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        value = self._taken(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.note(f"“{key}” phải là nhiều bảng [[{key}]].")
            return []
        return value

    def close(self) -> bool:
        """Note every key nobody asked for; say whether all was well."""
        for key in self._left:
            self.note(f"không hiểu “{key}”.")
        return self.is_sound

    def _taken(self, key: str) -> Any:
        return self._left.pop(key, None)

    def _as_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.note(f"“{key}” phải là chữ trong ngoặc kép.")
            return ""
        return value


def entries(
    data: Iterable[Mapping[str, Any]], what: str, findings: list[str], key: str = "id"
) -> Iterable[Entry]:
    """Name each table by its own id in what is said about it, or by its place."""
    for place, each in enumerate(data, 1):
        name = each.get(key)
        where = f"{what} “{name}”" if isinstance(name, str) and name else f"{what} thứ {place}"
        yield Entry(each, where, findings)


def note_twice(names: Iterable[str], what: str, findings: list[str]) -> None:
    """Note every name that stands more than once."""
    seen: set[str] = set()
    told: set[str] = set()
    for name in names:
        if name in seen and name not in told:
            findings.append(f"{what} “{name}” có hai lần.")
            told.add(name)
        seen.add(name)
