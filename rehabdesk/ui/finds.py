"""The lines of the search box: whom and what it found, and what can be done with it at once."""

from __future__ import annotations

from collections.abc import Sequence

from rehabdesk.domain.codes import CaseState, Right
from rehabdesk.domain.text import clean
from rehabdesk.services.finding import (
    PaperFound,
    ReportFound,
    find_everything,
    find_reports,
    recent_persons,
)
from rehabdesk.services.noting.own_finds import find_own
from rehabdesk.services.office import Work
from rehabdesk.services.people.files import PersonRow
from rehabdesk.services.people.hits import PersonHit
from rehabdesk.services.rights.bound import is_bound_to_team
from rehabdesk.ui.shell.places import COMMANDS, PERSONS, RECENT, Found
from rehabdesk.ui.visits import (
    Compose,
    NoteMeeting,
    OpenPerson,
    OpenRegister,
    OpenReports,
    TakeIn,
)

MOST_OF_TEAM = 8


def find(work: Work, typed: str) -> Sequence[Found]:
    """Find persons and papers; who is not there can be taken in at once.

    Before anything is typed, whom this user opened last.
    """
    words = clean(typed)
    if is_bound_to_team(work):
        return _of_own_team(work, words)
    if not work.actor.may(Right.READ_FILES):
        return []
    may_draft = work.actor.may(Right.DRAFT_DECISIONS)
    may_keep = work.actor.may(Right.KEEP_FILES)
    if not words:
        return [_recent(row, may_keep=may_keep) for row in recent_persons(work)]
    found = find_everything(work, typed)
    persons = [_person(row, may_draft=may_draft, may_keep=may_keep) for row in found.persons]
    reports = [_report(row) for row in find_reports(work, typed)]
    lines = [*reports, *persons, *(_paper(row) for row in found.papers)]
    if not may_keep or any(sign.isdigit() for sign in words):
        return lines
    title = f"Tiếp nhận người mới tên “{words}”"
    return [*lines, Found(COMMANDS, title, TakeIn(name=words), icon="person_add", key="F7")]


def _of_own_team(work: Work, words: str) -> list[Found]:
    """Find whom the own team looks after; they have no page here, so a meeting is noted."""
    return [
        Found(PERSONS, each.name, NoteMeeting((each.id,)), _noted(each.detail), "person")
        for each in find_own(work, words, MOST_OF_TEAM)
    ]


def _noted(detail: str) -> str:
    return " · ".join(part for part in (detail, "ghi gặp gỡ") if part)


def _person(row: PersonHit, *, may_draft: bool, may_keep: bool) -> Found:
    group = f"Làm với {row.full_name}"
    editing = OpenPerson(row.id, is_edited=True) if may_keep else None
    drafting = Found(group, "Soạn quyết định", Compose((row.id,)), icon="document_edit", key="F8")
    changing = Found(group, "Sửa hồ sơ", editing, icon="edit", key="Ctrl+Enter")
    meeting = NoteMeeting((row.id,))
    noting = Found(group, "Ghi gặp gỡ", meeting, icon="note", key="Ctrl+G")
    offered = ((may_draft, drafting), (may_keep, noting), (may_keep, changing))
    acts = tuple(act for may, act in offered if may)
    told = _detail(row.birth_year, row.hamlet, row.state)
    where = OpenPerson(row.id)
    return Found(PERSONS, row.full_name, where, told, "person", acts=acts, editing=editing)


def _recent(row: PersonRow, *, may_keep: bool) -> Found:
    editing = OpenPerson(row.id, is_edited=True) if may_keep else None
    told = _detail(row.birth_year, row.hamlet, row.state)
    return Found(RECENT, row.full_name, OpenPerson(row.id), told, "person", editing=editing)


def _detail(birth_year: int | None, hamlet: str, state: CaseState) -> str:
    label = f"{state.label[:1].lower()}{state.label[1:]}"
    return " · ".join(part for part in (str(birth_year or ""), hamlet, label) if part)


def _paper(row: PaperFound) -> Found:
    detail = " · ".join(part for part in (f"{row.on:%d/%m/%Y}", row.title, row.concerns) if part)
    return Found("Văn bản", f"QĐ {row.number}", OpenRegister(row.decision_id), detail)


def _report(row: ReportFound) -> Found:
    visit = OpenReports(row.layout_key, row.until_on, kind=row.kind)
    return Found("Báo cáo", row.title, visit, row.days, "data_bar_vertical")
