"""One card for each of the four bodies: by what law, who decides, how many there are."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rehabdesk.domain.teamwork.codes import GroupKind
from rehabdesk.services.teams.bodies import Bodies

TEAM_LAW = "Thông tư liên tịch 24/2012; Chủ tịch UBND cấp xã quyết định"
USERS_LAW = "Điều 59 Nghị định 163/2026; tên ghi ở Mẫu 04 Phụ lục III của Công an"
HELPERS_LAW = "Điều 130, 136 Nghị định 163/2026; Chủ tịch quyết định, Mẫu 59, 60"
SUPPORT_LAW = "Khoản 3 Điều 136 Nghị định 163/2026; Chủ tịch quyết định, Mẫu 55"


class BodyCard(QFrame):
    def __init__(self, title: str, law: str) -> None:
        super().__init__()
        self.setObjectName("card")
        heading = QLabel(title)
        heading.setProperty("role", "section")
        heading.setWordWrap(True)
        self.count = QLabel()
        self.count.setProperty("role", "title")
        self.count.setWordWrap(True)
        basis = QLabel(law)
        basis.setProperty("role", "hint")
        basis.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(4)
        layout.addWidget(heading)
        layout.addWidget(self.count)
        layout.addWidget(basis)
        layout.addStretch(1)


class BodyCards(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.team = BodyCard("Đội công tác xã hội tình nguyện", TEAM_LAW)
        self.users = BodyCard(GroupKind.USER_GROUP.label, USERS_LAW)
        self.helpers = BodyCard("Người được phân công giúp đỡ", HELPERS_LAW)
        self.support = BodyCard(GroupKind.SUPPORT_GROUP.label, SUPPORT_LAW)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in (self.team, self.users, self.helpers, self.support):
            row.addWidget(card, 1)

    def show_bodies(self, bodies: Bodies) -> None:
        teams, members = len(bodies.teams), bodies.members
        self.team.count.setText(f"{teams} đội, {members} người" if teams else "Chưa có đội")
        users = bodies.running(GroupKind.USER_GROUP)
        self.users.count.setText(f"{len(users)} tổ" if users else "Chưa ghi tổ nào")
        helped = sum(each.persons for each in bodies.helpers)
        helpers = len(bodies.helpers)
        told = f"{helpers} người giúp {helped} lượt người" if helpers else "Chưa phân công ai"
        self.helpers.count.setText(told)
        support = bodies.running(GroupKind.SUPPORT_GROUP)
        head = f"Tổ trưởng {support[0].head}" if support and support[0].head else "Đã lập"
        self.support.count.setText(head if support else "Chưa lập tổ")
