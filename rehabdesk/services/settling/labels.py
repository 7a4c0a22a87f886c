"""What the forms of settings and lists call their fields."""

from __future__ import annotations

PROFILE = {
    "valid_from": "Dùng từ ngày",
    "level": "Cấp",
    "province_code": "Mã tỉnh",
    "province_name": "Tỉnh, thành phố",
    "commune_code": "Mã xã",
    "commune_kind": "Xã, phường hay đặc khu",
    "commune_name": "Tên xã",
    "superior_line": "Dòng cơ quan cấp trên",
    "issuing_lines": "Dòng cơ quan ban hành",
    "place_name": "Địa danh trên văn bản",
    "superior_name": "Cơ quan cấp trên",
    "drafting_unit": "Chữ viết tắt ở Nơi nhận",
    "drafting_unit_name": "Đơn vị soạn thảo",
    "council_resolution_number": "Nghị quyết HĐND về tổ quản lý: số",
    "council_resolution_on": "Ngày nghị quyết",
}
SIGNER = {
    "full_name": "Họ và tên",
    "title": "Chức vụ",
    "authority_line": "Ký thay",
    "valid_from": "Từ ngày",
    "valid_until": "Đến ngày",
}
BOOK = {"symbol": "Ký hiệu in sau số", "is_active": "Đang dùng để ghi số"}
HAMLET = {
    "name": "Tên thôn, tổ dân phố",
    "former_commune": "Xã cũ trước 01/07/2025",
    "is_active": "Còn dùng trong danh mục",
}
VOLUNTEER = {
    "full_name": "Họ và tên",
    "sex": "Giới tính",
    "born": "Ngày sinh",
    "post": "Chức vụ",
    "organisation_id": "Tổ chức",
    "hamlet_id": "Thôn",
    "phone": "Điện thoại",
    "id_number": "Số căn cước",
    "residence": "Nơi ở",
    "resident_since": "Ở xã từ ngày",
    "workplace": "Nơi làm việc tại xã",
    "is_civil_servant": "Công chức",
    "is_fit": "Sức khỏe, năng lực hành vi",
    "skills": "Khả năng",
    "serves_from": "Từ ngày",
    "serves_until": "Đến ngày",
}
ORGANISATION = {"name": "Tên tổ chức", "kind": "Loại", "is_active": "Đang dùng"}
DAY = {"on": "Ngày", "name": "Tên ngày nghỉ hoặc lý do", "is_working": "Làm bù", "source": "Nguồn"}
UNIT = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "contact": "Người liên hệ",
    "note": "Ghi chú",
    "from_on": "Từ ngày",
}
