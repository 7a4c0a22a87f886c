"""What an upper office receives: who is to send, the packages that came, clashes between them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from rehabdesk.domain.records.base import Versioned
from rehabdesk.domain.records.ledger import StoredFile
from rehabdesk.domain.records.worded import WordedEntity
from rehabdesk.domain.reports.codes import PackageState


class ReportingUnit(Versioned, WordedEntity):
    """An office that is to send its reports here."""

    __tablename__ = "reporting_unit"

    code: Mapped[str] = mapped_column(unique=True)  # of the commune-level unit
    name: Mapped[str]  # "Xã Yên Thịnh"
    seal: Mapped[str]  # the public key its packages were first signed with
    contact: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    note: Mapped[str]


class ReceivedPackage(Versioned, WordedEntity):
    """A package as it came; the newest accepted one of a unit and period counts."""

    __tablename__ = "received_package"
    __table_args__ = (
        Index("ix_received_package_of_period", "layout_key", "from_on", "until_on", "state"),
    )

    unit_id: Mapped[int | None] = mapped_column(ForeignKey("reporting_unit.id"), index=True)
    unit_name: Mapped[str]  # as the package or the file's name tells it
    layout_key: Mapped[str]
    title: Mapped[str]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    serial: Mapped[int]  # the how manieth of this unit and period (lần)
    state: Mapped[PackageState]
    is_zero: Mapped[bool]
    has_names: Mapped[bool]
    made_at: Mapped[datetime | None]  # when its office closed the figures
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    received_by: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    seal: Mapped[str]
    trouble: Mapped[str]  # why it was set aside, in one sentence
    remarks: Mapped[list[str]]  # what is odd about it though it counts: sums, hand edits, lateness
    content: Mapped[dict[str, Any]]  # layout, windows, figures
    members: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))  # lines behind figures

    unit: Mapped[ReportingUnit | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class ReceivedFigure(WordedEntity):
    """A figure of a package; `amount` over ten to the power of `decimals`."""

    __tablename__ = "received_figure"
    __table_args__ = (UniqueConstraint("package_id", "figure", "part"),)

    package_id: Mapped[int] = mapped_column(
        ForeignKey("received_package.id", ondelete="CASCADE"), index=True
    )
    figure: Mapped[str]  # the key of the row
    part: Mapped[str]  # empty for the figure itself
    amount: Mapped[int] = mapped_column(BigInteger)
    decimals: Mapped[int]
    base: Mapped[int | None] = mapped_column(BigInteger)


class ReceivedMember(WordedEntity):
    """Somebody named in a package; what she is counted in lies packed with the package."""

    __tablename__ = "received_member"
    __table_args__ = (Index("ix_received_member_known_by", "known_by", "package_id"),)

    package_id: Mapped[int] = mapped_column(
        ForeignKey("received_package.id", ondelete="CASCADE"), index=True
    )
    known_by: Mapped[str]  # number of the card, else name and birth folded


class ClashAnswer(Versioned, WordedEntity):
    """How a person counted in two units was settled: where she counts, and who said so."""

    __tablename__ = "clash_answer"
    __table_args__ = (UniqueConstraint("layout_key", "until_on", "known_by"),)

    layout_key: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date]
    known_by: Mapped[str]
    counts_at_id: Mapped[int | None] = mapped_column(ForeignKey("reporting_unit.id"))
    words: Mapped[str]
    settled_by: Mapped[str]
    settled_at: Mapped[datetime]
