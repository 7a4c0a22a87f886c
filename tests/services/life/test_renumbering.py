"""A number typed wrong is put right, with its reason; both stay readable."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from rehabdesk.domain.codes import LinkKind
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.decisions.following.looking import look_at_paper
from rehabdesk.services.decisions.following.renumbering import (
    CorrectNumber,
    NothingCorrected,
    NothingToUndo,
    WhyCorrected,
    correct_number,
    undo_correction,
)
from rehabdesk.services.decisions.life.links import NotInForce
from rehabdesk.services.decisions.numbering import (
    NumberedInTheFuture,
    NumberTaken,
    NumberUnreadable,
    OtherLawOnThatDay,
)
from rehabdesk.services.decisions.register import list_register
from rehabdesk.services.office import Office
from tests.builders import a_volunteer, taken_in
from tests.services.life.builders import dump, followed, in_force, instead_of, version_of
from tests.services.papers import TODAY, an_order, numbered, submitted, text_of_paper

YESTERDAY = date(2026, 11, 22)


def corrected(
    office: Office, paper: int, number: str, on: date = TODAY, reason: str = "Gõ nhầm"
) -> str:
    order = CorrectNumber(paper, version_of(office, paper), number, on, reason)
    return office.do(partial(correct_number, order=order)).result


def test_the_book_the_paper_and_its_path_have_the_right_number(office: Office) -> None:
    _, paper = in_force(office)
    assert corrected(office, paper, "45", YESTERDAY) == "45/QĐ-UBND"
    [row] = office.look(partial(list_register, book_id=1, year=2026))
    assert (row.number_text, row.document_date) == ("45", YESTERDAY)
    assert row.number_before == "46 ngày 23/11/2026"
    text = text_of_paper(office, paper)
    assert "45/QĐ-UBND" in text
    assert "ngày 22 tháng 11 năm 2026" in text
    steps = {
        step.label: step.detail
        for step in office.look(partial(look_at_paper, decision_id=paper)).path
    }
    assert steps["Sửa số"] == "trước là 46 ngày 23/11/2026: Gõ nhầm"


@pytest.mark.parametrize(
    ("number", "on", "reason", "refusal"),
    [
        ("47", TODAY, "Gõ nhầm", NumberTaken),
        ("46", TODAY, "Gõ nhầm", NothingCorrected),
        ("45", TODAY, " ", WhyCorrected),
        ("bốn lăm", TODAY, "Gõ nhầm", NumberUnreadable),
        ("45", date(2026, 11, 24), "Gõ nhầm", NumberedInTheFuture),
        ("45", date(2026, 6, 30), "Gõ nhầm", OtherLawOnThatDay),
    ],
)
def test_a_correction_that_cannot_be_leaves_nothing(
    office: Office, number: str, on: date, reason: str, refusal: type[Refusal]
) -> None:
    _, paper = in_force(office)
    in_force(office, "47", full_name="Lý Anh Quân", papers=())
    before = dump(office)
    with pytest.raises(refusal):
        corrected(office, paper, number, on, reason)
    assert dump(office) == before


def test_a_paper_without_a_number_has_none_to_put_right(office: Office) -> None:
    waiting = submitted(office, an_order(office, taken_in(office), a_volunteer(office)))
    with pytest.raises(NotInForce):
        corrected(office, waiting, "45")


def test_effects_counted_from_the_day_of_the_paper_move_with_it(office: Office) -> None:
    person_id = taken_in(office)
    order = an_order(office, person_id, a_volunteer(office))
    order = order.__class__(
        "helper_assignment", order.planned_on, (person_id,), order.volunteer_ids, signer_id=1
    )
    paper = submitted(office, order)
    numbered(office, paper, "46")
    corrected(office, paper, "46", YESTERDAY)
    [row] = dump(office)["assignment"]
    assert row["from_on"] == YESTERDAY


def test_the_number_of_a_replacing_or_withdrawing_paper_can_be_put_right(office: Office) -> None:
    _, older = in_force(office)
    newer = instead_of(office, older)
    numbered(office, newer, "48")
    corrected(office, newer, "47", YESTERDAY)
    done = followed(office, LinkKind.WITHDRAWS, newer, "51")
    corrected(office, done.decision_id, "50")
    rows = {
        row.number_text: row.validity_text
        for row in office.look(partial(list_register, book_id=1, year=2026))
        if not row.is_gap
    }
    assert rows["46"] == "Hết, do số 47"
    assert rows["47"] == "Hết, thu hồi"
    assert "50" in rows


def test_a_correction_taken_back_leaves_the_records_as_they_were(office: Office) -> None:
    _, paper = in_force(office)
    before = dump(office)
    corrected(office, paper, "45", date(2026, 11, 20))
    undo = partial(undo_correction, decision_id=paper)
    assert office.do(undo).result == "46/QĐ-UBND"
    assert dump(office) == before
    with pytest.raises(NothingToUndo, match="Số 46/QĐ-UBND chưa sửa lần nào"):
        office.do(undo)


def test_a_correction_is_not_taken_back_once_the_old_number_is_used_again(office: Office) -> None:
    _, paper = in_force(office)
    corrected(office, paper, "45")
    in_force(office, "46", full_name="Lý Anh Quân", papers=())
    before = dump(office)
    with pytest.raises(NumberTaken):
        office.do(partial(undo_correction, decision_id=paper))
    assert dump(office) == before
