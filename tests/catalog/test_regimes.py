from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rehabdesk.catalog.fields import load_fields
from rehabdesk.catalog.regimes import load_regimes
from rehabdesk.domain.regime import NoForm, NoRegime, Regime, regime_on

RESOURCES = Path(__file__).parents[2] / "resources"
FOLDER = RESOURCES / "regimes"
FIELDS = load_fields(RESOURCES / "fields.toml")


@pytest.fixture(scope="module")
def regimes() -> tuple[Regime, ...]:
    return load_regimes(FOLDER, FIELDS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "regimes"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2022, 1, 1), "n116"),
        (date(2026, 6, 30), "n116"),
        (date(2026, 7, 1), "n163"),
        (date(2040, 1, 1), "n163"),
    ],
)
def test_the_day_of_signing_chooses_the_law(
    day: date, regime: str, regimes: tuple[Regime, ...]
) -> None:
    assert regime_on(day, regimes).id == regime


def test_a_day_without_law_is_refused_with_what_to_do(regimes: tuple[Regime, ...]) -> None:
    with pytest.raises(NoRegime) as refused:
        regime_on(date(2021, 12, 31), regimes)
    assert str(refused.value) == (
        "Thiếu căn cứ cho ngày ký 31/12/2021. Văn bản vẫn còn nguyên. "
        "Nạp bộ căn cứ của năm 2021 trong Cài đặt, hoặc đổi ngày."
    )


def test_a_purpose_the_law_has_no_form_for_is_refused(regimes: tuple[Regime, ...]) -> None:
    with pytest.raises(NoForm, match="không có mẫu"):
        regime_on(date(2024, 5, 1), regimes).form("helper_assignment", date(2024, 5, 1))


def test_each_form_says_how_far_its_words_can_be_trusted(regimes: tuple[Regime, ...]) -> None:
    for form in (form for regime in regimes for form in regime.forms.values()):
        assert "body" in form.confidence
        assert all(trust.note for trust in form.confidence.values())
        assert all(place.trust.level for place in form.places)


def test_a_gap_between_two_laws_does_not_load(copy: Path) -> None:
    change(copy / "n163/regime.toml", "in_force_from = 2026-07-01", "in_force_from = 2026-07-02")
    with pytest.raises(ValueError, match="không có bộ căn cứ nào"):
        load_regimes(copy, FIELDS)


def test_an_undeclared_field_does_not_load(copy: Path) -> None:
    change(copy / "n163/forms/53-post-rehab.toml", "{police_title}.", "{polite_title}.")
    with pytest.raises(ValueError, match="polite_title"):
        load_regimes(copy, FIELDS)


def test_an_unknown_key_of_a_line_does_not_load(copy: Path) -> None:
    change(copy / "n163/forms/53-post-rehab.toml", "optional = true", "optoinal = true")
    with pytest.raises(ValueError, match="optoinal"):
        load_regimes(copy, FIELDS)


def test_two_forms_of_one_purpose_do_not_load(copy: Path) -> None:
    change(copy / "n163/forms/59-helper-assignment.toml", '"helper_assignment"', '"post_rehab"')
    with pytest.raises(ValueError, match="Mẫu cho việc “post_rehab” có hai lần"):
        load_regimes(copy, FIELDS)


def test_one_rehabilitation_in_two_terms_does_not_load(copy: Path) -> None:
    change(copy / "n163/regime.toml", '["compulsory"]', '["compulsory", "home"]')
    with pytest.raises(ValueError, match="có 2 thời hạn"):
        load_regimes(copy, FIELDS)
