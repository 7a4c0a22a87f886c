"""What a paper changed in older records, kept with it so that it can be taken back exactly."""

from __future__ import annotations

from datetime import date
from typing import Any

from rehabdesk.domain.records.assignment import Assignment
from rehabdesk.domain.records.case_file import Episode
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.office import Work

KEY = "changed"  # in the values of the paper that made the changes
Told = dict[str, str | int | None]
Noted = Assignment | Episode | Decision

_FIELDS: dict[type[Noted], tuple[str, ...]] = {
    Assignment: ("until_on", "ended_by_id", "end_reason"),
    Episode: ("term_start", "term_end", "decided_by_id"),
    Decision: ("ended_on", "end_reason"),
}
_KINDS: dict[str, Any] = {kind.__tablename__: kind for kind in _FIELDS}
_DATES = frozenset({"until_on", "term_start", "term_end", "ended_on"})


class HasLaterWork(Refusal):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"Sau số {number} đã có văn bản khác dựa vào. Không hoàn tác được; dùng Thay thế "
            "hoặc Thu hồi."
        )


class Journal:
    """Note a record before it is changed for the first time; keep what it was and became."""

    def __init__(self) -> None:
        self._noted: dict[str, tuple[Noted, Told]] = {}

    def note(self, record: Noted) -> None:
        self._noted.setdefault(_name(record), (record, _told(record)))

    def keep(self, work: Work, paper: Decision) -> None:
        work.session.flush()
        changed = {
            name: {"was": was, "became": _told(record)}
            for name, (record, was) in self._noted.items()
            if was != _told(record)
        }
        paper.values = {**paper.values, KEY: changed}


def restore(work: Work, paper: Decision) -> None:
    """Put back what the paper changed, unless something came after it."""
    changed = paper.values.get(KEY, {})
    records = {name: _record(work, name) for name in changed}
    for name, record in records.items():
        if record is None or _told(record) != changed[name]["became"]:
            raise HasLaterWork(paper.full_number)
    for name, record in records.items():
        for field, value in changed[name]["was"].items():
            setattr(record, field, _read(field, value))
    paper.values = {name: value for name, value in paper.values.items() if name != KEY}
    work.session.flush()


def was_before(paper: Decision, record: Noted) -> Told | None:
    """Return what stood in a record before this paper changed it."""
    told: Told | None = paper.values.get(KEY, {}).get(_name(record), {}).get("was")
    return told


def is_kept(paper: Decision) -> bool:
    """Tell whether the paper has taken effect."""
    return KEY in paper.values


def day_of(told: Told, field: str) -> date | None:
    value = told.get(field)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _name(record: Noted) -> str:
    return f"{record.__tablename__}:{record.id}"


def _record(work: Work, name: str) -> Noted | None:
    kind, _, number = name.partition(":")
    record: Noted | None = work.session.get(_KINDS[kind], int(number))
    return record


def _told(record: Noted) -> Told:
    told = {field: getattr(record, field) for field in _FIELDS[type(record)]}
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in told.items()
    }


def _read(field: str, value: Any) -> Any:
    return date.fromisoformat(value) if field in _DATES and value is not None else value
