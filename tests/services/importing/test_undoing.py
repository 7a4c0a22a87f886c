"""An import taken back: how far it is, and that it is whole until the end."""

from __future__ import annotations

from functools import partial

import pytest

from rehabdesk.persistence.search import find_persons
from rehabdesk.services.importing.orders import UndoImport
from rehabdesk.services.importing.undoing import UndoStopped, undo_import
from rehabdesk.services.office import Office
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
