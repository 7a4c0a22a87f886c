"""Ghi cam kết: who signed, when, with the signed copy dropped on it (F40)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from rehabdesk.domain.teamwork.codes import PledgeBy
from rehabdesk.services.decisions.recording import read_scan
from rehabdesk.services.noting.beginning import find_whom
from rehabdesk.services.office import Work
from rehabdesk.services.pledges.facts import PledgeFacts, Scan
from rehabdesk.services.pledges.recording import (
    Corrected,
    CorrectPledge,
    RecordPledges,
    correct_pledge,
    end_pledge,
    record_pledges,
)
from rehabdesk.services.pledges.rows import PledgeRow
from rehabdesk.services.secrecy.whom import Whom
from rehabdesk.ui.decisions.numbering.drop_area import DropArea
from rehabdesk.ui.decisions.quiet import Asker, days
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.dialog import WIDTHS, FormDialog
from rehabdesk.ui.kit.fields import ComboField, DateField, TextBox, TextField
from rehabdesk.ui.kit.form import Entry
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import Suggestion
from rehabdesk.ui.settling.edit import Edit
from rehabdesk.ui.settling.sending import settled

DAY_WIDTH = 134
Hamlets = Sequence[tuple[int, str]]


class PledgeDialog(FormDialog):
    recorded = Signal(object)  # Recorded
    corrected = Signal(object)  # Corrected

    def __init__(
        self,
        desk: Desk,
        habits: QSettings,
        hamlets: Hamlets,
        parent: QWidget,
        row: PledgeRow | None = None,
    ) -> None:
        title = "Ghi cam kết" if row is None else "Sửa cam kết"
        super().__init__(title, "&Ghi" if row is None else "&Lưu", parent, WIDTHS[1])
        self._desk = desk
        self._row = row
        self._asker = Asker(self)
        self._scan: Scan | None = None
        today, calendar = days(desk)
        self.by = ComboField([(each, each.label) for each in PledgeBy])
        self.on = DateField(today(), today(), needs_day=True, calendar=calendar)
        self.on.setFixedWidth(Style.current.length(DAY_WIDTH))
        self.persons = ChipEdit(self._find, "tên người có hồ sơ, ghi nhiều người một lần")
        self.signer = TextField(placeholder="tên chủ hộ, trường, cơ quan, tổ dân phố")
        self.hamlet = ComboField[int | None]([(None, "Cả xã"), *hamlets])
        self.words = TextBox(lines=2)
        self.drop = DropArea(habits)
        self._lay_out()
        self.by.chosen.connect(lambda _: self._suit())
        self.drop.chosen.connect(self.take_scan)
        if row is not None:
            self._show_row(row)
        self._suit()

    def _lay_out(self) -> None:
        self.add_row(
            Entry("by", "&Ai ký", self.by),
            Entry("on", "Ngà&y ký", self.on, stretch=0),
        )
        self.add("persons", "&Người ký", self.persons)
        self.add_row(
            Entry("signer", "&Tên người, đơn vị ký", self.signer, stretch=2),
            Entry("hamlet", "&Thôn", self.hamlet),
        )
        self.add("words", "&Ghi chú", self.words)
        self.add("scan", "&Bản đã ký (ảnh hoặc PDF)", self.drop)

    def choose_persons(self, chosen: Sequence[Suggestion]) -> None:
        self.persons.choose_all(list(chosen))

    def take_scan(self, path: Path) -> None:
        self._desk.run(self, partial(read_scan, path), partial(self._keep_scan, path.name))

    def _keep_scan(self, name: str, content: bytes) -> None:
        self._scan = (name, content)
        self.drop.show_file(name)

    def _show_row(self, row: PledgeRow) -> None:
        facts = row.facts
        self.by.value, self.on.value = facts.by, facts.on
        if facts.person_id is not None:
            self.persons.choose_all([Suggestion(facts.person_id, row.who)])
        self.signer.value, self.words.value = facts.signer, facts.words
        self.hamlet.value = facts.hamlet_id

    def _suit(self) -> None:
        """Ask for persons with a file, or for the name of who has none."""
        by = self.by.value
        is_person = by is PledgeBy.PERSON
        self.form.box("persons").setVisible(is_person or by is PledgeBy.FAMILY)
        self.form.box("persons").label.setText(
            "&Người ký" if is_person else "Gia đình của &người có hồ sơ (nếu có)"
        )
        for name in ("signer", "hamlet"):
            self.form.box(name).setVisible(not is_person)
        self.form.box("by").setEnabled(self._row is None)
        self.form.box("persons").setEnabled(self._row is None)
        self.form.box("scan").setVisible(self._row is None)
        self.make_room()

    def _find(self, words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def offer(found: list[Whom]) -> None:
            show([Suggestion(each.id, each.name, each.detail) for each in found])

        self._desk.look(self._asker, partial(find_whom, words=words), offer, name="whom")

    @property
    def facts(self) -> PledgeFacts:
        by = self.by.value or PledgeBy.PERSON
        is_person = by is PledgeBy.PERSON
        return PledgeFacts(
            by,
            self.on.day,
            signer="" if is_person else self.signer.value,
            hamlet_id=None if is_person else self.hamlet.value,
            words=self.words.value,
        )

    def submit(self) -> None:
        if not self.isVisible():  # written down already: a second press is none
            return
        facts = self.facts
        if self._row is not None:
            was = self._row.facts
            facts = replace(
                was,
                on=facts.on,
                signer=facts.signer,
                hamlet_id=facts.hamlet_id or was.hamlet_id,
                words=facts.words,
            )
            edit = Edit(was, facts, self._row.version, partial(_correcting, self._row.id))
            settled(self._desk, self, edit, self._tell_corrected)
            return
        is_told = facts.by in {PledgeBy.PERSON, PledgeBy.FAMILY}
        chosen = self.persons.values if is_told else []
        ids = tuple(each for each in chosen if isinstance(each, int))
        order = RecordPledges(facts, ids, self._scan)
        self._desk.do(self, partial(record_pledges, order=order), self._tell_recorded)

    def _tell_recorded(self, made: object) -> None:
        self.accept()
        self.recorded.emit(made)

    def _tell_corrected(self, made: object) -> None:
        self.accept()
        self.corrected.emit(made)

    def focus_first(self) -> None:
        (self.words if self.persons.values else self.persons).setFocus()


class EndDialog(FormDialog):
    """Since when a commitment no longer stands, and why."""

    ended = Signal(object)  # Corrected

    def __init__(self, desk: Desk, row: PledgeRow, parent: QWidget) -> None:
        super().__init__("Thôi cam kết", "&Thôi cam kết", parent)
        self._desk = desk
        self._row = row
        today, calendar = days(desk)
        self.on = DateField(today(), today(), needs_day=True, calendar=calendar)
        self.reason = TextField(placeholder="chuyển nơi cư trú, ký bản mới…")
        self.add("ended_on", "&Từ ngày", self.on)
        self.add("end_words", "&Lý do", self.reason)
        self.set_fact(row.who)

    def submit(self) -> None:
        if not self.isVisible():
            return
        was = self._row.facts
        facts = replace(was, ended_on=self.on.day, end_words=self.reason.value)
        edit = Edit(was, facts, self._row.version, partial(_ending, self._row.id))
        settled(self._desk, self, edit, self._tell)

    def _tell(self, made: object) -> None:
        self.accept()
        self.ended.emit(made)


def _correcting(pledge_id: int, facts: PledgeFacts, version: int) -> Callable[[Work], Corrected]:
    return partial(correct_pledge, order=CorrectPledge(pledge_id, version, facts))


def _ending(pledge_id: int, facts: PledgeFacts, version: int) -> Callable[[Work], Corrected]:
    return partial(
        end_pledge,
        pledge_id=pledge_id,
        version=version,
        on=facts.ended_on,
        words=facts.end_words,
    )
