"""Opening the note from any page, and what is said once it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from rehabdesk.services.bin.throwing import Thrown, throw_away
from rehabdesk.services.drafts import read_draft
from rehabdesk.services.noting.beginning import NoteBegun, begin_note, read_note
from rehabdesk.services.noting.recording import (
    CorrectContact,
    Corrected,
    Recorded,
    correct_contact,
)
from rehabdesk.ui.bin.throwing import take_out, throw
from rehabdesk.ui.contacts.dialog import FORM, ContactDialog, recorded_words
from rehabdesk.ui.decisions.quiet import days
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.messages import UNDO
from rehabdesk.ui.not_done import NotDoneDialog
from rehabdesk.ui.settling.sending import settled

CONTACT = "contact"


def note_meeting(
    desk: Desk, habits: QSettings, page: QWidget, person_ids: Sequence[int] = ()
) -> None:
    """Ask what there is to write down about these persons, or whom it is about."""

    def ask(begun: NoteBegun) -> None:
        dialog = _dialog(desk, begun, page)
        dialog.recorded.connect(partial(_tell_recorded, desk, habits, page))
        dialog.open()
        desk.look(dialog, partial(read_draft, form=FORM), dialog.offer_draft, name="draft")

    desk.look(page, partial(begin_note, person_ids=tuple(person_ids)), ask, name="note")


def correct_meeting(desk: Desk, page: QWidget, contact_id: int, person_id: int) -> None:
    def ask(begun: NoteBegun) -> None:
        dialog = _dialog(desk, begun, page)
        dialog.corrected.connect(partial(_tell_corrected, desk, page))
        dialog.open()

    look = partial(read_note, contact_id=contact_id, person_id=person_id)
    desk.look(page, look, ask, name="note")


def remove_meeting(desk: Desk, page: QWidget, contact_id: int) -> None:
    throw(desk, page, CONTACT, contact_id)


def _dialog(desk: Desk, begun: NoteBegun, page: QWidget) -> ContactDialog:
    _, calendar = days(desk)
    dialog = ContactDialog(desk, begun, calendar, page.window())
    dialog.focus_first()
    return dialog


def _tell_recorded(desk: Desk, habits: QSettings, page: QWidget, made: Recorded) -> None:
    words = recorded_words(made)
    if made.failed:

        def show() -> None:
            title = "Ghi gặp gỡ: người chưa được"
            NotDoneDialog(title, made.failed, habits, page.window()).open()

        desk.say(words, "Xem", show)
        return
    desk.say(words, UNDO, partial(_take_back, desk, page, made.contact_id, words))


def _take_back(desk: Desk, page: QWidget, contact_id: int, words: str) -> None:
    """Put the note just written into the bin; Ctrl+Y gets it out again."""

    def tell(thrown: Thrown) -> None:
        again = partial(take_out, desk, page, thrown.item_id)
        desk.say(f"Đã hoàn tác: {words[:1].lower()}{words[1:]}", "", None, again)

    desk.do(page, partial(throw_away, kind=CONTACT, subject_id=contact_id), tell)


def _tell_corrected(desk: Desk, page: QWidget, made: Corrected) -> None:
    whom = made.names[0] if len(made.names) == 1 else f"{len(made.names)} người"
    words = f"Đã sửa lần gặp {whom}."
    desk.say(words, UNDO, partial(_write_back, desk, page, made.back))


def _write_back(desk: Desk, page: QWidget, order: CorrectContact) -> None:
    def tell(_: Corrected) -> None:
        desk.say("Đã hoàn tác: lần gặp trở lại như trước khi sửa.")

    settled(desk, page, partial(correct_contact, order=order), tell)
