"""The scan behind an event, opened to be read; who opened it is on record (F126)."""

from __future__ import annotations

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.case_event import CaseEvent
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.cabinet.files import pages_of
from rehabdesk.services.office import Work


class NoScan(Refusal):
    def __init__(self) -> None:
        super().__init__("Việc này chưa đính kèm bản quét. Mở “Sửa sự việc” để đính kèm.")


def open_event_paper(work: Work, event_id: int) -> tuple[str, bytes]:
    """Open the scan attached to an event, as pages that can be shown and printed."""
    work.require(Right.READ_FILES)
    event = work.session.get_one(CaseEvent, event_id)
    kept = event.paper_file
    if kept is None:
        raise NoScan
    work.record("event.paper_opened", event, file=kept.name)
    return kept.name, pages_of(kept.media_type, kept.content)
