"""What came in from workbooks, row by row, so that it can be told, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.base import Entity, Versioned


class ImportBatch(Versioned, Entity):
    """One file brought in (lần nhập) in one transaction."""

    __tablename__ = "import_batch"

    kind: Mapped[str]
    file_name: Mapped[str]
    sheet_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    mapping: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    imported_by: Mapped[str]
    imported_at: Mapped[datetime]
    undone_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    kept: Mapped[dict[str, Any]]  # what an undo had to leave, and why

    def __init__(self, kind: str, file_name: str, sha256: str, by: str, at: datetime) -> None:
        super().__init__(
            kind=kind,
            file_name=file_name,
            sheet_name="",
            sha256=sha256,
            mapping={},
            counts={},
            imported_by=by,
            imported_at=at,
            undone_by="",
            kept={},
        )


class ImportRow(Entity):
    """What became of one row; `made` and `before` are what an undo needs."""

    __tablename__ = "import_row"
    __table_args__ = (
        Index("ix_import_row_of_batch", "batch_id", "row_number"),
        Index("ix_import_row_of_subject", "subject_kind", "subject_id"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    row_number: Mapped[int]  # as the sheet shows it, from 1
    outcome: Mapped[ImportOutcome]
    subject_kind: Mapped[str]  # "person", "volunteer", "contact"
    subject_id: Mapped[int | None]  # no foreign key: the row stays when its subject goes
    made: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any]]
    remark: Mapped[str]

    batch: Mapped[ImportBatch] = relationship()

    def __init__(self, batch: ImportBatch, row_number: int, outcome: ImportOutcome) -> None:
        super().__init__(
            batch=batch,
            row_number=row_number,
            outcome=outcome,
            subject_kind="",
            made={},
            before={},
            remark="",
        )


class ImportMapping(Entity):
    """Which columns were put where, remembered by the words of the heads."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("kind", "heads"),)

    kind: Mapped[str]
    heads: Mapped[str]
    mapping: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]

    def __init__(self, kind: str, heads: str, mapping: dict[str, Any], at: datetime) -> None:
        super().__init__(kind=kind, heads=heads, mapping=mapping, used_at=at)
