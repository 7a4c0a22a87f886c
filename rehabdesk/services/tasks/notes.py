"""What clerks add to a task: why it is late, until when a paper extends it, a flag of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.records.tasks import Flag, TaskNote
from rehabdesk.domain.refusals import Refusal
from rehabdesk.domain.text import clean
from rehabdesk.services.office import Work


class ReasonMissing(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do trễ.")


class PaperMissing(Refusal):
    field = "paper_number"

    def __init__(self) -> None:
        super().__init__("Ghi số văn bản cho gia hạn.")


class ExtendedBackwards(Refusal):
    field = "extended_to"

    def __init__(self, day: date) -> None:
        super().__init__(f"Hạn mới phải sau hạn chưa gia hạn ({day:%d/%m/%Y}).")


class WordMissing(Refusal):
    field = "word"

    def __init__(self) -> None:
        super().__init__("Ghi nhắc việc gì.")


@dataclass(frozen=True, slots=True)
class ExtendTask:
    """The new deadline of a task and the paper that allows it; `due_on` is by the rule itself."""

    task_key: str
    due_on: date
    extended_to: date
    paper_number: str
    paper_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoteBefore:
    """What stood there before a note was written, corrected or taken away."""

    task_key: str
    late_reason: str = ""
    extended_to: date | None = None
    paper_number: str = ""
    paper_on: date | None = None


# Acts


def note_lateness(work: Work, task_key: str, reason: str) -> NoteBefore:
    """Write down why a task is late; it stays open."""
    work.require(Right.DRAFT_DECISIONS)
    if not clean(reason):
        raise ReasonMissing
    note = _note_of(work, task_key)
    before = _as_it_is(note)
    note.late_reason = clean(reason)
    work.record(
        "task.lateness_noted",
        note,
        task=task_key,
        reason=note.late_reason,
        before=before.late_reason or None,
    )
    return before


def drop_reason(work: Work, task_key: str) -> NoteBefore:
    work.require(Right.DRAFT_DECISIONS)
    note = _note_of(work, task_key)
    before, note.late_reason = _as_it_is(note), ""
    work.record("task.lateness_dropped", note, task=task_key, before=before.late_reason)
    return before


def drop_extension(work: Work, task_key: str) -> NoteBefore:
    """Let the deadline before count again."""
    work.require(Right.DRAFT_DECISIONS)
    note = _note_of(work, task_key)
    before = _as_it_is(note)
    note.extended_to, note.paper_number, note.paper_on = None, "", None
    told = {"before": before.extended_to, "paper": before.paper_number}
    work.record("task.extension_dropped", note, task=task_key, **told)
    return before


def undo_note(work: Work, before: NoteBefore) -> None:
    """Put back what stood there."""
    work.require(Right.DRAFT_DECISIONS)
    note = _note_of(work, before.task_key)
    note.late_reason = before.late_reason
    note.extended_to = before.extended_to
    note.paper_number, note.paper_on = before.paper_number, before.paper_on
    work.record(
        "task.note_undone",
        note,
        task=before.task_key,
        reason=before.late_reason,
        extended_to=before.extended_to,
        paper=before.paper_number,
    )


def extend_task(work: Work, order: ExtendTask) -> NoteBefore:
    """Give a task a later deadline, by the paper that says so."""
    work.require(Right.DRAFT_DECISIONS)
    if order.extended_to <= order.due_on:
        raise ExtendedBackwards(order.due_on)
    if not clean(order.paper_number):
        raise PaperMissing
    note = _note_of(work, order.task_key)
    before = _as_it_is(note)
    note.extended_to = order.extended_to
    note.paper_number = clean(order.paper_number)
    note.paper_on = order.paper_on
    work.record(
        "task.extended",
        note,
        task=order.task_key,
        to=order.extended_to,
        paper=note.paper_number,
        paper_on=note.paper_on,
    )
    return before


def set_flag(work: Work, person_id: int, on: date, word: str) -> int:
    """Remind oneself of a person on a day; a second flag on her takes the place of the first."""
    work.require(Right.READ_FILES)
    if not clean(word):
        raise WordMissing
    person = work.session.get_one(Person, person_id)
    flag = work.session.scalar(
        select(Flag).filter_by(user_id=work.actor.user_id, person_id=person.id)
    )
    if flag is None:
        flag = Flag(work.actor.user_id, person.id, on, clean(word))
        work.session.add(flag)
    flag.on, flag.word = on, clean(word)
    work.record("flag.set", person, on=on, word=flag.word)
    return flag.id


def drop_flag(work: Work, flag_id: int) -> None:
    work.require(Right.READ_FILES)
    flag = work.session.scalar(select(Flag).filter_by(id=flag_id, user_id=work.actor.user_id))
    if flag is None:
        return
    person = flag.person
    told = {"on": flag.on, "word": flag.word}
    work.session.delete(flag)
    work.record("flag.dropped", person, **told)


def _as_it_is(note: TaskNote) -> NoteBefore:
    return NoteBefore(
        note.task_key, note.late_reason, note.extended_to, note.paper_number, note.paper_on
    )


def _note_of(work: Work, task_key: str) -> TaskNote:
    note = work.session.scalar(select(TaskNote).filter_by(task_key=task_key))
    if note is None:
        note = TaskNote(task_key, work.actor.name, work.now)
        work.session.add(note)
    note.noted_by, note.noted_at = work.actor.name, work.now
    return note
