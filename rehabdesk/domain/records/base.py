from __future__ import annotations

import enum
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Enum, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


def _codes(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Entity(DeclarativeBase):
    """A mapped record; it lives only inside a transaction."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        enum.Enum: Enum(enum.Enum, values_callable=_codes, native_enum=False, length=30),
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
        str: String,
        datetime: DateTime(timezone=False),
    }

    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class Versioned:
    """A record two people may edit: the second to save is refused, never lost or overwritten."""

    version: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}
