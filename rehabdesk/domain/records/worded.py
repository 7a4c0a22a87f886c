from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Enum, String

from rehabdesk.domain.records.base import Entity


class WordedEntity(Entity):
    """A record whose words and lists of words are empty where nobody gave any."""

    __abstract__ = True

    def __init__(self, **given: Any) -> None:
        for column in self.__table__.columns:
            if isinstance(column.type, String) and not isinstance(column.type, Enum):
                if not column.nullable:
                    given.setdefault(column.key, "")
            elif isinstance(column.type, JSON):
                given.setdefault(column.key, {})
        super().__init__(**given)
