"""Forms and the vocabulary of fields, as they lie in resources."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rehabdesk.catalog.fields import load_fields
from rehabdesk.catalog.forms import FormFault, read_form
from rehabdesk.catalog.regimes import load_regimes
from rehabdesk.domain.forms.field import FieldType, Source
from rehabdesk.domain.forms.form import Form, Group, Persons
from rehabdesk.domain.regime import Regime

RESOURCES = Path(__file__).parents[2] / "resources"
FIELDS = load_fields(RESOURCES / "fields.toml")


@pytest.fixture(scope="module")
def regimes() -> tuple[Regime, ...]:
    return load_regimes(RESOURCES / "regimes", FIELDS)


@pytest.fixture(scope="module")
def forms(regimes: tuple[Regime, ...]) -> dict[str, Form]:
    return {form.id: form for regime in regimes for form in regime.forms.values()}


@pytest.fixture
def data() -> dict[str, Any]:
    path = RESOURCES / "regimes" / "n163" / "forms" / "59-helper-assignment.toml"
    return deepcopy(tomllib.loads(path.read_text("utf-8")))


def codes(regime: Regime, group: Group, day: date) -> set[str]:
    return {form.id for form in regime.forms_on(day) if form.group is group}


def test_each_law_gives_its_own_forms(regimes: tuple[Regime, ...]) -> None:
    old, new = regimes
    assert codes(old, Group.CHAIR, date(2024, 5, 6)) == {
        *("n116/24", "n116/26a", "n116/51", "n116/54", "n105/07")
    }
    day = date(2026, 11, 27)
    assert codes(new, Group.CHAIR, day) == {f"n163/{each}" for each in (53, 55, 56, 59, 60)}
    assert codes(new, Group.PERSON, day) == {f"n163/{each}" for each in (20, 23, 25)}
    police = {f"n163/{each}" for each in (22, 24, 28, 51, 52, 54, 57)}
    assert codes(new, Group.POLICE, day) == police


def test_forms_no_law_prescribes_are_there_under_each_while_they_hold(
    regimes: tuple[Regime, ...],
) -> None:
    old, new = regimes
    assert len(codes(new, Group.FREE, date(2026, 11, 27))) == 10
    assert "free/quyet-dinh-doi-tinh-nguyen" not in codes(old, Group.FREE, date(2025, 6, 30))
    assert "free/quyet-dinh-doi-tinh-nguyen" in codes(old, Group.FREE, date(2025, 7, 1))
    assert "free/giay-xac-nhan-hoan-canh" not in codes(old, Group.FREE, date(2026, 6, 30))


def test_only_the_forms_of_the_law_before_are_for_printing_again(forms: dict[str, Form]) -> None:
    again = {form_id for form_id, form in forms.items() if form.reprint_only}
    assert again == {form_id for form_id in forms if form_id.startswith(("n116/", "n105/"))}


def test_only_papers_of_the_office_take_a_number_of_its_books(forms: dict[str, Form]) -> None:
    for form in forms.values():
        own = form.group is Group.CHAIR or (form.group is Group.FREE and bool(form.symbol))
        assert form.number_in_book is own, form.id


def test_each_form_says_how_far_each_of_its_parts_can_be_trusted(forms: dict[str, Form]) -> None:
    for form in forms.values():
        assert {"letterhead", "body", "signature"} <= form.confidence.keys(), form.id
        assert all(trust.note for trust in form.confidence.values())
        parts = {place.part for place in form.places}
        assert ("recipients" in parts) == ("recipients" in form.confidence), form.id


def test_every_field_of_the_vocabulary_is_used_and_labelled(forms: dict[str, Form]) -> None:
    used = frozenset[str]().union(*(form.fields.all for form in forms.values()))
    assert used == FIELDS.keys()
    for field in FIELDS.values():
        assert field.label[0].isupper() or field.label[0].isdigit(), field.name
        assert (field.type is FieldType.CHOICE) >= bool(field.choices), field.name


def test_what_is_remembered_is_not_derived(forms: dict[str, Form]) -> None:
    remembered = [field for field in FIELDS.values() if field.is_remembered]
    assert remembered
    assert {field.source for field in remembered} <= {Source.ASKED, Source.TEAM}
    assert not [field.name for field in remembered if field.is_sensitive]


def test_papers_that_name_nobody_ask_for_no_person(forms: dict[str, Form]) -> None:
    for form in forms.values():
        if form.persons is Persons.NONE:
            assert not form.fields.person, form.id


# What is wrong with a form is said in words


def refused(data: dict[str, Any], words: str) -> None:
    with pytest.raises(FormFault, match=words):
        read_form(data, FIELDS)


def test_an_unknown_field_is_named(data: dict[str, Any]) -> None:
    data["blocks"][0]["issuer"] = "{comune_name}"
    refused(data, "Mẫu n163/59: ô không có trong danh mục: comune_name")


def test_an_unknown_word_of_a_closed_set_is_named(data: dict[str, Any]) -> None:
    data["group"] = "mayor"
    refused(data, "không nhận “mayor”, chỉ nhận: chair, person")


def test_an_unknown_block_is_named(data: dict[str, Any]) -> None:
    data["blocks"][1]["kind"] = "titel"
    refused(data, "không nhận “titel”")


def test_an_unknown_part_of_a_block_is_named(data: dict[str, Any]) -> None:
    data["blocks"][1]["subtitle"] = "x"
    refused(data, "title: không hiểu .'subtitle'.")


def test_an_unknown_key_is_named(data: dict[str, Any]) -> None:
    data["colour"] = "blue"
    refused(data, "n163/59: không hiểu .'colour'.")


def test_a_missing_key_is_named(data: dict[str, Any]) -> None:
    del data["purpose"]
    refused(data, "purpose")


def test_a_line_that_may_be_left_out_has_a_name(data: dict[str, Any]) -> None:
    data["blocks"][3]["lines"][0] = {"text": "Căn cứ Luật;", "optional": True}
    refused(data, "dòng bỏ được phải có id")


def test_a_paper_of_nobody_asks_for_no_person(data: dict[str, Any]) -> None:
    data["blocks"][5]["lines"] = "Điều 1. Phân công {person_full_name}"
    refused(data, "không ghi tên ai mà hỏi .*person_full_name")


def test_dots_are_drawn_for_fields_of_the_form_only(data: dict[str, Any]) -> None:
    data["dots"] = {"person_phone": 10}
    refused(data, "chấm cho ô không có: .'person_phone'.")


def test_an_unknown_key_of_a_field_does_not_load(tmp_path: Path) -> None:
    path = tmp_path / "fields.toml"
    path.write_text('[x]\nlabel = "X"\nsource = "asked"\nrememberd = true\n', "utf-8")
    with pytest.raises(ValueError, match="rememberd"):
        load_fields(path)
