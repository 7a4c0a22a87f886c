from __future__ import annotations

from datetime import date

import pytest

from rehabdesk.domain.daily_codes import Employment
from rehabdesk.domain.legacy_letters import Encoding
from rehabdesk.domain.tables.fields import Certainty, ImportKind
from rehabdesk.domain.tables.fields import ImportField as F
from rehabdesk.domain.tables.finding import find_table
from rehabdesk.domain.tables.guessing import guess_columns
from rehabdesk.domain.tables.heads import head_meaning
from rehabdesk.domain.tables.mapping import mapping_faults, mapping_of
from rehabdesk.domain.tables.sheet import Cell
from rehabdesk.domain.tables.table import NothingBelow, column_letters
from tests.domain.legacy_letters.old_signs import in_tcvn3
from tests.domain.tables.lists import TODAY, guesses_of, read_all, sheet_of

HEADS = {
    "H.tên": F.FULL_NAME,
    "Họ và › tên": F.FULL_NAME,
    "Họ đệm": F.FAMILY_NAME,
    "Ng.sinh": F.BIRTH,
    "Ngày, tháng, năm sinh": F.BIRTH,
    "Năm sinh › Nam": F.MALE,
    "Năm sinh › Nữ": F.FEMALE,
    "Ngày sinh › Năm": F.BIRTH_YEAR,
    "CMND/CCCD": F.ANY_NUMBER,
    "Số CMND": F.OLD_ID_NUMBER,
    "Số định danh cá nhân": F.ID_NUMBER,
    "CMND › Ngày cấp": F.ID_ISSUED_ON,
    "HKTT": F.PERMANENT,
    "ĐC": F.CURRENT,
    "Nơi cư trú (thôn, tổ)": F.HAMLET,
    "SĐT": F.PHONE,
    "Diện": F.KIND,
    "Số QĐ": F.DECISION_NUMBER,
    "Quyết định quản lý sau cai › Ngày": F.DECISION_ON,
    "Thời hạn quản lý › Từ ngày": F.TERM_START,
    "Từ ngày": F.TERM_START,
    "Đến ngày": F.TERM_END,
    "Người giúp đỡ": F.HELPER,
    "Họ và tên người giúp đỡ": F.HELPER,
    "TĐVH": F.EDUCATION,
    "Dân tộc": F.ETHNICITY,
    "Nghề nghiệp": F.OCCUPATION,
    "Mã dòng": F.ROW_CODE,
}


@pytest.mark.parametrize(("head", "field"), HEADS.items())
def test_the_words_of_a_head_mean_a_field(head: str, field: F) -> None:
    assert head_meaning(head).field is field
    assert head_meaning(head.upper() if "›" not in head else head).field is field


OLD: list[list[Cell]] = [
    ["STT", "Hä vµ tªn", "N¨m sinh", "CMND", "Chç ë hiÖn nay", "Ngµy Q§", "Lo¹i kh¸c"],
    [1, "NguyÔn §øc ThuËn", 1984, 12345678, "Th«n §ång BÕn - §ång TiÕn", 43252, "xÊu"],
    [2, "TrÇn ThÞ Hoµ", 1990, "012345679", "Th«n B·i - §ång TiÕn", 43253, "tèt"],
]


def test_an_old_list_is_guessed_as_the_office_would() -> None:
    found = {each.letters: each for each in guesses_of(OLD)}
    assert [found[each].field for each in "ABCDEFG"] == [
        *(None, F.FULL_NAME, F.BIRTH, F.OLD_ID_NUMBER, F.CURRENT, F.DECISION_ON, F.NOTE),
    ]
    assert found["A"].certainty is Certainty.SKIP
    assert found["B"].certainty is Certainty.SURE
    assert found["B"].encoding is Encoding.TCVN3
    assert found["B"].head_read == "Họ và tên"
    assert found["D"].certainty is Certainty.REVIEW
    assert "1 số có 8 chữ số: Excel đã làm mất số 0 ở đầu." in found["D"].reason
    assert found["F"].reason == "Excel lưu ngày dạng số. Đã đổi 43252 thành 01/06/2018."
    assert found["G"].certainty is Certainty.REVIEW


def test_what_was_settled_before_wins() -> None:
    table = find_table(sheet_of(OLD))
    remembered = {"ho va ten": F.FULL_NAME, "cho o hien nay": F.PERMANENT, "loai khac": None}
    found = {
        each.letters: each for each in guess_columns(table, ImportKind.PERSONS, remembered, TODAY)
    }
    assert (found["E"].field, found["E"].reason) == (F.PERMANENT, "Như lần trước.")
    assert (found["G"].field, found["G"].certainty) == (None, Certainty.SKIP)


def test_a_column_without_a_head_is_known_by_its_cells() -> None:
    rows: list[list[Cell]] = [
        ["Họ và tên", None, None, "Ghi chú"],
        ["Vũ Văn Đạt", "099085001234", "0912345678", "x"],
        ["Ngô Thị Nhàn", "099185001235", "0912345679", "y"],
    ]
    fields = [each.field for each in guesses_of(rows)]
    assert fields == [F.FULL_NAME, F.ID_NUMBER, F.PHONE, F.NOTE]


def test_a_name_in_two_columns_and_a_birth_in_three() -> None:
    rows: list[list[Cell]] = [
        ["Họ và tên", None, "Ngày sinh", None, None],
        [None, None, "Ngày", "Tháng", "Năm"],
        ["Vũ Văn", "Đạt", 5, 3, 1985],
        ["Ngô Thị", "Nhàn", None, None, 1990],
    ]
    found = read_all(find_table(sheet_of(rows)))
    assert [row.text(F.FULL_NAME) for row in found] == ["Vũ Văn Đạt", "Ngô Thị Nhàn"]
    assert [row.birth.text for row in found if row.birth] == ["05/03/1985", "1990"]


def test_two_columns_of_one_kind_are_not_both_taken() -> None:
    rows: list[list[Cell]] = [["Họ và tên", "Nghề nghiệp", "Nghề"], ["Vũ Văn Đạt", "Thợ xây", "x"]]
    last = guesses_of(rows)[-1]
    assert (last.field, last.certainty) == (F.NOTE, Certainty.REVIEW)
    assert "Đã có cột B" in last.reason


def test_days_excel_took_for_months_are_doubted() -> None:
    rows: list[list[Cell]] = [
        ["Họ và tên", "Ngày sinh"],
        ["Vũ Văn Đạt", date(1985, 12, 3)],
        ["Vũ Văn Hải", date(1986, 11, 4)],
        ["Ngô Thị Nhàn", "25/03/1990"],
        ["Ngô Thị Mến", "30/03/1990"],
    ]
    table = find_table(sheet_of(rows))
    assert guesses_of(rows)[1].are_days_doubtful
    first = read_all(table)[0]
    assert "03/12/1985 hay 12/03/1985" in first.doubts[0].sentence


def test_women_marked_alone_make_the_others_men() -> None:
    rows: list[list[Cell]] = [["Họ và tên", "Nữ"], ["Vũ Văn Đạt", None], ["Ngô Thị Nhàn", "x"]]
    found = read_all(find_table(sheet_of(rows)))
    assert [row.sex.label for row in found if row.sex] == ["Nam", "Nữ"]
    assert guesses_of(rows)[1].certainty is Certainty.REVIEW


def test_a_column_of_few_words_follows_the_letters_of_the_others() -> None:
    names = ["Nguyễn Đức Thuận", "Trần Thị Hòa", "Đặng Văn Quý"]
    rows: list[list[Cell]] = [[in_tcvn3("Họ và tên"), in_tcvn3("Quyết định › Số")]]
    rows += [[in_tcvn3(name), in_tcvn3(f"{place}/QĐ")] for place, name in enumerate(names, 1)]
    assert [each.encoding for each in guesses_of(rows)] == [Encoding.TCVN3] * 2


def test_a_mapping_without_a_name_or_with_one_field_twice_is_told() -> None:
    guesses = [each for each in guesses_of(OLD) if each.field is not F.FULL_NAME]
    assert (
        "Chưa cột nào ghép vào “Họ và tên”"
        in mapping_faults(mapping_of(ImportKind.PERSONS, guesses))[0]
    )
    twice = mapping_of(ImportKind.PERSONS, [*guesses_of(OLD), guesses_of(OLD)[1]])
    assert "Có 2 cột cùng ghép vào “Họ và tên”: B, B" in mapping_faults(twice)[0]
    assert "Mã dòng" in mapping_faults(mapping_of(ImportKind.CORRECTIONS, guesses))[0]


def test_columns_are_lettered_as_in_excel() -> None:
    assert [column_letters(each) for each in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_lists_of_volunteers_and_of_meetings_have_their_own_columns() -> None:
    volunteers: list[list[Cell]] = [
        ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Tham gia từ"],
        [1, "Bà Ngô Thị Nhàn", "Chi hội trưởng", "Hội Phụ nữ", "0912345678", "5/3/2019"],
    ]
    fields = [each.field for each in guesses_of(volunteers, ImportKind.VOLUNTEERS)]
    assert fields == [None, F.FULL_NAME, F.POST, F.ORGANISATION, F.PHONE, F.SERVES_FROM]
    meetings: list[list[Cell]] = [
        ["Ngày", "Họ tên", "Gặp ở đâu", "Nội dung", "Đánh giá", "Cán bộ gặp"],
        ["5/3/2024", "Nguyễn Văn Sửu", "nhà", "vẫn đi làm đều", "Tốt", "Bà Nhàn"],
        ["6/3/24", "Trần Văn Quý", "gọi điện", "chưa có việc", "không gặp được", ""],
    ]
    found = read_all(find_table(sheet_of(meetings)), ImportKind.CONTACTS)
    assert [row.day(F.CONTACT_ON) for row in found] == [date(2024, 3, 5), date(2024, 3, 6)]
    assert [row.values[F.CONTACT_WAY] for row in found] == ["at_home", "by_phone"]
    assert [row.values[F.CONTACT_RATING] for row in found] == ["good", "not_met"]
    assert found[0].text(F.CONTACT_REMARK) == "vẫn đi làm đều"


def test_heads_with_nothing_below_say_so() -> None:
    with pytest.raises(NothingBelow, match="Dưới dòng tiêu đề \\(1\\)"):
        find_table(sheet_of([["STT", "Họ và tên", "Năm sinh"]]))


def test_a_column_no_field_holds_goes_into_the_note_with_its_head() -> None:
    table: list[list[Cell]] = [
        ["STT", "Họ và tên", "Năm sinh", "Thời gian nghiện", "Tình trạng hôn nhân"],
        [1, "Nguyễn Văn Sửu", 1984, 2010, "Đã kết hôn"],
        [2, "Trần Văn Quý", 1990, 2015, "Độc thân"],
    ]
    guesses = guesses_of(table)
    assert [each.field for each in guesses[3:]] == [F.NOTE, F.NOTE]
    assert {each.certainty for each in guesses[3:]} == {Certainty.SURE}
    note = read_all(find_table(sheet_of(table)))[0].text(F.NOTE)
    assert note == "Thời gian nghiện: 2010; Tình trạng hôn nhân: Đã kết hôn"


def test_a_cell_that_does_not_fit_is_not_told_as_what_it_should_be() -> None:
    table: list[list[Cell]] = [
        ["STT", "Họ và tên", "SĐT"],
        [1, "Nguyễn Văn Sửu", "0912 345 678"],
        [2, "Trần Văn Quý", "098765"],
    ]
    assert guesses_of(table)[2].reason == (
        "Có ô không giống số điện thoại, xem lại ở bước kiểm tra từng dòng."
    )


def test_the_person_met_and_the_way_of_meeting_are_known_by_their_heads() -> None:
    table: list[list[Cell]] = [
        ["Ngày", "Họ tên người được gặp", "Hình thức", "Nội dung"],
        ["5/3/2024", "Nguyễn Văn Sửu", "tại nhà", "vẫn đi làm đều"],
    ]
    found = guesses_of(table, ImportKind.CONTACTS)
    assert [each.field for each in found] == [
        F.CONTACT_ON, F.FULL_NAME, F.CONTACT_WAY, F.CONTACT_REMARK
    ]  # fmt: skip


def test_earlier_sentences_drugs_and_work_have_fields_of_their_own() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Họ và tên", "Tiền án", "Tiền sự", "Tiền sử", "Loại ma túy", "Việc làm"],
        [1, "Nguyễn Đức Thuận", "01", "Không", "gan", "Heroin", "Thất nghiệp"],
        [2, "Trần Thị Hoà", "Không", "-", "", "Đá", "Không ổn định"],
    ]
    assert [each.field for each in guesses_of(rows)] == [
        *(None, F.FULL_NAME, F.CRIMINAL_RECORD, F.CRIMINAL_RECORD, F.NOTE, F.SUBSTANCE),
        F.EMPLOYMENT,
    ]
    first, second = read_all(find_table(sheet_of(rows)))
    assert first.text(F.CRIMINAL_RECORD) == "Tiền án: 01; Tiền sự: Không"
    assert second.text(F.CRIMINAL_RECORD) == "Tiền án: Không"
    assert (first.employment, second.employment) == (Employment.NONE, Employment.CASUAL)
    trades: list[list[Cell]] = [["STT", "Họ và tên", "Việc làm"], [1, "Lò Văn Sơn", "Lái xe"]]
    assert guesses_of(trades)[2].field is F.OCCUPATION


def test_work_nobody_understands_is_kept_in_the_note() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Họ và tên", "Tình trạng việc làm"],
        [1, "Lò Văn Sơn", "đi biển dài ngày"],
    ]
    [row] = read_all(find_table(sheet_of(rows)))
    assert row.employment is None
    assert "đi biển dài ngày" in row.text(F.NOTE)
    assert "chưa hiểu việc làm" in row.doubts[0].sentence
