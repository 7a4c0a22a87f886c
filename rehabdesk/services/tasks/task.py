"""A task as a rule makes it: what, for whom, by when, why, and how it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from rehabdesk.domain.codes import Coded, Right
from rehabdesk.domain.deadlines.due import DueSum
from rehabdesk.services.rows.concern import Concern


class Pile(IntEnum):
    """The five piles of the morning, by the key that opens each."""

    AWAITING = 1
    ENDING = 2
    OVERDUE = 3
    UNSEEN = 4
    REPORT = 5


AGREED = "Hẹn: "  # before the words somebody typed


class TaskKind(Coded):
    NUMBER = "number", "Nhập số"
    UNSIGNED = "unsigned", "Chờ ký"
    DELIVER = "deliver", "Giao"
    SEND_POLICE = "send_police", "Gửi quyết định cho Công an xã"
    ATTACH_COPY = "attach_copy", "Thiếu bản đã ký"
    ASSIGN = "assign", "Phân công người phụ trách"
    DECIDE = "decide", "Quyết định quản lý sau cai"
    CERTIFY = "certify", "Giấy xác nhận chấp hành xong"
    ASK_NOTICE = "ask_notice", "Hỏi Công an về người sắp về"
    ASK_PROPOSAL = "ask_proposal", "Hỏi Công an về văn bản đề nghị"
    USER_DECISION = "user_decision", "Quyết định quản lý người sử dụng"
    REHAB_DECISION = "rehab_decision", "Quyết định cai nghiện tự nguyện"
    MEET = "meet", "Gặp người đã lâu chưa gặp"
    AGREED = "agreed", "Việc đã hẹn"
    TEST_AFTER = "test_after", "Việc sau một lần xét nghiệm"
    TEST_NEXT = "test_next", "Xét nghiệm theo lịch"
    TEAM_TASK = "team_task", "Việc của đội"
    SUPPORT = "support", "Hỏi lại về hỗ trợ"
    REFERRAL = "referral", "Hỏi kết quả chuyển gửi"
    FLAG = "flag", "Cờ nhắc"
    REPORT_CLOSES = "report_closes", "Chốt số liệu"
    REPORT_SENT = "report_sent", "Gửi báo cáo"


class Act(StrEnum):
    """How a task is done; the screen knows where each leads."""

    NUMBER = "number"
    DELIVER = "deliver"
    ATTACH = "attach"  # the scan, in the book
    COMPOSE = "compose"
    RECORD = "record"  # an event, in the person's file
    MEET = "meet"  # a note of the meeting
    TEST = "test"  # in the register of tests
    TEAM = "team"  # what the team did, on its page
    SUPPORT = "support"  # the next step of a support
    POINT = "point"  # what came of sending somebody on, at a counselling point
    REPORT = "report"  # on the page of reports
    DROP_FLAG = "drop_flag"
    NOTHING = "nothing"

    @property
    def right(self) -> Right:
        """What whoever carries it out must be allowed."""
        return _RIGHTS.get(self, Right.READ_FILES)


_RIGHTS = {
    Act.NUMBER: Right.NUMBER_DECISIONS,
    Act.DELIVER: Right.DRAFT_DECISIONS,
    Act.ATTACH: Right.DRAFT_DECISIONS,
    Act.COMPOSE: Right.DRAFT_DECISIONS,
    Act.MEET: Right.KEEP_FILES,
    Act.SUPPORT: Right.KEEP_FILES,
    Act.TEST: Right.READ_TESTS,
    Act.REPORT: Right.EXPORT_LISTS,
}


# Tasks of a sensitive part; on no page that is printed as a matter of course.
SENSITIVE_KINDS = frozenset({TaskKind.TEST_AFTER, TaskKind.TEST_NEXT})


@dataclass(frozen=True, slots=True)
class Task:
    """`key` stays the same for as long as the task is the same; what is noted hangs on it.

    `ends_on` is the end of the term behind a certificate, `warning` the mark of working days it
    has reached, `prepare` what has to be ready by then; `on_desk` tells that its paper is printed
    and only waits for signature or number.
    """

    key: str
    kind: TaskKind
    title: str
    concerns: tuple[Concern, ...]
    due: DueSum
    why: str
    basis: str
    act: Act
    notes: tuple[str, ...] = ()
    piles: frozenset[Pile] = frozenset()
    decision_id: int | None = None
    purpose: str = ""
    ends_on: date | None = None
    on_desk: bool = False
    record_id: int | None = None  # of the flag, the meeting, the test or the activity
    warning: int | None = None
    prepare: tuple[str, ...] = ()
    report: tuple[str, date] | None = None  # the layout and the last day of its figures

    @property
    def person_ids(self) -> tuple[int, ...]:
        return tuple(each.person_id for each in self.concerns)

    @property
    def who(self) -> str:
        """Name one person, or the first and how many more."""
        if not self.concerns:
            return ""
        first, *others = self.concerns
        return f"{first.name} và {len(others)} người" if others else first.name

    @property
    def birth_and_place(self) -> str:
        if len(self.concerns) != 1:
            return ""
        [only] = self.concerns
        return " · ".join(part for part in (str(only.birth_year or ""), only.hamlet) if part)
