"""What regime.toml says beside its forms: texts, terms, deadlines, transitions, who signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rehabdesk.catalog.entries import Entry, entries, note_twice
from rehabdesk.domain.codes import DeadlineUnit
from rehabdesk.domain.deadlines.span import Counting, Span
from rehabdesk.domain.law.deadline import Body, Deadline
from rehabdesk.domain.law.signing import Signing
from rehabdesk.domain.law.terms import Ordinal, Term, TermKind
from rehabdesk.domain.law.text import Citation, LegalText
from rehabdesk.domain.law.transition import Follows, Situation, Transition

Tables = Iterable[Mapping[str, Any]]
Texts = Mapping[str, LegalText]


def read_texts(tables: Tables, regime: Entry, findings: list[str]) -> dict[str, LegalText]:
    """Read the laws and decrees; each may say its own days where they differ from the regime's."""
    found = []
    for entry in entries(tables, "Văn bản", findings):
        text = LegalText(
            entry.text("id"),
            entry.text("title"),
            entry.text("short"),
            entry.free_text("basis"),
            entry.needed_day("in_force_from"),
            entry.day("in_force_until"),
            entry.yes("is_law"),
            is_listed=not entry.yes("only_cited"),
        )
        _note_crossing(entry, text)
        entry.close()
        found.append(text)
    if not found:
        regime.note("không có văn bản nào ([[texts]]).")
    note_twice((text.id for text in found), "Văn bản", findings)
    return {text.id: text for text in found}


def read_terms(tables: Tables, texts: Texts, findings: list[str]) -> tuple[Term, ...]:
    found = []
    for entry in entries(tables, "Thời hạn", findings):
        months = entry.whole("months")
        least = entry.whole("least_months")
        if months is None or months < 1:
            entry.note("thiếu số tháng (“months”, từ 1 trở lên).")
        elif least is not None and not 1 <= least < months:
            entry.note(f"“least_months” phải từ 1 đến {months - 1}.")
        term = Term(
            entry.text("id"),
            entry.text("label"),
            months or 1,
            frozenset(entry.names("rehab_forms")),
            entry.text("counted_from"),
            _citation(entry, texts),
            entry.coded("kind", TermKind, TermKind.POST_REHAB),
            entry.coded("ordinal", Ordinal, Ordinal.ANY),
            least,
            entry.free_text("note"),
        )
        entry.close()
        found.append(term)
    note_twice((term.id for term in found), "Thời hạn", findings)
    return tuple(found)


def read_deadlines(tables: Tables, texts: Texts, findings: list[str]) -> tuple[Deadline, ...]:
    found = []
    for entry in entries(tables, "Hạn", findings):
        deadline = Deadline(
            entry.text("id"),
            entry.text("label"),
            _span(entry),
            entry.coded("counting", Counting, Counting.WITHIN),
            entry.text("counted_from"),
            entry.coded("who", Body, Body.OFFICE),
            _citation(entry, texts),
            entry.free_text("also"),
            entry.free_text("why"),
        )
        entry.close()
        found.append(deadline)
    note_twice((deadline.id for deadline in found), "Hạn", findings)
    return tuple(found)


def read_signings(tables: Tables, texts: Texts, findings: list[str]) -> tuple[Signing, ...]:
    found = []
    for entry in entries(tables, "Người ký", findings, key="purpose"):
        signing = Signing(
            entry.text("purpose"),
            entry.text("label"),
            entry.free_text("form"),
            entry.coded("by", Body, Body.CHAIR),
            _citation(entry, texts),
        )
        entry.close()
        found.append(signing)
    note_twice((signing.purpose for signing in found), "Người ký", findings)
    return tuple(found)


def read_transitions(tables: Tables, texts: Texts, findings: list[str]) -> tuple[Transition, ...]:
    found = []
    for entry in entries(tables, "Chuyển tiếp", findings):
        is_inferred = entry.yes("is_inferred")
        transition = Transition(
            entry.text("id"),
            entry.text("case"),
            entry.text("rule"),
            None if is_inferred else _citation(entry, texts),
            entry.optional_coded("concerns", TermKind),
            entry.optional_coded("situation", Situation),
            entry.optional_coded("follows", Follows),
        )
        if (transition.situation is None) != (transition.follows is None):
            entry.note("“situation” và “follows” phải đi cùng nhau.")
        elif transition.situation and transition.concerns is None:
            entry.note("có “situation” thì phải có “concerns”.")
        entry.close()
        found.append(transition)
    note_twice((each.id for each in found), "Chuyển tiếp", findings)
    _note_two_rules(found, findings)
    return tuple(found)


def _citation(entry: Entry, texts: Texts) -> Citation:
    article, text_id = entry.text("article"), entry.text("text")
    text = texts.get(text_id)
    if text_id and text is None:
        entry.note(f"“text” nhắc văn bản “{text_id}” không có trong [[texts]].")
    return Citation(article, text or next(iter(texts.values()), _NO_TEXT))


def _span(entry: Entry) -> Span:
    said = {unit: amount for unit in DeadlineUnit if (amount := entry.whole(unit)) is not None}
    if len(said) != 1:
        units = ", ".join(said) or "không có đơn vị nào"
        entry.note(
            f"phải có đúng một đơn vị (hours, days, working_days, months); đang là: {units}."
        )
        return _NO_SPAN
    [(unit, amount)] = said.items()
    least = 0 if unit is DeadlineUnit.DAYS else 1
    if amount < least:
        entry.note(f"“{unit}” phải từ {least} trở lên.")
        return _NO_SPAN
    return Span(amount, unit)


def _note_crossing(entry: Entry, text: LegalText) -> None:
    if text.in_force_until is not None and text.in_force_until < text.in_force_from:
        entry.note("ngày hết hiệu lực trước ngày có hiệu lực.")


def _note_two_rules(found: Iterable[Transition], findings: list[str]) -> None:
    ruled = (
        f"{each.concerns.label}, {each.situation.label}"
        for each in found
        if each.concerns and each.situation
    )
    note_twice(ruled, "Quy định chuyển tiếp cho", findings)


_NO_SPAN = Span(0, DeadlineUnit.DAYS)
_NO_TEXT = LegalText("", "", "", "", date.min)
