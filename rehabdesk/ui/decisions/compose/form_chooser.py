"""Every form that can be used on a day, by whose paper it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel

from rehabdesk.domain.forms.form import Group
from rehabdesk.services.decisions.drafting import FormChoice
from rehabdesk.ui.kit.fields import ComboField
from rehabdesk.ui.kit.style import Style, colour

ROWS = 24
_HEADS = {
    Group.CHAIR: "Của Chủ tịch",
    Group.PERSON: "Giao cho người dân",
    Group.POLICE: "Mẫu của Công an",
    Group.FREE: "Văn bản khác",
}
_UNCODED = "Tự soạn"


class FormChooser(ComboField[str]):
    """Chooses a form by its purpose; the heads of the groups cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaxVisibleItems(ROWS)

    def offer_forms(self, forms: Sequence[FormChoice], purpose: str) -> None:
        lines: list[tuple[str, str]] = []
        heads: list[int] = []
        for group, words in _HEADS.items():
            members = [form for form in forms if form.group is group]
            if members:
                heads.append(len(lines))
                lines.append((f"group:{group.value}", words))
                lines += [(form.purpose, form_label(form)) for form in members]
        self.offer(lines)
        self._set_apart(heads)
        self.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
        self.value = purpose
        self.blockSignals(False)  # noqa: FBT003 -- Qt's own signature

    def _set_apart(self, heads: Sequence[int]) -> None:
        model = self.model()
        if not isinstance(model, QStandardItemModel):
            return
        for row in heads:
            item = model.item(row)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setFont(Style.current.font("small", is_strong=True))
            item.setForeground(colour("text.secondary"))


def form_label(form: FormChoice) -> str:
    """Name a form by its number and title; one for reprints says that it makes copies."""
    title = form.title.removesuffix(f" ({form.code})")
    copy = " – chỉ in bản sao" if form.reprint_only else ""
    return f"{title}{copy}" if form.code == _UNCODED else f"{form.code} · {title}{copy}"
