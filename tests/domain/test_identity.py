from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.codes import Sex
from rehabdesk.domain.dates import PartialDate
from rehabdesk.domain.identity import (
    Card,
    CardGarbled,
    CardUnreadable,
    IdFacts,
    check_id_number,
    mask,
    read_card,
    read_id_number,
)

ADDRESS = "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn"
SCANNED = f"099080002864|099012321|Hà Ngọc Sơn|02021980|Nam|{ADDRESS}|10052024"
PROVINCES = {"001", "099"}


def scanned(**changed: str) -> str:
    names = ("number", "old_number", "name", "birth", "sex", "address", "issued")
    parts = dict(zip(names, SCANNED.split("|"), strict=True))
    return "|".join((parts | changed).values())


def test_a_card_fills_seven_facts() -> None:
    assert read_card(SCANNED + "\r\n") == Card(
        id_number="099080002864",
        old_id_number="099012321",
        full_name="Hà Ngọc Sơn",
        birth=PartialDate(1980, 2, 2),
        sex=Sex.MALE,
        address=ADDRESS,
        issued_on=date(2024, 5, 10),
    )


def test_a_card_scanned_in_loose_accents_reads_the_same() -> None:
    assert read_card(unicodedata.normalize("NFD", SCANNED)) == read_card(SCANNED)


def test_a_newer_card_with_more_parts_is_read_by_position() -> None:
    assert read_card(f"{SCANNED}||Hà Văn Một|Lê Thị Hai|") == read_card(SCANNED)


@pytest.mark.parametrize(
    ("birth", "read"),
    [
        ("00001980", PartialDate(1980)),
        ("1980", PartialDate(1980)),
        ("00021980", PartialDate(1980, 2)),
        ("02/02/1980", PartialDate(1980, 2, 2)),
        ("00000000", None),
        ("", None),
    ],
)
def test_a_birth_date_is_kept_as_far_as_the_card_tells_it(
    birth: str, read: PartialDate | None
) -> None:
    assert read_card(scanned(birth=birth)).birth == read


def test_a_card_may_leave_out_old_number_sex_and_date_of_issue() -> None:
    card = read_card(scanned(old_number="", sex="", issued=""))
    assert (card.old_id_number, card.sex, card.issued_on) == (None, None, None)
    assert read_card(scanned(sex="Nữ")).sex is Sex.FEMALE


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "chỉ thấy 1 phần"),
        ("|".join(SCANNED.split("|")[:5]), "chỉ thấy 5 phần"),
        (scanned(number="09908000286"), "số căn cước có 11 chữ số"),
        (scanned(number=""), "số căn cước có 0 chữ số"),
        (scanned(old_number="12345"), "số CMND cũ có 5 chữ số"),
        (scanned(name=""), "thiếu họ và tên"),
        (scanned(birth="31021990"), "ngày sinh 31/02/1990 không có trong lịch"),
        (scanned(birth="5021990"), "ngày sinh “5021990” không đủ"),
        (scanned(birth="02020980"), "ngày sinh 02/02/0980 quá xa"),
        (scanned(issued="31022024"), "ngày cấp 31/02/2024 không có trong lịch"),
        (scanned(issued="2024"), "ngày cấp “2024” thiếu ngày, tháng"),
        (scanned(issued="10051979"), "ngày cấp 10/05/1979 trước ngày sinh 02/02/1980"),
        ("|" * 100_000, "quá dài"),
    ],
)
def test_what_is_wrong_with_a_card_is_named(text: str, part: str) -> None:
    with pytest.raises(CardUnreadable, match=part):
        read_card(text)


@pytest.mark.parametrize(
    "text",
    [
        scanned(number="đ99đ8đđđ2864"),
        scanned(birth="ă2ă21980"),
        scanned(name="Ha2 Ngo5c So7n"),
        scanned(name="Haf Ngojc Sown", address="Thoon Thuwowngj"),
        scanned(name="H\ufffd Ng\ufffdc Sơn"),
        scanned(name="H? Ng?c S?n"),
        scanned(sex="Nuwx"),
        scanned(sex="Nu74"),
        scanned(name="Nguyen Van An", address="Tho6n Thu7o7ng5"),
        scanned(name="Nguyen Van An", address="Thoon Ha, xax Phus Luwowng"),
        scanned(name="HÃ  Ngá»\x8dc SÆ¡n"),
        scanned(address=ADDRESS.encode().decode("latin-1")),
        scanned(number="09908đ0\u0323002864"),
    ],
)
def test_letters_spoilt_by_a_typing_tool_are_noticed(text: str) -> None:
    told = r"^Chữ bị bộ gõ làm sai\. Quét lại khi để chữ E, hoặc đọc từ ảnh thẻ\. Chỗ sai: "
    with pytest.raises(CardGarbled, match=told):
        read_card(text)


@given(
    st.text()
    | st.lists(st.text(alphabet="0123456789aânđNamữ ", max_size=13), min_size=6, max_size=9).map(
        "|".join
    )
    | st.builds(lambda birth, issued: scanned(birth=birth, issued=issued), st.text(), st.text())
)
def test_any_text_is_a_sound_card_or_refused(text: str) -> None:
    try:
        card = read_card(text)
    except (CardUnreadable, CardGarbled):
        return
    assert len(card.id_number) == 12
    assert card.full_name == unicodedata.normalize("NFC", card.full_name).strip()


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        ("099080002864", IdFacts("099", Sex.MALE, 1980)),
        ("099 190.002-864", IdFacts("099", Sex.FEMALE, 1990)),
        ("001205000001", IdFacts("001", Sex.MALE, 2005)),
        ("001311000001", IdFacts("001", Sex.FEMALE, 2011)),
    ],
)
def test_a_number_tells_province_sex_and_birth_year(number: str, facts: IdFacts) -> None:
    assert read_id_number(number) == facts


@pytest.mark.parametrize("number", ["", "012345678", "099780002864", "09908000286x"])
def test_what_is_no_number_tells_nothing(number: str) -> None:
    assert read_id_number(number) is None


BORN = PartialDate(1980, 2, 2)
CHECKS = [
    ("099080002864", Sex.MALE, BORN, (True, "Khớp: nam, sinh 1980 (số thứ 4–6)")),
    ("099080002864", None, PartialDate(1980), (True, "Khớp: nam, sinh 1980 (số thứ 4–6)")),
    ("099080002864", None, None, (True, "Số của nam, sinh 1980 (số thứ 4–6)")),
    (
        "099190002864",
        Sex.MALE,
        PartialDate(1990),
        (False, "Số căn cước này là của nữ, sinh 1990. Xem lại giới tính hoặc năm sinh."),
    ),
    (
        "099080002864",
        Sex.MALE,
        PartialDate(1981),
        (False, "Số căn cước này là của nam, sinh 1980. Xem lại giới tính hoặc năm sinh."),
    ),
    (
        "777080002864",
        Sex.MALE,
        BORN,
        (False, "Ba số đầu 777 không phải mã tỉnh nào. Xem lại số căn cước."),
    ),
    ("099980002864", Sex.MALE, BORN, (False, "Số thứ 4 là 9, chưa ai có. Xem lại số căn cước.")),
]


@pytest.mark.parametrize(("number", "sex", "birth", "told"), CHECKS)
def test_a_number_is_held_against_the_file(
    number: str, sex: Sex | None, birth: PartialDate | None, told: tuple[bool, str]
) -> None:
    check = check_id_number(number, sex, birth, PROVINCES)
    assert (check.is_match, check.sentence, check.is_whole) == (*told, True)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("09908000286", "Số căn cước có 12 chữ số, ở đây có 11."),
        ("", "Số căn cước có 12 chữ số, ở đây có 0."),
        ("099080002864x", "Số căn cước chỉ gồm 12 chữ số, ở đây lẫn dấu hoặc chữ khác."),
    ],
)
def test_a_number_of_another_length_is_said(number: str, sentence: str) -> None:
    check = check_id_number(number, Sex.MALE, None, PROVINCES)
    assert (check.is_match, check.sentence, check.is_whole) == (False, sentence, False)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("099083002416", "099083 ••• 416"),
        ("099012321", "0990 ••• 21"),
        ("B1234567", "B12 ••• 67"),
        ("1234", "••• 4"),
        ("12", "•••"),
    ],
)
def test_the_middle_of_a_number_is_hidden(number: str, masked: str) -> None:
    assert mask(number) == masked


@pytest.mark.parametrize(
    "text",
    [
        scanned(name="H'Hen Niê Kđăm"),
        scanned(name="K’Brơi"),
        scanned(name="Siu Black", address="Làng Plei Ốp, phường Hội Phú, tỉnh Gia Lai"),
        scanned(name="NGUYEN VAN AN", address="To 3, khu pho 2"),
        scanned(address="CT2A Km14+500, Tổ 3, xã Đồng Tiến"),
    ],
)
def test_names_and_places_as_cards_write_them_are_no_noise(text: str) -> None:
    assert read_card(text).full_name
