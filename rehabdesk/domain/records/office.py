"""Who the office is: its names in time, its signers, users, books and hamlets."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rehabdesk.domain.codes import CommuneKind, Role
from rehabdesk.domain.records.base import Entity, Versioned
from rehabdesk.domain.reports.codes import OfficeLevel


class OfficeProfile(Versioned, Entity):
    """The office's names from one day on; old papers keep the names of their day."""

    __tablename__ = "office_profile"

    valid_from: Mapped[date] = mapped_column(unique=True)
    valid_until: Mapped[date | None]
    province_code: Mapped[str]
    province_name: Mapped[str]  # "tỉnh Hòa Sơn"
    commune_code: Mapped[str]
    commune_kind: Mapped[CommuneKind]
    commune_name: Mapped[str]  # "Yên Thịnh"
    superior_line: Mapped[str]  # first line of the letterhead: "UBND TỈNH HÒA SƠN"
    issuing_lines: Mapped[str]  # bold lines below it, one a line
    place_name: Mapped[str]  # beside the date
    superior_name: Mapped[str]  # addressee of lists: "Ủy ban nhân dân tỉnh Hòa Sơn"
    drafting_unit: Mapped[str]  # "VHXH", in "Lưu: VT, VHXH."
    drafting_unit_name: Mapped[str]  # "Phòng Văn hóa - Xã hội"
    council_resolution_number: Mapped[str]
    council_resolution_on: Mapped[date | None]
    level: Mapped[OfficeLevel] = mapped_column(server_default="commune")

    def __init__(self, **facts: Any) -> None:
        super().__init__(**{"level": OfficeLevel.COMMUNE, **facts})

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Signer(Versioned, Entity):
    """A person who may sign, with the title and authority line valid from–until."""

    __tablename__ = "signer"

    full_name: Mapped[str]
    title: Mapped[str]  # "CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    authority_line: Mapped[str]  # "" or "KT. CHỦ TỊCH"
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]

    def __init__(self, full_name: str, title: str, authority_line: str, valid_from: date) -> None:
        super().__init__(
            full_name=full_name, title=title, authority_line=authority_line, valid_from=valid_from
        )

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class User(Versioned, Entity):
    __tablename__ = "office_user"

    full_name: Mapped[str]
    post: Mapped[str]
    role: Mapped[Role]
    is_active: Mapped[bool]
    # As whom a user serves in a team: a team leader works for the teams led by this volunteer.
    volunteer_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer.id"))

    def __init__(self, full_name: str, post: str, role: Role) -> None:
        super().__init__(full_name=full_name, post=post, role=role, is_active=True)


class DocumentBook(Versioned, Entity):
    """A register of outgoing papers: one row of numbers a year."""

    __tablename__ = "document_book"

    name: Mapped[str] = mapped_column(unique=True)  # "Quyết định"
    symbol: Mapped[str]  # "QĐ-UBND"
    is_active: Mapped[bool]

    def __init__(self, name: str, symbol: str) -> None:
        super().__init__(name=name, symbol=symbol, is_active=True)


class NumberGap(Entity):
    """Why a number of a book was left blank."""

    __tablename__ = "number_gap"
    __table_args__ = (UniqueConstraint("book_id", "year", "number"),)

    book_id: Mapped[int] = mapped_column(ForeignKey("document_book.id"))
    year: Mapped[int]
    number: Mapped[int]
    reason: Mapped[str]
    explained_on: Mapped[date]

    book: Mapped[DocumentBook] = relationship()

    def __init__(
        self, book: DocumentBook, year: int, number: int, reason: str, explained_on: date
    ) -> None:
        super().__init__(
            book=book, year=year, number=number, reason=reason, explained_on=explained_on
        )


class Hamlet(Versioned, Entity):
    """A thôn or tổ dân phố of the commune, with the former commune it belonged to."""

    __tablename__ = "hamlet"

    name: Mapped[str] = mapped_column(unique=True)
    former_commune: Mapped[str]
    is_active: Mapped[bool]

    def __init__(self, name: str, former_commune: str = "") -> None:
        super().__init__(name=name, former_commune=former_commune, is_active=True)


class OfficeSetting(Entity):
    """A choice of the office that the law leaves open, under a stable key."""

    __tablename__ = "office_setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[dict[str, Any]]

    def __init__(self, key: str, value: dict[str, Any]) -> None:
        super().__init__(key=key, value=value)
