"""A value of a form in the words two people can compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

_SAID = ("label", "words", "text")


def word_of(value: Any) -> str:
    """Say a value as a form shows it; what is empty is an empty word."""
    told = next((each for name in _SAID if isinstance(each := getattr(value, name, None), str)), "")
    if told or value is None:
        return told
    if isinstance(value, Mapping):
        return "\n".join(f"{word_of(key)}: {word_of(each)}" for key, each in value.items())
    if isinstance(value, tuple | list | frozenset):
        lines = map(word_of, value)
        return "\n".join(sorted(lines) if isinstance(value, frozenset) else lines)
    return _of_parts(value) if is_dataclass(value) else _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return "có" if value else "không"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case bytes():
            return "tệp mới chọn" if value else ""
    return str(value)


def _of_parts(value: Any) -> str:
    """Say a line of a list by what is filled in; a bare tick says nothing without its label."""
    parts = (getattr(value, each.name) for each in fields(value))
    told = (word_of(part) for part in parts if not isinstance(part, bool))
    return ", ".join(word for word in told if word)
