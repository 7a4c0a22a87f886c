"""What lies in the bin, for how long, and erasing it for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.daily.merging import BinItem
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.bin.kinds import CONTACT, DRAFT, KINDS, PERSON, SUPPORT
from rehabdesk.services.office import Work
from rehabdesk.services.secrecy.names import hidden

KEPT_DAYS = 90
ERASED = "(đã xóa hẳn)"
_BEFORE_NAMES = {DRAFT: " – ", CONTACT: ": ", SUPPORT: ": "}  # in a title
_IS_LYING = (BinItem.restored_at.is_(None), BinItem.erased_at.is_(None))
_AFTER_ITS_DAYS = f"hết {KEPT_DAYS} ngày"


class PurposeMissing(Refusal):
    field = "purpose"

    def __init__(self) -> None:
        super().__init__("Ghi mục đích xóa hẳn.")


@dataclass(frozen=True, slots=True)
class BinRow:
    id: int
    kind: str
    title: str
    binned_by: str
    binned_at: datetime
    erased_on: date  # when it goes by itself


# Acts


def erase(work: Work, item_ids: Sequence[int], purpose: str) -> int:
    """Erase things in the bin for good; only the fact stays on record, and why."""
    work.require(Right.ERASE_FOR_GOOD)
    if not clean(purpose):
        raise PurposeMissing
    items = work.session.scalars(_lying().where(BinItem.id.in_(item_ids))).all()
    for item in items:
        _empty(work, item, clean(purpose))
        work.record("bin.erased", item, kind=item.kind, id=item.subject_id, purpose=clean(purpose))
    return len(items)


def erase_old(work: Work) -> int:
    """Erase what has lain in the bin for its days; at sign-in."""
    last = work.now - timedelta(days=KEPT_DAYS)
    items = work.session.scalars(_lying().where(BinItem.binned_at < last)).all()
    for item in items:
        _empty(work, item, _AFTER_ITS_DAYS)
        work.record("bin.erased", item, kind=item.kind, id=item.subject_id, purpose=_AFTER_ITS_DAYS)
    return len(items)


# Looks


def list_bin(work: Work) -> list[BinRow]:
    """Return what can still be got back, the last thrown away first."""
    work.require(Right.READ_FILES)
    items = work.session.scalars(_lying().order_by(BinItem.binned_at.desc(), BinItem.id.desc()))
    return [
        BinRow(
            item.id,
            KINDS[item.kind].label,
            _hidden_title(item) if work.names_hidden else item.title,
            item.binned_by,
            item.binned_at,
            (item.binned_at + timedelta(days=KEPT_DAYS)).date(),
        )
        for item in items
    ]


def _hidden_title(item: BinItem) -> str:
    """Tell what lies there while names are hidden."""
    if item.kind == PERSON:
        name, _, file = item.title.rpartition(", ")
        return f"{hidden(name)}, {file}" if name else item.title
    return item.title.partition(_BEFORE_NAMES.get(item.kind, "\n"))[0]


def count_bin(work: Work) -> int:
    query = select(func.count(BinItem.id)).where(*_IS_LYING)
    return work.session.scalar(query) or 0


def _lying() -> Select[BinItem]:
    return select(BinItem).where(*_IS_LYING)


def _empty(work: Work, item: BinItem, purpose: str) -> None:
    item.rows = {}
    item.title = ERASED
    item.erased_by, item.erased_at = work.actor.name, work.now
    item.erased_purpose = purpose
