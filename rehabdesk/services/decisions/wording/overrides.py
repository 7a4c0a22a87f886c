"""The office's own words for lines of a form that no law has printed, each from a day on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from rehabdesk.domain.codes import Right
from rehabdesk.domain.forms.field import Source
from rehabdesk.domain.forms.form import Form, Group, Place
from rehabdesk.domain.forms.pattern import PLACEHOLDER
from rehabdesk.domain.forms.trust import Trust
from rehabdesk.domain.records.office_law import WordingOverride
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.editing import Sides, record_of, require_version
from rehabdesk.services.office import Work


class WordingReasonRequired(Refusal):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Ghi lý do đổi lời văn.")


class NotReplaceable(Refusal):
    field = "text"

    def __init__(self) -> None:
        super().__init__(
            "Dòng này chép theo văn bản pháp luật, không đổi cho cả cơ quan được. "
            "Cần thì sửa lời văn của riêng một văn bản khi soạn."
        )


class UnknownPlaceholder(Refusal):
    field = "text"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Không có ô {{{name}}}. Viết tên ô đúng như trong lời văn của mẫu, "
            "hoặc bỏ dấu ngoặc nhọn."
        )


class WordingEndsBeforeStart(Refusal):
    field = "until_on"

    def __init__(self, start: date) -> None:
        super().__init__(f"Đến ngày không trước từ ngày ({start:%d/%m/%Y}).")


class WordingOverlaps(Refusal):
    field = "from_on"

    def __init__(self, start: date, until: date | None) -> None:
        ends = f"đến {until:%d/%m/%Y}" if until else "chưa có ngày hết"
        super().__init__(
            f"Dòng này đã có lời văn khác dùng từ {start:%d/%m/%Y}, {ends}. "
            "Chấm dứt lời văn đó trước, hoặc chọn ngày khác."
        )


@dataclass(frozen=True, slots=True)
class SetWording:
    """The office's words for one line; no words at all leave the line out."""

    form_id: str
    line_key: str
    text: str
    from_on: date
    reason: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class OverrideRow:
    id: int
    version: int
    text: str
    from_on: date
    until_on: date | None
    reason: str
    set_by: str

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class FormBlockRow:
    """One line of one form: what the law says, how far to trust it, what the office says."""

    form_id: str
    form_code: str
    form_title: str
    group: Group
    part: str  # letterhead, bases, body, signature, recipients, copy
    line_key: str
    text: str
    verbatim: str  # what the law prints, slips included, where our text differs
    hint: str  # what is to be written there
    trust: Trust
    can_be_replaced: bool
    is_optional: bool
    valid_from: date | None  # of the line
    valid_until: date | None
    overrides: tuple[OverrideRow, ...]  # newest first

    def override_on(self, day: date) -> OverrideRow | None:
        return next((each for each in self.overrides if each.covers(day)), None)


@dataclass(frozen=True, slots=True)
class WordingEnd:
    """The last day the office's own words are printed."""

    until_on: date | None = None


_END = {"until_on": "Dùng lời văn của xã đến hết ngày"}


# Acts


def set_wording_override(work: Work, order: SetWording) -> int:
    """Put the office's words in the place of ours, from a day on."""
    work.require(Right.KEEP_OFFICE)
    form, place = _place(work, order)
    reason = order.reason.strip()
    if not reason:
        raise WordingReasonRequired
    if not place.can_be_replaced:
        raise NotReplaceable
    _require_known(work, form, order.text)
    _require_free(work, order)
    override = WordingOverride(
        (order.form_id, order.line_key),
        order.text.strip(),
        order.from_on,
        work.actor.name,
        work.now,
    )
    override.until_on, override.reason = order.until_on, reason
    work.session.add(override)
    work.record(
        "wording_override.set",
        override,
        form=order.form_id,
        line=order.line_key,
        before=form.as_printed(place.line.text),
        after=override.text,
        reason=reason,
    )
    return override.id


def end_wording_override(work: Work, override_id: int, version: int, last_day: date) -> None:
    """Go back to our words after a day; papers of the days before keep what they said."""
    work.require(Right.KEEP_OFFICE)
    override = record_of(work, WordingOverride, override_id)
    kept, typed = WordingEnd(override.until_on), WordingEnd(last_day)
    require_version(override, version, Sides(work, kept, typed, _END))
    if last_day < override.from_on - timedelta(days=1):
        raise WordingEndsBeforeStart(override.from_on)
    override.until_on = last_day
    work.record("wording_override.ended", override, form=override.form_id, until=last_day)


# Looks


def office_wording(work: Work, form_id: str, day: date) -> dict[str, str]:
    """Return the office's words of a form on a day, by line key."""
    rows = work.session.execute(
        select(WordingOverride.line_key, WordingOverride.text)
        .where(
            WordingOverride.form_id == form_id,
            WordingOverride.from_on <= day,
            or_(WordingOverride.until_on.is_(None), WordingOverride.until_on >= day),
        )
        .order_by(WordingOverride.id)
    )
    return {row.line_key: row.text for row in rows}


def list_form_blocks(work: Work) -> list[FormBlockRow]:
    """Return every line of every form, the law in force first."""
    kept = _overrides(work)
    return [row for form in _forms(work) for row in _rows(form, kept)]


def _rows(form: Form, kept: dict[tuple[str, str], list[OverrideRow]]) -> Iterator[FormBlockRow]:
    for place in form.places:
        yield FormBlockRow(
            form.id,
            form.code,
            form.title,
            form.group,
            place.part,
            place.key,
            form.as_printed(place.line.text),
            place.line.verbatim,
            place.line.hint,
            place.trust,
            place.can_be_replaced,
            place.line.is_optional,
            place.line.first_day,
            place.line.last_day,
            tuple(kept.get((form.id, place.key), ())),
        )


def _forms(work: Work) -> list[Form]:
    laws = sorted(work.resources.regimes, key=lambda law: not law.covers(work.today))
    return list({form.id: form for law in laws for form in law.forms.values()}.values())


def _overrides(work: Work) -> dict[tuple[str, str], list[OverrideRow]]:
    found: dict[tuple[str, str], list[OverrideRow]] = {}
    rows = work.session.scalars(select(WordingOverride).order_by(WordingOverride.from_on.desc()))
    for each in rows:
        found.setdefault((each.form_id, each.line_key), []).append(
            OverrideRow(
                each.id,
                each.version,
                each.text,
                each.from_on,
                each.until_on,
                each.reason,
                each.set_by,
            )
        )
    return found


def _place(work: Work, order: SetWording) -> tuple[Form, Place]:
    [form] = [each for each in _forms(work) if each.id == order.form_id]
    [place] = [each for each in form.places if each.key == order.line_key]
    return form, place


def _require_known(work: Work, form: Form, text: str) -> None:
    """Let a line name what its form names, and what is known of the office."""
    fields = work.resources.fields
    office = {name for name, field in fields.items() if field.source is Source.OFFICE}
    for name in PLACEHOLDER.findall(text):
        if name.lower() not in form.fields.paper | form.fields.person | office:
            raise UnknownPlaceholder(name)


def _require_free(work: Work, order: SetWording) -> None:
    if order.until_on is not None and order.until_on < order.from_on:
        raise WordingEndsBeforeStart(order.from_on)
    others = work.session.scalars(
        select(WordingOverride).filter_by(form_id=order.form_id, line_key=order.line_key)
    )
    for each in others:
        begins_later = order.until_on is not None and order.until_on < each.from_on
        ended = each.until_on is not None and each.until_on < order.from_on
        if not begins_later and not ended and not _is_void(each):
            raise WordingOverlaps(each.from_on, each.until_on)


def _is_void(override: WordingOverride) -> bool:
    """Say whether it was ended before its first day: it never held."""
    return override.until_on is not None and override.until_on < override.from_on
