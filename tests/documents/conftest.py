"""Papers of a made-up commune, filled as the office fills them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rehabdesk.catalog.fields import load_fields
from rehabdesk.catalog.regimes import load_regimes
from rehabdesk.documents import fonts
from rehabdesk.domain.forms.filling import CELLS, Changes
from rehabdesk.domain.forms.form import Form, LetterheadKind, Persons
from rehabdesk.domain.forms.paper import FilledPaper
from rehabdesk.domain.regime import Regime
from rehabdesk.domain.wording import blank_date, prose_date

RESOURCES = Path(__file__).parents[2] / "resources"
HAMLET = "Thôn Đồng Bến, xã Yên Thịnh, tỉnh Hòa Sơn"
ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"

OFFICE = {
    "province_committee_name": "UBND TỈNH HÒA SƠN",
    "commune_committee_name": "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH",
    "commune_full_name": "xã Yên Thịnh",
    "commune_full_name_upper": "XÃ YÊN THỊNH",
    "commune_type": "xã",
    "province_name": "tỉnh Hòa Sơn",
    "place_name": "Yên Thịnh",
    "police_title": "Trưởng Công an xã Yên Thịnh",
    "police_commune_name": "Công an xã Yên Thịnh",
    "police_commune_name_upper": "CÔNG AN XÃ YÊN THỊNH",
    "police_province_name": "Công an tỉnh Hòa Sơn",
    "police_province_name_upper": "CÔNG AN TỈNH HÒA SƠN",
    "police_unit": "Công an xã",
    "health_unit": "Trạm Y tế xã",
    "drafting_unit_symbol": "VHXH",
    "drafting_unit_head_upper": "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI",
    "proposer_unit": "Trưởng phòng Văn hóa - Xã hội xã Yên Thịnh",
    "vteam_name": "Đội công tác xã hội tình nguyện xã Yên Thịnh",
    "vteam_name_upper": "ĐỘI CÔNG TÁC XÃ HỘI TÌNH NGUYỆN XÃ YÊN THỊNH",
    "council_resolution_number": "12",
    "council_resolution_date": "ngày 05 tháng 8 năm 2026",
}
DOCUMENT = {
    "doc_number": "",
    "doc_symbol": "QĐ-UBND",
    "issue_date_long": blank_date(11, 2026),
    "effective_date_long": prose_date(date(2026, 11, 30)),
    "signer_authority_line": "",
    "signer_title": "CHỦ TỊCH",
    "signer_name": "Lê Quang Vịnh",
    "helper_name_unit": "Bà Ngô Thị Nhàn, Chi hội trưởng Chi hội Phụ nữ thôn Đồng Bến",
    "helper_name": "Ngô Thị Nhàn",
    "helped_group": "",
    "assign_decision_number": "31",
    "assign_decision_date": "ngày 15 tháng 8 năm 2026",
    "assign_decision_committee": "cấp xã",
    "copy_number": "",
    "copy_date_long": blank_date(11, 2026),
    "copy_issuer": "ỦY BAN NHÂN DÂN\nXÃ YÊN THỊNH",
    "copy_signer_authority_line": "KT. CHỦ TỊCH",
    "copy_signer_title": "PHÓ CHỦ TỊCH",
    "copy_signer_name": "Phạm Hồng Kỳ",
}
ASKED = {
    "addressee": "Công an xã Yên Thịnh",
    "staff_unit": "Tổ Phòng, chống tội phạm về ma túy",
    "user_team_leader": "Nguyễn Văn Tráng",
    "user_team_deputy": "Lò Văn Ún",
    "user_team_organisation": "Hoàng Thị Mẫn, Hội Liên hiệp Phụ nữ xã",
    "proposed_measures": "tư vấn tâm lý, giới thiệu việc làm",
    "proposed_responsible": "Tổ quản lý, hỗ trợ xã hội xã Yên Thịnh",
    "team_leader_name": "Nguyễn Văn Tráng",
    "team_deputy_name": "Hoàng Thị Mẫn",
    "team_culture_member_name": "Đỗ Văn Quýnh",
    "team_youth_member_name": "Lê Thị Thơm",
    "vteam_act": "kiện toàn",
    "vteam_member_count": "02",
    "vteam_old_decision_number": "18",
    "vteam_old_decision_date": "ngày 05 tháng 3 năm 2026",
    "record_time": "08 giờ 30 phút",
    "record_end_time": "09 giờ 00 phút",
    "record_date": "27/11/2026",
    "record_date_long": "ngày 27 tháng 11 năm 2026",
    "record_place": "Trụ sở Ủy ban nhân dân xã Yên Thịnh",
    "giver_name": "Nguyễn Thị Hạnh",
    "giver_title": "Công chức Phòng Văn hóa - Xã hội",
    "giver_office": "Ủy ban nhân dân xã Yên Thịnh",
    "registrar_name": "Nguyễn Văn Tráng",
    "registrar_title": "Phó Trưởng Công an xã",
    "registrar_office": "Công an xã Yên Thịnh",
    "registering_name": "",
    "registering_title": "",
    "registering_office": "",
    "delivered_kind": "Quyết định",
    "page_count": "01",
    "copy_count": "02",
    "giver_copies": "01",
    "receiver_copies": "01",
    "notice_superior_upper": "CÔNG AN TỈNH HÒA SƠN",
    "notice_sender": "Cơ sở cai nghiện ma túy tỉnh Hòa Sơn",
    "notice_sender_upper": "CƠ SỞ CAI NGHIỆN MA TÚY TỈNH HÒA SƠN",
    "notice_signer_title": "GIÁM ĐỐC",
    "follow_period": "tháng 10 năm 2026",
    "list_as_of_date": "ngày 21 tháng 11 năm 2026",
    "list_total": "02",
    "list_men": "01",
    "list_women": "01",
    "list_one_year": "01",
    "list_two_years": "01",
    "event_name": "Gặp gỡ, tư vấn người sau cai nghiện quý IV năm 2026",
    "event_chair": "Ông Lê Quang Vịnh, Chủ tịch Ủy ban nhân dân xã",
    "event_time": "08 giờ 00, ngày 05 tháng 12 năm 2026 (thứ Bảy)",
    "event_place": "Hội trường Ủy ban nhân dân xã Yên Thịnh",
    "event_notes": "Đề nghị đến đúng giờ",
    "report_period_label": "năm 2026",
    "report_ground": "Công văn số 1208/CAT-PC04 ngày 02 tháng 11 năm 2026 của Công an tỉnh Hòa Sơn",
    "report_scope": "công tác quản lý, hỗ trợ người sau cai nghiện ma túy",
    "window_start_date": "15/12/2025",
    "window_end_date": "14/12/2026",
    "report_situation": "Xã có 12 thôn, 2.104 hộ.\nAn ninh, trật tự giữ vững.",
    "report_direction": "Ban hành 06 văn bản.",
    "report_outreach": "Tổ chức 04 buổi, 312 lượt người nghe.",
    "report_rehab": "Đang quản lý 16 người.",
    "report_support": "Vay vốn: 03 người.",
    "report_teams": "Đội gặp gỡ 48 lượt.",
    "report_coordination": "Rà soát 12/12 thôn.",
    "report_money": "35.000.000 đồng.",
    "report_assessment": "Không có người tái nghiện.",
    "report_plan": "Duy trì gặp gỡ hằng tháng.",
    "report_requests": "Đề nghị tập huấn cho thành viên Đội.",
    "report_sections": "",
}
RELATIVE = {
    "relative_name": "Nguyễn Thị Lụa",
    "relative_relation": "mẹ",
    "relative_age": "62",
    "relative_occupation": "Làm ruộng",
    "relative_workplace": "",
    "relative_residence": HAMLET,
    "family_rep_name": "Nguyễn Thị Lụa",
}
THANG = {
    "person_full_name": "Trần Văn Thắng",
    "person_full_name_upper": "TRẦN VĂN THẮNG",
    "person_sex": "Nam",
    "person_other_name": "",
    "person_birth_date": "14/08/1991",
    "person_birth_place": "Xã Yên Thịnh, tỉnh Hòa Sơn",
    "person_native_place": "Xã Yên Thịnh, tỉnh Hòa Sơn",
    "person_id_number": "099091004217",
    "person_id_issue_date": "12/05/2023",
    "person_id_issuer": ISSUER,
    "person_residence": HAMLET,
    "person_permanent_address": HAMLET,
    "person_current_address": HAMLET,
    "person_ethnicity": "Kinh",
    "person_religion": "Không",
    "person_education": "THCS",
    "person_occupation": "Lao động tự do",
    "person_workplace": "",
    "person_phone": "0990 123 456",
    "person_is_adult": "có",
    **RELATIVE,
    "rehab_facility_name": "Cơ sở cai nghiện ma túy tỉnh Hòa Sơn",
    "rehab_decision_number": "12/QĐ-CAX",
    "rehab_decision_date": "ngày 28 tháng 11 năm 2024",
    "rehab_start_date": "29/11/2024",
    "rehab_end_date": "30/11/2026",
    "rehab_start_date_long": "ngày 29 tháng 11 năm 2024",
    "rehab_end_date_long": "ngày 30 tháng 11 năm 2026",
    "rehab_place": "tại gia đình, cộng đồng",
    "rehab_plan": "",
    "private_facility": "",
    "term_start_date": "30/11/2026",
    "term_end_date": "30/11/2028",
    "postcare_decision_number": "46",
    "postcare_decision_date": "ngày 27 tháng 11 năm 2026",
    "postcare_decision_commune": "xã Yên Thịnh",
    "transfer_notice_number": "105/CAX",
    "transfer_notice_date": "ngày 02 tháng 10 năm 2026",
    "origin_commune_name": "xã Mường Vạt",
    "destination_police_name": "xã Mường Vạt",
    "destination_address": "Thôn Ngòi, xã Mường Vạt, tỉnh Hòa Sơn",
    "exit_reason": "chuyển đến cư trú ở địa phương khác",
    "proposal_ground": "điểm a khoản 1 Điều 42 Luật Phòng, chống ma túy",
    "family_hardship": "hộ nghèo, bố mẹ già yếu.",
    "child_under_36_months": "",
    "violation_summary": "Ngày 03 tháng 3 năm 2024 tự ý sử dụng ma túy tại nhà.",
    "positive_test_date": "04/03/2024",
    "user_team_family": "Nguyễn Thị Lụa",
    "delivered_document": "Quyết định số 46/QĐ-UBND ngày 27 tháng 11 năm 2026 của "
    "Chủ tịch Ủy ban nhân dân xã Yên Thịnh về việc quản lý sau cai nghiện ma túy tại nơi cư trú",
    "follow_assessment": "Chấp hành tốt.\nCó việc làm ổn định.",
    "follow_proposal": "",
}
_PAPERS = {
    "name": "Trần Văn Thắng",
    "sex": "Nam",
    "birth_date": "14/08/1991",
    "id_number": "099091004217",
    "id_issue_date": "12/05/2023",
    "id_issuer": ISSUER,
    "phone": "0990 123 456",
}
THANG |= {f"receiver_{name}": value for name, value in _PAPERS.items()}
THANG |= {f"applicant_{name}": value for name, value in _PAPERS.items()}
THANG |= {
    "receiver_relation": "Chính người bị quản lý",
    "applicant_name": "TRẦN VĂN THẮNG",
    "applicant_residence": HAMLET,
    "applicant_relation": "bản thân",
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
LISTS = {
    "helper_names": HELPERS,
    "user_team_others": [],
    "team_other_members": ["Lò Văn Ún, Mặt trận Tổ quốc xã", "Vi Thị Ên, Hội Phụ nữ xã"],
    "attached_documents": ["Thông báo Mẫu 51", "Tóm tắt lý lịch Mẫu 33"],
    "vteam_members": [
        CELLS.join(("1", "Ngô Thị Nhàn", "02/09/1975", "Nữ", "Thôn Đồng Bến", "Đội trưởng")),
        CELLS.join(("2", "Đỗ Văn Quýnh", "1968", "Nam", "Thôn Thượng", "Đội viên")),
    ],
    "vteam_leaving": [
        CELLS.join(("1", "Hà Văn Tới", "1980", "Đội viên", "Chuyển nơi cư trú")),
    ],
    "vteam_joining": [
        CELLS.join(("1", "Cao Thị Xuyến", "12/04/1990", "Nữ", "Thôn Hạ", "Đội viên")),
    ],
    "follow_rows": [
        CELLS.join(("1", "12/10/2026", "tại nhà", "hỏi thăm việc làm", "tốt", "Ngô Thị Nhàn"))
    ],
    "list_rows": [
        CELLS.join(
            (
                *("1", "Trần Văn Thắng", "1991", "Nam", "Đồng Bến", "Bắt buộc", "30/11/2026"),
                *("46/QĐ-UBND, 27/11/2026", "30/11/2026", "30/11/2028", "Bà Ngô Thị Nhàn"),
                *("việc làm", "không", "đang quản lý", ""),
            )
        ),
    ],
    "indicator_table": [CELLS.join(("1", "Người đang bị quản lý sau cai", "người", "16", ""))],
}
SEVERAL = {"n116/51": [THANG, DUYET]}

PaperMaker = Callable[..., FilledPaper]
FormFinder = Callable[[str], tuple[Form, date]]


@pytest.fixture(scope="session", autouse=True)
def _faces() -> None:
    fonts.register(RESOURCES / "fonts")


@pytest.fixture(scope="session")
def regimes() -> tuple[Regime, ...]:
    return load_regimes(RESOURCES / "regimes", load_fields(RESOURCES / "fields.toml"))


@pytest.fixture(scope="session")
def a_form(regimes: tuple[Regime, ...]) -> FormFinder:
    """Find a form of any law, and the first day it may be used under the newest one."""
    known = {
        form.id: (form, max(each.in_force_from, form.valid_from or date.min))
        for each in regimes
        for form in each.forms.values()
    }
    return lambda form_id: known[form_id]


@pytest.fixture(scope="session")
def a_paper(a_form: FormFinder) -> PaperMaker:
    """Fill a form; any value of the office or of its persons may be another one."""

    def make(form_id: str = "n163/53", changes: Changes | None = None, **other: Any) -> FilledPaper:
        form, day = a_form(form_id)
        office = {**OFFICE, **DOCUMENT, **ASKED}
        if form.letterhead is LetterheadKind.COMMUNE_ONLY:
            office["province_committee_name"] = ""
        if form.symbol or not form.number_in_book:
            office["doc_symbol"] = form.symbol
        people: Sequence[Mapping[str, str]] = SEVERAL.get(form_id, [THANG])
        if form.persons is Persons.NONE:
            people = []
        lists = {name: other.get(name, items) for name, items in LISTS.items()}
        values = {name: other.get(name, text) for name, text in office.items()}
        persons = [
            {name: other.get(name, text) for name, text in person.items()} for person in people
        ]
        return form.fill(values, persons, day, lists, changes or Changes())

    return make
