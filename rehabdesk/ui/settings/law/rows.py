"""What the page of the law lists: its texts, its terms and deadlines, who signs, transitions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rehabdesk.domain.forms.form import Form, Group
from rehabdesk.domain.law.signing import Signing
from rehabdesk.domain.law.terms import Term, TermKind
from rehabdesk.domain.law.text import LegalText
from rehabdesk.domain.law.transition import Transition
from rehabdesk.domain.regime import Regime
from rehabdesk.ui.kit.rows import Column, Sign
from rehabdesk.ui.settings.lists import day_words

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TextRow:
    """A law or a decree as one line."""

    id: str
    text: LegalText
    regime: Regime
    today: date
    used_for: str
    is_imported: bool

    @property
    def is_now(self) -> bool:
        return self.text.covers(self.today) and self.regime.covers(self.today)

    @property
    def ends(self) -> date | None:
        return self.text.in_force_until or self.regime.in_force_until

    @property
    def state(self) -> str:
        if self.is_now:
            return "Đang áp dụng"
        if self.text.in_force_from > self.today:
            return "Chưa áp dụng"
        return "Hết, giữ cho hồ sơ cũ" if self.text.is_law else "Hết, chỉ để in lại"

    @property
    def sign(self) -> Sign:
        return Sign("checkmark_circle", "ok") if self.is_now else Sign("circle", "neutral")


@dataclass(frozen=True, slots=True)
class TermRow:
    id: str
    label: str
    count: str
    counted: str
    article: str
    told: str = ""  # the whole of it in sentences


def text_rows(regimes: Iterable[Regime], today: date, imported: set[str]) -> list[TextRow]:
    """List each law with its decrees, newest first; texts older than any of them come last."""
    own: list[TextRow] = []
    older: dict[str, TextRow] = {}
    for regime in reversed(tuple(regimes)):
        for text in regime.texts:
            row = TextRow(
                f"{regime.id}/{text.id}",
                text,
                regime,
                today,
                _used_for(regime, text),
                regime.id in imported,
            )
            if not text.is_listed:
                continue
            if text.in_force_from == regime.in_force_from:
                own.append(row)
            else:
                older.setdefault(text.title, row)
    return [*own, *older.values()]


def term_rows(regime: Regime) -> list[TermRow]:
    terms = [
        TermRow(
            term.id,
            f"{_NAMES[term.kind]}{term.label}",
            term.length,
            f"từ {term.counted_from}",
            _cited(term),
            f"{term.length} từ {term.counted_from}. Theo {term.citation.words}. {term.note}",
        )
        for term in regime.terms
    ]
    return terms + [
        TermRow(
            each.id,
            each.label,
            each.span.count,
            each.counted,
            each.citation.short,
            f"{each.span.words} {each.counted_from_words}. {each.source}. {each.why}",
        )
        for each in regime.deadlines
    ]


def signing_words(row: Signing) -> str:
    return f"{row.by.label}, theo {row.citation.words}."


def transition_words(row: Transition) -> str:
    whose = row.basis if row.is_inferred else f"Theo {row.basis}"
    return f"{row.rule} {whose}."


def _cited(term: Term) -> str:
    article = f"{term.article[:1].upper()}{term.article[1:]}"
    return article if term.citation.text.is_law else f"{article} {term.citation.text.short}"


def _used_for(regime: Regime, text: LegalText) -> str:
    citations = [each.citation for each in regime.terms]
    citations += [each.citation for each in regime.deadlines]
    limits = sum(citation.text == text for citation in citations)
    forms = sum(_text_of(form, regime) == text for form in regime.forms.values())
    if not limits:
        return f"{forms} mẫu của UBND xã" if forms else ""
    return f"{limits} hạn, {forms} mẫu" if forms else f"{limits} hạn"


def _text_of(form: Form, regime: Regime) -> LegalText | None:
    """Find the decree whose number the form's id carries: "n105/07" is of Decree 105."""
    number = _NUMBER.search(form.id.partition("/")[0])
    if form.group is not Group.CHAIR or number is None:
        return None
    return next((text for text in regime.texts if f" {number[0]}/" in text.title), None)


_NAMES = {
    TermKind.POST_REHAB: "Thời hạn quản lý sau cai, ",
    TermKind.REHAB: "Thời hạn ",
    TermKind.USER: "Thời hạn quản lý ",
}
TEXTS = (
    Column[TextRow]("Văn bản", lambda row: row.text.title, width=380, is_subject=True),
    Column[TextRow](
        "Từ ngày",
        lambda row: day_words(row.text.in_force_from),
        lambda row: row.text.in_force_from,
        width=92,
    ),
    Column[TextRow](
        "Đến ngày",
        lambda row: day_words(row.ends),
        lambda row: row.ends or date.max,
        width=92,
    ),
    Column[TextRow]("Tình trạng", lambda row: row.state, sign=lambda row: row.sign, width=190),
    Column[TextRow]("Dùng cho", lambda row: row.used_for, width=150, is_stretched=True),
)
TERMS = (
    Column[TermRow](
        "Thời hạn, hạn việc",
        lambda row: row.label,
        width=420,
        is_subject=True,
    ),
    Column[TermRow]("Số", lambda row: row.count, width=90, align="right"),
    Column[TermRow]("Cách đếm", lambda row: row.counted, width=210),
    Column[TermRow]("Điều khoản", lambda row: row.article, width=180, is_stretched=True),
)
SIGNINGS = (
    Column[Signing]("Quyết định, giấy", lambda row: row.label, width=400, is_subject=True),
    Column[Signing]("Mẫu", lambda row: row.form_code, width=160),
    Column[Signing]("Ai quyết định, ký", lambda row: row.by.label, width=160),
    Column[Signing]("Điều khoản", lambda row: row.citation.short, width=180, is_stretched=True),
)
TRANSITIONS = (
    Column[Transition]("Trường hợp", lambda row: row.case, width=330, is_subject=True),
    Column[Transition]("Cách làm", lambda row: row.rule, width=400, is_stretched=True),
    Column[Transition](
        "Căn cứ",
        lambda row: row.citation.short if row.citation else "Suy ra, xã xem lại",
        sign=lambda row: Sign("warning", "warn") if row.is_inferred else None,
        width=180,
    ),
)
