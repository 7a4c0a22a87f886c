"""In which role a paper puts somebody beside a person."""

from __future__ import annotations

from rehabdesk.domain.codes import AssignmentRole
from rehabdesk.services.assignment_board import VOLUNTEER_ROLES
from rehabdesk.services.decisions.composing import DraftDecision
from rehabdesk.ui.kit.fields import ComboField

USUAL = AssignmentRole.HELPER


class RoleChoice(ComboField[AssignmentRole]):
    """One role for everybody a paper assigns; a draft with several roles keeps them."""

    def __init__(self) -> None:
        super().__init__([(role, f"Vai trò: {role.label}") for role in VOLUNTEER_ROLES])
        self.setAccessibleName("Vai trò")
        self.setToolTip("Vai trò của người được phân công")

    def show_order(self, order: DraftDecision) -> None:
        roles = {order.roles.get(each, USUAL) for each in order.volunteer_ids} or {USUAL}
        self.value = roles.pop() if len(roles) == 1 else None

    def roles(
        self, base: DraftDecision, volunteer_ids: tuple[int, ...]
    ) -> dict[int, AssignmentRole]:
        """Return the roles of the order; as they were where nothing else was chosen."""
        wanted = self.value
        kept = {each: base.roles.get(each, USUAL) for each in volunteer_ids}
        if wanted is None or all(role is wanted for role in kept.values()):
            return dict(base.roles)
        return dict.fromkeys(volunteer_ids, wanted)
