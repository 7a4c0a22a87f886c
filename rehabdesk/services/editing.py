"""Two people at one record: the second is told, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import object_session

from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.settling.three_way import Labels, Path, labelled, same
from rehabdesk.services.office import Work
from rehabdesk.services.settling.naming import named
from rehabdesk.services.settling.saved_by import NOBODY_KNOWN, SavedBy, gone_by, saved_by

F = TypeVar("F")
E = TypeVar("E", bound=Entity)
_FILES = {"person", "episode"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field two people wrote differently: what is kept now, and what was not saved."""

    field: str
    label: str
    kept: str
    yours: str


@dataclass(frozen=True, slots=True)
class Sides(Generic[F]):
    """What is kept now and what was typed, with what the form calls its fields."""

    work: Work
    kept: F
    typed: F
    labels: Labels


@dataclass(frozen=True, slots=True)
class Meeting(Generic[F]):
    """Two saves that met: what is kept in which version, and both sides in words."""

    kept: F
    version: Any
    labels: Labels
    words: Mapping[Path, tuple[str, str]]  # kept, typed


@dataclass(frozen=True, slots=True)
class _Place:
    """Where two saves met: the table, and who saved there before."""

    table: str = ""
    saved: SavedBy = NOBODY_KNOWN
    actor_id: int | None = field(default=None)

    @property
    def sentence(self) -> str:
        what = "hồ sơ này" if self.table in _FILES else "mục này"
        if self.saved.user_id and self.saved.user_id == self.actor_id:
            who = "Chính bạn, ở cửa sổ khác hoặc việc khác,"
        else:
            who = self.saved.who
        return f"{who} vừa sửa {what}{self.saved.moment}."


class EditedMeanwhile(Refusal):
    """Carries both sides where fields were typed, so that each can be settled by itself."""

    def __init__(self, place: _Place | None = None, meeting: Meeting[Any] | None = None) -> None:
        place = place or _Place()
        self.meeting = meeting
        self.table = place.table
        self.told = place.sentence
        self.differences = _differences(meeting) if meeting else ()
        told = "; ".join(
            f"{each.label}: bản đang có “{each.kept or '–'}”, bản vừa gõ “{each.yours or '–'}”"
            for each in self.differences
        )
        after = "Xem lại bản đang có rồi làm lại."
        if told:
            after = f"Chỗ khác nhau: {told}. Xem hai bản cạnh nhau rồi chọn từng ô."
        super().__init__(f"{self.told} Chưa ghi đè gì. {after}")


class GoneMeanwhile(Refusal):
    """What was to be edited is no longer there; what was typed is kept by whoever typed it."""

    def __init__(self, sentence: str = "Mục này không còn nữa. Chưa ghi gì.") -> None:
        super().__init__(sentence)


def record_of(work: Work, kind: type[E], record_id: int) -> E:
    """Return a record that is to be edited; one thrown away meanwhile is told, with who did it."""
    record = work.session.get(kind, record_id)
    if record is None:
        saved = gone_by(work.session, kind.__tablename__, record_id)
        raise GoneMeanwhile(
            f"{saved.who} đã bỏ mục này{saved.moment} nên chưa lưu được. Chưa ghi gì."
        )
    return record


def require_version(record: Versioned, version: int, sides: Sides[Any] | None = None) -> None:
    """Refuse when the record has been saved by another since the version the screen read."""
    if record.version != version:
        raise met(record, record.version, sides)


def met(record: Any, version: Any, sides: Sides[Any] | None, *others: str) -> EditedMeanwhile:
    """Make the refusal of a save that came second; `others` are subjects saved with the record."""
    session = object_session(record)
    subject = f"{record.__tablename__}:{record.id}"
    saved = saved_by(session, subject, *others) if session is not None else NOBODY_KNOWN
    actor_id = sides.work.actor.user_id if sides is not None else None
    place = _Place(record.__tablename__, saved, actor_id)
    return EditedMeanwhile(place, _meeting(version, sides) if sides is not None else None)


def told_changes(before: object, after: object, labels: Mapping[str, str]) -> dict[str, object]:
    """Tell for the trail what differs between two sets of facts: label, "before → after"."""
    changed: dict[str, object] = {}
    for name, label in labels.items():
        was, now = _word(getattr(before, name)), _word(getattr(after, name))
        if was != now:
            changed[label] = f"{was or '–'} → {now or '–'}"
    return changed


def _meeting(version: Any, sides: Sides[F]) -> Meeting[F]:
    kept, typed = (
        {
            path: named(sides.work, _name_of(path), value)
            for path, _, value in labelled(facts, sides.labels)
        }
        for facts in (sides.kept, sides.typed)
    )
    paths = dict.fromkeys((*kept, *typed))
    words = {path: (kept.get(path, ""), typed.get(path, "")) for path in paths}
    return Meeting(sides.kept, version, sides.labels, words)


def _name_of(path: Path) -> str:
    return next((each for each in reversed(path) if isinstance(each, str)), "")


def _differences(meeting: Meeting[Any]) -> tuple[Difference, ...]:
    labels = {path: label for path, label, _ in labelled(meeting.kept, meeting.labels)}
    return tuple(
        Difference(".".join(map(str, path)), labels.get(path, str(path[-1])), kept, typed)
        for path, (kept, typed) in meeting.words.items()
        if not same(kept, typed)
    )


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    for name in ("label", "name"):
        if (told := getattr(value, name, None)) is not None:
            return str(told)
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value or "")
