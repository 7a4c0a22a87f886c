"""Coded values of daily work: meetings, what came from outside, what went out again."""

from __future__ import annotations

from rehabdesk.domain.codes import Coded


class ContactWay(Coded):
    AT_HOME = "at_home", "Tại nhà"
    AT_OFFICE = "at_office", "Tại xã"
    BY_PHONE = "by_phone", "Điện thoại"
    AT_WORK = "at_work", "Nơi làm việc"


class QuickRating(Coded):
    GOOD = "good", "Tốt"
    NORMAL = "normal", "Bình thường"
    WATCH = "watch", "Cần để ý"
    NOT_MET = "not_met", "Không gặp được"


class AttentionLevel(Coded):
    LOW = "low", "Thấp"
    MEDIUM = "medium", "Vừa"
    HIGH = "high", "Cao"


class Employment(Coded):
    NONE = "none", "Chưa có việc làm"
    CASUAL = "casual", "Việc làm không ổn định"
    STEADY = "steady", "Có việc làm ổn định"
    SCHOOL = "school", "Đang học"
    UNABLE = "unable", "Không còn sức làm việc"


class Confidentiality(Coded):
    NORMAL = "normal", "Bình thường"
    CLERK_ONLY = "clerk_only", "Chỉ cán bộ phụ trách hồ sơ"


class ImportOutcome(Coded):
    CREATED = "created", "Lập hồ sơ mới"
    UPDATED = "updated", "Sửa hồ sơ đã có"
    ALIKE = "alike", "Giống hồ sơ đã có, không nhập"
    FAULTY = "faulty", "Lỗi, chưa nhập"
    LEFT_OUT = "left_out", "Bỏ qua"


class TransferDirection(Coded):
    OUT = "out", "Chuyển đi"
    IN = "in", "Chuyển đến"


class TransferStatus(Coded):
    SENT = "sent", "Đã gửi"
    RECEIVED = "received", "Bên kia đã nhận"
    RETURNED = "returned", "Bên kia trả lại"
    TAKEN_IN = "taken_in", "Đã nhận vào hồ sơ"
    REFUSED = "refused", "Đã trả lại bên gửi"
