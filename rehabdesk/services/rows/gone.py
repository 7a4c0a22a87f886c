"""Files that are no longer there, and where what was in them is now."""

from __future__ import annotations

from sqlalchemy import select

from rehabdesk.domain.records.daily.merging import PersonMerge
from rehabdesk.domain.records.person import Person
from rehabdesk.services.editing import GoneMeanwhile
from rehabdesk.services.office import Work


class FileGone(GoneMeanwhile):
    def __init__(self, merge: PersonMerge | None) -> None:
        where = "đã được xóa; tìm trong Thùng rác để lấy lại"
        if merge is not None:
            where = f"số {merge.gone_code} đã gộp vào hồ sơ của {merge.kept.full_name}"
        super().__init__(f"Hồ sơ này {where}.")


def require_there(work: Work, person_id: int) -> Person:
    """Return a kept person; say where a file that has left is to be found."""
    person = work.session.get(Person, person_id)
    if person is None:
        merge = select(PersonMerge).filter_by(gone_id=person_id, undone_at=None)
        raise FileGone(work.session.scalars(merge).first())
    return person
