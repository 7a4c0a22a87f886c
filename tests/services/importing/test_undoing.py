"""Kept files changed by an import, and an import taken back: whole until the end, and told."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.person import Person
from rehabdesk.persistence.search import find_persons
from rehabdesk.services.importing.orders import UndoImport
from rehabdesk.services.importing.undoing import UndoStopped, undo_import
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.person_facts import read_person
from tests.builders import taken_in
from tests.services.importing.tables import a_book, a_row, an_order, imported, stored

KEPT = "099091004217"  # the number of the person the builders take in


def test_an_undo_tells_how_far_it_is_and_can_be_stopped(office: Office) -> None:
    kept = taken_in(office)
    before = stored(office)
    number = {"Số_căn_cước": KEPT}
    rows = [a_row("Trần Văn Thắng", Điện_thoại="0912345999", **number), a_row("Lê Văn An")]
    done = imported(office, an_order(office, a_book(rows)))
    order, since = UndoImport(done.batch_id, done.version), stored(office)
    with pytest.raises(UndoStopped):
        office.do(partial(undo_import, order=order, watch=lambda count, _: count < 1))
    assert stored(office) == since
    told: list[tuple[int, int]] = []

    def watch(done: int, count: int) -> bool:
        told.append((done, count))
        return True

    found = office.do(partial(undo_import, order=order, watch=watch)).result
    assert (found.gone, found.put_back) == (1, 1)
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert stored(office) == before
    assert office.look(lambda work: find_persons(work.session, "0912345999", 9)) == []
    assert office.look(lambda work: find_persons(work.session, "tran van thang", 9)) == [kept]


def test_rows_of_one_kept_file_are_written_one_upon_the_other(office: Office) -> None:
    kept = taken_in(office)
    before = stored(office)
    number = {"Số_căn_cước": KEPT}
    phones = ("0912345991", "0912345992", "0912345993")
    rows = [a_row("Trần Văn Thắng", Điện_thoại=each, **number) for each in phones]
    done = imported(office, an_order(office, a_book(rows)))
    assert (done.updated, done.person_ids) == (3, (kept,))
    facts = office.look(lambda work: read_person(work.session.get_one(Person, kept)))
    assert [each.value for each in facts.contacts][-3:] == list(phones)
    for phone in phones:
        assert office.look(partial(found_by, typed=phone)) == [kept]
    lines = office.look(corrected)
    assert len(lines) == 3
    assert all(phone in line for phone, line in zip(phones, lines, strict=True))
    undo = partial(undo_import, order=UndoImport(done.batch_id, done.version))
    assert office.do(undo).result.put_back == 1
    assert stored(office) == before


def found_by(work: Work, typed: str) -> list[int]:
    return find_persons(work.session, typed, 9)


def corrected(work: Work) -> list[str]:
    """What the trail tells of files that were corrected, the first one first."""
    lines = select(AuditEntry).filter_by(act="person.corrected").order_by(AuditEntry.sequence)
    return [str(each.facts) for each in work.session.scalars(lines)]
