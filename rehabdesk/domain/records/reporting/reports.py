"""Reports as they were closed: their figures, who stood behind each, and the files made of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.reports.codes import (
    MemberKind,
    PeriodKind,
    ProductKind,
    ReportState,
    WindowRule,
)


class OwnLayout(Versioned, WordedEntity):
    """A layout of the office's own: imported from a province's file, or put together here."""

    __tablename__ = "report_layout"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    content: Mapped[dict[str, Any]]  # as a layout file has it
    origin: Mapped[str]  # the name of the file it came from; empty for one put together here
    is_active: Mapped[bool]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]


class TypedFigure(Versioned, WordedEntity):
    """A figure received from the police, a bank, the health station, with the paper it stands on.

    Its value is `amount` divided by ten to the power of `decimals`; money is in đồng.
    """

    __tablename__ = "typed_figure"
    __table_args__ = (Index("ix_typed_figure_of_code", "code", "until_on"),)

    code: Mapped[str]  # of the indicator
    from_on: Mapped[date | None]  # none for a stock, which is of one day
    until_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    decimals: Mapped[int]
    base: Mapped[int | None] = mapped_column(BigInteger)  # the 143 of "127/143 đơn vị"
    as_typed: Mapped[str]  # "> 1.500", "gần 50"; empty for a plain number
    parts: Mapped[dict[str, Any]]  # breakdown -> part -> amount, where the paper tells them
    giver: Mapped[str]  # "Công an xã"
    paper: Mapped[str]  # "báo cáo số 12/BC-CAX"
    paper_on: Mapped[date | None]
    words: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    file: Mapped[StoredFile | None] = relationship()


class Report(Versioned, WordedEntity):
    """A report of a period; frozen, it holds its figures as they were sent."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_of_period", "layout_key", "until_on", "serial"),)

    layout_key: Mapped[str]
    title: Mapped[str]  # "Báo cáo năm 2026"
    period: Mapped[PeriodKind]
    year: Mapped[int]
    ordinal: Mapped[int]  # the month or quarter; 0 for others
    rule: Mapped[WindowRule]
    from_on: Mapped[date]
    until_on: Mapped[date]
    serial: Mapped[int]  # 0 for the report, 1 and up for its supplements
    supplements_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    state: Mapped[ReportState]
    is_zero: Mapped[bool]  # nothing to report, confirmed as such
    due_on: Mapped[date | None]
    frozen_at: Mapped[datetime | None]
    frozen_by: Mapped[str]
    frozen_early: Mapped[str]  # why before the cut-off day
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str]
    reopen_reason: Mapped[str]
    sent_on: Mapped[date | None]
    sent_to: Mapped[str]
    sent_how: Mapped[str]
    problems: Mapped[list[str]]  # what was known to be open when it was closed
    words: Mapped[dict[str, Any]]  # what the clerk wrote into the narrative, by section
    content: Mapped[dict[str, Any]]  # layout, windows, figures as sent; empty while open
    fingerprint: Mapped[str]  # SHA-256 over content and members as sent
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]

    supplements: Mapped[Report | None] = relationship(remote_side="Report.id")
    members: Mapped[list[ReportMember]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="ReportMember.id"
    )
    products: Mapped[list[ReportProduct]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="ReportProduct.id"
    )


class ReportMember(WordedEntity):
    """One of those behind a frozen figure, as it stood on the day.

    It names a person by its number alone: what was sent stays as it was, whatever becomes of
    the file since.
    """

    __tablename__ = "report_member"
    __table_args__ = (Index("ix_report_member_of_figure", "report_id", "figure"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    figure: Mapped[str]  # the key of the row
    kind: Mapped[MemberKind]
    record_id: Mapped[int]
    person: Mapped[int | None] = mapped_column(index=True)  # number of the person then
    name: Mapped[str]
    birth_year: Mapped[int | None]
    reason: Mapped[str]
    on: Mapped[date | None]
    amount: Mapped[int] = mapped_column(BigInteger)
    parts: Mapped[dict[str, Any]]

    report: Mapped[Report] = relationship(back_populates="members")


class ReportProduct(WordedEntity):
    """A file made of a report, kept byte for byte."""

    __tablename__ = "report_product"
    __table_args__ = (UniqueConstraint("report_id", "kind"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    kind: Mapped[ProductKind]
    name: Mapped[str]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    made_at: Mapped[datetime]

    report: Mapped[Report] = relationship(back_populates="products")
    file: Mapped[StoredFile] = relationship()
