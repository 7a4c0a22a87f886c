"""The words of an office for lines of a form: from a day on, with a reason, never over the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from rehabdesk.domain.codes import Role
from rehabdesk.domain.forms.trust import Level
from rehabdesk.domain.records.ledger import AuditEntry
from rehabdesk.domain.records.office_law import WordingOverride
from rehabdesk.domain.refusals import Refusal
from rehabdesk.services.decisions.composing import DraftDecision, compose
from rehabdesk.services.decisions.wording.overrides import (
    FormBlockRow,
    NotReplaceable,
    SetWording,
    UnknownPlaceholder,
    WordingEndsBeforeStart,
    WordingOverlaps,
    WordingReasonRequired,
    end_wording_override,
    list_form_blocks,
    set_wording_override,
)
from rehabdesk.services.editing import EditedMeanwhile
from rehabdesk.services.office import Actor, NotYourRight, Office
from tests.builders import ROOT, a_volunteer, taken_in
from tests.services.papers import an_order, numbered, submitted, text_of_paper

DAY = date(2026, 11, 27)
FROM = date(2026, 11, 1)


def rows(office: Office, form_id: str = "n163/53") -> list[FormBlockRow]:
    return [row for row in office.look(list_form_blocks) if row.form_id == form_id]


def row_saying(office: Office, words: str, form_id: str = "n163/53") -> FormBlockRow:
    [found, *_] = [row for row in rows(office, form_id) if words in row.text]
    return found


def set_to(office: Office, row: FormBlockRow, text: str, **facts: object) -> int:
    order = SetWording(row.form_id, row.line_key, text, FROM, "Theo mẫu của tỉnh")
    changed = replace(order, **facts)  # type: ignore[arg-type]
    return office.do(partial(set_wording_override, order=changed)).result


def text_on(office: Office, day: date, purpose: str = "post_rehab") -> str:
    order = DraftDecision(purpose, day, signer_id=1)
    return office.look(lambda work: compose(work, order)[0].filled.text)


def test_every_line_of_every_form_says_how_far_it_can_be_trusted(office: Office) -> None:
    found = office.look(list_form_blocks)
    delivered = list((ROOT / "resources" / "regimes").glob("*/forms/*.toml"))
    assert len({row.form_id for row in found}) == len(delivered)
    assert all(row.trust.note or row.trust.level is Level.DRAFTED for row in found)
    body = row_saying(office, "Điều 1.")
    assert (body.part, body.trust.level, body.can_be_replaced) == ("body", Level.COPY, False)
    habit = row_saying(office, "Luật Tổ chức chính quyền địa phương")
    assert (habit.part, habit.is_optional, habit.can_be_replaced) == ("bases", True, True)
    assert row_saying(office, "- Như Điều 4;").trust.level is Level.INFERRED


def test_words_of_the_law_are_shown_whole_where_one_may_be_chosen(office: Office) -> None:
    row = row_saying(office, "Điều 1.", "n163/59")
    assert "tại gia đình, cộng đồng/người bị quản lý sau cai nghiện ma túy gồm" in row.text


def test_a_slip_of_the_law_may_be_printed_as_it_stands(office: Office) -> None:
    row = row_saying(office, "Điều 1.", "n163/60")
    assert row.verbatim.startswith("Điều 1. Phân công người ông/bà {helper_name}")
    assert row.can_be_replaced
    set_to(office, row, row.verbatim)
    assert "Phân công người ông/bà" in text_on(office, DAY, "moved_in_assignment")


def test_the_offices_words_hold_from_their_day(office: Office) -> None:
    row = row_saying(office, "- {police_title};")
    set_to(office, row, "- Công an {commune_full_name} (02 bản);")
    assert "- Công an xã Yên Thịnh (02 bản);" in text_on(office, DAY)
    assert "- Trưởng Công an xã Yên Thịnh;" in text_on(office, date(2026, 10, 31))
    [kept] = row_saying(office, "- {police_title};").overrides
    assert (kept.text, kept.reason) == (
        "- Công an {commune_full_name} (02 bản);",
        "Theo mẫu của tỉnh",
    )


def test_a_line_of_the_office_is_marked_as_such(office: Office) -> None:
    set_to(office, row_saying(office, "- {police_title};"), "- Công an xã;")
    order = DraftDecision("post_rehab", DAY, signer_id=1)
    lines = office.look(lambda work: compose(work, order)[0].filled.lines)
    assert [line.text for line in lines if line.is_office] == ["- Công an xã;"]


def test_no_words_leave_the_line_out_and_two_lines_are_two(office: Office) -> None:
    set_to(office, row_saying(office, "Căn cứ Luật Phòng, chống ma túy ngày 10"), "")
    set_to(office, row_saying(office, "- {police_title};"), "- Công an xã;\n- Trạm Y tế xã;")
    text = text_on(office, DAY)
    assert "Căn cứ Luật Phòng, chống ma túy ngày 10" not in text
    assert "- Công an xã;\n- Trạm Y tế xã;\n- Lưu" in text


def test_words_end_on_a_day_and_others_may_follow(office: Office) -> None:
    row = row_saying(office, "- {police_title};")
    first = set_to(office, row, "- Công an xã;")
    end = partial(end_wording_override, override_id=first, version=1, last_day=date(2026, 11, 25))
    office.do(end)
    assert "- Trưởng Công an xã Yên Thịnh;" in text_on(office, DAY)
    set_to(office, row, "- Công an;", from_on=date(2026, 11, 26))
    assert "- Công an;" in text_on(office, DAY)
    newest, oldest = row_saying(office, "- {police_title};").overrides
    assert (newest.from_on, oldest.until_on) == (date(2026, 11, 26), date(2026, 11, 25))


def test_words_ended_before_they_began_never_held(office: Office) -> None:
    row = row_saying(office, "- {police_title};")
    first = set_to(office, row, "- Công an xã;")
    last = date(2026, 10, 31)
    office.do(partial(end_wording_override, override_id=first, version=1, last_day=last))
    set_to(office, row, "- Công an;")
    assert "- Công an;" in text_on(office, DAY)


def test_what_was_printed_for_signature_keeps_the_words_it_had(office: Office) -> None:
    person = taken_in(office)
    paper = submitted(office, an_order(office, person, a_volunteer(office)))
    set_to(office, row_saying(office, "- {police_title};"), "- Công an xã;")
    numbered(office, paper)
    assert "- Trưởng Công an xã Yên Thịnh;" in text_of_paper(office, paper)


def test_a_numbered_paper_keeps_the_offices_words_after_they_ended(office: Office) -> None:
    override = set_to(office, row_saying(office, "- {police_title};"), "- Công an xã;")
    person = taken_in(office)
    paper = submitted(office, an_order(office, person, a_volunteer(office)))
    last = date(2026, 10, 31)
    office.do(partial(end_wording_override, override_id=override, version=1, last_day=last))
    numbered(office, paper)
    assert "- Công an xã;" in text_of_paper(office, paper)


Change = Callable[[Office], int]


@pytest.mark.parametrize(
    ("change", "refusal", "words"),
    [
        (
            lambda office: set_to(office, row_saying(office, "- {police_title};"), "x", reason=" "),
            WordingReasonRequired,
            "lý do",
        ),
        (
            lambda office: set_to(office, row_saying(office, "Điều 1."), "Điều 1. Quản lý:"),
            NotReplaceable,
            "văn bản pháp luật",
        ),
        (
            lambda office: set_to(office, row_saying(office, "- {police_title};"), "- {police};"),
            UnknownPlaceholder,
            "{police}",
        ),
        (
            lambda office: set_to(
                office,
                row_saying(office, "- {police_title};"),
                "- Công an;",
                until_on=date(2026, 10, 1),
            ),
            WordingEndsBeforeStart,
            "01/11/2026",
        ),
    ],
)
def test_what_may_not_be_set_is_refused_and_nothing_is_written(
    change: Change, refusal: type[Refusal], words: str, office: Office
) -> None:
    with pytest.raises(refusal, match=words):
        change(office)
    assert office.look(lambda work: work.session.scalars(select(WordingOverride)).all()) == []


def test_two_wordings_of_one_line_do_not_overlap(office: Office) -> None:
    row = row_saying(office, "- {police_title};")
    set_to(office, row, "- Công an xã;", until_on=date(2026, 12, 31))
    with pytest.raises(WordingOverlaps, match="từ 01/11/2026, đến 31/12/2026"):
        set_to(office, row, "- Công an;", from_on=date(2026, 12, 31))
    set_to(office, row, "- Công an;", from_on=date(2027, 1, 1))


def test_somebody_elses_change_meanwhile_is_not_overwritten(office: Office) -> None:
    first = set_to(office, row_saying(office, "- {police_title};"), "- Công an xã;")
    office.do(partial(end_wording_override, override_id=first, version=1, last_day=DAY))
    with pytest.raises(EditedMeanwhile):
        office.do(partial(end_wording_override, override_id=first, version=1, last_day=FROM))


def test_only_who_keeps_the_office_changes_its_words(office: Office) -> None:
    row = row_saying(office, "- {police_title};")
    clerk = replace(office, actor=Actor(2, "Vi Thị Ên", "", Role.CLERK))
    with pytest.raises(NotYourRight):
        set_to(clerk, row, "- Công an xã;")


def test_the_trail_tells_both_wordings_and_the_reason(office: Office) -> None:
    set_to(office, row_saying(office, "- {police_title};"), "- Công an xã;")
    entries = office.look(
        lambda work: [(each.act, each.facts) for each in work.session.scalars(select(AuditEntry))]
    )
    act, facts = entries[-1]
    assert act == "wording_override.set"
    assert (facts["before"], facts["after"]) == ("- {police_title};", "- Công an xã;")
