"""What else can be done with a paper, and which other papers go with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from rehabdesk.domain.forms.form import Group
from rehabdesk.domain.regime import DELIVERY_RECORD, INVITATION
from rehabdesk.services.decisions.drafting import FormChoice
from rehabdesk.ui.decisions.compose.form_chooser import form_label
from rehabdesk.ui.decisions.menu import Line, open_menu

_BESIDE = {INVITATION: "Giấy mời", DELIVERY_RECORD: "Biên bản giao nhận (Mẫu 23)"}


def open_more(
    button: QWidget,
    lines: Sequence[Line],
    forms: Sequence[FormChoice],
    begin: Callable[[str], None],
    post: Callable[[], None],
) -> QMenu:
    """Open the menu; `begin` starts another paper, by its purpose, for the same persons.

    `post` addresses envelopes for the paper that stands there.
    """
    menu = open_menu(button, lines)
    offered = {form.purpose for form in forms}
    menu.addSeparator()
    for purpose, words in _BESIDE.items():
        action = menu.addAction(words)
        action.setEnabled(purpose in offered)
        action.triggered.connect(partial(begin, purpose))
    menu.addAction("Phong bì…").triggered.connect(post)
    police = menu.addMenu("Mẫu của Công an")
    of_police = [form for form in forms if form.group is Group.POLICE]
    for form in of_police:
        police.addAction(form_label(form)).triggered.connect(partial(begin, form.purpose))
    police.setEnabled(bool(of_police))
    return menu
