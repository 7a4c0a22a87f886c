"""From a value on the page to the input it comes from, or the word where it is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rehabdesk.domain.forms.field import Field, Source
from rehabdesk.services.decisions.sight import Sight
from rehabdesk.ui.decisions.compose.page import ComposePage
from rehabdesk.ui.kit.form import FieldBox, Form
from rehabdesk.ui.visits import OpenPerson, OpenSettings

Go = Callable[[object], None]
_OF_THE_FILE = {Source.PERSON, Source.RELATIVE, Source.REHAB, Source.TERM}
_DAYS = ("planned_on", "term_start", "term_end", "effective_from")
_NO_EPISODE = "Hồ sơ chưa có đợt quản lý. Ghi ở hồ sơ của người này trước."


def owner_of(sight: Sight | None, place: object) -> int | None:
    """Return whose value was clicked; the page counts the persons of the paper from 0."""
    if sight is None or not isinstance(place, int) or not sight.person_ids:
        return None
    persons = sight.person_ids[sight.chosen]
    return persons[place] if place < len(persons) else None


def point_at(
    page: ComposePage, sight: Sight | None, field: str, person_id: int | None, go: Go
) -> None:
    """Give the focus to the input of a value; say where it is kept when it is none of this page."""
    if not page.form.point_at(field) and not page.quick_fill.ask(field, person_id):
        origin = sight.origins.get(field) if sight else None
        _say_where(page, origin, person_id, go)
    page.left.show_focus()


def _say_where(page: ComposePage, origin: Field | None, person_id: int | None, go: Go) -> None:
    say, link = page.message.say, page.message.add_link
    if origin is None:
        if person_id is not None:
            say("info", _NO_EPISODE)
            link("Mở hồ sơ", partial(go, OpenPerson(person_id)))
        return
    if origin.source in _OF_THE_FILE and person_id is not None:
        say("info", f"“{origin.label}” lấy từ hồ sơ. Sửa ở hồ sơ, giấy này sẽ theo.")
        link("Mở hồ sơ", partial(go, OpenPerson(person_id)))
    elif origin.source is Source.OFFICE:
        say("info", f"“{origin.label}” lấy từ Cài đặt › Cơ quan. Sửa ở đó.")
        link("Mở Cài đặt", partial(go, OpenSettings()))
    elif origin.source is Source.DOCUMENT:
        say("info", "Số và ngày để trống khi trình ký, ghi ở “Đã ký – nhập số” sau khi ký.")
    else:
        say("info", f"“{origin.label}” lấy từ {origin.source.label}. Muốn đổi riêng giấy này: F2.")


def unreadable_days(form: Form) -> list[FieldBox]:
    """Return the inputs whose words are no day: the paper would be printed with another."""
    boxes = [form.box(name) for name in _DAYS]
    return [box for box in boxes if not box.isHidden() and getattr(box.field, "error", None)]


def check_days(form: Form) -> bool:
    """Point at the first day that cannot be read; True when all can."""
    found = unreadable_days(form)
    for box in found:
        box.check()
    if found:
        found[0].field.setFocus()
    return not found
