"""How papers end: recipients and who signs, people side by side, the mark of a copy."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm

from rehabdesk.documents.blocks.head import issuer_rows, two_columns
from rehabdesk.documents.blocks.styles import (
    AUTHORITY,
    CLOSING_GAP,
    COPY_GAP,
    NUMBER,
    PLACE_AND_DATE,
    RECIPIENT,
    RECIPIENTS_LABEL,
    SIGNATURE_SPACE,
    SIGNING_NOTE,
)
from rehabdesk.documents.sheet import (
    Page,
    Pen,
    Row,
    column_rows,
    draw_stack,
    stacked_height,
)
from rehabdesk.domain.forms.paper import Copy, Line, Recipients, Signature, Signatures

_RULE = 8
_GUTTER = 4 * mm  # between recipients and who signs


def closing_row(recipients: Recipients, signature: Signature, page: Page) -> Row:
    """Set the recipients on the left, level with who signs on the right."""
    half = page.text_width / 2
    left = [
        *column_rows(recipients.label, RECIPIENTS_LABEL, page.left, half),
        *column_rows(recipients.lines, RECIPIENT, page.left, half - _GUTTER),
    ]
    right = [
        *column_rows(signature.authority, AUTHORITY, page.left + half, half),
        _room(),
        *column_rows(signature.name, AUTHORITY, page.left + half, half),
    ]
    return _side_by_side((left, right), CLOSING_GAP)


def signatures_row(block: Signatures, page: Page) -> Row:
    """Set where people sign; place and day stand above the right one."""
    half = page.text_width / 2
    right_x = page.left + half
    dated = column_rows(block.place_and_date, PLACE_AND_DATE, right_x, half)
    left = [
        Row(stacked_height(dated), _nothing),
        *_signing(block.left, block.left_note, block.left_name, page.left, half),
    ]
    right = [
        *dated,
        *_signing(block.right, block.right_note, block.right_name, right_x, half),
    ]
    return _side_by_side((left, right), CLOSING_GAP)


def copy_rows(block: Copy, page: Page) -> list[Row]:
    """Part a copy from its paper with a rule, and say below it what it is and who made it."""
    half = page.text_width / 2
    right_x = page.left + half
    head = two_columns(
        (
            issuer_rows(block.issuer, page.left, half),
            column_rows(block.form, AUTHORITY, right_x, half),
        ),
        (
            column_rows(block.number, NUMBER, page.left, half),
            column_rows(block.place_and_date, PLACE_AND_DATE, right_x, half),
        ),
    )
    recipients = Recipients(block.label, block.lines)
    closing = closing_row(recipients, Signature(block.authority, block.name), page)
    rule = Row(
        _RULE,
        lambda pen, top: pen.rule(page.left, top, page.text_width),
        COPY_GAP,
        True,  # noqa: FBT003
    )
    return [rule, Row(head.height, head.draw, keeps_with_next=True), closing]


def _signing(
    title: Sequence[Line], note: Sequence[Line], name: Sequence[Line], x: float, width: float
) -> list[Row]:
    return [
        *column_rows(title, AUTHORITY, x, width),
        *column_rows(note, SIGNING_NOTE, x, width),
        _room(),
        *column_rows(name, AUTHORITY, x, width),
    ]


def _side_by_side(columns: tuple[list[Row], list[Row]], space_before: float) -> Row:
    def drawn(pen: Pen, top: float) -> None:
        for column in columns:
            draw_stack(pen, column, top)

    return Row(max(map(stacked_height, columns)), drawn, space_before)


def _room() -> Row:
    return Row(SIGNATURE_SPACE, _nothing)


def _nothing(_pen: Pen, _top: float) -> None:
    """Leave the room white."""
