"""Two files of one person put together, pairs known to be two persons, and what was thrown away.

What goes is kept as a snapshot of its rows, so that no list has to leave it out and all of it can
come back as it was.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.records.person import Person


class PersonMerge(Versioned, Entity):
    """A file (gone) merged into another (kept), with all that is needed to split them again."""

    __tablename__ = "person_merge"

    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    gone_id: Mapped[int]
    gone_code: Mapped[str] = mapped_column(index=True)
    gone_name: Mapped[str]
    gone_rows: Mapped[dict[str, Any]]  # the rows that left, by table
    moved_rows: Mapped[dict[str, Any]]  # the rows that changed hands, by table
    kept_before: Mapped[dict[str, Any]]
    merged_by: Mapped[str]
    merged_at: Mapped[datetime]
    undone_by: Mapped[str]
    undone_at: Mapped[datetime | None]

    kept: Mapped[Person] = relationship()

    def __init__(self, kept: Person, gone: Person, gone_code: str, by: str, at: datetime) -> None:
        super().__init__(
            kept=kept,
            gone_id=gone.id,
            gone_code=gone_code,
            gone_name=gone.full_name,
            gone_rows={},
            moved_rows={},
            kept_before={},
            merged_by=by,
            merged_at=at,
            undone_by="",
        )


class PersonDistinct(Entity):
    """Two persons who look alike and are not the same; the smaller id stands first."""

    __tablename__ = "person_distinct"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str]
    said_by: Mapped[str]
    said_at: Mapped[datetime]

    def __init__(self, one_id: int, other_id: int, by: str, at: datetime) -> None:
        first, second = sorted((one_id, other_id))
        super().__init__(one_id=first, other_id=second, reason="", said_by=by, said_at=at)


class BinItem(Versioned, Entity):
    """Something thrown into the bin (thùng rác), with its rows."""

    __tablename__ = "bin_item"
    __table_args__ = (Index("ix_bin_item_of_subject", "kind", "subject_id"),)

    kind: Mapped[str]  # the table of what was thrown away
    subject_id: Mapped[int]
    title: Mapped[str]
    rows: Mapped[dict[str, Any]]
    binned_by: Mapped[str]
    binned_at: Mapped[datetime] = mapped_column(index=True)
    restored_by: Mapped[str]
    restored_at: Mapped[datetime | None]
    erased_by: Mapped[str]
    erased_at: Mapped[datetime | None]
    erased_purpose: Mapped[str]

    def __init__(self, kind: str, subject_id: int, title: str, by: str, at: datetime) -> None:
        super().__init__(
            kind=kind,
            subject_id=subject_id,
            title=title,
            rows={},
            binned_by=by,
            binned_at=at,
            restored_by="",
            erased_by="",
            erased_purpose="",
        )
