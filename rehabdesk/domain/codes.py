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
    POST_REHAB = "post_rehab", "Quản lý sau cai"
    REHAB_HOME = "rehab_home", "Cai tại gia đình, cộng đồng"
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
    POST_REHAB_COMPLETED = "post_rehab_completed", "Đã chấp hành xong"
    POST_REHAB_REMOVED = "post_rehab_removed", "Ra khỏi danh sách"
    REHAB_HOME = "rehab_home", "Cai tại gia đình, cộng đồng"
    USER_MANAGED = "user_managed", "Đang quản lý người sử dụng"
    NONE = "none", "Chưa có đợt quản lý"


class PaperStatus(Coded):
    """Where the paper is (column "Giấy đang ở đâu")."""

    DRAFTING = "drafting", "Đang soạn"
    SUBMITTED = "submitted", "Đã trình ký"
    SIGNED_UNNUMBERED = "signed_unnumbered", "Đã ký, chờ số"
    NUMBERED = "numbered", "Có số, chưa giao"
    DELIVERED = "delivered", "Đã giao"
    WITHDRAWN = "withdrawn", "Đã thu hồi"
    REPLACED = "replaced", "Bị thay thế"


class Validity(Coded):
    NOT_EFFECTIVE = "not_effective", "Chưa"
    EFFECTIVE = "effective", "Đang hiệu lực"
    EXPIRED = "expired", "Hết"


class AssignmentRole(Coded):
    HELPER = "helper", "Người phụ trách"
    ORGANISATION = "organisation", "Đại diện tổ chức"
    FAMILY = "family", "Gia đình"


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
    EXPORT_LISTS = "export_lists", "In và xuất danh sách"
    KEEP_OFFICE = "keep_office", "Sửa cài đặt cơ quan"
    KEEP_USERS = "keep_users", "Quản lý người dùng"
    KEEP_BACKUPS = "keep_backups", "Sao lưu và trở lại bản đã lưu"


_CLERK = frozenset(
    {
        Right.READ_FILES,
        Right.KEEP_FILES,
        Right.DRAFT_DECISIONS,
        Right.NUMBER_DECISIONS,
        Right.KEEP_VOLUNTEERS,
        Right.EXPORT_LISTS,
        Right.KEEP_BACKUPS,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: _CLERK,
    Role.LEADER: frozenset({Right.READ_FILES, Right.EXPORT_LISTS}),
    Role.TEAM_LEADER: frozenset(),
    Role.CONSOLIDATOR: frozenset(),
    Role.ADMINISTRATOR: frozenset(Right),
}
