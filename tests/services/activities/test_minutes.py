"""Minutes of a meeting as pages and as a Word file."""

from __future__ import annotations

import io
from datetime import date, time
from functools import partial

from docx import Document
from pypdf import PdfReader

from rehabdesk.services.activities.facts import NextTask, Present
from rehabdesk.services.board_papers.meeting import print_minutes
from rehabdesk.services.office import Office
from tests.builders import a_volunteer
from tests.services.activities.places import a_team, an_activity, recorded


def test_the_minutes_tell_what_was_recorded(office: Office) -> None:
    order = an_activity(
        at=time(14, 0),
        team_id=a_team(office),
        place="Nhà văn hóa thôn Hạ",
        topic="Giao ban tháng 11",
        organiser="Ông Phạm Văn Đông, Đội trưởng",
        words="Đánh giá việc tháng 10.\nPhân công tháng 11.",
        next_tasks=(NextTask("Thăm gia đình ông Tám", "Bà Nhàn", date(2026, 11, 30)),),
        attendances=(Present(a_volunteer(office)), Present(walk_in="Trần Minh", is_present=False)),
    )
    made = office.do(partial(print_minutes, activity_id=recorded(office, order).activity_id)).result
    pages = PdfReader(io.BytesIO(made.pages.content))
    told = " ".join(page.extract_text() for page in pages.pages)
    word = Document(io.BytesIO(made.word.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    written = " ".join([*(each.text for each in word.paragraphs), *cells])
    for words in (
        "BIÊN BẢN",
        "Giao ban tháng 11",
        "Đội xã Yên Thịnh",
        "14 giờ 00",
        "Ông Phạm Văn Đông, Đội trưởng",
        "Ngô Thị Nhàn",
        "Phân công tháng 11.",
        "Thăm gia đình ông Tám",
        "NGƯỜI CHỦ TRÌ",
    ):
        assert words in " ".join(told.split()), words
        assert words in written, words
    assert "có mặt 1/2 người" in " ".join(told.split())


def test_minutes_of_a_bare_meeting_leave_room_for_the_pen(office: Office) -> None:
    done = recorded(office, an_activity())
    made = office.do(partial(print_minutes, activity_id=done.activity_id)).result
    assert PdfReader(io.BytesIO(made.pages.content)).pages
