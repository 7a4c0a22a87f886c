"""How a user keeps each list: columns, order, filters, and the filters worth a name.

Kept through `Office.keep`: a width drawn with the mouse changes nothing in the office. The words a
list is searched by are never kept, for they name persons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from rehabdesk.domain.records import ListLayout, SavedFilter
from rehabdesk.domain.records.office import User
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Work

LONGEST = 60  # letters of a name


class FilterNameless(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__("Đặt tên cho bộ lọc.")


class FilterNameTooLong(Refusal):
    field = "name"

    def __init__(self) -> None:
        super().__init__(f"Tên bộ lọc dài quá {LONGEST} chữ. Đặt tên ngắn hơn.")


@dataclass(frozen=True, slots=True)
class NamedFilter:
    """What a list is narrowed to, in the list's own words for it."""

    name: str
    content: Mapping[str, Any]


def keep_layout(work: Work, list_name: str, content: Mapping[str, Any]) -> None:
    """Keep a list as it stands now, in place of what was kept before."""
    if work.session.get(User, work.actor.user_id) is None:
        return  # the maker of a practice office is nobody who will look again
    mine = select(ListLayout).filter_by(user_id=work.actor.user_id, list_name=list_name)
    layout = work.session.scalars(mine).first()
    if layout is None:
        layout = ListLayout(work.actor.user_id, list_name)
        work.session.add(layout)
    layout.content = dict(content)


def keep_filter(work: Work, list_name: str, name: str, content: Mapping[str, Any]) -> str:
    """Keep a filter under a name, in place of one of that name; return the name as kept."""
    name = clean(name)
    if not name:
        raise FilterNameless
    if len(name) > LONGEST:
        raise FilterNameTooLong
    kept = _filter(work, list_name, name)
    if kept is None:
        work.session.add(SavedFilter(work.actor.user_id, list_name, name, dict(content)))
    else:
        kept.content = dict(content)
    return name


def drop_filter(work: Work, list_name: str, name: str) -> NamedFilter | None:
    """Forget a filter; return it, so that it can be kept again."""
    kept = _filter(work, list_name, name)
    if kept is None:
        return None
    work.session.delete(kept)
    return NamedFilter(kept.name, dict(kept.content))


# Looks


def read_layouts(work: Work) -> dict[str, dict[str, Any]]:
    """Return this user's lists by their names."""
    mine = select(ListLayout).filter_by(user_id=work.actor.user_id)
    return {each.list_name: dict(each.content) for each in work.session.scalars(mine)}


def list_filters(work: Work, list_name: str) -> tuple[NamedFilter, ...]:
    mine = select(SavedFilter).filter_by(user_id=work.actor.user_id, list_name=list_name)
    kept = work.session.scalars(mine.order_by(SavedFilter.id))
    return tuple(NamedFilter(each.name, dict(each.content)) for each in kept)


def _filter(work: Work, list_name: str, name: str) -> SavedFilter | None:
    mine = select(SavedFilter).filter_by(user_id=work.actor.user_id, list_name=list_name, name=name)
    return work.session.scalars(mine).first()
