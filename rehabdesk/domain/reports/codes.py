"""Coded values of reports, targets and what goes up to the superior authority."""

from __future__ import annotations

from rehabdesk.domain.codes import Coded


class PeriodKind(Coded):
    """A reporting period; the days it holds follow from its window rule."""

    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    FIRST_HALF = "first_half", "6 tháng đầu năm"
    SECOND_HALF = "second_half", "6 tháng cuối năm"
    NINE_MONTHS = "nine_months", "9 tháng"
    YEAR = "year", "Năm"
    FREE = "free", "Từ ngày đến ngày"


class WindowRule(Coded):
    """How a period becomes days (reports.md 2)."""

    ND09 = "nd09", "Từ ngày 15 đến ngày 14 (Nghị định 09/2019/NĐ-CP Điều 12)"
    CALENDAR = "calendar", "Theo tháng dương lịch"
    CUSTOM = "custom", "Từ ngày đến ngày tự chọn"


class Comparison(Coded):
    """What a report sets beside its figures."""

    LAST_YEAR = "last_year", "Cùng kỳ năm trước"
    PREVIOUS = "previous", "Kỳ trước"
    NONE = "none", "Không so"


class Breakdown(Coded):
    """By what a figure may be taken apart."""

    SEX = "sex", "Giới tính"
    AGE = "age", "Nhóm tuổi"
    HAMLET = "hamlet", "Thôn, tổ dân phố"
    FORMER_COMMUNE = "former_commune", "Xã trước sắp xếp"
    ETHNICITY = "ethnicity", "Dân tộc"
    REHAB_FORM = "rehab_form", "Hình thức cai"
    DRUG = "drug", "Loại ma túy"
    TERM = "term", "Thời hạn"
    REASON = "reason", "Lý do"
    KIND = "kind", "Loại"
    TEAM = "team", "Đội"
    AUDIENCE = "audience", "Đối tượng"
    SOURCE = "source", "Nguồn"


class MemberKind(Coded):
    """What one of those behind a figure is."""

    PERSON = "person", "Người"
    DECISION = "decision", "Quyết định"
    DOSSIER = "dossier", "Hồ sơ"
    SUPPORT = "support", "Hỗ trợ"
    CONTACT = "contact", "Lần gặp"
    BODY_TEST = "body_test", "Xét nghiệm"
    ACTIVITY = "activity", "Hoạt động"
    TIP = "tip", "Tin báo"
    PLEDGE = "pledge", "Cam kết"
    VISIT = "visit", "Lượt tư vấn"
    TEAM = "team", "Đội"
    GROUP = "group", "Tổ"
    VOLUNTEER = "volunteer", "Tình nguyện viên"
    TRAINING = "training", "Lớp tập huấn"
    COMMENDATION = "commendation", "Khen thưởng"
    MODEL = "model", "Mô hình"
    AREA = "area", "Địa bàn"
    MONEY = "money", "Khoản chi"
    TYPED = "typed", "Số được cung cấp"
    UNIT = "unit", "Đơn vị"


class ReportState(Coded):
    OPEN = "open", "Chưa chốt"
    FROZEN = "frozen", "Đã chốt"
    SENT = "sent", "Đã gửi"
    REOPENED = "reopened", "Đã mở chốt"


class ProductKind(Coded):
    WORKBOOK = "xlsx", "Bảng Excel theo mẫu của cấp trên"
    PRINTED = "pdf", "Bản PDF có khối ký"
    NARRATIVE = "docx", "Báo cáo bằng lời (Word)"
    PACKAGE = "package", "Gói gửi cấp trên"
    DIFFERENCE = "difference", "Bảng thay đổi sau khi chốt"


class TargetRule(Coded):
    """When a target is reached."""

    AT_LEAST = "at_least", "Ít nhất"
    AT_MOST = "at_most", "Không quá"
    REACHED_BY = "reached_by", "Đạt vào năm"


class OfficeLevel(Coded):
    """Whether an office keeps files or puts the reports of others together."""

    COMMUNE = "commune", "Xã, phường, đặc khu"
    PROVINCE = "province", "Tỉnh, thành phố"


class PackageState(Coded):
    ACCEPTED = "accepted", "Đã nhận"
    REPLACED = "replaced", "Đã có bản mới hơn"
    SET_ASIDE = "set_aside", "Có lỗi mở gói"
