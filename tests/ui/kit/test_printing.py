from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rehabdesk.documents.pages import page_size
from rehabdesk.services.decisions.posting.envelopes import Post, print_envelopes
from rehabdesk.services.exports import ExportList, print_list
from rehabdesk.services.office import Office
from rehabdesk.services.pages import count_pages, draw_page
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.paper_dialog import PrintJob
from tests.builders import NOW, taken_in


def test_every_page_reaches_the_printer_one_by_one(
    qtbot: QtBot, office: Office, desk: Desk, tmp_path: Path
) -> None:
    ids = tuple(
        taken_in(office, full_name=f"Trần Văn {letter}", papers=()) for letter in "ABCDEFGH"
    )
    order = ExportList(ids, "Họp giao ban", "", NOW.date())
    content = office.do(partial(print_list, order=order)).result.content
    page = QWidget()
    qtbot.addWidget(page)
    job = PrintJob(desk, "Danh sách", (count_pages(content), partial(draw_page, content)), page)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "danh sách.pdf"))
    printed: list[int] = []
    job.printed.connect(printed.append)
    job.start()
    assert count_pages(content) > 1
    assert printed == [count_pages(content)]
    assert count_pages((tmp_path / "danh sách.pdf").read_bytes()) == count_pages(content)


def test_an_envelope_is_printed_in_its_own_size(
    qtbot: QtBot, office: Office, desk: Desk, tmp_path: Path
) -> None:
    post = Post("UBND xã Yên Thịnh", "Ông Vịnh\nThôn Hạ")
    content = office.do(partial(print_envelopes, post=post, size="dl")).result.content
    page = QWidget()
    qtbot.addWidget(page)
    job = PrintJob(desk, "Phong bì", (1, partial(draw_page, content)), page)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "phong bì.pdf"))
    job.start()
    printed = page_size((tmp_path / "phong bì.pdf").read_bytes(), 0)
    assert printed == pytest.approx(page_size(content, 0), abs=3)
