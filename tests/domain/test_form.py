from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from rehabdesk.domain.forms.filling import BLANK_NUMBER, DOTS, UNCHANGED, Changes
from rehabdesk.domain.forms.form import Form, LetterheadKind, Persons, SignatureKind
from rehabdesk.domain.forms.paper import FilledPaper, Span
from rehabdesk.domain.forms.pattern import BlockPattern, Fields, Kind, LinePattern

DAY = date(2026, 11, 27)
VALUES = {"office": "XÃ YÊN THỊNH", "number": "", "helper": "Bà Ngô Thị Nhàn", "unit": ""}
THANG = {"name": "Trần Văn Thắng", "until": "30/11/2028", "minor": ""}
DUYET = {"name": "Phạm Thế Duyệt", "until": "30/11/2028", "minor": ""}
MAN = {"name": "Hoàng Thị Mẫn", "until": "30/11/2028", "minor": ""}


def lines(*patterns: LinePattern | str) -> dict[str, tuple[LinePattern, ...]]:
    return {
        "lines": tuple(LinePattern(each) if isinstance(each, str) else each for each in patterns)
    }


BLOCKS = (
    BlockPattern(
        Kind.LETTERHEAD,
        {
            "superior": (),
            "issuer": (LinePattern("{office}"),),
            "number": (LinePattern("Số: {number}/QĐ-UBND"),),
            "place_and_date": (),
        },
    ),
    BlockPattern(
        Kind.BASES,
        lines(
            LinePattern("Căn cứ Luật cũ;", last_day=date(2025, 6, 30)),
            LinePattern("Căn cứ Luật mới;", first_day=date(2025, 7, 1)),
            LinePattern("Căn cứ thông lệ;", id="habit", is_optional=True),
        ),
    ),
    BlockPattern(Kind.ARTICLE, lines("Điều 1. Quản lý người có tên sau đây:")),
    BlockPattern(Kind.PERSON_BLOCK, lines("1. Họ và tên: {name}", "Ghi thêm: …")),
    BlockPattern(
        Kind.PARAGRAPH,
        lines(
            LinePattern(
                "2. Thời hạn: đến ngày {until}",
                apart="2. Thời hạn của ông (bà) {name}: đến ngày {until}",
            )
        ),
    ),
    BlockPattern(Kind.ARTICLE, lines("Điều 2. Giao cho: {helper} giúp đỡ ông (bà): {name}.")),
    BlockPattern(Kind.ITEMS, lines("{members}")),
    BlockPattern(
        Kind.RECIPIENTS,
        {
            "label": (LinePattern("Nơi nhận:"),),
            "lines": (
                LinePattern("- Cha, mẹ;", when=("minor",)),
                LinePattern("- Người bị quản lý;", unless=("minor",)),
                LinePattern("- Lưu: VT, {unit}.", when=("unit",)),
                LinePattern("- Lưu: VT.", unless=("unit",)),
            ),
        },
    ),
)


def a_form(persons: Persons = Persons.MANY) -> Form:
    fields = Fields(
        paper=frozenset({"office", "number", "helper", "unit"}),
        person=frozenset({"name", "until"}),
        lists=frozenset({"members"}),
        flags=frozenset({"minor"}),
        blanks=frozenset({"number"}),
    )
    return Form(
        id="x/1",
        code="Mẫu 1",
        purpose="post_rehab",
        title="Quản lý",
        symbol="QĐ-UBND",
        letterhead=LetterheadKind.PARENT_AND_COMMUNE,
        signature=SignatureKind.CHAIR,
        persons=persons,
        fields=fields,
        confidence={},
        blocks=BLOCKS,
    )


def filled(
    *persons: Mapping[str, str],
    values: Mapping[str, str] = VALUES,
    on: date = DAY,
    members: Sequence[str] = ("Ông A", "Bà B;"),
    changes: Changes = UNCHANGED,
) -> FilledPaper:
    return a_form().fill(values, persons, on, {"members": members}, changes)


def span_of(paper: FilledPaper, field: str) -> Span:
    [span, *_] = [span for line in paper.lines for span in line.spans if span.field == field]
    return span


def test_a_value_knows_its_field_and_its_person() -> None:
    span = span_of(filled(THANG), "name")
    assert span == Span("Trần Văn Thắng", "name", 0)


def test_a_missing_value_prints_dots_and_is_listed() -> None:
    paper = filled(THANG, values={**VALUES, "helper": "  "})
    assert f"Giao cho: {DOTS} giúp đỡ" in paper.text
    assert span_of(paper, "helper").is_missing
    assert paper.missing == ("helper",)


def test_a_number_not_yet_given_is_left_open_and_is_not_missing() -> None:
    paper = filled(THANG)
    assert f"Số: {BLANK_NUMBER}/QĐ-UBND" in paper.text
    assert paper.missing == ()


def test_with_nobody_chosen_the_form_is_empty_with_dots() -> None:
    paper = filled()
    assert f"1. Họ và tên: {DOTS}" in paper.text
    assert paper.missing == ("name", "until")


def test_one_person_is_numbered_as_the_form_prints_it() -> None:
    text = filled(THANG).text
    assert "1. Họ và tên: Trần Văn Thắng" in text
    assert "2. Thời hạn: đến ngày 30/11/2028" in text


def test_more_persons_repeat_the_block_and_push_the_next_number() -> None:
    text = filled(THANG, DUYET, MAN).text
    assert "2. Họ và tên: Phạm Thế Duyệt" in text
    assert "3. Họ và tên: Hoàng Thị Mẫn" in text
    assert "4. Thời hạn: đến ngày 30/11/2028" in text
    assert "Điều 2. Giao" in text


def test_outside_their_block_persons_are_named_in_one_row() -> None:
    text = filled(THANG, DUYET, MAN).text
    assert "giúp đỡ ông (bà): Trần Văn Thắng, Phạm Thế Duyệt và Hoàng Thị Mẫn." in text


def test_terms_that_differ_are_said_person_by_person() -> None:
    text = filled(THANG, {**DUYET, "until": "01/12/2027"}).text
    assert "3. Thời hạn của ông (bà) Trần Văn Thắng: đến ngày 30/11/2028" in text
    assert "4. Thời hạn của ông (bà) Phạm Thế Duyệt: đến ngày 01/12/2027" in text
    assert "Thời hạn: đến" not in text


def test_a_form_of_one_person_refuses_two() -> None:
    with pytest.raises(ValueError, match="one person"):
        a_form(Persons.ONE).fill(VALUES, [THANG, DUYET], DAY, {"members": ()})


@pytest.mark.parametrize(
    ("on", "law"), [(date(2025, 6, 30), "Luật cũ"), (date(2025, 7, 1), "Luật mới")]
)
def test_a_dated_basis_is_printed_while_it_holds(on: date, law: str) -> None:
    bases = [line.text for line in filled(THANG, on=on).lines if line.text.startswith("Căn cứ")]
    assert bases == [f"Căn cứ {law};", "Căn cứ thông lệ;"]


def test_an_optional_basis_may_be_left_out() -> None:
    assert [line.id for line in a_form().optional_lines] == ["habit"]
    paper = filled(THANG, changes=Changes(left_out=frozenset({"habit"})))
    assert "thông lệ" not in paper.text


def test_a_minor_changes_who_receives_the_paper() -> None:
    assert "- Người bị quản lý;" in filled(THANG).text
    minor = filled({**THANG, "minor": "có"}).text
    assert "- Cha, mẹ;" in minor
    assert "- Người bị quản lý;" not in minor


def test_a_line_without_its_value_is_left_out_and_reported() -> None:
    paper = filled(THANG)
    assert "- Lưu: VT." in paper.text
    assert paper.left_out == ("unit",)
    assert "- Lưu: VT, VHXH." in filled(THANG, values={**VALUES, "unit": "VHXH"}).text


def test_a_list_is_numbered_and_ends_with_a_full_stop() -> None:
    assert "1. Ông A;\n2. Bà B." in filled(THANG).text
    empty = filled(THANG, members=())
    assert f"1. {DOTS}" in empty.text
    assert "members" in empty.missing


def test_edited_wording_replaces_the_line_and_is_marked() -> None:
    [key] = [line.key for line in filled(THANG).lines if line.text.startswith("Điều 2.")]
    paper = filled(THANG, changes=Changes(wording={key: "Điều 2. Giao cho {name} {lạ}."}))
    [line] = [line for line in paper.lines if line.key == key]
    assert line.text == "Điều 2. Giao cho Trần Văn Thắng {lạ}."
    assert line.is_edited
    assert line.spans[0] == Span("Điều 2.", is_edited=True, bold=True)
    assert not any(other.is_edited for other in paper.lines if other.key != key)


def test_wording_edited_to_nothing_drops_the_line() -> None:
    [key] = [line.key for line in filled(THANG).lines if "thông lệ" in line.text]
    assert "thông lệ" not in filled(THANG, changes=Changes(wording={key: " "})).text


def test_an_item_of_a_list_can_be_edited_or_dropped() -> None:
    [first, second] = [
        line.key
        for line in filled(THANG).lines
        if line.text[:3] in ("1. ", "2. ") and line.text[3:] in ("Ông A;", "Bà B.")
    ]
    paper = filled(THANG, changes=Changes(wording={first: "1. Ông A (tổ trưởng);", second: ""}))
    assert "1. Ông A (tổ trưởng);" in paper.text
    assert "Bà B" not in paper.text


def test_an_item_without_words_is_no_item() -> None:
    assert "1. Bà B." in filled(THANG, members=(" ", "Bà B")).text


def test_a_block_with_every_line_dropped_is_not_there() -> None:
    [key] = [line.key for line in filled(THANG).lines if line.text.startswith("Điều 1.")]
    before, after = filled(THANG), filled(THANG, changes=Changes(wording={key: ""}))
    assert len(after.blocks) == len(before.blocks) - 1


def test_only_a_field_of_the_paper_can_be_left_open() -> None:
    form = a_form()
    with pytest.raises(ValueError, match="left open"):
        replace(form, fields=replace(form.fields, blanks=frozenset({"name"})))


def test_every_line_has_a_key_of_its_own() -> None:
    keys = [line.key for line in filled(THANG, {**DUYET, "until": "01/12/2027"}).lines]
    assert len(set(keys)) == len(keys)


def test_an_office_name_breaks_where_the_office_breaks_it() -> None:
    paper = filled(THANG, values={**VALUES, "office": "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH"})
    assert paper.text.startswith("ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH\nSố:")


def test_values_come_out_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Lụa")
    assert "Giao cho: Nguyễn Thị Lụa" in filled(THANG, values={**VALUES, "helper": decomposed}).text


def test_a_forgotten_value_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="helper"):
        filled(THANG, values={"office": "", "number": "", "unit": ""})
    with pytest.raises(ValueError, match="until"):
        filled({"name": "Trần Văn Thắng"})


def test_a_form_with_an_undeclared_or_unused_field_does_not_exist() -> None:
    form = a_form()
    with pytest.raises(ValueError, match="stranger"):
        replace(form, fields=replace(form.fields, paper=form.fields.paper | {"stranger"}))
    with pytest.raises(ValueError, match="helper"):
        replace(form, fields=replace(form.fields, paper=form.fields.paper - {"helper"}))


def test_a_block_has_the_parts_of_its_kind() -> None:
    with pytest.raises(ValueError, match="subject"):
        BlockPattern(Kind.TITLE, {"name": (LinePattern("QUYẾT ĐỊNH"),)})
