"""resources/fields.toml read into the vocabulary of fields."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rehabdesk.catalog.chosen import chosen
from rehabdesk.domain.forms.field import Field, FieldType, Source, Vocabulary

_OF_A_PERSON = {Source.PERSON, Source.RELATIVE, Source.REHAB, Source.TERM}
_SELDOM_TOLD = {Source.OFFICE, Source.DOCUMENT}


def load_fields(path: Path) -> Vocabulary:
    data = tomllib.loads(path.read_text("utf-8"))
    return {name: _field(name, dict(each)) for name, each in data.items()}


def _field(name: str, data: dict[str, Any]) -> Field:
    source = chosen(Source, data.pop("source"))
    is_told = data.pop("told", source not in _SELDOM_TOLD) and not data.pop("quiet", False)
    field = Field(
        name=name,
        label=data.pop("label"),
        type=chosen(FieldType, data.pop("type", "text")),
        source=source,
        is_of_person=data.pop("of_person", source in _OF_A_PERSON),
        default=data.pop("default", ""),
        choices=tuple(data.pop("choices", ())),
        is_blank=data.pop("blank", False),
        is_told=is_told,
        is_sensitive=data.pop("sensitive", False),
        is_remembered=data.pop("remembered", False),
    )
    _refuse_rest(name, data)
    return field


def _refuse_rest(name: str, data: Mapping[str, Any]) -> None:
    if data:
        raise ValueError(f"fields.toml, {name}: không hiểu {sorted(data)}")
