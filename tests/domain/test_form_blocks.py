"""The blocks of letters, records and lists, and lines that are chosen, repeated or reworded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from rehabdesk.domain.forms.filling import CELLS, DOTS, UNCHANGED, Changes
from rehabdesk.domain.forms.form import (
    Alternative,
    Form,
    LetterheadKind,
    Persons,
    SignatureKind,
    with_choices,
)
from rehabdesk.domain.forms.paper import Addressee, FilledPaper, Nation, Table
from rehabdesk.domain.forms.pattern import BlockPattern, Fields, Grid, Kind, LinePattern
from rehabdesk.domain.forms.trust import Level, Trust

DAY = date(2026, 11, 27)
WHOLE = "thành lập (kiện toàn)"
CHOICE = Alternative("act", WHOLE, ("thành lập", "kiện toàn"))


def block(kind: Kind, *texts: str | LinePattern, **parts: Sequence[str]) -> BlockPattern:
    given: Mapping[str, Sequence[str | LinePattern]] = parts or {"lines": texts}
    return BlockPattern(
        kind,
        {
            name: tuple(
                LinePattern(with_choices(line, [CHOICE])) if isinstance(line, str) else line
                for line in lines
            )
            for name, lines in given.items()
        },
    )


def a_form(*blocks: BlockPattern, **fields: object) -> Form:
    known: dict[str, object] = {
        "paper": frozenset[str](),
        "person": frozenset[str](),
        "lists": frozenset[str](),
        "flags": frozenset[str](),
        "blanks": frozenset[str](),
    }
    return Form(
        id="x/1",
        code="Mẫu 1",
        purpose="report",
        title="Báo cáo",
        symbol="",
        letterhead=LetterheadKind.NONE,
        signature=SignatureKind.PEOPLE,
        persons=Persons.NONE,
        fields=Fields(**(known | fields)),  # type: ignore[arg-type]
        confidence={"body": Trust(Level.DRAFTED, "Soạn mới."), "bases": Trust(Level.COPY, "")},
        blocks=blocks,
        alternatives=(CHOICE,),
    )


def filled(
    form: Form,
    values: Mapping[str, str] | None = None,
    changes: Changes = UNCHANGED,
    **lists: Sequence[str],
) -> FilledPaper:
    return form.fill(values or {}, (), DAY, lists, changes)


# Who is written to


def addressed(names: str) -> Addressee:
    form = a_form(
        block(Kind.ADDRESSEE, label=["Kính gửi:"], lines=["{to}"]), paper=frozenset({"to"})
    )
    [found] = filled(form, {"to": names}).blocks
    assert isinstance(found, Addressee)
    return found


def test_one_name_stands_as_it_is() -> None:
    assert [line.text for line in addressed("Công an xã").lines] == ["Công an xã"]


def test_several_names_are_dashed_and_end_as_a_list_does() -> None:
    lines = addressed("Công an xã\nTrạm Y tế xã\nHội Phụ nữ xã").lines
    assert [line.text for line in lines] == ["- Công an xã;", "- Trạm Y tế xã;", "- Hội Phụ nữ xã."]
    assert len({line.key for line in lines}) == 3


def test_a_paper_of_people_begins_with_the_nation_alone() -> None:
    [found] = filled(a_form(BlockPattern(Kind.NATION, {}))).blocks
    assert found == Nation()


# Words of which some are chosen


def chosen(form: Form, act: str) -> str:
    return filled(form, {"act": act}).text


def test_alternatives_are_printed_whole_until_one_is_chosen() -> None:
    form = a_form(
        block(Kind.ARTICLE, "Điều 1. Thành lập (kiện toàn) Đội.", "Về việc thành lập (kiện toàn)"),
        paper=frozenset({"act"}),
        wholes={"act": WHOLE},
    )
    assert chosen(form, "") == "Điều 1. Thành lập (kiện toàn) Đội.\nVề việc thành lập (kiện toàn)"
    assert chosen(form, "kiện toàn") == "Điều 1. Kiện toàn Đội.\nVề việc kiện toàn"
    assert form.as_printed("{Act} Đội {act}") == "Thành lập (kiện toàn) Đội thành lập (kiện toàn)"


# Lists within lines


def a_list(*items: str, text: str = "5. Đồng chí {members} - Thành viên.") -> str:
    form = a_form(block(Kind.ITEMS, text), lists=frozenset({"members"}))
    return filled(form, members=items).text


def test_a_line_is_repeated_for_each_item_and_its_number_goes_on() -> None:
    assert a_list("Lò Văn Ún", "Vi Thị Ên") == (
        "5. Đồng chí Lò Văn Ún - Thành viên.\n6. Đồng chí Vi Thị Ên - Thành viên."
    )


def test_without_an_item_the_line_stands_once_with_dots() -> None:
    assert a_list() == f"5. Đồng chí {DOTS} - Thành viên."


def test_dashed_items_end_as_a_list_does() -> None:
    assert a_list("Mẫu 51", "Mẫu 33", text="- {members};") == "- Mẫu 51;\n- Mẫu 33."


# Tables


def a_table(blank_rows: int = 0, when: tuple[str, ...] = ()) -> Form:
    heads = (LinePattern("STT"), LinePattern("Họ và tên"))
    grid = Grid("rows", (1, 4), frozenset({0}), blank_rows)
    return a_form(BlockPattern(Kind.TABLE, {"heads": heads}, grid, when), lists=frozenset({"rows"}))


def test_rows_of_a_list_become_cells() -> None:
    [table] = filled(a_table(), rows=[CELLS.join(("1", "Lò Văn Ún")), "2"]).blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "Lò Văn Ún"], ["2", ""]]
    assert table.rows[0][1].spans[0].field == "rows"


def test_without_rows_the_pen_finds_blank_ones() -> None:
    paper = filled(a_table(3), rows=[])
    [table] = paper.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 3
    assert paper.missing == ("rows",)
    assert paper.text == "STT\nHọ và tên"


def test_a_block_may_hang_on_a_list_that_has_something() -> None:
    assert filled(a_table(when=("rows",)), rows=["", " "]).blocks == ()


def test_a_table_has_rows_and_as_many_widths_as_heads() -> None:
    heads = {"heads": (LinePattern("STT"),)}
    with pytest.raises(ValueError, match="table has rows"):
        BlockPattern(Kind.TABLE, heads)
    with pytest.raises(ValueError, match="2 widths"):
        BlockPattern(Kind.TABLE, heads, Grid("rows", (1, 2)))
    with pytest.raises(ValueError, match="rows belong"):
        BlockPattern(Kind.ITEMS, {"lines": ()}, Grid("rows", (1,)))


# Paragraphs and gaps


def test_a_value_of_several_paragraphs_is_printed_so() -> None:
    form = a_form(block(Kind.PARAGRAPH, "5. Nhận xét: {said}"), paper=frozenset({"said"}))
    assert filled(form, {"said": "Tốt.\nCó việc làm."}).text == "5. Nhận xét: Tốt.\nCó việc làm."


def test_a_gap_is_as_long_as_the_form_says() -> None:
    fields = {"paper": frozenset({"on", "said"}), "gaps": {"on": "…/…/……", "said": "……\n………"}}
    paper = filled(
        a_form(block(Kind.PARAGRAPH, "Ngày {on}", "Nhận xét: {said}"), **fields),
        {"on": "", "said": " "},
    )
    assert paper.text == "Ngày …/…/……\nNhận xét: ……\n………"
    assert all(span.is_missing for span in (paper.lines[0].spans[1], paper.lines[2].spans[0]))


# The office's own words


def an_office_form() -> Form:
    lines = ("Căn cứ Luật;", "Theo đề nghị của {unit}.")
    return a_form(block(Kind.BASES, *lines), paper=frozenset({"unit"}))


def test_the_offices_words_stand_in_the_place_of_a_line_and_are_marked() -> None:
    form = an_office_form().with_overrides({"0.lines.1": "Theo đề nghị của Đội {unit}."})
    [law, proposal] = filled(form, {"unit": "1"}).lines
    assert (law.is_office, proposal.is_office) == (False, True)
    assert proposal.text == "Theo đề nghị của Đội 1."
    assert form.office_wording == {"0.lines.1": "Theo đề nghị của Đội {unit}."}


def test_words_of_the_office_may_be_two_lines_or_none() -> None:
    form = an_office_form().with_overrides({"0.lines.0": "Căn cứ A;\nCăn cứ B;", "0.lines.1": ""})
    assert filled(form, {"unit": "1"}).text == "Căn cứ A;\nCăn cứ B;"


def test_the_clerk_may_reword_either_half_of_what_the_office_made_two() -> None:
    form = an_office_form().with_overrides({"0.lines.0": "Căn cứ A;\nCăn cứ B;"})
    changes = Changes({"0.lines.0.1": "Căn cứ C;"})
    lines = filled(form, {"unit": "1"}, changes).lines
    assert [line.text for line in lines[:2]] == ["Căn cứ A;", "Căn cứ C;"]
    assert [line.is_edited for line in lines[:2]] == [False, True]


def test_words_of_the_office_may_name_a_field_the_form_did_not() -> None:
    form = an_office_form().with_overrides({"0.lines.0": "Căn cứ Quy chế của {office};"})
    text = filled(form, {"unit": "1", "office": "xã Yên Thịnh"}).text
    assert text.startswith("Căn cứ Quy chế của xã Yên Thịnh;")


def test_without_words_of_the_office_the_form_is_the_same() -> None:
    form = an_office_form()
    assert form.with_overrides({}) is form
    assert form.office_wording == {}


# Where a line stands, and how far it can be trusted


def test_a_place_tells_the_part_and_the_trust_of_its_line() -> None:
    inferred = LinePattern("Theo thông lệ;", level=Level.INFERRED)
    own = BlockPattern(
        Kind.PARAGRAPH, {"lines": (LinePattern("Bảng:"),)}, trust=Trust(Level.COPY, "Bảng chưa có.")
    )
    form = a_form(block(Kind.BASES, "Căn cứ Luật;", inferred), block(Kind.SECTION, "I. Chung"), own)
    places = [(each.key, each.part, each.trust.level) for each in form.places]
    assert places == [
        ("0.lines.0", "bases", Level.COPY),
        ("0.lines.1", "bases", Level.INFERRED),
        ("1.lines.0", "body", Level.DRAFTED),
        ("2.lines.0", "body", Level.COPY),
    ]
    replaceable = [each.key for each in form.places if each.can_be_replaced]
    assert replaceable == ["0.lines.1", "1.lines.0"]


def test_a_line_the_law_printed_with_a_slip_may_be_replaced() -> None:
    slip = LinePattern("quản lý sau cai", verbatim="quản lý sau sau cai")
    [place] = a_form(block(Kind.BASES, slip)).places
    assert place.can_be_replaced


def test_a_form_may_hold_for_part_of_its_law_only() -> None:
    form = replace(
        a_form(block(Kind.SECTION, "I. Chung")),
        valid_from=date(2025, 7, 1),
        valid_until=date(2026, 6, 30),
    )
    assert not form.covers(date(2025, 6, 30))
    assert form.covers(date(2025, 7, 1))
    assert form.covers(date(2026, 6, 30))
    assert not form.covers(date(2026, 7, 1))
