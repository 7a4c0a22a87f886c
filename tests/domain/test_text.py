from __future__ import annotations

import random
import unicodedata
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.text import (
    Name,
    clean,
    clean_lines,
    digits_only,
    fold,
    initial_letters,
    initials,
    name_order,
    same_letters,
    split_name,
    upper,
    word_order,
)

DICTIONARY = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # level, huyền, hỏi, ngã, sắc, nặng
VOWELS = "aăâeêioôơuưy"
VIETNAMESE = DICTIONARY + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES[1:])
)
WORDS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " 'fjwz0123456789", max_size=30)


def slow_fold(text: str) -> str:
    """Fold letter by letter from the tables of Unicode, without a table of ours."""
    bare = unicodedata.normalize("NFD", text.casefold())
    kept = (sign for sign in bare if unicodedata.category(sign) != "Mn")
    return "".join(kept).replace("đ", "d").replace("ð", "d").casefold()


def test_odd_blanks_become_one_blank_and_unseen_signs_go() -> None:
    assert clean(" Trần\u00a0\u2003Văn\t\nNgu\u200byễn\ufeff ") == "Trần Văn Nguyễn"
    assert clean("a\x00b\u00adc\ud800") == "abc"


def test_the_icelandic_letter_that_looks_like_ours_becomes_ours() -> None:
    assert clean("Ðào Văn ðỗ") == "Đào Văn đỗ"


def test_an_unseen_sign_between_a_letter_and_its_mark_does_not_keep_them_apart() -> None:
    assert clean("a\u200b\u0301n") == "án"


def test_a_note_keeps_its_lines() -> None:
    assert clean_lines("\n Gặp\u00a0tại nhà. \r\n\n Hẹn  lại \n") == "Gặp tại nhà.\n\nHẹn lại"


@given(st.text())
def test_clean_text_is_composed_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ước", "dang thi uoc"),
        ("ĐỖ QUỲNH NHƯ", "do quynh nhu"),
        ("Thôn 3, Müller 46/QĐ-UBND", "thon 3, muller 46/qd-ubnd"),
        ("123", "123"),
        ("", ""),
    ],
)
def test_folding_drops_marks_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_vietnamese_letter_folds_to_a_plain_one() -> None:
    letters = VIETNAMESE + VIETNAMESE.upper()
    assert len(set(letters)) == 2 * (29 + 60)
    for letter in letters:
        assert fold(letter) == slow_fold(letter)
        assert fold(letter) in "abcdefghijklmnopqrstuvwxyz"


@given(st.text() | WORDS)
def test_fast_folding_agrees_with_slow_folding(text: str) -> None:
    assert fold(text) == slow_fold(unicodedata.normalize("NFC", text))


@given(st.text() | WORDS)
def test_folding_twice_changes_nothing_and_composition_does_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_capitals_keep_their_marks() -> None:
    assert upper("Nguyễn Văn Đức") == "NGUYỄN VĂN ĐỨC"
    assert upper(unicodedata.normalize("NFD", "ước")) == "ƯỚC"


def test_only_digits_are_left_of_a_number() -> None:
    assert digits_only(" 0912.345 678-x²") == "0912345678"


@pytest.mark.parametrize(
    ("full_name", "name"),
    [
        ("Trần Văn Tuấn", Name("Trần", "Văn", "Tuấn")),
        ("Nguyễn Thị Thu Hà", Name("Nguyễn", "Thị Thu", "Hà")),
        ("Vũ Lộc", Name("Vũ", "", "Lộc")),
        ("Thơm", Name("", "", "Thơm")),
        ("", Name("", "", "")),
    ],
)
def test_a_name_is_family_middle_and_given(full_name: str, name: Name) -> None:
    assert split_name(full_name) == name


def test_initials_keep_the_letter_with_a_stroke() -> None:
    assert initials("Trần Văn Tuấn") == "T.V.T."
    assert initials("đỗ thị ước") == "Đ.T.Ư."
    assert initials("") == ""
    assert initial_letters(fold("Nguyễn Quang Hải")) == "nqh"


def test_people_are_listed_by_given_name_in_dictionary_order() -> None:
    names = [
        "Lê Văn Đào",
        "Phạm Ơn",
        "Trần An",
        "Vũ Thị Ân",
        "Bùi Ăn",
        "Lê Dũng",
        "Ngô Oanh",
        "Bùi Án",
    ]
    assert sorted(names, key=name_order) == [
        "Trần An", "Bùi Án", "Bùi Ăn", "Vũ Thị Ân", "Lê Dũng", "Lê Văn Đào", "Ngô Oanh", "Phạm Ơn",
    ]  # fmt: skip


LISTED = [
    ["Hà", "Hồ Hà", "Nguyễn Hà", "Bùi Thanh Hà", "Lê Thanh Hà", "Lê Thành Hà", "Bùi Thị Thu Hà"],
    ["Lê Thi Hoa", "Lê Thị Hoa", "Lê Hòa", "Lê Hỏa", "Lê Hõa", "Lê Hóa", "Lê Họa"],
    ["Vũ An", "Vũ Anh", "Vũ Ánh", "Vũ Ba", "Vũ Bá"],
    ["Lê Dần", "Lê Dũng", "Lê Duyên", "Lê Đào", "Lê Đạt", "Lê Em", "Lê Êm"],
    ["Lê Nga", "Lê Ngà", "Lê Ngã", "Lê Ngân", "Lê Nghĩa"],
    ["Lê Oanh", "Lê Ôn", "Lê Ơn", "Lê Phú", "Lê Thu", "Lê Thư", "Lê Tú", "Lê Tư", "Lê Y", "Lê Ý"],
    ["lê an", "Lê An", "LÊ AN"],
]


@pytest.mark.parametrize("listed", LISTED, ids=lambda listed: listed[-1])
def test_names_are_listed_as_in_the_dictionary(listed: list[str]) -> None:
    shuffled = random.Random(len(listed)).sample(listed, len(listed))
    assert sorted(shuffled, key=name_order) == listed


def test_letters_follow_the_alphabet_and_tones_follow_the_dictionary() -> None:
    for earlier, later in pairwise(DICTIONARY):
        assert word_order(earlier) < word_order(later)
    for vowel, (earlier, later) in product(VOWELS, pairwise(TONES)):
        assert word_order(vowel + earlier) < word_order(vowel + later)
        assert word_order(f"l{vowel}{later}n a") < word_order(f"l{vowel}{earlier}n b")


@given(WORDS)
def test_order_does_not_depend_on_how_the_keyboard_composed_the_letters(name: str) -> None:
    assert name_order(unicodedata.normalize("NFD", name)) == name_order(name)
    assert word_order(unicodedata.normalize("NFD", name)) == word_order(name)


@given(st.text())
def test_sort_keys_are_plain_for_any_text(text: str) -> None:
    assert name_order(text).isascii()
    assert word_order(text).isascii()


@given(WORDS, WORDS)
def test_texts_of_different_letters_never_share_a_place(one: str, other: str) -> None:
    if not same_letters(one, other):
        assert word_order(one) != word_order(other)


def test_foreign_letters_stand_with_their_plain_letter_or_at_the_end() -> None:
    listed = ["Moa", "Müller", "Mya", "Zen", "Жук"]
    assert sorted(set(listed), key=word_order) == listed


def test_numbers_in_a_text_are_sorted_by_their_value() -> None:
    listed = ["Thôn 2", "Thôn 9", "Thôn 10", "Thôn Bờ Sông", "Tổ 1"]
    assert sorted(set(listed), key=word_order) == listed


def test_where_the_tone_is_put_does_not_make_another_name() -> None:
    assert same_letters("Nguyễn Hòa", "nguyễn  hoà")
    assert same_letters("Thúy", "Thuý")
    assert not same_letters("Hòa", "Hóa")
    assert not same_letters("Đức", "Dức")
    assert not same_letters("Ân", "An")
