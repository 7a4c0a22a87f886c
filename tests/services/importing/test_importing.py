"""Lists of ten years ago brought in: checked row by row, written whole, taken back whole."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook.workbook import Workbook as Written
from sqlalchemy import func, select

from rehabdesk.domain.codes import CaseState, EpisodeKind, Role
from rehabdesk.domain.daily_codes import ImportOutcome
from rehabdesk.domain.records.daily.importing import ImportBatch, ImportRow
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.domain.tables.fields import ImportField, ImportKind
from rehabdesk.services.audit import verify_chain
from rehabdesk.services.importing.orders import (
    Choice,
    Fix,
    ImportStopped,
    Level,
    RowAction,
    RowState,
    RunImport,
    UndoImport,
)
from rehabdesk.services.importing.reading import look_at_table, open_workbook
from rehabdesk.services.importing.remembering import remembered_fields
from rehabdesk.services.importing.undoing import (
    AlreadyUndoneImport,
    UndoCountsMoved,
    list_imports,
    look_at_undo,
    undo_import,
)
from rehabdesk.services.importing.writing import (
    ChangedSinceCheck,
    NothingToImport,
    run_import,
)
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.files import list_persons, search_persons
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.people.person_facts import read_person
from rehabdesk.services.tasks.notes import set_flag
from rehabdesk.services.users import UserFacts, add_user
from tests.benchmarks.persons import persons
from tests.builders import a_person, taken_in
from tests.services.importing.tables import (
    FIRST,
    HEADS,
    a_book,
    a_row,
    an_order,
    checked,
    imported,
    row_of,
    stored,
    taken_back,
)

KEPT = "099091004217"  # the number of the person the builders take in


def people(work: Work) -> int:
    return work.session.scalar(select(func.count(Person.id))) or 0


def test_twenty_persons_of_a_workbook_come_in_and_go_out_again(
    office: Office, tmp_path: Path
) -> None:
    taken_in(office)
    before = stored(office)
    book, page = Written(), None
    page = book.active
    page.title = "Tong hop"
    for row in ((), ("DANH SÁCH",), HEADS):
        page.append(row)
    for number, each in enumerate(persons(11, 20), start=1):
        page.append(
            (
                *(number, each.full_name, each.born, each.sex.label, each.id_number),
                *("Thôn Hạ", each.residence, each.phone, "Quản lý sau cai"),
                *(f"{number}/QĐ-UBND", date(2019, 6, 1), each.trade, "đã về"),
            )
        )
    book.save(tmp_path / "cu.xlsx")
    order = an_order(office, open_workbook(tmp_path / "cu.xlsx"))
    seen = checked(office, order)
    assert (seen.counters.ready, seen.counters.to_write) == (20, 20)
    done = imported(office, order)
    assert (done.created, done.rows) == (20, 20)
    [first] = office.look(partial(search_persons, words=persons(11, 20)[0].id_number))
    assert first.hamlet == "Thôn Hạ"
    assert first.state is not CaseState.NONE
    undone = taken_back(office, done)
    assert (undone.gone, undone.kept) == (20, ())
    assert stored(office) == before
    assert office.look(lambda work: verify_chain(work.session)).is_whole
    assert imported(office, an_order(office, order.workbook)).created == 20


def test_everything_a_row_says_stands_in_the_file(office: Office) -> None:
    row = a_row(
        "Nguyễn Văn  An",
        Ngày_sinh="12/3/1985",
        Số_căn_cước="099085000017",
        Thôn="hạ",
        Thường_trú="Thôn Hạ, xã Yên Thịnh, tỉnh Hòa Sơn",
        Điện_thoại="0912345678",
        Diện_quản_lý="Quản lý sau cai",
        Số_quyết_định="15/QĐ-UBND",
        Ngày_quyết_định="1/6/2018",
        Nghề_nghiệp="Thợ xây",
        Ghi_chú="đã về",
    )
    done = imported(office, an_order(office, a_book([row])))
    [person_id] = done.person_ids
    file = office.look(partial(read_file, person_id=person_id))
    facts = file.facts
    assert facts.full_name == "Nguyễn Văn An"
    assert facts.birth is not None
    assert facts.birth.text == "12/03/1985"
    assert facts.hamlet_id == 2
    assert [paper.number for paper in facts.papers] == ["099085000017"]
    assert [place.as_written for place in facts.residences] == [row["Thường trú"]]
    assert [contact.value for contact in facts.contacts] == ["0912345678"]
    assert (facts.occupation, facts.note) == ("Thợ xây", "đã về")
    assert file.episode is not None
    assert file.episode.facts.kind is EpisodeKind.POST_REHAB
    [event] = file.course.episodes[0].events
    assert event.paper.words == "15/QĐ-UBND ngày 01/06/2018"


def test_an_exact_number_fills_the_file_that_has_it(office: Office) -> None:
    person_id = taken_in(office, ethnicity="", occupation="Lái xe")
    rows = [a_row("Trần Văn Thắng", Số_căn_cước=KEPT, Nghề_nghiệp="Thợ xây", Ghi_chú="mới")]
    order = an_order(office, a_book(rows))
    before = stored(office)
    row = row_of(checked(office, order), FIRST)
    assert (row.state, row.outcome) == (RowState.ALIKE, ImportOutcome.UPDATED)
    assert row.alike[0].is_certain
    done = imported(office, order)
    assert (done.created, done.updated) == (0, 1)
    facts = office.look(lambda work: read_person(work.session.get_one(Person, person_id)))
    assert (facts.occupation, facts.note) == ("Lái xe", "mới")
    assert taken_back(office, done).put_back == 1
    assert stored(office) == before


def test_a_value_that_differs_is_taken_over_when_chosen(office: Office) -> None:
    person_id = taken_in(office, occupation="Lái xe")
    rows = [a_row("Trần Văn Thắng", Số_căn_cước=KEPT, Nghề_nghiệp="Thợ xây")]
    chosen = {FIRST: Choice(RowAction.UPDATE, taken=frozenset({"occupation"}))}
    imported(office, an_order(office, a_book(rows), choices=chosen))
    facts = office.look(lambda work: read_person(work.session.get_one(Person, person_id)))
    assert facts.occupation == "Thợ xây"


def test_a_second_file_of_one_number_needs_a_reason(office: Office) -> None:
    taken_in(office)
    book = a_book([a_row("Người Khác", Số_căn_cước=KEPT)])
    bare = an_order(office, book, choices={FIRST: Choice(RowAction.CREATE)})
    assert row_of(checked(office, bare), FIRST).outcome is ImportOutcome.ALIKE
    why = Choice(RowAction.CREATE, reason="Công an cấp nhầm số")
    done = imported(office, an_order(office, book, choices={FIRST: why}))
    assert done.created == 1
    told = office.look(
        lambda work: work.session.scalars(
            select(AuditEntry).filter_by(act="person.taken_in", subject="person:2")
        ).one()
    )
    assert told.facts["duplicate_reason"] == "Công an cấp nhầm số"


def test_who_is_only_alike_waits_until_somebody_decides(office: Office) -> None:
    taken_in(office)
    book = a_book([a_row("Tran Van Thang", Ngày_sinh="14/08/1991")])
    row = row_of(checked(office, an_order(office, book)), FIRST)
    assert (row.state, row.outcome) == (RowState.ALIKE, ImportOutcome.ALIKE)
    assert not row.alike[0].is_certain
    with pytest.raises(NothingToImport):
        imported(office, an_order(office, book))
    created = an_order(office, book, choices={FIRST: Choice(RowAction.CREATE)})
    assert imported(office, created).created == 1


def test_a_name_one_slip_apart_with_the_same_birth_is_seen(office: Office) -> None:
    taken_in(office)
    book = a_book([a_row("Trần Văn Thăngg", Ngày_sinh="14/08/1991")])
    assert row_of(checked(office, an_order(office, book)), FIRST).state is RowState.ALIKE


def test_two_rows_of_one_person_become_one_file(office: Office) -> None:
    rows = [
        a_row("Lê Thị Mến", Ngày_sinh="1988", Số_căn_cước="099188000123"),
        a_row("Lê Thị Mến", Số_căn_cước="099 188 000 123", Nghề_nghiệp="Làm ruộng"),
    ]
    order = an_order(office, a_book(rows))
    second = row_of(checked(office, order), FIRST + 1)
    assert second.alike[0].row_number == FIRST
    done = imported(office, order)
    assert (done.created, done.updated) == (1, 1)
    facts = office.look(lambda work: read_person(work.session.get_one(Person, done.person_ids[0])))
    assert (facts.occupation, facts.birth and facts.birth.text) == ("Làm ruộng", "1988")


def test_an_unknown_hamlet_is_put_right_once_for_all_rows(office: Office) -> None:
    rows = [a_row(f"Người Số {word}", Thôn="Bờ Sông") for word in ("Một", "Hai", "Ba")]
    book = a_book(rows)
    seen = checked(office, an_order(office, book))
    assert seen.counters.faulty == 3
    [problem] = row_of(seen, FIRST).problems
    assert (problem.field, problem.text, problem.same_count) == (ImportField.HAMLET, "Bờ Sông", 3)
    assert "Thôn Hạ" in problem.offers
    fix = Fix(ImportField.HAMLET, "Bờ Sông", "Thôn Hạ")
    assert checked(office, an_order(office, book, fixes=(fix,))).counters.ready == 3
    alone = Fix(ImportField.HAMLET, "Bờ Sông", "Thôn Hạ", FIRST + 1)
    assert checked(office, an_order(office, book, fixes=(alone,))).counters.ready == 1


@pytest.mark.parametrize("written", ["Xóm 2 thôn Hạ", "số 5 thôn Hạ", "Hạ (cuối làng)"])
def test_a_hamlet_inside_a_longer_text_is_found_and_the_text_is_kept(
    office: Office, written: str
) -> None:
    book = a_book([a_row("Lê Văn An", Thôn=written)])
    order = an_order(office, book)
    seen = row_of(checked(office, order), FIRST)
    assert seen.state is RowState.READY
    doubt = next(each for each in seen.problems if each.field is ImportField.HAMLET)
    assert (doubt.level, doubt.understood) == (Level.DOUBT, "Thôn Hạ")
    imported(office, order)
    [person] = office.look(list_persons)
    assert person.hamlet == "Thôn Hạ"
    facts = office.look(lambda work: read_person(work.session.get_one(Person, person.id)))
    assert [each.as_written for each in facts.residences] == [written]
    again = Fix(ImportField.HAMLET, written, "Thôn Lạ", FIRST)
    assert checked(office, an_order(office, book, fixes=(again,))).counters.faulty == 1


def test_a_new_hamlet_comes_with_the_import_and_goes_with_it(office: Office) -> None:
    before = stored(office)
    book = a_book([a_row("Người Mới", Thôn="Thôn Bờ Sông")])
    done = imported(office, an_order(office, book, new_hamlets=frozenset({"Thôn Bờ Sông"})))
    assert [row.hamlet for row in office.look(list_persons)] == ["Thôn Bờ Sông"]
    assert taken_back(office, done).kept == ()
    assert stored(office) == before


def test_a_date_that_is_none_is_put_right_in_its_place(office: Office) -> None:
    book = a_book([a_row("Phan Đình Quý", Ngày_sinh="31/02/1979")])
    [problem] = row_of(checked(office, an_order(office, book)), FIRST).problems
    assert problem.level is Level.FAULT
    assert problem.field is not None
    fix = Fix(problem.field, problem.text, "28/02/1979", FIRST)
    row = row_of(checked(office, an_order(office, book, fixes=(fix,))), FIRST)
    assert (row.state, row.birth) == (RowState.READY, "28/02/1979")


def test_what_the_records_would_refuse_is_a_fault_of_the_row(office: Office) -> None:
    early = a_row(
        "Lê Văn Sớm",
        Ngày_sinh="1/1/2000",
        Diện_quản_lý="Quản lý sau cai",
        Số_quyết_định="5",
        Ngày_quyết_định="1/6/1999",
    )
    check = checked(office, an_order(office, a_book([early])))
    assert row_of(check, FIRST).state is RowState.FAULTY


def test_a_row_left_out_is_not_written(office: Office) -> None:
    rows = [a_row("Người Thứ Nhất"), a_row("Người Thứ Hai")]
    left = {FIRST: Choice(RowAction.LEAVE_OUT)}
    done = imported(office, an_order(office, a_book(rows), choices=left))
    assert (done.created, done.left_out) == (1, 2)  # with the line of the total


def test_stopped_half_way_nothing_is_written(office: Office) -> None:
    before = stored(office)
    rows = [a_row(f"Người Số {number}", Ngày_sinh=str(1950 + number)) for number in range(60)]
    order = an_order(office, a_book(rows))
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 50

    with pytest.raises(ImportStopped):
        imported(office, order, watch=watch)
    assert told[0] == (0, 60)
    assert stored(office) == before
    assert office.look(list_imports) == ()


def test_records_that_moved_since_the_check_stop_the_import(office: Office) -> None:
    order = an_order(office, a_book([a_row("Trần Văn Thắng", Số_căn_cước=KEPT)]))
    seen = checked(office, order)
    taken_in(office)
    with pytest.raises(ChangedSinceCheck):
        office.do(partial(run_import, order=RunImport(order, seen.counters)))


def test_what_was_changed_or_hangs_on_since_stays_and_is_told(office: Office) -> None:
    rows = [a_row(f"Người Số {word}", Ngày_sinh="1980") for word in ("Một", "Hai", "Ba")]
    done = imported(office, an_order(office, a_book(rows)))
    changed, flagged, _ = done.person_ids
    facts = office.look(lambda work: read_person(work.session.get_one(Person, changed)))
    order = CorrectPerson(changed, 1, a_person(full_name=facts.full_name, papers=()))
    office.do(partial(correct_person, order=order))
    flag = partial(set_flag, person_id=flagged, on=date(2026, 12, 1), word="gặp lại")
    office.do(partial(add_user, facts=UserFacts("Lò Thị Sen", "", Role.CLERK)))
    office.do(flag)
    sight = office.look(partial(look_at_undo, batch_id=done.batch_id))
    assert (sight.will_go, sight.will_be_as_before) == (1, 0)
    assert [each.reasons for each in sight.kept] == [("đã sửa sau khi nhập",), ("1 cờ nhắc",)]
    shown = UndoImport(done.batch_id, done.version, (3, 0, 0))
    with pytest.raises(UndoCountsMoved):
        office.do(partial(undo_import, order=shown))
    assert taken_back(office, done).kept == sight.kept
    assert office.look(people) == 2
    [batch] = office.look(list_imports)
    assert (batch.is_undone, batch.kept) == (True, 2)
    with pytest.raises(AlreadyUndoneImport):
        office.do(partial(undo_import, order=UndoImport(batch.id, batch.version)))


def test_an_import_over_another_is_taken_back_first_and_then_the_other(office: Office) -> None:
    before = stored(office)
    number = "099085000017"
    first = imported(office, an_order(office, a_book([a_row("Lê Văn An", Số_căn_cước=number)])))
    row = a_row("Lê Văn An", Số_căn_cước=number, Nghề_nghiệp="Thợ xây")
    second = imported(office, an_order(office, a_book([row])))
    assert taken_back(office, second).put_back == 1
    assert taken_back(office, first).gone == 1
    assert stored(office) == before


def test_ids_of_an_import_taken_back_are_given_to_nobody(office: Office) -> None:
    book = a_book([a_row("Lê Văn A")])
    done = imported(office, an_order(office, book))
    taken_back(office, done)
    assert imported(office, an_order(office, book)).person_ids != done.person_ids


def test_how_columns_were_put_is_remembered_by_their_heads(office: Office) -> None:
    book = a_book([a_row("Lê Văn A", Nghề_nghiệp="Thợ xây")])
    order = an_order(office, book)
    moved = tuple(
        type(each)(
            each.column,
            each.head,
            each.head_read,
            ImportField.WORKPLACE if each.field is ImportField.OCCUPATION else each.field,
            each.certainty,
            each.reason,
            each.encoding,
        )
        for each in order.columns
    )
    imported(office, an_order(office, book).__class__(book, order.table, order.kind, moved))
    remembered = office.look(partial(remembered_fields, kind=ImportKind.PERSONS))
    assert ImportField.WORKPLACE in remembered.values()
    sight = office.look(partial(look_at_table, sheet=book.sheets[0], kind=ImportKind.PERSONS))
    assert ImportField.WORKPLACE in {each.field for each in sight.columns}


def test_one_import_is_one_line_in_the_trail_and_a_row_for_every_line(office: Office) -> None:
    rows = [a_row(f"Người Số {word}") for word in ("Một", "Hai")]
    done = imported(office, an_order(office, a_book(rows)))

    def told(work: Work) -> tuple[list[str], int, dict[str, Any]]:
        trail = work.session.scalars(select(AuditEntry).filter_by(act="import.done")).all()
        kept = work.session.scalar(select(func.count(ImportRow.id)))
        batch = work.session.get_one(ImportBatch, done.batch_id)
        return [each.subject for each in trail], kept or 0, batch.counts

    assert office.look(told)[:2] == ([f"import_batch:{done.batch_id}"], 3)
    assert office.look(told)[2]["created"] == done.created == 2
