"""What each kind of support passes: its stations, its steps in words, what counts as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rehabdesk.domain.codes import Coded
from rehabdesk.domain.teamwork.codes import SupportKind, SupportStep

Kind, Step = SupportKind, SupportStep
ASKED_AFTER = (3, 6, 12)  # months after a job began


@dataclass(frozen=True, slots=True)
class Station:
    """`lasts` tells that one stays in it for a while; `is_awaited` that others bring it about."""

    step: SupportStep
    word: str
    lasts: bool = False
    is_awaited: bool = True


class Group(Coded):
    """The kinds as the page lists them, a tab each."""

    LOAN = "loan", "Vay vốn"
    TRAINING = "training", "Học nghề"
    JOB = "job", "Việc làm"
    SCHOOLING = "schooling", "Học văn hóa"
    HELP = "help", "Tư vấn, giúp đỡ"
    PAPERS = "papers", "Giấy tờ, căn cước"

    @property
    def kinds(self) -> tuple[SupportKind, ...]:
        return _KINDS[self]


_KINDS: Mapping[Group, tuple[SupportKind, ...]] = {
    Group.LOAN: (Kind.LOAN,),
    Group.TRAINING: (Kind.TRAINING,),
    Group.JOB: (Kind.JOB,),
    Group.SCHOOLING: (Kind.SCHOOLING,),
    Group.HELP: (Kind.COUNSELLING, Kind.LEGAL, Kind.HEALTH, Kind.MONEY, Kind.OTHER),
    Group.PAPERS: (Kind.PAPERS,),
}


def group_of(kind: SupportKind) -> Group:
    return next(group for group, kinds in _KINDS.items() if kind in kinds)


_ASKED = Station(Step.ASKED, "Đề nghị", is_awaited=False)
_HELP = (_ASKED, Station(Step.GIVEN, "Đã giúp"))
STATIONS: Mapping[SupportKind, tuple[Station, ...]] = {
    Kind.LOAN: (
        _ASKED,
        Station(Step.APPROVED, "Duyệt"),
        Station(Step.PAID_OUT, "Giải ngân"),
        Station(Step.REPAID, "Trả nợ", lasts=True),
    ),
    Kind.TRAINING: (
        Station(Step.ASKED, "Đăng ký", is_awaited=False),
        Station(Step.STARTED, "Đang học", lasts=True, is_awaited=False),
        Station(Step.FINISHED, "Xong", is_awaited=False),
        Station(Step.GIVEN, "Có việc"),
    ),
    Kind.JOB: (
        Station(Step.REFERRED, "Giới thiệu", is_awaited=False),
        Station(Step.STARTED, "Đi làm"),
    ),
    Kind.SCHOOLING: (
        Station(Step.ASKED, "Đăng ký", is_awaited=False),
        Station(Step.STARTED, "Đang học", lasts=True, is_awaited=False),
        Station(Step.FINISHED, "Xong năm học", is_awaited=False),
    ),
    Kind.COUNSELLING: _HELP,
    Kind.LEGAL: _HELP,
    Kind.HEALTH: _HELP,
    Kind.MONEY: (_ASKED, Station(Step.APPROVED, "Duyệt"), Station(Step.PAID_OUT, "Đã chi")),
    Kind.PAPERS: (
        Station(Step.ASKED, "Hướng dẫn", is_awaited=False),
        Station(Step.STARTED, "Đã nộp", is_awaited=False),
        Station(Step.FINISHED, "Đã có giấy"),
    ),
    Kind.OTHER: _HELP,
}
# The step that tells that somebody got what was meant: what reports count it by.
GIVEN_BY: Mapping[SupportKind, SupportStep] = {
    Kind.LOAN: Step.PAID_OUT,
    Kind.TRAINING: Step.STARTED,
    Kind.JOB: Step.STARTED,
    Kind.SCHOOLING: Step.STARTED,
    Kind.COUNSELLING: Step.GIVEN,
    Kind.LEGAL: Step.GIVEN,
    Kind.HEALTH: Step.GIVEN,
    Kind.MONEY: Step.PAID_OUT,
    Kind.PAPERS: Step.FINISHED,
    Kind.OTHER: Step.GIVEN,
}
REPEATED = frozenset({Step.GIVEN, Step.REPAID, Step.OVERDUE, Step.CHECKED, Step.PAID_OUT})
_WORDS: Mapping[tuple[SupportKind, SupportStep], str] = {
    **{(kind, each.step): each.word for kind, line in STATIONS.items() for each in line},
    (Kind.LOAN, Step.FINISHED): "Trả xong nợ",
    (Kind.TRAINING, Step.STARTED): "Bắt đầu học",
    (Kind.TRAINING, Step.FINISHED): "Học xong",
    (Kind.TRAINING, Step.STOPPED): "Thôi học",
    (Kind.SCHOOLING, Step.STARTED): "Bắt đầu học",
    (Kind.SCHOOLING, Step.STOPPED): "Thôi học",
    (Kind.JOB, Step.CHECKED): "Hỏi lại về việc làm",
    (Kind.JOB, Step.STOPPED): "Thôi việc",
    (Kind.PAPERS, Step.ASKED): "Hướng dẫn làm",
    (Kind.PAPERS, Step.STARTED): "Đã nộp giấy tờ",
}
_REFUSABLE = frozenset({Kind.LOAN, Kind.TRAINING, Kind.MONEY, Kind.SCHOOLING})
_BESIDE: Mapping[SupportKind, tuple[SupportStep, ...]] = {
    Kind.LOAN: (Step.OVERDUE, Step.FINISHED),
    Kind.JOB: (Step.CHECKED,),
}
WITH_AMOUNT = frozenset({Step.PAID_OUT, Step.REPAID, Step.APPROVED})
WITH_MONTHS = frozenset({Step.REPAID, Step.OVERDUE, Step.CHECKED})


def step_word(kind: SupportKind, step: SupportStep) -> str:
    return _WORDS.get((kind, step), step.label)


def steps_of(kind: SupportKind) -> tuple[SupportStep, ...]:
    """Return every step that may be written down for a kind, in the order they come."""
    line = tuple(each.step for each in STATIONS[kind] if (kind, each.step) != _BY_ANOTHER)
    refused = (Step.REFUSED,) if kind in _REFUSABLE else ()
    return (*line, *_BESIDE.get(kind, ()), *refused, Step.STOPPED)


_BY_ANOTHER = (Kind.TRAINING, Step.GIVEN)  # told by a job of the same person
