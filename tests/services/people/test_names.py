"""What a person is called to whom: by name, by the file kept close, or by initials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO

import pytest
from openpyxl.reader.excel import load_workbook

from rehabdesk.domain.daily_codes import ContactWay
from rehabdesk.domain.teamwork.codes import SupportKind
from rehabdesk.services.assigning.carrying import looked_after_by
from rehabdesk.services.assignment_board import read_board
from rehabdesk.services.bin.keeping import list_bin
from rehabdesk.services.bin.throwing import throw_away
from rehabdesk.services.contacts.facts import MetBy, NoteFacts
from rehabdesk.services.decisions.drafting import begin_order
from rehabdesk.services.decisions.opening import open_paper, open_signed_copy
from rehabdesk.services.decisions.register import names_of
from rehabdesk.services.decisions.sight import look_at
from rehabdesk.services.exports import ExportList, NobodyInList, export_list
from rehabdesk.services.finding import find_everything
from rehabdesk.services.importing.kinds.corrections import ExportCorrections, export_corrections
from rehabdesk.services.lists.bulk import KEPT_CLOSE, give_to_clerk, move_to_hamlet, put_clerks_back
from rehabdesk.services.merging.alike import find_candidates
from rehabdesk.services.merging.foreseeing import foresee_merge
from rehabdesk.services.noting.recording import RecordContact, record_contact
from rehabdesk.services.office import Actor, Office
from rehabdesk.services.people.comparison import Verdict, compare
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.likeness import find_alike
from rehabdesk.services.people.one_file import open_file
from rehabdesk.services.secrecy.files import FileKeptClose, PaperKeptClose
from rehabdesk.services.supports.facts import SupportFacts
from rehabdesk.services.supports.recording import RecordSupport, record_support
from rehabdesk.services.tasks.today import read_today
from tests.builders import NOW, a_person, a_volunteer, taken_in
from tests.services.people.test_secrecy import clerks, keep_close, seen_by
from tests.ui.paper_builders import numbered, submitted

__all__ = ["clerks"]  # a fixture

NAME, LIMITED, INITIALS = "Trần Văn Thắng", "Hồ sơ kín 2026-001", "T.V.T."
Clerks = tuple[Actor, Actor]


def told(office: Office, person_id: int, decision_id: int, helper_id: int) -> list[str]:
    """Return what each list and every task tells."""
    looks = (
        list_persons,
        read_today,
        read_board,
        partial(names_of, decision_ids=[decision_id]),
        partial(find_everything, typed="thang"),
        partial(looked_after_by, helper_id=helper_id),
        partial(find_alike, facts=a_person()),
        partial(find_candidates, person_id=person_id, typed="thang"),
    )
    return [str(office.look(each)) for each in looks]


@pytest.fixture
def managed(office: Office) -> tuple[int, int, int]:
    """A person with a numbered decision and a helper: his id, the paper's, the helper's."""
    person, helper = taken_in(office), a_volunteer(office)
    paper = submitted(office, person, (helper,))
    numbered(office, paper, "118")
    return person, paper, helper


def test_no_list_and_no_task_names_whose_file_is_kept_close(
    office: Office, clerks: Clerks, managed: tuple[int, int, int]
) -> None:
    person, paper, helper = managed
    other = taken_in(office, full_name="Mai Xuân Nam", papers=())
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person)
    for each in told(mine, other, paper, helper):
        assert NAME in each
        assert LIMITED not in each
    for each in told(theirs, other, paper, helper):
        assert LIMITED in each
        assert NAME not in each
        assert INITIALS not in each


def test_hidden_names_are_initials_everywhere_and_come_back(
    office: Office, managed: tuple[int, int, int]
) -> None:
    other = taken_in(office, full_name="Mai Xuân Nam", papers=())
    person, *rest = managed
    shown = replace(office, names_hidden=True)
    for each in told(shown, other, *rest):
        assert INITIALS in each
        assert NAME not in each
    assert "T.V.T. 1991" in str(shown.look(read_board))
    for each in told(office, other, *rest):
        assert NAME in each
    assert shown.do(partial(open_file, person_id=person)).result.row.full_name == INITIALS


def test_what_is_exported_names_nobody_who_may_not_be_seen(office: Office, clerks: Clerks) -> None:
    person, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person)
    order = ExportList((person, other), "Báo cáo", "", date(2026, 11, 20))
    written = theirs.do(partial(export_list, order=order)).result.content
    cells = _cells(written)
    assert LIMITED in cells
    assert "Mai Xuân Nam" in cells
    assert NAME not in cells
    assert "099091004217" not in cells
    assert NAME in _cells(mine.do(partial(export_list, order=order)).result.content)

    to_correct = ExportCorrections((person, other), "Sửa")
    assert theirs.do(partial(export_corrections, order=to_correct)).result.count == 1
    with pytest.raises(NobodyInList):
        theirs.do(partial(export_corrections, order=ExportCorrections((person,), "Sửa")))


def _cells(content: bytes) -> set[str]:
    [sheet] = load_workbook(BytesIO(content)).worksheets
    return {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}


def test_a_paper_is_opened_and_drafted_by_who_may_see_the_file(
    office: Office, clerks: Clerks, managed: tuple[int, int, int]
) -> None:
    person, paper, _ = managed
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person)
    for act in (open_paper, open_signed_copy):
        with pytest.raises(PaperKeptClose, match="hồ sơ 2026-001 được giữ kín"):
            theirs.do(partial(act, decision_id=paper))
    assert mine.do(partial(open_paper, decision_id=paper)).result.content.startswith(b"%PDF")
    begin = partial(begin_order, purpose="post_rehab", person_ids=(person,), volunteer_ids=())
    order = theirs.look(partial(begin, planned_on=date(2026, 11, 23)))
    with pytest.raises(PaperKeptClose):
        theirs.look(partial(look_at, order=order, chosen=0, dpi=40))


def test_a_card_laid_beside_it_tells_only_what_is_on_the_card(
    office: Office, clerks: Clerks
) -> None:
    person = taken_in(office)
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person)
    look = partial(compare, person_id=person, facts=a_person(full_name="Trần Văn Tháng"))
    seen = theirs.look(look)
    assert seen.full_name == LIMITED
    assert {row.verdict for row in seen.rows} == {Verdict.SAME}
    assert not seen.open_questions
    assert NAME in {row.kept for row in mine.look(look).rows}


def test_it_is_merged_and_thrown_away_by_who_may_see_it(office: Office, clerks: Clerks) -> None:
    person, other = taken_in(office), taken_in(office, full_name="Mai Xuân Nam", papers=())
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person)
    with pytest.raises(FileKeptClose):
        theirs.look(partial(foresee_merge, kept_id=other, gone_id=person))
    with pytest.raises(FileKeptClose):
        theirs.do(partial(throw_away, kind="person", subject_id=person))
    mine.do(partial(throw_away, kind="person", subject_id=person))
    mine.do(partial(throw_away, kind="person", subject_id=other))
    assert [row.title for row in theirs.look(list_bin)] == ["Mai Xuân Nam, hồ sơ 2026-002", LIMITED]
    shown = replace(theirs, names_hidden=True)
    assert [row.title for row in shown.look(list_bin)] == ["M.X.N., hồ sơ 2026-002", LIMITED]


def test_it_is_given_to_another_clerk_by_its_own(office: Office, clerks: Clerks) -> None:
    person = taken_in(office)
    hoa = clerks[1]
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person)
    for act in (
        partial(give_to_clerk, person_ids=[person], user_id=hoa.user_id),
        partial(move_to_hamlet, person_ids=[person], hamlet_id=1),
    ):
        [failed] = theirs.do(act).result.failed
        assert (failed.name, failed.reason) == (LIMITED, KEPT_CLOSE)
    with pytest.raises(FileKeptClose):
        theirs.do(partial(open_file, person_id=person))

    give = partial(give_to_clerk, person_ids=[person], user_id=hoa.user_id)
    given = mine.do(give).result
    assert given.done == (person,)
    theirs.do(partial(open_file, person_id=person))
    with pytest.raises(FileKeptClose, match="chỉ Lê Thị Hoa xem được"):
        mine.do(partial(open_file, person_id=person))
    theirs.do(partial(put_clerks_back, made=given))
    mine.do(partial(open_file, person_id=person))
    assert [row.full_name for row in mine.look(list_persons)] == [NAME]


def test_what_was_agreed_with_somebody_kept_close_is_read_by_their_clerk_alone(
    office: Office, clerks: Clerks
) -> None:
    person_id = taken_in(office)
    mine, theirs = (seen_by(office, each) for each in clerks)
    keep_close(mine, person_id)
    day = NOW.date()
    note = NoteFacts(
        day,
        ContactWay.AT_HOME,
        MetBy("Ngô Thị Nhàn"),
        "Đi làm đều.",
        None,
        None,
        "Hỏi vay",
        day + timedelta(days=7),
    )
    mine.do(partial(record_contact, order=RecordContact((person_id,), note)))
    loan = SupportFacts(
        SupportKind.LOAN,
        person_id,
        source="Hội Nông dân",
        amount=20_000_000,
        next_on=day,
        next_word="Hỏi lại giấy tờ",
    )
    mine.do(partial(record_support, order=RecordSupport(loan)))
    told = {"Hẹn: Hỏi vay", "Hẹn: Hỏi lại giấy tờ"}
    for whole in (mine, office):
        assert told <= {row.task.title for row in whole.look(read_today).rows}
    limited = {row.task.title for row in theirs.look(read_today).rows}
    assert not told & limited
    assert {"Hẹn khi gặp", "Hẹn khi hỗ trợ"} <= limited
