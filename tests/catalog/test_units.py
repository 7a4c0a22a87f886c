from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from rehabdesk.catalog.units import load_units
from rehabdesk.domain.codes import CommuneKind
from rehabdesk.domain.places import Commune, ProvinceKind, Units

RESOURCES = Path(__file__).parents[2] / "resources"


@cache
def the_country() -> Units:
    return load_units(RESOURCES / "units")


@cache
def practice() -> Units:
    return load_units(RESOURCES / "units", RESOURCES / "practice" / "units.json")


def found(text: str, near: str | None = None) -> list[str]:
    return [place.text for place in practice().find(text, near)]


def test_the_country_has_34_provinces_and_3321_communes() -> None:
    units = the_country()
    communes = [one for province in units.provinces for one in units.communes_of(province.code)]
    kinds = [one.kind for one in communes]
    assert len(units.provinces) == 34
    assert len({one.code for one in communes}) == 3321
    assert [kinds.count(kind) for kind in CommuneKind] == [2621, 687, 13, 0]


def test_every_commune_was_formed_from_former_ones() -> None:
    units = the_country()
    former = [
        one
        for province in units.provinces
        for commune in units.communes_of(province.code)
        for one in units.former_communes_of(commune.code)
    ]
    assert len({one.code for one in former}) == 10040
    assert all(
        units.former_communes_of(commune.code)
        for province in units.provinces
        for commune in units.communes_of(province.code)
    )


def test_numbers_on_cards_keep_the_63_codes_of_before() -> None:
    codes = the_country().card_provinces
    assert len(codes) == 63
    assert codes["001"] == "thành phố Hà Nội"
    assert codes["017"] == "tỉnh Hòa Bình"
    assert "099" not in codes


def test_the_made_up_province_exists_in_practice_only() -> None:
    assert "099" not in {province.code for province in the_country().provinces}
    province = practice().province("099")
    assert (province.full_name, province.kind) == ("tỉnh Hòa Sơn", ProvinceKind.TINH)
    assert practice().card_provinces["099"] == "tỉnh Hòa Sơn"
    assert len(practice().card_provinces) == 64


def test_the_practice_commune_was_formed_from_three() -> None:
    units = practice()
    assert units.commune("09901") == Commune("09901", "Yên Thịnh", CommuneKind.XA, "099")
    assert units.address("09901") == "xã Yên Thịnh, tỉnh Hòa Sơn"
    assert [one.address for one in units.former_communes_of("09901")] == [
        "xã Yên Thịnh, huyện Yên Thịnh, tỉnh Hòa Sơn",
        "xã Phú Lương, huyện Yên Thịnh, tỉnh Hòa Sơn",
        "xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn",
    ]
    assert units.former_communes_of("00000") == ()


def test_communes_of_a_province_are_in_dictionary_order() -> None:
    names = [commune.name for commune in practice().communes_of("099")]
    assert names == ["Bình Trung", "Thanh Lâm", "Yên Thịnh"]


@pytest.mark.parametrize(
    "address",
    [
        "Thôn Thượng, xã Đồng Tiến, huyện Yên Thịnh, tỉnh Hòa Sơn",
        "Thượng, Đồng Tiến, Yên Thịnh, Hòa Sơn",
        "Thôn Thượng xã Đồng Tiến huyện Yên Thịnh tỉnh Hòa Sơn",
        "thon thuong, xa dong tien, h. yen thinh, t. hoa son",
        "THÔN THƯỢNG, XÃ ĐỒNG TIẾN, HUYỆN YÊN THỊNH, TỈNH HOÀ SƠN",
    ],
)
def test_an_old_address_leads_to_the_commune_of_today(address: str) -> None:
    assert found(address) == ["Xã Đồng Tiến cũ → xã Yên Thịnh"]


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("Thôn Hạ, xã Yên Thịnh, tỉnh Hòa Sơn", ["xã Yên Thịnh"]),
        ("P.05, Q.3, TP. Hồ Chí Minh", ["Phường 5 cũ → phường Bàn Cờ"]),
        ("huyện Lý Sơn, tỉnh Quảng Ngãi", ["đặc khu Lý Sơn"]),
        ("xã Tân Lạc, tỉnh Phú Thọ", ["xã Tân Lạc"]),
        ("xã Nơi Nào, tỉnh Không Đâu", []),
        ("", []),
        (", ;", []),
    ],
)
def test_an_address_finds_what_fits_it_best(address: str, places: list[str]) -> None:
    assert found(address) == places


def test_a_divided_commune_leads_to_each_of_its_heirs_the_chief_first() -> None:
    assert found("xã Trung Hòa, huyện Yên Thịnh, Hòa Sơn") == [
        "Xã Trung Hòa cũ → xã Bình Trung",
        "Xã Trung Hòa cũ → phường Thanh Lâm",
    ]
    [former] = [one for one in practice().former_communes_of("09903") if one.code == "99005"]
    assert former.new_code == "09902"


def test_the_start_of_a_name_finds_places_of_the_own_province_first() -> None:
    assert found("yen thi", near="099")[:2] == ["xã Yên Thịnh", "Xã Yên Thịnh cũ → xã Yên Thịnh"]
    assert found("Yên Thịnh", near="099")[0] == "xã Yên Thịnh"
    assert len(found("a")) == 12


def test_an_island_without_communes_is_named_by_its_district() -> None:
    [former] = [one for one in the_country().former_communes_of("21548") if one.kind is None]
    assert former.address == "huyện Lý Sơn, tỉnh Quảng Ngãi"


def test_a_commune_of_no_known_kind_does_not_load(tmp_path: Path) -> None:
    table = {
        "provinces": {"099": "tỉnh Hòa Sơn"},
        "former_provinces": {"099": ["tỉnh Hòa Sơn", "099"]},
        "communes": {"099": ["09901- Yên Thịnh"]},
        "former_communes": {},
    }
    file = tmp_path / "units.json"
    file.write_text(json.dumps(table), "utf-8")
    with pytest.raises(ValueError, match="09901"):
        assert load_units(tmp_path).provinces
    file.write_text(json.dumps(table | {"provinces": {"099": "Hòa Sơn"}}), "utf-8")
    with pytest.raises(ValueError, match="099"):
        assert load_units(tmp_path).provinces


def test_promising_the_list_reads_nothing(tmp_path: Path) -> None:
    units = load_units(tmp_path / "missing")
    with pytest.raises(FileNotFoundError):
        assert units.provinces
