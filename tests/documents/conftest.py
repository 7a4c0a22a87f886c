"""Papers of a made-up commune, filled as the office fills them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rehabdesk.catalog.regimes import load_regimes
from rehabdesk.documents import fonts
from rehabdesk.domain.forms.filling import Changes
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.regime import Regime
from rehabdesk.domain.wording import blank_date, prose_date

RESOURCES = Path(__file__).parents[2] / "resources"

OFFICE = {
    "province_committee_name": "UBND TỈNH HÒA SƠN",
    "commune_committee_name": "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH",
    "commune_full_name": "xã Yên Thịnh",
    "commune_full_name_upper": "XÃ YÊN THỊNH",
    "province_name": "tỉnh Hòa Sơn",
    "place_name": "Yên Thịnh",
    "doc_number": "",
    "doc_symbol": "QĐ-UBND",
    "issue_date_long": blank_date(11, 2026),
    "effective_date_long": prose_date(date(2026, 11, 30)),
    "police_title": "Trưởng Công an xã Yên Thịnh",
    "helper_name_unit": "Bà Ngô Thị Nhàn, Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến",
    "drafting_unit_symbol": "VHXH",
    "council_resolution_number": "12",
    "council_resolution_date": "ngày 05 tháng 8 năm 2026",
    "signer_authority_line": "",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "Lê Quang Vịnh",
}
THANG = {
    "person_full_name": "Trần Văn Thắng",
    "person_full_name_upper": "TRẦN VĂN THẮNG",
    "person_sex": "Nam",
    "person_other_name": "",
    "person_birth_date": "14/08/1991",
    "person_id_number": "099091004217",
    "person_id_issue_date": "12/05/2023",
    "person_id_issuer": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "person_residence": "Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn",
    "person_occupation": "Lao động tự do",
    "person_workplace": "",
    "relative_name": "Nguyễn Thị Lụa",
    "relative_age": "62",
    "relative_occupation": "Làm ruộng",
    "relative_workplace": "",
    "relative_residence": "Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn",
    "family_rep_name": "Nguyễn Thị Lụa",
    "rehab_facility_name": "Cơ sở cai nghiện ma túy tỉnh Hòa Sơn",
    "term_start_date": "30/11/2026",
    "term_end_date": "30/11/2028",
    "person_is_adult": "có",
}
DUYET = {
    **THANG,
    "person_full_name": "Phạm Thế Duyệt",
    "person_full_name_upper": "PHẠM THẾ DUYỆT",
    "person_id_number": "099088001562",
    "family_rep_name": "Lò Thị Đậm",
}
HELPERS = [
    "Bà Ngô Thị Nhàn, Chi hội Phụ nữ thôn Đồng Bến",
    "Ông Đỗ Văn Quýnh, Hội Cựu chiến binh xã",
    "Bà Hoàng Thị Mẫn, Trạm Y tế xã",
]
PERSONS = {"n116/51": [THANG, DUYET], "n163/53": [THANG], "n163/59": []}

PaperMaker = Callable[..., FilledPaper]


@pytest.fixture(scope="session", autouse=True)
def _faces() -> None:
    fonts.register(RESOURCES / "fonts")


@pytest.fixture(scope="session")
def regimes() -> tuple[Regime, ...]:
    return load_regimes(RESOURCES / "regimes")


@pytest.fixture(scope="session")
def a_paper(regimes: tuple[Regime, ...]) -> PaperMaker:
    """Fill a form; any value of the office or of its one person may be another one."""
    forms = {form.id: (form, each) for each in regimes for form in each.forms.values()}

    def make(form_id: str = "n163/53", changes: Changes | None = None, **other: Any) -> FilledPaper:
        form, regime = forms[form_id]
        values = {name: other.get(name, text) for name, text in OFFICE.items()}
        persons = [
            {name: other.get(name, text) for name, text in person.items()}
            for person in PERSONS[form_id]
        ]
        return form.fill(
            values, persons, regime.in_force_from, {"helper_names": HELPERS}, changes or Changes()
        )

    return make
