"""Old columns are found, large and small; what is Unicode or plain is never taken for old."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabdesk.domain.legacy_letters import Encoding, detect
from tests.domain.legacy_letters.old_signs import in_tcvn3, in_vni, mixed_column, names

Type = Callable[[str], str]
SIZES = (1, 3, 20, 500)
COUNT = 2_000
NAMES = names(COUNT)
COLUMNS = {
    "names": NAMES,
    "given": [name.split()[-1] for name in NAMES],
    "family": [name.split()[0] for name in NAMES],
    "mixed": mixed_column(COUNT),
    "capitals": [name.upper() for name in NAMES],
}
OLD = {Encoding.TCVN3: in_tcvn3, Encoding.VNI: in_vni}


def cut(texts: list[str], size: int) -> list[list[str]]:
    return [texts[at : at + size] for at in range(0, len(texts), size)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", COLUMNS)
def test_unicode_is_never_taken_for_old(kind: str, size: int) -> None:
    for form in ("NFC", "NFD"):
        texts = [unicodedata.normalize(form, text) for text in COLUMNS[kind]]
        for column in cut(texts, size):
            assert detect(column).encoding is Encoding.UNICODE, column


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize(("size", "due"), [(3, 0.95), (20, 1.0), (500, 1.0)])
def test_an_old_column_is_found(kind: str, size: int, due: float, encoding: Encoding) -> None:
    columns = [[OLD[encoding](text) for text in column] for column in cut(COLUMNS[kind], size)]
    columns = [column for column in columns if not "".join(column).isascii()]
    found = sum(detect(column).encoding is encoding for column in columns)
    assert found >= due * len(columns)


@pytest.mark.parametrize("encoding", OLD)
def test_one_whole_name_is_nearly_always_enough(encoding: Encoding) -> None:
    typed = [text for name in NAMES if not (text := OLD[encoding](name)).isascii()]
    found = sum(detect([text]).encoding is encoding for text in typed)
    assert found >= 0.98 * len(typed)


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        ("VNI-Times", Encoding.VNI),
    ],
)
def test_the_font_decides_what_words_leave_open(font: str, encoding: Encoding) -> None:
    """Each of these is a name in Unicode and in both old encodings."""
    assert detect(["Vò"]).encoding is Encoding.UNICODE
    assert detect(["Vò", "Hoà"], font).encoding is encoding


def test_the_font_tells_capitals_from_small_letters() -> None:
    typed = [in_tcvn3(name.lower()) for name in NAMES[:20]]
    assert detect(typed, ".VnTime").encoding is Encoding.TCVN3
    assert detect(typed, ".VnTimeH").encoding is Encoding.TCVN3_CAPITALS


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times", "Times New Roman"])
def test_unicode_in_an_old_font_stays_unicode(font: str) -> None:
    assert detect(NAMES[:20], font).encoding is Encoding.UNICODE


@pytest.mark.parametrize("share", [0.4, 0.6])
@pytest.mark.parametrize("encoding", OLD)
def test_a_column_half_old_is_old(share: float, encoding: Encoding) -> None:
    """Rows added later are in Unicode; each cell is then looked at for itself."""
    typed = [
        OLD[encoding](name) if number % 10 < share * 10 else name
        for number, name in enumerate(NAMES[:200])
    ]
    assert detect(typed).encoding is encoding


def test_a_few_odd_cells_do_not_make_a_column_old() -> None:
    typed = [in_tcvn3(name) if number < 5 else name for number, name in enumerate(NAMES[:200])]
    assert detect(typed).encoding is Encoding.UNICODE


@pytest.mark.parametrize(
    "column",
    [
        [],
        [""],
        ["1", "2", "038083012345"],
        ["12/3/1985", "0912 345 678"],
        ["Nguyen Van A", "Tran Thi B"],
        ["José Müller", "El Niño", "Peña", "François", "Zoë", "naïve", "Citroën", "señor"],
        ["10 °C", "5 µg", "m²", "½", "§ 1", "«abc»", "£5", "© 2020", "A·B", "1º", "¿qué?"],
        ["Weiß", "Åse", "Øystein", "Jürgen", "Ærø", "København", "Malmö", "Tromsø"],
        ["Пётр", "王", "한국"],
        ["Hoà", "Thoa", "Tú", "Lê", "Ngô Bá", "Hà", "Tô", "Bà Cô", "Lý"],
        ["Đắk Lắk", "Krông Nô", "Y Kă", "H'Mông", "Pleiku", "Kon Tum"],
        ["QĐ-UBND", "46/QĐ", "số 12", "Ðào", "TP. Hồ Chí Minh"],
        ["a\u00adb", "co\u00adop", "Mai\u00a0Lan"],
    ],
)
def test_plain_text_numbers_and_other_languages_are_not_old(column: list[str]) -> None:
    assert detect(column).encoding is Encoding.UNICODE
    for text in column:
        assert detect([text]).encoding is Encoding.UNICODE, text


def test_the_reason_shows_an_example() -> None:
    guess = detect([in_tcvn3(name) for name in NAMES])
    assert "TCVN3 (ABC)" in guess.reason
    assert "”" in guess.reason
    assert 0.9 < guess.certainty < 1


@given(st.lists(st.text(max_size=30), max_size=20), st.text(max_size=12))
def test_any_column_gives_a_guess(column: list[str], font: str) -> None:
    guess = detect(column, font)
    assert 0 <= guess.certainty <= 1
    assert guess.reason


@given(st.lists(st.text(st.characters(max_codepoint=127), max_size=30), max_size=20))
def test_ascii_is_never_old(column: list[str]) -> None:
    assert detect(column, ".VnTime").encoding is Encoding.UNICODE
