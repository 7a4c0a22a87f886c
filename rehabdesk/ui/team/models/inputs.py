"""Small inputs of this part of the page, and finding whom it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtWidgets import QWidget

from rehabdesk.domain.codes import Right
from rehabdesk.domain.text import fold
from rehabdesk.services.noting.beginning import find_whom
from rehabdesk.services.secrecy.whom import Whom
from rehabdesk.ui.decisions.quiet import Asker
from rehabdesk.ui.kit.chips import ChipEdit
from rehabdesk.ui.kit.desk import Desk
from rehabdesk.ui.kit.fields import TextField
from rehabdesk.ui.kit.style import Style
from rehabdesk.ui.kit.suggest import MOST, Suggestion
from rehabdesk.ui.team.activities.inputs import DayField

DAY_WIDTH = 134
NOWHERE = 0  # the whole commune, or nobody
_WHOLE = 100


class NumberField(TextField):
    """A whole number: 12, 1.619; empty where nobody has told it."""

    @property
    def error(self) -> str:
        return "" if not self.value or self.number is not None else "Gõ số nguyên, ví dụ 8.450."

    @property
    def number(self) -> int | None:
        plain = self.value.replace(".", "").replace(" ", "")
        return int(plain) if plain.isdigit() else None


class PercentField(TextField):
    """A share in per cent: 0,08."""

    @property
    def error(self) -> str:
        is_good = not self.value or self.share is not None
        return "" if is_good else "Gõ số phần trăm, ví dụ 0,08."

    @property
    def share(self) -> Decimal | None:
        try:
            found = Decimal(self.value.removesuffix("%").strip().replace(",", "."))
        except InvalidOperation:
            return None
        return found if found.is_finite() and 0 <= found <= _WHOLE else None


def day_field(today: date, value: date | None) -> DayField:
    field = DayField(today, value, needs_day=True)
    field.setFixedWidth(Style.current.length(DAY_WIDTH))
    return field


def persons_field(desk: Desk, owner: QWidget, most: int = 0) -> ChipEdit:
    """Make an input for persons with files."""
    asker = Asker(owner)

    def find(words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        def offer(found: list[Whom]) -> None:
            show([Suggestion(each.id, each.name, each.detail) for each in found])

        desk.look(asker, partial(find_whom, words=words), offer, name="whom")

    return ChipEdit(find, "gõ tên, số căn cước hoặc mã hồ sơ", most=most)


def volunteers_field(volunteers: Sequence[tuple[int, str]]) -> ChipEdit:
    """Make an input for volunteers who serve."""

    def find(words: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        wanted = fold(words)
        found = [Suggestion(one, name) for one, name in volunteers if wanted in fold(name)]
        show(found[:MOST])

    return ChipEdit(find, "gõ tên tình nguyện viên")


def chosen_ids(field: ChipEdit) -> tuple[int, ...]:
    return tuple(each for each in field.values if isinstance(each, int))


def may_keep(desk: Desk) -> bool:
    office = desk.office
    return office is not None and office.actor.may(Right.KEEP_TEAM)


def short_day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
