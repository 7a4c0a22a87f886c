"""How a user keeps the lists, and the questions worth asking again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rehabdesk.domain.records.base import Entity


class ListLayout(Entity):
    """Columns, widths, order and filters of one list, as its user left them."""

    __tablename__ = "list_layout"
    __table_args__ = (UniqueConstraint("user_id", "list_name"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("office_user.id"))
    list_name: Mapped[str]
    content: Mapped[dict[str, Any]]

    def __init__(self, user_id: int, list_name: str) -> None:
        super().__init__(user_id=user_id, list_name=list_name, content={})


class SavedFilter(Entity):
    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "list_name", "name"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("office_user.id"))
    list_name: Mapped[str]
    name: Mapped[str]
    content: Mapped[dict[str, Any]]

    def __init__(self, user_id: int, list_name: str, name: str, content: dict[str, Any]) -> None:
        super().__init__(user_id=user_id, list_name=list_name, name=name, content=content)
