"""What a row says of a decision of long ago, and what becomes of it."""

from __future__ import annotations

from functools import partial

from sqlalchemy import func, select

from rehabdesk.domain.codes import CaseState, EpisodeKind
from rehabdesk.domain.records.decision import Decision
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.services.importing.kinds.past_course import (
    HALF_A_DECISION,
    TERM_OPEN,
    UNDECIDED,
)
from rehabdesk.services.importing.orders import Level
from rehabdesk.services.office import Office
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.one_file import read_file
from tests.services.importing.tables import (
    FIRST,
    a_book,
    a_row,
    an_order,
    checked,
    imported,
    row_of,
)


def test_a_decision_of_the_past_takes_no_number_in_the_book(office: Office) -> None:
    row = a_row("Lê Văn Bình", Số_quyết_định="05/QĐ-UBND", Ngày_quyết_định="1/6/2018")
    order = an_order(office, a_book([row]), episode_kind=EpisodeKind.REHAB_HOME)
    imported(office, order)
    assert office.look(lambda work: work.session.scalar(select(func.count(Decision.id)))) == 0


def course_of(office: Office, **cells: Cell) -> tuple[CaseState, str, tuple[str, ...]]:
    """Import one row; say where the person stands, what the note says, and what was doubted."""
    order = an_order(office, a_book([a_row("Lê Văn Bình", **cells)]))
    problems = row_of(checked(office, order), FIRST).problems
    [person_id] = imported(office, order).person_ids
    [row] = office.look(list_persons)
    file = office.look(partial(read_file, person_id=person_id))
    doubts = tuple(each.says for each in problems if each.level is Level.DOUBT)
    return row.state, file.facts.note, doubts


def test_a_decision_of_long_ago_without_an_end_is_over_by_law(office: Office) -> None:
    state, _, [doubt] = course_of(
        office, Diện_quản_lý="Quản lý sau cai", Số_quyết_định="5", Ngày_quyết_định="1/6/2018"
    )
    assert state is CaseState.POST_REHAB_COMPLETED
    assert "24 tháng" in doubt
    assert "01/06/2020" in doubt


def test_a_recent_decision_without_an_end_is_told(office: Office) -> None:
    _, _, doubts = course_of(
        office, Diện_quản_lý="Quản lý sau cai", Số_quyết_định="5", Ngày_quyết_định="1/6/2026"
    )
    assert TERM_OPEN in doubts


def test_half_a_decision_is_kept_in_the_note(office: Office) -> None:
    _, note, doubts = course_of(office, Diện_quản_lý="Quản lý sau cai", Số_quyết_định="5")
    assert "số quyết định 5" in note
    assert HALF_A_DECISION in doubts
    assert UNDECIDED in doubts


def test_rows_without_a_kind_keep_their_decision_in_the_note(office: Office) -> None:
    row = a_row("Lê Văn Bình", Số_quyết_định="05/QĐ-UBND", Ngày_quyết_định="1/6/2018")
    order = an_order(office, a_book([row]))
    assert row_of(checked(office, order), FIRST).problems[-1].level is Level.DOUBT
    [person_id] = imported(office, order).person_ids
    file = office.look(partial(read_file, person_id=person_id))
    assert file.episode is None
    assert "05/QĐ-UBND" in file.facts.note
    assert "01/06/2018" in file.facts.note
