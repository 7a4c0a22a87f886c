"""What the acts of the trail are called, and of which kind each is."""

from __future__ import annotations

from rehabdesk.domain.codes import Coded


class Kind(Coded):
    """What somebody may look for in the trail."""

    ANY = "any", "Mọi việc"
    LOOKED = "looked", "Xem"
    PRINTED = "printed", "In"
    LEFT = "left", "Xuất, chuyển đi"
    WRITTEN = "written", "Ghi, sửa, bỏ"
    KEPT_SAFE = "kept_safe", "Sao lưu, người dùng"


# Whole acts whose last word would say something else.
_ACTS = {
    "episode.opened": "Mở đợt",
    "body_tests.opened": "Xem",
    "decision.replacement_opened": "Soạn thay thế",
    "decision.discarded": "Bỏ nháp",
    "decision.number_undone": "Bỏ số",
    "decision.signing_undone": "Bỏ ký",
    "transfer.sent": "Chuyển đi",
    "transfer.taken_in": "Nhận",
    "import.done": "Nhập Excel",
    "import.undone": "Bỏ lần nhập",
    "clerk.handed_over": "Bàn giao",
    "standings.refreshed": "Tính lại",
    "search.renewed": "Lập lại chỉ mục",
    "calendar.called_complete": "Xác nhận lịch",
    "calendar.back_to_delivered": "Trả lại lịch",
    "tip.giver_read": "Xem",
    "user.signed_in": "Đăng nhập",
    "user.recovered": "Vào bằng phiếu",
    "team.joined": "Thêm đội viên",
    "team.left": "Thôi tham gia",
    "team.role_changed": "Đổi vai trò",
    "team.areas_set": "Phân địa bàn",
    "team.rewarded": "Ghi khen thưởng",
    "team.paper_recorded": "Ghi quyết định",
    "team.paper_taken_back": "Bỏ quyết định",
    "team.act_taken_back": "Hoàn tác",
    "report.packed": "Tạo gói",
    "report.frozen": "Chốt số liệu",
    "report.reopened": "Mở chốt",
    "report.reopening_undone": "Hoàn tác mở chốt",
    "report.sent": "Ghi đã gửi",
    "report.sending_undone": "Bỏ ghi đã gửi",
    "report.words_kept": "Ghi lời",
    "report.product_opened": "Xem bản đã chốt",
    "received_package.received": "Nhận",
    "reporting_unit.added": "Thêm",
    "reporting_unit.seal_changed": "Nhận khóa mới",
    "clash_answer.settled": "Giải quyết",
    "plan.added": "Thêm",
    "plan_target.added": "Thêm",
    "plan_target.copied": "Chép",
    "plan_target.spread": "Chia xuống",
    "plan_target.reached_noted": "Ghi số đã đạt",
    "plan_target.taken_back": "Hoàn tác",
    "typed_figure.taken_back": "Hoàn tác",
    "office.moved": "Chuyển nơi giữ hồ sơ",
    "office.taken_back": "Dùng lại hồ sơ ở máy này",
}
_VERBS = {
    "viewed": "Xem",
    "opened": "Xem",
    "opened_of": "Xem",
    "number_seen": "Xem số",
    "paper_opened": "Xem bản quét",
    "signed_copy_opened": "Xem bản đã ký",
    "delivery_record_opened": "Xem biên bản",
    "printed": "In",
    "minutes_printed": "In biên bản",
    "delivery_record_printed": "In biên bản",
    "exported": "Xuất",
    "left": "Xuất",
    "receipt_written": "Lưu biên nhận",
    "receipt_noted": "Ghi biên nhận",
    "numbered": "Nhập số",
    "renumbered": "Sửa số",
    "drafted": "Soạn",
    "replacement_drafted": "Soạn thay thế",
    "submitted": "Trình ký",
    "signed": "Ký",
    "delivered": "Giao",
    "taken_in": "Mở hồ sơ",
    "corrected": "Sửa",
    "changed": "Sửa",
    "set": "Đặt",
    "chosen": "Chọn",
    "merged": "Gộp",
    "merged_into": "Gộp",
    "split": "Tách",
    "split_off": "Tách",
    "thrown": "Xóa",
    "erased": "Xóa hẳn",
    "brought_back": "Lấy lại",
    "dropped": "Bỏ",
    "done_again": "Làm lại",
    "undone": "Bỏ",
    "removed": "Bỏ",
    "withdrawn": "Bỏ",
    "taken_back": "Lấy về",
    "ended": "Kết thúc",
    "closed": "Kết thúc",
    "reopened": "Mở lại",
    "made": "Sao lưu",
    "restored": "Trở lại bản lưu",
    "password_given": "Đặt mật khẩu",
    "password_changed": "Đổi mật khẩu",
    "returned": "Trả lại",
    "retired": "Cất",
}
_LOOKED = ("Xem",)
_SAFE = ("backup", "recovery_sheet", "user", "office")
_NOUNS = {
    "person": "Hồ sơ",
    "episode": "Đợt",
    "event": "Sự việc",
    "contact": "Gặp gỡ",
    "decision": "Văn bản",
    "paper": "Văn bản",
    "envelope": "Bì thư",
    "list": "Danh sách",
    "chair_page": "Trang trình Chủ tịch",
    "document_book": "Sổ văn bản",
    "number_gap": "Số trống",
    "assignment": "Phân công",
    "assignments": "Danh sách phân công",
    "follow_up_sheets": "Tờ theo dõi",
    "clerk": "Bàn giao",
    "volunteer": "Người phụ trách",
    "organisation": "Tổ chức",
    "hamlet": "Thôn",
    "signer": "Người ký",
    "office_profile": "Cơ quan",
    "office_setting": "Cài đặt",
    "office": "Cơ quan",
    "user": "Người dùng",
    "backup": "Bản sao lưu",
    "recovery_sheet": "Phiếu khôi phục",
    "import": "Lần nhập Excel",
    "transfer": "Chuyển hồ sơ",
    "bin": "Thùng rác",
    "flag": "Cờ nhắc",
    "task": "Việc",
    "calendar": "Ngày nghỉ",
    "calendar_day": "Ngày nghỉ",
    "deadline_rule": "Hạn việc",
    "legal_pack": "Bộ căn cứ",
    "wording_override": "Câu chữ của mẫu",
    "search": "Tìm kiếm",
    "standings": "Tình trạng hồ sơ",
    "body_test": "Xét nghiệm",
    "body_tests": "Xét nghiệm",
    "support": "Hỗ trợ",
    "figure": "Con số báo cáo",
    "report": "Báo cáo",
    "tip": "Tin báo",
    "pledge": "Cam kết",
    "follow_up_sheet": "Phiếu theo dõi",
    "member_report": "Báo cáo của đội viên",
    "team_target": "Chỉ tiêu giao đội",
    "team": "Đội tình nguyện",
    "service_certificates": "Giấy chứng nhận phục vụ",
    "duty_roster": "Lịch trực",
    "activity": "Hoạt động của đội",
    "activities": "Hoạt động của đội",
    "allowance": "Chi hỗ trợ",
    "month_grid": "Bảng tháng",
    "care_group": "Tổ quản lý",
    "care_model": "Mô hình",
    "counselling_visit": "Điểm tư vấn",
    "area_status": "Địa bàn không ma túy",
    "survey_round": "Rà soát",
    "received_package": "Gói báo cáo",
    "reporting_unit": "Đơn vị gửi báo cáo",
    "clash_answer": "Người trùng",
    "report_layout": "Mẫu báo cáo",
    "typed_figure": "Số được cung cấp",
    "plan": "Kế hoạch",
    "plan_target": "Chỉ tiêu",
}
OTHER = "Việc khác"
NAMED = ("name", "title", "file")  # facts that need no word beside them
FACTS = {
    "purpose": "Mục đích",
    "reason": "Lý do",
    "duplicate_reason": "Lý do mở hồ sơ thứ hai",
    "origin": "Từ",
    "receiver": "Gửi",
    "until": "Đến ngày",
    "on": "Ngày",
    "confirmed": "Đã xác nhận",
}


def verb_of(act: str) -> str:
    last = act.rpartition(".")[2]
    return _ACTS.get(act) or _VERBS.get(last, "Ghi")


def noun_of(act: str) -> str:
    table = act.partition(".")[0]
    return _NOUNS.get(table) or _NOUNS.get(table.partition("_")[0], OTHER)


def kind_of(act: str) -> Kind:
    verb = verb_of(act)
    if act.partition(".")[0] in _SAFE:
        return Kind.KEPT_SAFE
    if verb.startswith(_LOOKED):
        return Kind.LOOKED
    if verb == "In" or verb.startswith("In "):
        return Kind.PRINTED
    return Kind.LEFT if verb in {"Xuất", "Chuyển đi"} else Kind.WRITTEN
