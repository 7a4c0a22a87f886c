"""Cells in every shape of real lists: read, told, or said to be wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rehabdesk.domain.codes import EpisodeKind, RehabForm, Sex
from rehabdesk.domain.tables.fields import ImportField as F
from rehabdesk.domain.tables.sheet import Cell
from tests.domain.tables.lists import read, said

BIRTHS: dict[Cell, str] = {
    "12.3.85": "12/03/1985",
    "12-03-1985": "12/03/1985",
    "5 / 3 / 1985": "05/03/1985",
    "3/1985": "03/1985",
    "1985": "1985",
    1985: "1985",
    31111: "05/03/1985",
    "31111": "05/03/1985",
    5031985: "05/03/1985",
    "1985-03-05": "05/03/1985",
    "1985-03-05 00:00:00": "05/03/1985",
    "ngày 5 tháng 3 năm 1985": "05/03/1985",
    "tháng 3 năm 1985": "03/1985",
    "tháng 3/1985": "03/1985",
    "sinh tháng 3 - 1985": "03/1985",
    "SN 1985": "1985",
    "khoảng 1985": "1985",
    "--/3/1985": "03/1985",
    "5-Mar-85": "05/03/1985",
    3.1985: "03/1985",
    1990.0: "1990",
    datetime(1985, 3, 5): "05/03/1985",
    date(1905, 6, 7): "1985",
}


@pytest.mark.parametrize(("cell", "text"), BIRTHS.items(), ids=map(repr, BIRTHS))
def test_a_birth_is_understood(cell: Cell, text: str) -> None:
    found = read(F.BIRTH, cell)
    assert found.birth is not None
    assert found.birth.text == text
    assert not found.faults


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("31/02/1985", "ngày 31/02/1985 không có trong lịch"),
        ("12/25/1985", "ngày 12/25/1985 không có trong lịch"),
        ("3/12", "chưa hiểu “3/12”"),
        ("41", "chưa hiểu “41”"),  # an age, most likely
        ("hôm nay", "chưa hiểu “hôm nay”"),
        ("1/1/2030", "ngày sinh phải trước hôm nay"),
        (datetime(2030, 1, 1), "ngày sinh phải trước hôm nay"),
        ("#REF!", "Excel báo lỗi #REF! ở ô này"),
    ],
)
def test_a_birth_that_cannot_be_is_one_sentence_with_its_column(cell: Cell, says: str) -> None:
    found = read(F.BIRTH, cell)
    assert found.birth is None
    assert [fault.field for fault in found.faults] == [F.BIRTH]
    assert found.faults[0].sentence.startswith("Ngày sinh: ")
    assert says in found.faults[0].sentence


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("~1985", "chỉ là khoảng chừng"),
        ("00/00/1985", "thiếu ngày hoặc tháng"),
        (31000, "cũng có thể là 03/10/2000"),
        (date(1905, 6, 7), "lấy năm 1985"),
        ("2020", "tuổi, xem lại"),
        ("3/85", "hiểu “3/85” là tháng 03/1985"),
        ("85", "“85” hiểu là năm 1985"),
        (85, "“85” hiểu là năm 1985"),
        ("04", "“04” hiểu là năm 2004"),
    ],
)
def test_a_doubtful_birth_is_taken_and_told(cell: Cell, says: str) -> None:
    found = read(F.BIRTH, cell)
    assert found.birth is not None
    assert any(says in each for each in said(found)), said(found)


NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "NGUYỄN VĂN SỬU": ("Nguyễn Văn Sửu", ()),
    "nguyễn văn  sửu ": ("Nguyễn Văn Sửu", ()),
    "Nguyễn văn Sửu": ("Nguyễn Văn Sửu", ()),
    "1. Nguyễn Văn Sửu": ("Nguyễn Văn Sửu", ()),
    "Nguyễn Văn Sửu (Tý)": ("Nguyễn Văn Sửu", ("Tý",)),
    "Nguyễn Văn Sửu (tức Tý)": ("Nguyễn Văn Sửu", ("Tý",)),
    "Nguyễn Văn Sửu tức Tý Đen": ("Nguyễn Văn Sửu", ("Tý Đen",)),
    "Nguyễn Văn Sửu - tên gọi khác: Tý": ("Nguyễn Văn Sửu", ("Tý",)),
    "Ðặng Văn Sửu": ("Đặng Văn Sửu", ()),
    "Nguyễn Tự Do": ("Nguyễn Tự Do", ()),
    "K'BRỐI": ("K'Brối", ()),
    "Y BHĂM NIÊ KĐĂM": ("Y Bhăm Niê Kđăm", ()),
    "Ông Văn Tùng": ("Ông Văn Tùng", ()),
    "Đ/c Trần Văn Kiên": ("Trần Văn Kiên", ()),
}


@pytest.mark.parametrize(("text", "names"), NAMES.items())
def test_a_name_is_put_in_proper_letters_and_its_alias_taken_off(
    text: str, names: tuple[str, tuple[str, ...]]
) -> None:
    found = read(F.FULL_NAME, text)
    assert (found.text(F.FULL_NAME), found.texts(F.OTHER_NAME)) == names
    changed = [each for each in found.cleaned if each.field is F.FULL_NAME]
    assert [each.before for each in changed] == ([text] if text != names[0] else [])


def test_what_stands_beside_a_name_is_kept_and_told() -> None:
    found = read(F.FULL_NAME, "Bà Ngô Thị Nhàn (đã chết)")
    assert found.text(F.FULL_NAME) == "Ngô Thị Nhàn"
    assert found.sex is Sex.FEMALE
    assert found.text(F.NOTE) == "Họ và tên: đã chết"
    assert len(found.doubts) == 2
    with_year = read(F.FULL_NAME, "Ngô Thị Nhàn, sn 1980")
    assert with_year.birth is not None
    assert with_year.birth.text == "1980"
    assert said(with_year) != []


@pytest.mark.parametrize("cell", [None, "  ", "12", "???"])
def test_a_row_without_a_name_is_a_fault(cell: Cell) -> None:
    found = read(F.FULL_NAME, cell)
    assert [each.field for each in found.faults] == [F.FULL_NAME]


NUMBERS: list[tuple[Cell, str, tuple[str, ...], int]] = [
    ("099085001234", "099085001234", (), 0),
    ("099 085 001 234", "099085001234", (), 0),
    (99085001234, "099085001234", (), 1),
    (99085001234.0, "099085001234", (), 1),
    (1085001234, "001085001234", (), 1),
    ("9.9085001234E+10", "099085001234", (), 1),
    (12345678, "", ("012345678",), 1),
    ("012345678", "", ("012345678",), 0),
    ("012.345.678", "", ("012345678",), 0),
    ("CMND: 012345678", "", ("012345678",), 0),
    ("012345678 / 099085001234", "099085001234", ("012345678",), 0),
    ("012345678 099085001234", "099085001234", ("012345678",), 0),
    (123000000000.0, "123000000000", (), 1),
]


@pytest.mark.parametrize(("cell", "card", "old", "doubts"), NUMBERS)
def test_numbers_go_where_they_belong(
    cell: Cell, card: str, old: tuple[str, ...], doubts: int
) -> None:
    found = read(F.ANY_NUMBER, cell)
    assert (found.text(F.ID_NUMBER), found.texts(F.OLD_ID_NUMBER)) == (card, old)
    assert len(found.doubts) == doubts
    assert not found.faults


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("1.23E+11", "Excel đã làm mất các chữ số cuối"),
        ("09909000417", "số căn cước có 12 chữ số, ở đây có 11"),
        ("O12345678", "không phải số căn cước"),
        (1234567, "ở đây có 7"),
    ],
)
def test_a_number_that_cannot_be_is_a_fault(cell: Cell, says: str) -> None:
    found = read(F.ID_NUMBER, cell)
    assert F.ID_NUMBER not in found.values
    assert says in found.faults[0].sentence


def test_a_text_of_eleven_digits_is_made_whole_only_when_the_birth_agrees() -> None:
    assert read(F.ID_NUMBER, "99085001234").faults
    found = read(F.ID_NUMBER, "99085001234", birth=1985)
    assert found.text(F.ID_NUMBER) == "099085001234"
    assert found.doubts


def test_a_number_of_another_sex_or_year_is_doubted_not_refused() -> None:
    found = read(F.ID_NUMBER, "099085001234", birth=1990)
    assert not found.faults
    assert said(found) == [
        "Số căn cước này là của nam, sinh 1985. Xem lại giới tính hoặc năm sinh."
    ]


def test_day_and_place_of_issue_are_taken_off_a_number() -> None:
    found = read(F.ANY_NUMBER, "012345678 cấp ngày 5/3/2010 tại CA Hòa Sơn")
    assert found.day(F.ID_ISSUED_ON) == date(2010, 3, 5)
    assert found.text(F.ID_ISSUED_BY) == "CA Hòa Sơn"


PHONES: list[tuple[Cell, tuple[str, ...]]] = [
    (912345678, ("0912345678",)),
    ("0912 345 678", ("0912345678",)),
    ("+84 912 345 678", ("0912345678",)),
    ("0912345678/0987654321", ("0912345678", "0987654321")),
    ("0912345678 (vợ)", ("0912345678",)),
    ("01662345678", ("01662345678",)),
    ("02438251234", ("02438251234",)),
]


@pytest.mark.parametrize(("cell", "phones"), PHONES)
def test_telephones_are_made_whole(cell: Cell, phones: tuple[str, ...]) -> None:
    assert read(F.PHONE, cell).texts(F.PHONE) == phones


def test_a_word_beside_a_telephone_is_kept_in_the_note() -> None:
    found = read(F.PHONE, "0912345678 (vợ)", note="hay vắng nhà")
    assert found.text(F.NOTE) == "hay vắng nhà; Điện thoại: 0912345678 (vợ)"


@pytest.mark.parametrize(
    ("cell", "sex"),
    [("Nam", Sex.MALE), ("NỮ", Sex.FEMALE), ("M", Sex.MALE), (1, Sex.MALE), (0, Sex.FEMALE)],
)
def test_sex_in_words_letters_and_numbers(cell: Cell, sex: Sex) -> None:
    assert read(F.SEX, cell).sex is sex


def test_marks_in_both_columns_are_a_fault_and_a_year_says_both() -> None:
    assert read(F.MALE, "x", female="x").faults
    found = read(F.FEMALE, 1990, male=None)
    assert found.sex is Sex.FEMALE
    assert found.birth is not None
    assert found.birth.text == "1990"


KINDS = {
    "Tại gia đình": EpisodeKind.REHAB_HOME,
    "cai tại cộng đồng": EpisodeKind.REHAB_HOME,
    "QLSC": EpisodeKind.POST_REHAB,
    "Quản lý sau cai": EpisodeKind.POST_REHAB,
    "Methadone": EpisodeKind.SUBSTITUTION,
    "CNBB": EpisodeKind.REHAB_COMPULSORY,
    "sử dụng trái phép": EpisodeKind.USER_MANAGED,
    "Cơ sở tư nhân": EpisodeKind.REHAB_PRIVATE,
    "Lập hồ sơ đề nghị cai bắt buộc": EpisodeKind.DOSSIER,
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_the_clerks_words_for_kinds_are_known(text: str, kind: EpisodeKind) -> None:
    assert read(F.KIND, text).kind is kind


def test_a_kind_in_other_words_is_doubted_or_asked_for() -> None:
    after = read(F.KIND, "Sau cai bắt buộc")
    assert (after.kind, after.rehab_form) == (EpisodeKind.POST_REHAB, RehabForm.COMPULSORY)
    assert after.doubts
    assert read(F.KIND, "Tự nguyện").doubts
    assert "chọn một diện quản lý" in read(F.KIND, "Theo dõi đặc biệt").faults[0].sentence


DECISIONS = [
    "Số 12/QĐ-UBND ngày 5/3/2024",
    "12/QĐ-UBND ngày 05 tháng 3 năm 2024",
    "12/QĐ-UBND, 05/03/2024",
    "QĐ số 12/QĐ-UBND (5/3/2024)",
    "12 / QĐ-UBND\n5-3-2024",
    "Soá 12/QÑ-UBND ngày 5/3/2024",  # a cell in VNI that nothing around it gives away
]


@pytest.mark.parametrize("text", DECISIONS)
def test_a_number_and_its_day_in_one_cell(text: str) -> None:
    found = read(F.DECISION, text)
    assert found.text(F.DECISION_NUMBER) == "12/QĐ-UBND"
    assert found.day(F.DECISION_ON) == date(2024, 3, 5)


def test_a_number_that_excel_took_for_a_day_is_a_fault() -> None:
    assert "gõ lại số" in read(F.DECISION_NUMBER, date(2024, 3, 12)).faults[0].sentence


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("24 tháng", 24),
        ("02 năm", 24),
        ("1 năm 6 tháng", 18),
        ("1 năm rưỡi", 18),
        (24, 24),
        (2, 24),
    ],
)
def test_terms_in_months_and_years(cell: Cell, months: int) -> None:
    assert read(F.TERM, cell).number(F.TERM_MONTHS) == months


def test_a_term_from_day_to_day_and_one_that_ends_before_it_starts() -> None:
    found = read(F.TERM, "từ 5/3/2024 đến 5/3/2026")
    assert (found.day(F.TERM_START), found.day(F.TERM_END)) == (date(2024, 3, 5), date(2026, 3, 5))
    assert (
        "Đến ngày phải sau từ ngày" in read(F.TERM, "từ 5/3/2026 đến 5/3/2024").faults[0].sentence
    )


def test_a_day_known_only_in_part_goes_into_the_note() -> None:
    found = read(F.DECISION_ON, "3/2019")
    assert F.DECISION_ON not in found.values
    assert found.text(F.NOTE) == "Ngày quyết định: 03/2019"
    assert found.doubts


@pytest.mark.parametrize("text", ["-", "không có", "chưa có", "…"])
def test_words_for_nothing_are_nothing(text: str) -> None:
    found = read(F.ID_NUMBER, text)
    assert F.ID_NUMBER not in found.values
    assert not found.faults
    assert [(each.before, each.after) for each in found.cleaned] == [(text, "")]


@pytest.mark.parametrize(("cell", "times"), [("lần 2", 2), ("thứ hai", 2), ("II", 2), (2, 2)])
def test_which_time_it_is(cell: Cell, times: int) -> None:
    assert read(F.REHAB_ORDINAL, cell).number(F.REHAB_ORDINAL) == times
