"""The recovery sheet: one page that goes into the safe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO

from reportlab.lib.units import mm

from rehabdesk.documents import fonts
from rehabdesk.documents.setting import Align, Style
from rehabdesk.documents.sheet import (
    PORTRAIT,
    Pen,
    Row,
    column_rows,
    draw_pages,
    draw_stack,
    new_canvas,
    plain,
)
from rehabdesk.domain.wording import prose_date

_TITLE = Style(fonts.SERIF_BOLD, 20, Align.CENTRE, space_before=10)
_OFFICE = Style(fonts.SERIF_BOLD, 14, Align.CENTRE, space_before=2)
_DAY = Style(fonts.SERIF_ITALIC, 13, Align.CENTRE, space_before=4)
_HEAD = Style(fonts.SERIF_BOLD, 13, Align.LEFT, space_before=12)
_BODY = Style(fonts.SERIF, 13, Align.JUSTIFY, spread=1.08, space_before=4)
_ORDINAL = Style(fonts.SANS, 10, Align.CENTRE)
_GROUP = Style(fonts.SANS_BOLD, 22, Align.CENTRE)
_SIGNER = Style(fonts.SERIF_BOLD, 13, Align.CENTRE)
_NOTE = Style(fonts.SERIF_ITALIC, 12, Align.CENTRE)
_ACROSS = 4  # groups a row
_BOX = 17 * mm
_GAP = 3 * mm
_DOTS = "……………………………………………………"


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    office_name: str
    groups: tuple[str, ...] = field(repr=False)  # never by accident in a log
    made_on: date
    made_by: str = ""


def draw_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """Return the page with the code and how to keep it, in words for everybody."""
    file = BytesIO()
    pen = Pen(new_canvas(file, PORTRAIT, "Phiếu khôi phục"), PORTRAIT)
    draw_pages(pen, list(_rows(sheet)))
    pen.canvas.save()
    return file.getvalue()


def _rows(sheet: RecoverySheet) -> Iterator[Row]:
    yield from _said("PHIẾU KHÔI PHỤC", _TITLE)
    yield from _said(sheet.office_name, _OFFICE)
    yield from _said(f"Lập {prose_date(sheet.made_on)}", _DAY)
    yield from _section(
        "Phiếu này để làm gì",
        "Khi quên mật khẩu, hoặc người biết mật khẩu đã chuyển công tác: ở màn hình mở khóa, bấm "
        "“Quên mật khẩu?”, gõ mã dưới đây, rồi đặt mật khẩu mới. "
        "Không có mật khẩu và không có phiếu này thì không ai mở được hồ sơ, kể cả người làm ra "
        "phần mềm.",
    )
    for first in range(0, len(sheet.groups), _ACROSS):
        yield _boxes(sheet.groups[first : first + _ACROSS], first)
    yield from _section(
        "Cách đọc mã",
        f"Mã có {len(sheet.groups)} nhóm, đọc theo số thứ tự trên mỗi ô. Chữ hoa hay chữ thường "
        "đều được, có dấu cách hay không cũng được. Trong mã không có chữ I, L, O, U: "
        "nét thẳng là số 1, nét tròn là số 0.",
    )
    yield from _section(
        "Cất ở đâu",
        "Cho vào phong bì dán kín, để trong két hoặc tủ có khóa của cơ quan, xa máy tính. "
        "Không chụp ảnh, không gửi qua tin nhắn hay thư điện tử, không dán cạnh máy.",
        f"Nơi cất: {_DOTS}",
    )
    yield from _section(
        "Nếu phiếu thất lạc",
        "Ai cầm phiếu này cũng mở được hồ sơ. Nếu phiếu thất lạc hoặc đã có người khác đọc, "
        "hãy bấm “In lại phiếu…” trong phần mềm: phiếu mới có mã mới, phiếu cũ hết tác dụng ngay.",
    )
    yield _signatures(sheet.made_by)


def _said(text: str, style: Style) -> list[Row]:
    return column_rows([plain(text)], style, PORTRAIT.left, PORTRAIT.text_width)


def _section(head: str, *texts: str) -> Iterator[Row]:
    for row in _said(head, _HEAD):
        yield replace(row, keeps_with_next=True)
    for text in texts:
        yield from _said(text, _BODY)


def _boxes(groups: Sequence[str], first: int) -> Row:
    width = (PORTRAIT.text_width - _GAP * (_ACROSS - 1)) / _ACROSS
    places = [PORTRAIT.left + index * (width + _GAP) for index in range(len(groups))]

    def drawn(pen: Pen, top: float) -> None:
        for index, (x, group) in enumerate(zip(places, groups, strict=True)):
            pen.frame(x, top, width, _BOX)
            ordinal = plain(str(first + index + 1))
            draw_stack(pen, column_rows([ordinal], _ORDINAL, x, width), top - 3)
            draw_stack(pen, column_rows([plain(group)], _GROUP, x, width), top - 16)

    return Row(_BOX, drawn, space_before=10)


def _signatures(made_by: str) -> Row:
    half = PORTRAIT.text_width / 2
    columns = [
        [
            *column_rows([plain(title)], _SIGNER, PORTRAIT.left + index * half, half),
            *column_rows([plain("(Ký, ghi rõ họ tên)")], _NOTE, PORTRAIT.left + index * half, half),
            Row(22 * mm, lambda _pen, _top: None),
            *column_rows([plain(name)], _SIGNER, PORTRAIT.left + index * half, half),
        ]
        for index, (title, name) in enumerate(
            (("Người lập phiếu", made_by), ("Người cất phiếu", ""))
        )
    ]

    def drawn(pen: Pen, top: float) -> None:
        for column in columns:
            draw_stack(pen, column, top)

    return Row(45 * mm, drawn, space_before=18)
