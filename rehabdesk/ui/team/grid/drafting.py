"""Cells not saved yet, as they are kept for after a power cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.month_cells import Counted
from rehabdesk.domain.teamwork.months import Month
from rehabdesk.services.drafts import KeptForm, read_draft
from rehabdesk.services.month_grid.sheet import Column, Place, Subject, Value, WalkIn
from rehabdesk.ui.kit import ask
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.inputs.form_keeper import FormKeeper
from rehabdesk.ui.kit.messages import MessageFrame
from rehabdesk.ui.team.grid.sheet.hand import SheetInHand

FORM = "month_grid"
Shown = Callable[[], SheetInHand | None]
_COUNTED = {each.value: each for each in Counted}


def kept_cells(hand: SheetInHand) -> Mapping[str, Any]:
    """Return what is not saved yet; nothing when everything is."""
    order = hand.order()
    if not order.changes:
        return {}
    cells = [
        [_told_subject(each.place[0]), _told_column(each.place[1]), each.after]
        for each in order.changes
    ]
    return {"team": order.team_id, "month": order.month.number, "cells": cells}


def team_of(content: Mapping[str, Any]) -> int:
    return int(content.get("team", 0))


def month_of(content: Mapping[str, Any]) -> Month:
    return Month.numbered(int(content["month"]))


def cells_of(hand: SheetInHand, content: Mapping[str, Any]) -> dict[Place, Value]:
    """Return the kept cells that still have their place in the sheet."""
    found: dict[Place, Value] = {}
    for subject, column, value in content.get("cells", ()):
        who = WalkIn(*subject) if isinstance(subject, list) else int(subject)
        what: Column | None = _COUNTED.get(column) if isinstance(column, str) else int(column)
        if what is None or what not in hand.columns:
            continue
        if isinstance(who, WalkIn):
            hand.admit(who)
        if any(row.subject == who for row in hand.rows):
            found[who, what] = value
    return found


class CellKeeper(QObject):
    """Keeps the cells of the sheet shown, and offers them once when the power has gone."""

    resumed = Signal(object)  # the kept content, of the team shown

    def __init__(self, desk: Desk, page: QWidget, message: MessageFrame, shown: Shown) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._message = message
        self._shown = shown
        self._is_asked = False
        self._keeper = FormKeeper(desk, FORM, self._cells, page)
        self.note_change, self.keep, self.drop = (
            self._keeper.note_change,
            self._keeper.keep,
            self._keeper.drop,
        )

    def ask(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            self._desk.look(self._page, partial(read_draft, form=FORM), self._offer, "draft")

    def ask_unsaved(
        self,
        save: Callable[[], None],
        drop: Callable[[], None],
        stay: Callable[[], None] | None = None,
    ) -> None:
        """Ask what becomes of the cells when somebody leaves them."""
        hand = self._shown()
        if hand is not None:
            month = hand.sheet.month.words
            told = f"Còn {hand.unsaved} ô chưa lưu trong “Bảng tháng {month}”."
            ask.ask_unsaved(self._page.window(), told, save, drop, stay)

    def _offer(self, draft: KeptForm | None) -> None:
        hand = self._shown()
        if draft is None or hand is None or hand.unsaved:
            return
        if team_of(draft.content) != hand.sheet.team_id:
            return
        count, at = len(draft.content.get("cells", ())), f"{draft.saved_at:%H:%M %d/%m}"
        month = month_of(draft.content).words
        told = f"Còn {count} ô của tháng {month} gõ lúc {at}, chưa lưu. Mở lại?"
        self._message.say("info", told)
        self._message.add_link("&Mở lại", partial(self.resumed.emit, draft.content))

    def _cells(self) -> Mapping[str, Any]:
        hand = self._shown()
        return kept_cells(hand) if hand is not None else {}


def _told_subject(who: Subject) -> int | list[str]:
    return [who.name, who.unit] if isinstance(who, WalkIn) else who


def _told_column(column: Column) -> int | str:
    return column.value if isinstance(column, Counted) else column
