"""Coded values: the code is stored for ever, the Vietnamese label stands beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """A code with a Vietnamese label, declared side by side."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Sex(Coded):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Precision(Coded):
    """How much of a date is known."""

    DAY = "day", "Biết đủ ngày"
    MONTH = "month", "Biết tháng, năm"
    YEAR = "year", "Chỉ biết năm"


class IdentityKind(Coded):
    CITIZEN_CARD = "cccd", "Căn cước công dân"
    IDENTITY_CARD = "cc", "Căn cước"
    OLD_CARD = "cmnd", "CMND"
    PASSPORT = "passport", "Hộ chiếu"


class ResidenceKind(Coded):
    PERMANENT = "permanent", "Thường trú"
    TEMPORARY = "temporary", "Tạm trú"
    CURRENT = "current", "Chỗ ở hiện nay"


class Relation(Coded):
    FATHER = "father", "bố"
    MOTHER = "mother", "mẹ"
    HUSBAND = "husband", "chồng"
    WIFE = "wife", "vợ"
    CHILD = "child", "con"
    SIBLING = "sibling", "anh, chị, em"
    GUARDIAN = "guardian", "người giám hộ"
    REPRESENTATIVE = "representative", "người đại diện"
    OTHER = "other", "người thân khác"


class NameKind(Coded):
    ALIAS = "alias", "Tên gọi khác"
    FORMER = "former", "Tên cũ"


class ContactKind(Coded):
    PHONE = "phone", "Điện thoại"
    EMERGENCY = "emergency", "Liên hệ khi cần gấp"
    OTHER = "other", "Cách liên hệ khác"


class CommuneKind(Coded):
    XA = "xa", "xã"
    PHUONG = "phuong", "phường"
    DAC_KHU = "dac_khu", "đặc khu"
    THI_TRAN = "thi_tran", "thị trấn"  # only on papers before 01/07/2025


class Role(Coded):
    CLERK = "clerk", "Cán bộ"
    LEADER = "leader", "Lãnh đạo"
    TEAM_LEADER = "team_leader", "Đội trưởng"
    CONSOLIDATOR = "consolidator", "Tổng hợp"
    ADMINISTRATOR = "administrator", "Quản trị"


class EpisodeKind(Coded):
    """What a stretch of a person's course is about (legal.md 2.2)."""

    POST_REHAB = "post_rehab", "Quản lý sau cai"
    REHAB_HOME = "rehab_home", "Cai tại gia đình, cộng đồng"
    REHAB_PRIVATE = "rehab_private", "Cai tại cơ sở tư nhân"
    REHAB_PUBLIC = "rehab_public", "Cai tại cơ sở công lập"
    SUBSTITUTION = "substitution", "Điều trị thay thế"
    DOSSIER = "dossier", "Lập hồ sơ đề nghị cai bắt buộc"
    REHAB_COMPULSORY = "rehab_compulsory", "Cai nghiện bắt buộc"
    USER_MANAGED = "user_managed", "Người sử dụng trái phép"


class RehabForm(Coded):
    """The rehabilitation a person completed; it decides the term (fields.md, legal.md 3.1)."""

    HOME = "home", "Tự nguyện tại gia đình, cộng đồng"
    PRIVATE = "private", "Tự nguyện tại cơ sở tư nhân"
    PUBLIC = "public", "Tự nguyện tại cơ sở công lập"
    REFORM_SCHOOL = "reform_school", "Tự nguyện tại trường giáo dưỡng"
    SUBSTITUTION = "substitution", "Điều trị bằng thuốc thay thế"
    COMPULSORY_MINOR = "compulsory_minor", "Bắt buộc, từ đủ 12 đến dưới 18 tuổi"
    COMPULSORY = "compulsory", "Bắt buộc, biện pháp xử lý hành chính"


class CaseState(Coded):
    """Where a person stands; computed from decisions and dated events, never clicked."""

    PENDING_DECISION = "pending_decision", "Sắp về – chờ quyết định"
    ABOUT_TO_COMPLETE = "about_to_complete", "Sắp về"
    POST_REHAB = "post_rehab", "Quản lý sau cai"
    POST_REHAB_MOVED_IN = "post_rehab_moved_in", "Sau cai – mới chuyển đến"
    TERM_PAUSED = "term_paused", "Tạm dừng thời hạn"
    IN_SOCIAL_PROTECTION = "in_social_protection", "Ở cơ sở bảo trợ xã hội"
    RELAPSE = "relapse", "Tái nghiện"
    POST_REHAB_COMPLETED = "post_rehab_completed", "Đã chấp hành xong"
    POST_REHAB_REMOVED = "post_rehab_removed", "Ra khỏi danh sách"
    AWAITING_REGISTRATION = "awaiting_registration", "Chờ đăng ký cai nghiện"
    REHAB_HOME = "rehab_home", "Cai tại gia đình, cộng đồng"
    REHAB_PRIVATE = "rehab_private", "Cai tại cơ sở tư nhân"
    REHAB_PUBLIC = "rehab_public", "Cai tại cơ sở công lập"
    SUBSTITUTION = "substitution", "Điều trị thay thế"
    DOSSIER_MANAGEMENT = "dossier_management", "Quản lý trong thời gian lập hồ sơ"
    REHAB_COMPULSORY = "rehab_compulsory", "Cai nghiện bắt buộc"
    REHAB_DEFERRED = "rehab_deferred", "Hoãn, miễn, tạm đình chỉ"
    REHAB_COMPLETED = "rehab_completed", "Đã cai xong"
    REHAB_STOPPED = "rehab_stopped", "Thôi cai giữa chừng"
    DOSSIER_CLOSED = "dossier_closed", "Hồ sơ đề nghị đã khép"
    USER_MANAGED = "user_managed", "Đang quản lý người sử dụng"
    USER_SUSPENDED = "user_suspended", "Tạm đình chỉ quản lý"
    USER_STOPPED = "user_stopped", "Dừng quản lý"
    USER_ENDED = "user_ended", "Hết hạn quản lý người sử dụng"
    DIAGNOSING = "diagnosing", "Đang xác định tình trạng nghiện"
    IN_PRISON = "in_prison", "Chấp hành án phạt tù"
    IN_COMPULSORY_EDUCATION = (
        "in_compulsory_education",
        "Ở cơ sở giáo dục bắt buộc, trường giáo dưỡng",
    )
    MOVED_OUT = "moved_out", "Chuyển đi"
    DECEASED_MISSING = "deceased_missing", "Đã chết, mất tích"
    NONE = "none", "Chưa có đợt quản lý"


class EventKind(Coded):
    """A dated fact of an episode; what may be recorded when stands in domain.course.events."""

    USER_DECIDED = "user_decided", "Quyết định quản lý người sử dụng"
    USER_SUSPENDED = "user_suspended", "Tạm đình chỉ quản lý"
    USER_STOPPED = "user_stopped", "Dừng quản lý"
    USER_ENDED = "user_ended", "Chấm dứt quản lý"
    ABSENT = "absent", "Vắng mặt, không rõ nơi ở"
    POSITIVE_TEST = "positive_test", "Xét nghiệm dương tính"
    CRIMINAL_QUESTION = "criminal_question", "Xem xét trách nhiệm hình sự"
    CRIMINAL_CASE = "criminal_case", "Công an thụ lý vụ việc hình sự"
    CRIMINAL_CLEARED = "criminal_cleared", "Không xử lý hình sự"
    DIAGNOSIS_REQUESTED = "diagnosis_requested", "Đề nghị xác định tình trạng nghiện"
    DIAGNOSED_ADDICTED = "diagnosed_addicted", "Kết quả: nghiện ma túy"
    DIAGNOSED_CLEAN = "diagnosed_clean", "Kết quả: không nghiện ma túy"
    REGISTERED = "registered", "Tiếp nhận đăng ký cai nghiện tự nguyện"
    REHAB_DECIDED = "rehab_decided", "Quyết định cai nghiện ma túy tự nguyện"
    REHAB_STARTED = "rehab_started", "Bắt đầu cai nghiện"
    REHAB_STOPPED = "rehab_stopped", "Tự ý chấm dứt cai nghiện"
    DEFERRED = "deferred", "Hoãn, miễn, tạm đình chỉ"
    COMPLETION_NOTICE = "completion_notice", "Báo chuẩn bị hoàn thành cai nghiện"
    COMPLETED = "completed", "Hoàn thành cai nghiện"
    DOSSIER_OPENED = "dossier_opened", "Lập hồ sơ đề nghị cai bắt buộc"
    DOSSIER_MANAGEMENT = "dossier_management", "Giao quản lý trong thời gian lập hồ sơ"
    DOSSIER_READ = "dossier_read", "Thông báo, cho đọc hồ sơ"
    DOSSIER_TO_COURT = "dossier_to_court", "Chuyển hồ sơ đến Tòa án"
    COURT_APPLIED = "court_applied", "Tòa án quyết định đưa đi cai bắt buộc"
    COURT_REFUSED = "court_refused", "Tòa án quyết định không áp dụng"
    PROPOSAL = "proposal", "Công an đề nghị quản lý sau cai"
    # By another office, or by this one before it kept its files here.
    DECIDED_ELSEWHERE = "decided_elsewhere", "Quyết định quản lý sau cai có từ trước"
    ABSENCE_UNREPORTED = "absence_unreported", "Vắng mặt không khai báo"
    PRISON = "prison", "Tạm giam, chấp hành án phạt tù"
    COMPULSORY_EDUCATION = "compulsory_education", "Ở cơ sở giáo dục bắt buộc, trường giáo dưỡng"
    SOCIAL_PROTECTION = "social_protection", "Ở cơ sở bảo trợ xã hội"
    MONITORING = "monitoring", "Giám sát điện tử"
    MOVED_OUT = "moved_out", "Chuyển đi"
    MOVED_IN = "moved_in", "Chuyển đến"
    REMOVED = "removed", "Đưa ra khỏi danh sách"
    CERTIFIED = "certified", "Giấy xác nhận chấp hành xong"
    DIED = "died", "Chết"
    DECLARED_MISSING = "declared_missing", "Tòa án tuyên bố mất tích"


class PaperStatus(Coded):
    """Where the paper is (column "Giấy đang ở đâu")."""

    DRAFTING = "drafting", "Đang soạn"
    SUBMITTED = "submitted", "Đã trình ký"
    SIGNED_UNNUMBERED = "signed_unnumbered", "Đã ký, chờ số"
    NUMBERED = "numbered", "Có số, chưa giao"
    DELIVERED = "delivered", "Đã giao"
    DELIVERY_REFUSED = "delivery_refused", "Không nhận"
    WITHDRAWN = "withdrawn", "Đã thu hồi"
    REPLACED = "replaced", "Bị thay thế"


class Validity(Coded):
    NOT_EFFECTIVE = "not_effective", "Chưa"
    EFFECTIVE = "effective", "Đang hiệu lực"
    EXPIRED = "expired", "Hết"


class AssignmentRole(Coded):
    HELPER = "helper", "Người phụ trách"
    ORGANISATION = "organisation", "Đại diện tổ chức"
    HEALTH_OFFICER = "health_officer", "Cán bộ y tế"
    FAMILY = "family", "Gia đình"


# A health officer or the family stands beside whoever answers for a person, not in the place.
IN_CHARGE = (AssignmentRole.HELPER, AssignmentRole.ORGANISATION)


class LinkKind(Coded):
    """What a newer paper does to an older one."""

    REPLACES = "replaces", "Thay thế"
    CORRECTS = "corrects", "Đính chính"
    WITHDRAWS = "withdraws", "Thu hồi"
    ENDS = "ends", "Chấm dứt"


class DeadlineUnit(Coded):
    HOURS = "hours", "giờ"
    DAYS = "days", "ngày thường"
    WORKING_DAYS = "working_days", "ngày làm việc"
    MONTHS = "months", "tháng"


class OrganisationKind(Coded):
    WOMENS_UNION = "womens_union", "Chi hội Phụ nữ"
    VETERANS = "veterans", "Cựu chiến binh"
    YOUTH_UNION = "youth_union", "Đoàn Thanh niên"
    HEALTH_STATION = "health_station", "Trạm Y tế xã"
    HAMLET = "hamlet", "Thôn, tổ dân phố"
    VOLUNTEER_TEAM = "volunteer_team", "Đội công tác xã hội tình nguyện"
    OTHER = "other", "Tổ chức khác"


class FileKind(Coded):
    PAPER = "paper", "Văn bản đã in"
    SIGNED_COPY = "signed_copy", "Bản đã ký"
    ATTACHMENT = "attachment", "Giấy tờ"


class Right(Coded):
    """What an act may require of the person doing it."""

    READ_FILES = "read_files", "Xem hồ sơ"
    KEEP_FILES = "keep_files", "Lập và sửa hồ sơ"
    DRAFT_DECISIONS = "draft_decisions", "Soạn quyết định"
    NUMBER_DECISIONS = "number_decisions", "Ghi số văn bản"
    KEEP_VOLUNTEERS = "keep_volunteers", "Quản lý người phụ trách"
    KEEP_TEAM = "keep_team", "Ghi việc của đội tình nguyện"
    READ_SOURCES = "read_sources", "Xem người cho tin"
    EXPORT_LISTS = "export_lists", "In và xuất danh sách"
    KEEP_OFFICE = "keep_office", "Sửa cài đặt cơ quan"
    KEEP_USERS = "keep_users", "Quản lý người dùng"
    KEEP_BACKUPS = "keep_backups", "Sao lưu và trở lại bản đã lưu"
    ERASE_FOR_GOOD = "erase_for_good", "Xóa hẳn khỏi thùng rác"
    READ_TESTS = "read_tests", "Xem và ghi xét nghiệm"
    KEEP_REPORTS = "keep_reports", "Lập, chốt và gửi báo cáo"
    REOPEN_REPORTS = "reopen_reports", "Mở chốt báo cáo"
    CONSOLIDATE = "consolidate", "Nhận và tổng hợp báo cáo"
    OWN_TEAM = "own_team", "Xem và ghi việc của đội mình"


# What the administrator gives or takes user by user; without a word of his it goes by the role.
SENSITIVE = (Right.READ_TESTS, Right.READ_SOURCES)

_CLERK = frozenset(
    {
        Right.READ_FILES,
        Right.KEEP_FILES,
        Right.DRAFT_DECISIONS,
        Right.NUMBER_DECISIONS,
        Right.KEEP_VOLUNTEERS,
        Right.KEEP_TEAM,
        Right.EXPORT_LISTS,
        Right.KEEP_BACKUPS,
        Right.READ_TESTS,
        Right.KEEP_REPORTS,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: _CLERK,
    Role.LEADER: frozenset({Right.READ_FILES, Right.EXPORT_LISTS, Right.REOPEN_REPORTS}),
    Role.TEAM_LEADER: frozenset({Right.OWN_TEAM}),
    Role.CONSOLIDATOR: frozenset(
        {Right.CONSOLIDATE, Right.KEEP_REPORTS, Right.EXPORT_LISTS, Right.KEEP_BACKUPS}
    ),
    Role.ADMINISTRATOR: frozenset(Right),
}
