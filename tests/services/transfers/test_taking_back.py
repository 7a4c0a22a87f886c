"""A received file is taken back exactly, until something hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from rehabdesk.domain.records.base import Entity
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Office, Work
from rehabdesk.services.people.files import list_persons
from rehabdesk.services.people.hits import find_hits
from rehabdesk.services.people.intake import CorrectPerson, correct_person
from rehabdesk.services.people.one_file import read_file
from rehabdesk.services.tasks.notes import set_flag
from rehabdesk.services.transfers.listing import list_transfers
from rehabdesk.services.transfers.receipts import write_receipt
from rehabdesk.services.transfers.receiving import IntoFile
from rehabdesk.services.transfers.undoing import ChangedSince, ReceiptIsOut, undo_receive
from rehabdesk.services.users import UserFacts, add_user
from tests.builders import LAN, NOW, a_volunteer, taken_in
from tests.services.papers import an_order, submitted
from tests.services.transfers.scene import Two, lived, sent, two_offices
from tests.services.transfers.test_round_trip import received

# What an undo leaves: the trail, files kept by their sum, ids that are used up.
_LEFT = {"audit_entry", "stored_file", "office_setting"}


@pytest.fixture
def two(office: Office, another_office: Callable[[], Office]) -> Two:
    return two_offices(office, another_office())


def everything(office: Office) -> dict[str, list[dict[str, Any]]]:
    def read(work: Work) -> dict[str, list[dict[str, Any]]]:
        found = {}
        for name, table in Entity.metadata.tables.items():
            if name not in _LEFT and table.primary_key.columns:
                rows = work.session.execute(select(table).order_by(*table.primary_key.columns))
                hidden = {"version", "recorded_at", "computed_at"}
                found[name] = [
                    {key: value for key, value in row._mapping.items() if key not in hidden}
                    for row in rows
                ]
        return found

    return office.look(read)


def test_a_new_file_is_gone_and_the_package_may_come_again(two: Two, tmp_path: Path) -> None:
    lived(two)
    path = sent(two, tmp_path / "goi").path
    before = everything(two.there)
    came = received(two, path)
    assert two.there.look(partial(find_hits, words="thang", limit=5))
    two.there.do(partial(undo_receive, trace=came.trace))
    assert everything(two.there) == before
    assert two.there.look(list_transfers) == []
    assert two.there.look(partial(find_hits, words="thang", limit=5)) == []
    acts = two.there.look(lambda work: work.session.scalars(select(AuditEntry.act)).all())
    assert acts[-1] == "transfer.undone"
    again = received(two, path)
    assert again.person_id != came.person_id
    assert [row.case_code for row in two.there.look(list_persons)] == [again.case_code]


def test_a_file_that_was_there_is_as_before(two: Two, tmp_path: Path) -> None:
    lived(two)
    known = taken_in(two.there, occupation="Thợ mộc", relatives=(), residences=())
    path = sent(two, tmp_path / "goi").path
    before = everything(two.there)
    file = two.there.look(partial(read_file, person_id=known))
    came = received(two, path, into=IntoFile(known, file.version, frozenset({"residence"})))
    assert everything(two.there) != before
    two.there.do(partial(undo_receive, trace=came.trace))
    assert everything(two.there) == before
    order = CorrectPerson(known, file.version, file.facts)
    with pytest.raises(EditedMeanwhile):  # what was read before is old all the same
        two.there.do(partial(correct_person, order=order))


def corrected(two: Two, person_id: int) -> None:
    file = two.there.look(partial(read_file, person_id=person_id))
    two.there.do(partial(correct_person, order=CorrectPerson(person_id, file.version, file.facts)))


def flagged(two: Two, person_id: int) -> None:
    two.there.do(partial(add_user, facts=UserFacts(LAN.name, "", LAN.role)))
    two.there.do(partial(set_flag, person_id=person_id, on=NOW.date(), word="Gọi lại"))


def drafted(two: Two, person_id: int) -> None:
    submitted(two.there, an_order(two.there, person_id, a_volunteer(two.there)))


@pytest.mark.parametrize(
    ("hang", "told"),
    [(corrected, "đã được sửa"), (flagged, "đã có"), (drafted, "văn bản")],
)
def test_what_hangs_on_it_keeps_it(
    two: Two, tmp_path: Path, hang: Callable[[Two, int], None], told: str
) -> None:
    path = sent(two, tmp_path / "goi").path
    came = received(two, path)
    hang(two, came.person_id)
    before = everything(two.there)
    with pytest.raises(ChangedSince, match=told):
        two.there.do(partial(undo_receive, trace=came.trace))
    assert everything(two.there) == before


def test_a_receipt_that_is_out_is_not_belied(two: Two, tmp_path: Path) -> None:
    came = received(two, sent(two, tmp_path / "goi").path)
    act = partial(write_receipt, transfer_id=came.transfer_id, path=tmp_path / "bien nhan")
    two.there.do(act)
    with pytest.raises(ReceiptIsOut):
        two.there.do(partial(undo_receive, trace=came.trace))
