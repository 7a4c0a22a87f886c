"""Coded values of the volunteer team, its work and what comes of it."""

from __future__ import annotations

from rehabdesk.domain.codes import Coded


class TeamRole(Coded):
    """A place in a volunteer team; the three grades resolutions on allowances know."""

    LEADER = "leader", "Đội trưởng"
    DEPUTY = "deputy", "Đội phó"
    MEMBER = "member", "Đội viên"


class GroupRole(Coded):
    """A place in a group the law itself composes (Mẫu 55; the user-management group)."""

    HEAD = "head", "Tổ trưởng"
    DEPUTY = "deputy", "Tổ phó"
    MEMBER = "member", "Thành viên"


class GroupKind(Coded):
    USER_GROUP = "user_group", "Tổ quản lý người sử dụng trái phép chất ma túy"
    SUPPORT_GROUP = "support_group", "Tổ quản lý, hỗ trợ xã hội sau cai nghiện ma túy"


class TeamLevel(Coded):
    COMMUNE = "commune", "Xã, phường"
    HAMLET = "hamlet", "Thôn, tổ dân phố"


class LeaveReason(Coded):
    """Why somebody no longer serves in a team."""

    ON_REQUEST = "on_request", "Tự nguyện xin thôi"
    UNFIT = "unfit", "Không đủ tiêu chuẩn"
    BREACH = "breach", "Vi phạm"
    MOVED = "moved", "Chuyển nơi cư trú"
    DIED = "died", "Chết"
    DISSOLVED = "dissolved", "Giải thể Đội"
    NEW_ROLE = "new_role", "Đổi chức danh"
    OTHER = "other", "Khác"


class BodyPaper(Coded):
    """What a decision on a team or group does."""

    ESTABLISH = "establish", "Thành lập"
    RECONSTITUTE = "reconstitute", "Kiện toàn"
    CHANGE_MEMBERS = "change_members", "Thay đổi thành viên"
    OPERATING_RULES = "operating_rules", "Phê duyệt quy chế hoạt động"
    DISSOLVE = "dissolve", "Giải thể"
    OTHER = "other", "Văn bản khác"


class TeamTask(Coded):
    """The five tasks of a team (Thông tư liên tịch 24/2012 Điều 10.2)."""

    AWARENESS = "a", "Truyền thông"
    GUIDANCE = "b", "Tư vấn, cảm hóa, hỗ trợ"
    TIPS = "c", "Phát hiện, báo tin"
    LIVELIHOOD = "d", "Chương trình kinh tế - xã hội"
    MOVEMENT = "đ", "Lồng ghép phong trào"


class Audience(Coded):
    """Whom an activity reached (indicator T07 is broken down by it)."""

    RESIDENTS = "residents", "Dân cư"
    ADDICTED = "addicted", "Người nghiện"
    AT_RISK = "at_risk", "Người có nguy cơ cao"
    AFTER_REHAB = "after_rehab", "Người sau cai nghiện"
    SEX_WORK = "sex_work", "Người bán dâm"
    HIV = "hiv", "Người nhiễm HIV"
    TRAFFICKED = "trafficked", "Nạn nhân bị mua bán"
    PUPILS = "pupils", "Học sinh"
    OFFICIALS = "officials", "Cán bộ"
    FAMILIES = "families", "Gia đình"


class TipState(Coded):
    RECEIVED = "received", "Mới nhận"
    FORWARDED = "forwarded", "Đã chuyển Công an"
    CONFIRMED = "confirmed", "Công an xác nhận đúng"
    UNFOUNDED = "unfounded", "Không có cơ sở"


class PledgeBy(Coded):
    PERSON = "person", "Người được quản lý"
    FAMILY = "family", "Gia đình"
    STREET_GROUP = "street_group", "Tổ dân phố, thôn"
    OFFICE = "office", "Cơ quan"
    SCHOOL = "school", "Trường học"
    RESIDENT = "resident", "Người dân"


class SupportKind(Coded):
    """Help a person gets (Luật 120/2025 Điều 42.5; Nghị định 163/2026 Điều 136.2b, 137)."""

    LOAN = "loan", "Vay vốn"
    TRAINING = "training", "Học nghề"
    JOB = "job", "Việc làm"
    SCHOOLING = "schooling", "Học văn hóa"
    COUNSELLING = "counselling", "Tư vấn tâm lý"
    LEGAL = "legal", "Tư vấn pháp lý"
    HEALTH = "health", "Khám, chữa bệnh"
    MONEY = "money", "Hỗ trợ kinh phí"
    PAPERS = "papers", "Giấy tờ, căn cước"
    OTHER = "other", "Giúp đỡ khác"


class SupportStep(Coded):
    """A dated fact in the life of a support; which ones a kind knows is its own list."""

    PLANNED = "planned", "Dự kiến"
    ASKED = "asked", "Đề nghị"
    REFERRED = "referred", "Giới thiệu"
    APPROVED = "approved", "Duyệt"
    REFUSED = "refused", "Không được duyệt"
    PAID_OUT = "paid_out", "Giải ngân"
    REPAID = "repaid", "Trả nợ"
    OVERDUE = "overdue", "Chậm trả"
    STARTED = "started", "Bắt đầu"
    CHECKED = "checked", "Hỏi lại"
    GIVEN = "given", "Đã giúp"
    FINISHED = "finished", "Xong"
    STOPPED = "stopped", "Dừng"


class BodyTestMethod(Coded):
    URINE_STRIP = "urine_strip", "Nước tiểu, que thử"
    URINE_LAB = "urine_lab", "Nước tiểu, phòng xét nghiệm"
    BLOOD = "blood", "Máu"
    HAIR = "hair", "Tóc"
    SALIVA = "saliva", "Nước bọt"
    OTHER = "other", "Cách khác"


class BodyTestGround(Coded):
    PLANNED = "planned", "Theo kế hoạch"
    SUSPECTED = "suspected", "Có căn cứ"
    VOLUNTARY = "voluntary", "Tự nguyện"


class BodyTestResult(Coded):
    NEGATIVE = "negative", "Âm tính"
    POSITIVE = "positive", "Dương tính"
    UNCLEAR = "unclear", "Chưa rõ"
    NO_SHOW = "no_show", "Không đến"


class AfterTest(Coded):
    """What follows a positive result; the diagnosis is the police's, the office records it."""

    POLICE_TOLD = "police_told", "Công an xã đã được báo"
    DIAGNOSIS_ASKED = "diagnosis_asked", "Xác định tình trạng nghiện (Công an xã lập)"
    FOUND_ADDICTED = "found_addicted", "Kết luận: nghiện"
    FOUND_NOT_ADDICTED = "found_not_addicted", "Kết luận: không nghiện"
    CAME_LATER = "came_later", "Đã đến sau"


class AllowanceKind(Coded):
    TEAM = "team", "Đội công tác xã hội tình nguyện"
    HELPERS = "helpers", "Người được phân công theo Mẫu 59, 60"


class AllowanceState(Coded):
    DRAFT = "draft", "Đang lập"
    SIGNED = "signed", "Đã ký"
    PAID = "paid", "Đã chi"


class ModelKind(Coded):
    VOLUNTEERS_HELP = (
        "volunteers_help",
        "Tình nguyện viên giúp đỡ người sau cai nghiện hòa nhập cộng đồng",
    )
    COMMUNITY_CARE = (
        "community_care",
        "Quản lý, giáo dục, giúp đỡ người nghiện ma túy tại cộng đồng",
    )
    COUNSELLING_POINT = (
        "counselling_point",
        "Điểm tư vấn, chăm sóc, hỗ trợ điều trị nghiện tại cộng đồng",
    )
    OTHER = "other", "Mô hình khác"


class ModelState(Coded):
    """How a model stood when a year was reviewed."""

    KEPT = "kept", "Duy trì"
    GOOD = "good", "Hoạt động tốt"
    WEAK = "weak", "Hoạt động yếu"
    ENDED = "ended", "Đã dừng"


class ReferralOutcome(Coded):
    WAITING = "waiting", "Chưa biết"
    RECEIVED = "received", "Đã được tiếp nhận"
    NOT_GONE = "not_gone", "Không đến"
    REFUSED = "refused", "Không được tiếp nhận"


class AreaState(Coded):
    """Drug-free status of a commune or hamlet in a year."""

    FREE_KEPT = "free_kept", "Giữ vững không có ma túy"
    FREE_CONVERTED = "free_converted", "Chuyển hóa từ có thành không có ma túy"
    NOT_FREE = "not_free", "Còn ma túy"
    PROPOSED = "proposed", "Đã đề nghị công nhận"


class SurveyResult(Coded):
    """What a survey round (rà soát, thống kê, phân loại) found of a person."""

    UNCHANGED = "unchanged", "Không thay đổi"
    NEW = "new", "Mới phát hiện"
    SELF_DECLARED = "self_declared", "Tự khai báo"
    CHANGED_CLASS = "changed_class", "Đổi diện quản lý"
    IMPROVED = "improved", "Có chuyển biến tốt"
    MOVED = "moved", "Không còn ở địa bàn"
    NOT_FOUND = "not_found", "Không gặp được"
