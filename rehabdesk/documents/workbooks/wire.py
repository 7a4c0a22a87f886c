"""What the child says through the pipe: one JSON value a line, read as it comes.

    ["ready"]
    ["sheet", name, is_hidden, spans, fonts]   then its rows
    ["rows", [[cell, …], …]]
    ["end", kind]  or  ["no", reason]

Dates have no form in JSON; they are told as ["d", "1985-03-05"].
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

READY, SHEET, ROWS, END, NO = "ready", "sheet", "rows", "end", "no"
_WHOLE = 1e15  # up to here every whole number is exact


def _tell(value: object) -> list[object]:
    if isinstance(value, timedelta):
        return ["l", value.total_seconds()]
    if isinstance(value, datetime):
        return ["m", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, time):
        return ["t", value.isoformat()]
    raise TypeError(value)


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tell)
_decoder = json.JSONDecoder(parse_constant=lambda _: None)  # no number is no value


def encode(*message: object) -> bytes:
    return _encoder.encode(message).encode() + b"\n"


def decode(line: bytes) -> list[Any]:
    message = _decoder.decode(line.decode())
    if not isinstance(message, list) or not message:
        raise ValueError(message)
    return message


def cells(row: list[Any]) -> tuple[Any, ...]:
    return tuple(
        [None if cell == "" else cell if cell.__class__ is str else _cell(cell) for cell in row]
    )


def _cell(told: Any) -> Any:
    if told.__class__ is float:
        return int(told) if abs(told) < _WHOLE and told.is_integer() else told
    if told.__class__ is list:
        kind, value = told
        return _FORMS[kind](value)
    return told


_FORMS: dict[str, Any] = {
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "t": time.fromisoformat,
    "l": lambda seconds: timedelta(seconds=seconds),
}
