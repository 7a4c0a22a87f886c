"""What a check tells of rows before they are written, and where their words go."""

from __future__ import annotations

from functools import partial

from rehabdesk.domain.daily_codes import Employment, ImportOutcome
from rehabdesk.domain.records.person import Person
from rehabdesk.services.importing.kinds.verdicts import NO_MARKS
from rehabdesk.services.importing.orders import (
    Choice,
    RowAction,
    RunImport,
)
from rehabdesk.services.importing.writing import (
    run_import,
)
from rehabdesk.services.office import Office
from rehabdesk.services.people.person_facts import read_person
from tests.builders import taken_in
from tests.services.importing.tables import (
    FIRST,
    a_book,
    a_row,
    an_order,
    checked,
    imported,
    row_of,
)

KEPT = "099091004217"  # the number of the person the builders take in


def test_what_differs_is_seen_before_anything_is_chosen(office: Office) -> None:
    taken_in(office, occupation="Lái xe", ethnicity="")
    rows = [a_row("Tran Van Thang", Ngày_sinh="14/08/1991", Nghề_nghiệp="Thợ xây")]
    rows += [a_row("Trần Văn Thắng", Số_căn_cước=KEPT, Nghề_nghiệp="Thợ hàn")]
    row = row_of(checked(office, an_order(office, a_book(rows[:1]))), FIRST)
    assert (row.outcome, row.choice) == (ImportOutcome.ALIKE, None)
    told = {each.field: (each.kept, each.in_file, each.is_taken) for each in row.changes}
    assert told["occupation"] == ("Lái xe", "Thợ xây", False)
    assert told["full_name"] == ("Trần Văn Thắng", "Tran Van Thang", False)
    second = {FIRST: Choice(RowAction.CREATE)}
    row = row_of(checked(office, an_order(office, a_book(rows[1:]), choices=second)), FIRST)
    assert row.outcome is ImportOutcome.ALIKE  # a reason is wanted
    assert [each.field for each in row.changes] == ["occupation"]


def test_record_drugs_and_work_have_their_own_places(office: Office) -> None:
    person_id = taken_in(office, drugs="", criminal_record="01 tiền sự")
    told = {"Tiền_án,_tiền_sự": "01 tiền án", "Loại_ma_túy": "Heroin", "Việc_làm": "Thất nghiệp"}
    rows = [
        a_row("Trần Văn Thắng", Số_căn_cước=KEPT, **told),
        a_row("Lò Văn Sơn", Ngày_sinh="02/09/1979", **told),
    ]
    done = imported(office, an_order(office, a_book(rows)))
    assert (done.created, done.updated) == (1, 1)
    new = next(each for each in done.person_ids if each != person_id)
    kept = office.look(lambda work: read_person(work.session.get_one(Person, person_id)))
    made = office.look(lambda work: read_person(work.session.get_one(Person, new)))
    assert (kept.criminal_record, kept.drugs) == ("01 tiền sự", "Heroin")
    assert (kept.employment, made.employment) == (Employment.NONE, Employment.NONE)
    assert (made.criminal_record, made.drugs, made.note) == ("01 tiền án", "Heroin", "")


def test_rows_alike_by_a_hamlet_to_be_added_are_seen_before_the_import(office: Office) -> None:
    rows = [a_row("Lò Văn Sơn", Thôn="Thôn Xa"), a_row("Lò Văn Sơn", Thôn="Thôn Xa")]
    order = an_order(office, a_book(rows), new_hamlets=frozenset({"Thôn Xa"}))
    check = checked(office, order)
    assert (check.counters.alike, check.counters.to_write) == (1, 1)
    done = office.do(partial(run_import, order=RunImport(order, check.counters))).result
    assert (done.created, done.alike) == (1, 1)


def test_names_without_marks_are_doubted_where_most_are_so(office: Office) -> None:
    bare = [a_row(each) for each in ("Nguyen Van Tu", "Le Thi Men", "Lo Van Son")]
    check = checked(office, an_order(office, a_book([*bare, a_row("Đỗ Mạnh Hà")])))
    told = [[each.says for each in row_of(check, n).problems] for n in range(FIRST, FIRST + 4)]
    assert [NO_MARKS in each for each in told] == [True, True, True, False]
    assert check.counters.ready == 4
    few = a_book([bare[0], a_row("Đỗ Mạnh Hà"), a_row("Trần Đăng Khôi")])
    assert not row_of(checked(office, an_order(office, few)), FIRST).problems
