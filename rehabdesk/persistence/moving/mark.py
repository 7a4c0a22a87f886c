"""What stands in a database that is being filled, or that an office has left.

Both are tables outside of the records: what is moved never holds them. As long as one is there
nobody works in the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from rehabdesk.domain.refusals import Refusal

_FILLING, _LEFT = "being_filled", "office_left"


class BeingFilled(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Hồ sơ đang được chuyển tới đây, chưa xong và chưa đối chiếu. Chưa mở. "
            "Làm việc tiếp ở nơi cũ, hoặc đợi người quản trị chuyển xong rồi mở lại."
        )


class OfficeLeft(Refusal):
    """The records of this office are used elsewhere now."""

    def __init__(self, where: str, on: str) -> None:
        super().__init__(
            f"Hồ sơ của cơ quan đã chép về “{where}” ngày {on} và dùng ở đó. Chưa mở. "
            "Mở hồ sơ ở nơi ấy; muốn dùng lại bản ở đây thì hỏi người quản trị."
        )


@dataclass(frozen=True, slots=True)
class Filling:
    """From which state of the source a database is being filled: its trail, to the last line."""

    length: int
    head: str


@dataclass(frozen=True, slots=True)
class Left:
    """Where an office has gone, and on which day."""

    where: str
    on: str


def refuse_unfit(connection: Connection) -> None:
    """Refuse a database in which nobody may work: half filled, or left."""
    if read_filling(connection) is not None:
        raise BeingFilled
    if (left := read_left(connection)) is not None:
        raise OfficeLeft(left.where, left.on)


def read_filling(connection: Connection) -> Filling | None:
    if not inspect(connection).has_table(_FILLING):
        return None
    row = connection.execute(text(f"SELECT length, head FROM {_FILLING}")).first()  # noqa: S608
    return Filling(row.length, row.head) if row else Filling(0, "")


def note_filling(connection: Connection, filling: Filling) -> None:
    """Note from what the filling begins, in place of what was noted before."""
    forget_filling(connection)
    connection.execute(text(f"CREATE TABLE {_FILLING} (length INTEGER, head VARCHAR(64))"))
    told = {"length": filling.length, "head": filling.head}
    connection.execute(text(f"INSERT INTO {_FILLING} VALUES (:length, :head)"), told)  # noqa: S608
    _let_be_read(connection, _FILLING)


def forget_filling(connection: Connection) -> None:
    connection.execute(text(f"DROP TABLE IF EXISTS {_FILLING}"))


def read_left(connection: Connection) -> Left | None:
    if not inspect(connection).has_table(_LEFT):
        return None
    row = connection.execute(text(f"SELECT place, day FROM {_LEFT}")).first()  # noqa: S608
    return Left(row.place, row.day) if row else Left("", "")


def note_left(connection: Connection, left: Left) -> None:
    forget_left(connection)
    connection.execute(text(f"CREATE TABLE {_LEFT} (place VARCHAR, day VARCHAR)"))
    told = {"place": left.where, "day": left.on}
    connection.execute(text(f"INSERT INTO {_LEFT} VALUES (:place, :day)"), told)  # noqa: S608
    _let_be_read(connection, _LEFT)


def forget_left(connection: Connection) -> None:
    connection.execute(text(f"DROP TABLE IF EXISTS {_LEFT}"))


def _let_be_read(connection: Connection, name: str) -> None:
    """Whoever may enter the schema at all may read why he may not work there."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"GRANT SELECT ON {name} TO PUBLIC"))
