"""What a role may do, told to the administrator in plain words: the table of rights, read out."""

from __future__ import annotations

from rehabdesk.domain.codes import RIGHTS, SENSITIVE, Right, Role

_MEANT = {
    Role.CLERK: "Giữ hồ sơ, soạn văn bản, ghi việc hằng ngày, lập báo cáo.",
    Role.LEADER: "Xem hồ sơ, văn bản, báo cáo và trang trình Chủ tịch. Không sửa, soạn hay ghi số.",
    Role.TEAM_LEADER: (
        "Chỉ thấy đội mình đang là đội trưởng, đội phó: danh sách đội, bảng tháng, hoạt động, "
        "chỉ tiêu, gặp gỡ với người do đội viên phụ trách. Không thấy xét nghiệm, người cho tin, "
        "văn bản, báo cáo, đội khác."
    ),
    Role.CONSOLIDATOR: (
        "Nhận gói của các đơn vị, tổng hợp, lập báo cáo và chỉ tiêu. Không xem hồ sơ từng người."
    ),
    Role.ADMINISTRATOR: "Làm được mọi việc, kể cả cài đặt, người dùng và xóa hẳn.",
}


def rights_words(role: Role | None) -> str:
    """Say what a role is for, then right by right what it may do."""
    if role is None:
        return "Chọn quyền để xem được làm gì."
    rights = RIGHTS[role]
    plain = [right for right in Right if right in rights and right not in SENSITIVE]
    if role is Role.ADMINISTRATOR:
        plain.remove(Right.OWN_TEAM)  # the own team is every team
    told = "; ".join(f"{right.label[:1].lower()}{right.label[1:]}" for right in plain)
    return f"{_MEANT[role]}\nĐược làm gì: {told}."
