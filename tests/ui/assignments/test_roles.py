"""Several in charge of one person, each in a role, and the boxes that tell what each carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from rehabdesk.domain.codes import AssignmentRole, OrganisationKind
from rehabdesk.services.assignments import helpers_of, list_managed
from rehabdesk.services.decisions.drafting import begin_order, submit_decisions
from rehabdesk.services.decisions.numbering import NumberOne, number_decisions
from rehabdesk.services.decisions.register import list_awaiting
from rehabdesk.services.office import Office
from rehabdesk.services.volunteers import add_organisation
from rehabdesk.ui.assignments.screen import BoardPage
from rehabdesk.ui.visits import Compose
from tests.builders import a_volunteer
from tests.ui.assignments.conftest import LATER, at
from tests.ui.assignments.test_assignments import choose, wishes
from tests.ui.paper_builders import numbered


def test_an_amber_box_turns_blue_only_with_the_number(office: Office, board: BoardPage) -> None:
    choose(board, "Lê Hoàng An")

    def boxes(name: str) -> list[str]:
        row = next(row for row in board.right.loads.all if row.full_name == name)
        return board.right.loads.blocks(row)[:2]

    assert boxes("Ngô Thị Nhàn") == ["warn", "neutral.bg"], "printed and signed, not numbered"
    [waiting] = office.look(list_awaiting)
    numbers = [NumberOne(waiting.decision_id, "48", date(2026, 11, 23))]
    board._desk.do(board, partial(number_decisions, orders=numbers), lambda _: None)
    assert boxes("Ngô Thị Nhàn") == ["accent", "neutral.bg"]


def test_several_are_in_charge_in_their_roles_and_the_board_counts_the_first(
    office: Office, board: BoardPage
) -> None:
    """F33: a helper, an organisation and a health officer on one person."""
    person = choose(board, "Lê Hoàng An")
    kind = OrganisationKind.WOMENS_UNION
    body = office.do(partial(add_organisation, name="Hội Phụ nữ xã", kind=kind)).result
    nurse = a_volunteer(office, full_name="Bùi Thị Thu")
    board.refresh()
    for number, key, role in (
        ("60", (False, nurse), AssignmentRole.HEALTH_OFFICER),
        ("61", (True, body), AssignmentRole.ORGANISATION),
    ):
        board.right.table.choose(key)
        if role is AssignmentRole.HEALTH_OFFICER:
            board.right.proposal.role.value = role
        told = wishes(board)
        board.right.proposal.button.click()
        visit = told[-1]
        assert isinstance(visit, Compose)
        assert visit.role is role
        numbered(office, composed(office, visit), number)
    board.refresh()
    [row] = [each for each in at(office, LATER).look(list_managed) if each.person_id == person]
    assert row.helper == "Vũ Đình Lộc"
    roles = {each.name: each.role for each in office.look(partial(helpers_of, person_id=person))}
    assert roles == {
        "Ông Vũ Đình Lộc": AssignmentRole.HELPER,
        "Bà Bùi Thị Thu": AssignmentRole.HEALTH_OFFICER,
        "Hội Phụ nữ xã": AssignmentRole.ORGANISATION,
    }


def composed(office: Office, visit: Compose) -> int:
    """Print what the board asked to be composed."""
    look = partial(
        begin_order,
        purpose=visit.purpose,
        person_ids=visit.person_ids,
        volunteer_ids=visit.volunteer_ids,
        planned_on=date(2026, 11, 23),
    )
    roles = dict.fromkeys(visit.volunteer_ids, visit.role or AssignmentRole.HELPER)
    order = replace(office.look(look), organisation_ids=visit.organisation_ids, roles=roles)
    [paper] = office.do(partial(submit_decisions, order=order)).result
    return paper.decision_id
