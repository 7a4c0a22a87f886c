"""The forms as the settings list them, and the lines of one form with how far to trust each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.forms.form import Group
from rehabdesk.domain.forms.trust import Level, Trust
from rehabdesk.services.decisions.wording.overrides import FormBlockRow
from rehabdesk.services.decisions.wording.sample import FormsView
from rehabdesk.ui.kit.rows import Column, Sign

PARTS = {
    "letterhead": "Đầu trang",
    "bases": "Căn cứ",
    "body": "Lời văn",
    "signature": "Khối ký",
    "recipients": "Nơi nhận",
    "copy": "Phần sao",
}
_TRUST = {
    Level.LAW: Sign("checkmark_circle", "ok"),
    Level.COPY: Sign("document", "neutral"),
    Level.INFERRED: Sign("warning", "warn"),
    Level.RECONSTRUCTED: Sign("warning", "warn"),
    Level.DRAFTED: Sign("edit", "neutral"),
}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_CODE = re.compile(r" \(Mẫu.*\)$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form with how many of its lines the office should look over, and has reworded."""

    id: str
    code: str
    title: str
    group: Group
    doubtful: int
    reworded: int

    @property
    def number(self) -> str:
        """Name the form by its number and its decree: "53 NĐ 163"."""
        decree = _DIGITS.search(self.id.partition("/")[0])
        return f"{self.code.removeprefix('Mẫu ')} NĐ {decree[0]}" if decree else ""

    @property
    def state(self) -> str:
        if self.reworded:
            return f"Xã đổi {self.reworded}"
        return f"Xem lại {self.doubtful}" if self.doubtful else "Đúng mẫu"

    @property
    def sign(self) -> Sign:
        if self.reworded:
            return Sign("building_multiple", "accent")
        return Sign("warning", "warn") if self.doubtful else Sign("checkmark_circle", "ok")


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a form; on the day asked for it may stand in the office's own words."""

    block: FormBlockRow
    day: date
    labels: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.block.line_key

    @property
    def is_reworded(self) -> bool:
        return self.block.override_on(self.day) is not None

    @property
    def words(self) -> str:
        override = self.block.override_on(self.day)
        text = override.text if override else self.block.text
        return self.worded(text) or "(bỏ dòng này)"

    @property
    def whose(self) -> str:
        return "Xã đặt" if self.is_reworded else self.block.trust.level.label

    def worded(self, text: str) -> str:
        """Put a field's label where its name stands in braces."""
        return with_labels(text, self.labels).replace("\n", " ")

    @property
    def sign(self) -> Sign:
        if self.is_reworded:
            return Sign("building_multiple", "accent")
        return _TRUST[self.block.trust.level]


def with_labels(text: str, labels: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: f"{{{labels.get(found[1].lower(), found[1])}}}", text)


def form_rows(blocks: Iterable[FormBlockRow], day: date) -> list[FormRow]:
    """Gather the lines form by form: the office's own papers first."""
    gathered: dict[str, list[FormBlockRow]] = {}
    for block in blocks:
        gathered.setdefault(block.form_id, []).append(block)
    rows = [_form_row(form_id, lines, day) for form_id, lines in gathered.items()]
    groups = list(Group)
    return sorted(rows, key=lambda row: groups.index(row.group))


def line_rows(view: FormsView, form_id: str, day: date) -> list[LineRow]:
    return [LineRow(block, day, view.labels) for block in view.blocks if block.form_id == form_id]


def trust_words(trust: Trust) -> str:
    """Say where words are from, once: many notes begin with it."""
    label = trust.level.label
    return trust.note if trust.note.startswith(label) else f"{label}. {trust.note}".strip()


def told(row: LineRow) -> list[str]:
    """Say the whole of a line: the words, where they are from, what the office made of them."""
    block = row.block
    sentences = [row.worded(block.text), trust_words(block.trust)]
    if block.verbatim:
        sentences.append(f"Văn bản in: {block.verbatim}")
    if block.hint:
        sentences.append(f"Ghi: {block.hint}")
    for each in block.overrides:
        until = f"{each.until_on:%d/%m/%Y}" if each.until_on else "nay"
        words = row.worded(each.text) or "bỏ dòng này"
        sentences.append(
            f"Xã đặt từ {each.from_on:%d/%m/%Y} đến {until}: {words} "
            f"(lý do: {each.reason}; {each.set_by})"
        )
    return sentences


def _form_row(form_id: str, lines: Sequence[FormBlockRow], day: date) -> FormRow:
    reworded = sum(line.override_on(day) is not None for line in lines)
    doubtful = sum(
        line.can_be_replaced and line.override_on(day) is None and _is_doubtful(line)
        for line in lines
    )
    first = lines[0]
    title = _CODE.sub("", first.form_title)
    return FormRow(form_id, first.form_code, title, first.group, doubtful, reworded)


def _is_doubtful(line: FormBlockRow) -> bool:
    return line.trust.level in {Level.INFERRED, Level.RECONSTRUCTED}


FORMS = (
    Column[FormRow]("Mẫu", lambda row: row.number, width=96),
    Column[FormRow]("Tên", lambda row: row.title, width=240, is_subject=True, is_stretched=True),
    Column[FormRow]("Lời văn", lambda row: row.state, sign=lambda row: row.sign, width=112),
)
LINES = (
    Column[LineRow]("Phần", lambda row: PARTS.get(row.block.part, row.block.part), width=78),
    Column[LineRow]("Lời văn", lambda row: row.words, width=230, is_stretched=True),
    Column[LineRow]("Lấy từ đâu", lambda row: row.whose, sign=lambda row: row.sign, width=130),
)
