"""The sheet of what has changed since a report was closed, to be kept with its supplement."""

from __future__ import annotations

from collections.abc import Sequence

from rehabdesk.domain.records.reporting.reports import Report
from rehabdesk.domain.reports.codes import ProductKind
from rehabdesk.domain.wording import prose_date
from rehabdesk.services.office import Work
from rehabdesk.services.offices import profile_on
from rehabdesk.services.reports.closing.changes import Change
from rehabdesk.services.reports.closing.products import MadeFile
from rehabdesk.services.reports.closing.rows import asked_of
from rehabdesk.services.reports.papers import PaperOrder, report_file_stem

_COLUMNS = (
    ("Dòng", 8.0),
    ("Nội dung", 26.0),
    ("Đã chốt → nay", 14.0),
    ("Thay đổi", 14.0),
    ("Ai", 22.0),
    ("Lý do tính", 24.0),
    ("Sửa ở đâu", 30.0),
)


def sheet_of_changes(work: Work, report: Report, changes: Sequence[Change]) -> MadeFile:
    """Draw the sheet; it names persons and stays in the office unless somebody sends it."""
    from rehabdesk.documents import fonts
    from rehabdesk.documents.listing import draw_listing
    from rehabdesk.documents.official_list import Column, OfficialList, Signer

    profile, today = profile_on(work, work.today), prose_date(work.today)
    closed = f"{report.frozen_at:%H:%M %d/%m/%Y}" if report.frozen_at else ""
    listed = OfficialList(
        profile.superior_line,
        "\n".join(profile.issuing_lines),
        f"{profile.place_name}, {today}",
        f"BẢNG THAY ĐỔI SAU KHI CHỐT\n{report.title}",
        (Column("STT", 5.0), *(Column(title, width) for title, width in _COLUMNS)),
        tuple((str(place), *_line(each)) for place, each in enumerate(changes, 1)),
        f"(Số đã chốt lúc {closed}, so với hồ sơ {today})",
        ("LƯU HÀNH NỘI BỘ",),
        f"Tổng số: {len(changes)} dòng",
        (Signer("NGƯỜI LẬP BẢNG", name=work.actor.name),),
        is_wide=True,
    )
    fonts.register(work.resources.fonts)
    stem = report_file_stem(work, PaperOrder(asked_of(report), work.today))
    content = draw_listing(listed, practice=work.resources.is_practice)
    return MadeFile(ProductKind.DIFFERENCE, f"{stem}-thay-doi-sau-chot.pdf", content)


def _line(change: Change) -> tuple[str, ...]:
    born = f" ({change.birth_year})" if change.birth_year else ""
    return (
        change.number,
        change.row_name,
        change.figures,
        change.kind.label,
        f"{change.name}{born}",
        change.reason,
        change.cause,
    )
